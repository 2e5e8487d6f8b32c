"""The report for the authorities: twelve chapters, annexes and a publishable page, in French or English.

parts.py      what a report is made of, as plain data
texts.py      the places that only a person can write
builder.py    numbered tables and figures from a dossier
chapters/     one file per chapter or two
report.py     a dossier and typed texts become a report
pdf.py        a report as PDF/UA, through report.typ
word.py       a report as Word document, through template.py or the owner's template
"""
