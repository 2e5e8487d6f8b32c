"""What things are called: CTCAE terms, drugs, diagnoses, response criteria and countries.

Each table of facts is a tab-separated file of our own beside its loader: `ctcae`, `drugs`, `diagnoses`,
`responses`, `countries`. `tables` reads the files, `codes` gives the lists that fields draw on, `words` finds
a term by what somebody types.
"""
