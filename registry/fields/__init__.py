"""What is recorded: one frozen declaration per field, one file per record kind. Standard library only."""
