"""Exports that take long are made in the background, by `registry worker`.

kinds.py    which exports there are: name, right, and the function that writes the file
queue.py    the queue (huey): messages hold nothing but the id of a job
running.py  one export from its row to its file, under the rights of whoever asked
files.py    where files wait for their owner
worker.py   the process that does it
"""
