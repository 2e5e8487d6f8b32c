"""CDISC ODM-XML 1.3.2: metadata and data in one Snapshot.

A form is a kind of record, its embedded rows a repeating item group. What stands under a course belongs to the
repeating event SE.COURSE, whose repeat key is the key of the course; the rest to SE.PATIENT. Repeat keys are the keys
of the records. Countries and drugs are reference data, centres locations.

structure     how kinds of record become events, forms, groups and items
metadata      the definitions, made with odmlib
data          the file, streamed patient by patient
"""
