"""Data freezes: the same for ever, compared, and searched."""
