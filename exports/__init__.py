"""Frames in, bytes out: every file that leaves the registry is written here.

workbook    a workbook from sheets: title, order, widths, frozen panes, filters
cells       the only writer of cells: text is never a formula, dates are dates, numbers are numbers
style       fonts, colours and number formats
listings    line listings with French and English headers
records     the bulk export of all records, one table per record kind
sheets/     one file per sheet of the drug workbook

Nothing here knows flask or sqlalchemy: the callers bring frames and the declarations of the fields.
"""
