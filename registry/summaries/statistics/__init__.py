"""Statistics that know nothing of the registry: counts and durations in, frozen results out.

estimate       Estimate: a number with its interval, or the reason why there is none
survival       Kaplan-Meier: curve, bands, median and other quantiles, rate at a time, follow-up
log_rank       comparison of survival between groups
proportions    exact interval of a proportion, one-sided bounds and tests against a reference
rates          exact interval of a number of events per person-time
agreement      Cohen's kappa
disproportion  reporting odds ratio and proportional reporting ratio

Every function is compared with R (tests/statistics/oracle.R) or with a published example.
"""
