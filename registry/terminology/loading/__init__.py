"""Reads the files of lists that others publish, and that a site loads under its own licence.

base.py      an entry, where it stands in a file, and the refusal of a file
files.py     a file, a folder or a zip becomes bytes and text, within limits
tables.py    CSV files and workbooks with a line of headings
meddra.py    MedDRA: the files of the folder MedAscii
atc.py       the ATC index: the XML file of its publisher, or CSV
ctcae.py     the grades of CTCAE in words: the workbook of its publisher, or CSV
whodrug.py   a list of drugs: CSV with name, code and ATC code
release.py   read(): one version of one list, whole and without contradiction, or a sentence
"""
