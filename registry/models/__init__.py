"""The tables: one per file, their clinical columns made from the declarations."""
