"""SDTM-like tables: DM, EX, AE, RS, TR and DS with the names and code words of the standard.

They hold complete records of complete patients, as the standard has no place for a draft. They are SDTM-like: nothing
was checked against the rules of conformance, and none is claimed. `define.csv` says where each variable comes from.

base          domains and variables
people        DM, DS
exposure      EX
events        AE
response      RS, TR
tables        the tables of all patients, as CSV and SAS transport files
"""
