"""HL7 FHIR R4B: one Bundle (collection) per patient, checked against the model before it is written.

Patient, ResearchSubject, Condition (diagnoses), MedicationStatement (drugs of courses), MedicationAdministration (dose
periods), AdverseEvent (toxicities), Observation (assessments, weight, height, laboratory results). Codes are those of
the registry's own lists, under its own system URIs, with English words; HL7's own code systems where the standard
binds to them, UCUM for units. No other terminology is used. Status and key of each record are in `meta.tag` and
`identifier`. Profiles are not claimed.

terms         systems, concepts, quantities, references
people        Patient, ResearchSubject, Condition
treatment     MedicationStatement, MedicationAdministration
events        AdverseEvent
findings      Observation
bundle        one patient's Bundle, and the files
"""
