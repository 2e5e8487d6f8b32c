"""The statistical functions against R and against published examples."""
