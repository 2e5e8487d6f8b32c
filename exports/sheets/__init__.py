"""The sheets of the drug report, one file each: `make(basis)` gives the sheet as data."""
