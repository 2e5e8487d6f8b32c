"""Ways of giving a drug outside its licence, one file per country.

`base` says what a scheme is, `catalogue` gathers the countries and finds a scheme. A country's file begins with its
public sources; what none of them states is left out and shown as "to be confirmed".
"""
