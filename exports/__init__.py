"""Files that leave the registry: frames, rows and declarations in, a workbook or a folder of CSV files out.

cells.py        what a value becomes in a cell: nothing typed by a person ever opens as a formula
style.py        fonts, fills, widths and number formats of the workbooks, in the colours of the site
workbook.py     workbooks of the size of a report: titles, two header rows, filters, print set-up
book_cells.py   their cells
files.py        a file appears whole or not at all, and has the same bytes for the same content
records.py      the record layout: one CSV per record kind in a folder, or a sheet each
listings.py     one line per record, from the declarations of its fields
sheets/         the sheets of the drug report, one file each
drug_report.py  the drug report
has/            the dossier for the authorities: 23 sheets about one drug and one period
dictionary.py   the data dictionary as a workbook

Nothing here knows flask or sqlalchemy. Only workbook.py and records.py know a library that writes files.
"""
