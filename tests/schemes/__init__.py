"""The access schemes of each country, and what they agree with."""
