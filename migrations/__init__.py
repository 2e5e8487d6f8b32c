"""The tables as they are in a database, step by step: each migration, and the walls that stand around the tables.

versions/     one file per change, 0001_what_changes.py; `head` holds the number of the last one
revision.py   where a database stands, without alembic
run.py        upgrade and downgrade; env.py is what alembic runs
tables.py     which tables are audited, kept for ever, append-only, owned by a centre
walls.py      what stands around them: sqlite.py, postgresql.py, rights.py and roles.py hold its text
trail.py      the trail compared with the tables, and what a migration changes written into it

`python -m migrations "what changes"` writes the next migration from the models.
"""
