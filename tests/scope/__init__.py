"""Whose rows: the listeners of the session, and row-level security underneath on PostgreSQL."""
