"""The trail: every change is in it, nothing else is, and nobody can change it."""
