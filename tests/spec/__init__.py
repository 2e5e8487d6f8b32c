"""The numbers as a method note: small tables, and what must come out of them, worked out by hand."""
