"""Tests, in folders that mirror the code.

conftest.py   what every test finds: fixtures of databases, pages and files, and the closing lines
servers.py    databases: SQLite files, and a PostgreSQL server found or started once for all workers
browser.py    Debian's chromium through playwright
office.py     LibreOffice, to read back what the registry writes
provide.py    installs what a machine lacks for these, before the tests
"""
