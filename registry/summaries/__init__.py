"""The numbers of a drug: frames in, one tidy table out. Pure pandas; knows no web and no database.

What comes in
columns      the columns of each frame, and what stands under what
frames       DrugFrames: what is known of one drug, one frame per record kind
filters      narrow(): a part of the patients, by country, age, diagnosis, scheme, alteration, form, period
beside       what filters leave of the frames that are no records
meanings     what each parameter decides, and the values it takes
parameters   the choices a number depends on, each named and with its default

Who counts, and what is said of them
counting     which records count, and the drafts left out
cut_off      what was known on a day
dates        dates of different precision, compared without imputing
populations  registered and treated patients, each with the course that stands for them
responses    what the assessments say, under each reading
confirmation confirmed best response
judgement    what is said of each treated patient under each reading
study        prepare(): populations, judged responses and followed courses, with which every output begins

What comes out
baseline     who the treated patients are
use          how the drug was used; doses, intensity and exposure work out what was given, and for how long
efficacy     evaluable patients, best response, response rate
response_rates  confirmed, over all treated, with minor responses, disease control, clinical benefit, by group
times        how long things lasted: durations with their event, partial dates
curves       SurvivalCurve: the one source of the rows, the figure and the sheet of an endpoint
endpoints    progression-free and overall survival, next treatment, time on drug, duration of and time to response
growth       growth modulation index
remarkable   exceptional and long-term patients, with their alterations
ctdna        circulating tumour DNA beside the response
review       the centre's reading against the reviewed one
toxicity     patients and events, worst grades, by class and term
rates        toxicities per 100 patient-months
serious      the listing of serious toxicities
declarations which serious toxicities were declared, how fast, which are overdue
questionnaires  quality of life: received, scores, change from baseline
coverage     how much of what was authorised is in the registry
quality, data_quality  completeness, news, visits and queries: measured, then as rows
signals      rates beside a reference, terms beside the other drugs
subjects     describe_subjects(): the courses one by one, for listing, swimmer, waterfall and spider
marks, measures  the lines of those plots

How it is counted and told
statistics   what knows nothing of the registry: proportions, rates, survival, log-rank, agreement, disproportionality
intervals    exact intervals
tally        patients and events of a population -> rows
quantities   measures, and answers with their missing values -> rows
table        Row and Summary
catalogue    what each output means, in French and English: the source of page, workbook and help
labels       the words of a row's category and of its population
drug         summarise(): the parts put together

Small counts
audiences    for whom numbers are made, and what is not answered to those that do not read in full
disclosure   disclose(): a summary as an audience sees it
containment, concealment, worlds  what lies within what, which rows stay in sight, sets of patients as bits

The dossier for the authorities
dossier, dossier_scope, dossier_numbers  what is asked for, whose records, the numbers in period and cumulated
"""
