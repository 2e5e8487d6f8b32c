"""The tables of names: their shape, their wording's rules, the search, and what they agree with."""
