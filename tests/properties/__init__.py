"""Properties of every declaration."""
