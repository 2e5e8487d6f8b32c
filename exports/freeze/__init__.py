"""Data freezes: what they are made of, how it is packed for ever, and what changed between two of them.

pack.py       the dossier and the record tables as one file, with a list of contents that its fingerprint covers
tables.py     the record tables of a freeze: written and read as CSV
compare.py    two freezes: patients, records, values, numbers
counted.py    from a number of a freeze to the records behind it, and back
book.py       what changed, as a workbook
"""
