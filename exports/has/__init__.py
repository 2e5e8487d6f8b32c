"""The dossier for the authorities: 23 sheets about one drug and one period, as plain data and as a workbook.

dossier.py   the contract: a dossier is plain data, so a stored one is written again without the database
build.py     from the records read once to the dossier
workbook.py  from the dossier to the file
sheets/      one file per sheet, or pair of sheets, in the order of the workbook
"""
