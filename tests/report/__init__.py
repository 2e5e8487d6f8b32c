"""The report for the authorities."""
