"""Exports in the background: from the row to the file, and everything that may happen on the way."""
