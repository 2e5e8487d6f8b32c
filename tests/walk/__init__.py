"""The walk: every address, by every method, as every role, for records of the own centre, of others, and of nobody.

`ground` is where it goes: three centres whose texts are marked. `policy` says what must be answered, from the marks
of the views and the rows of the roles alone. A new address is walked as soon as it is registered; one whose
parameters the policy does not know fails, and says what to write where.
"""
