"""Forms on paper: each record form, blank to be written on or filled from a record, as an accessible PDF."""
