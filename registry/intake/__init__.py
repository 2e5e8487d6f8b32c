"""Files in: a folder of CSV files, one CSV or a workbook becomes records, all of it or nothing.

sources.py      a path becomes sheets of lines, whatever its format
archives.py     what a workbook must not be: a bomb, an archive of archives, XML with a document type
workbooks.py    the cells of a workbook as text; a formula or an error is no value
tables.py       a sheet of a record kind: its header, its lines
identity.py     which ids are allowed, and how versions, states and answers are read
references.py   finds a drug by its INN and a country by its code, stored or in the files
lines.py        a line through the one gate: what it gives, and what cannot be read
merging.py      a line becomes a record: what it gives, laid over what is stored
outlook.py      the registry as it will be: the lines of the files over what is stored
planning.py     new, changed or unchanged; the state; what depends on it
rights.py       which rights a change asks
checking.py     the rules, with the surroundings as they will be
numbering.py    patient numbers that are kept or given
writing.py      one transaction
report.py       what was found and done, place by place
uploads.py      files that came through the browser and wait for a confirmation
load.py         import_path(): the way through all of these
"""
