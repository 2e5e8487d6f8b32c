"""The chapters of the report, one file each: a dossier and typed texts in, blocks out."""
