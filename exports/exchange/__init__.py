"""Records for analysts, in the formats that statistics programs and other systems read.

Everything here is a research file: who objected, void records, imaging reports and the optional identifiers are in
none of them, and typed words only for a reader who sees them.

columns       what a table holds: names, types, labels, code lists, all from the declarations
source        where the rows come from
tidy          one table per kind of record; labels beside codes
wide          one line per patient
tables, workbook, parquet, spss, sas
              the same tables in a format each; limits refuses what a format cannot hold
guide         the columns and codes as tables of their own
odm, sdtm, fhir
              the standards
"""
