"""Checks across fields and records: each rule has a code, a level, a text in two languages and a check."""
