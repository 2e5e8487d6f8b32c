"""Migrations, the walls that stand after them, and the check of both."""
