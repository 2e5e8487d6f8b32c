"""Laboratory values that grade themselves by CTCAE v5.0.

`rules` is the table of facts, in the vocabulary of `bounds`. `analytes` says what is measured and in which units, and
converts; `units` has the words of the units. `measures` puts a value beside its limits, `grading` gives its grade,
`reasons` writes the sentence that says why.
"""
