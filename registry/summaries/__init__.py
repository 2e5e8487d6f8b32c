"""The numbers of a drug: frames in, one tidy table out. Pure pandas; knows no web and no database.

columns      the columns of each frame, and what stands under what
frames       DrugFrames: what is known of one drug, one frame per record kind
filters      narrow(): a part of the patients, by country, age, diagnosis, scheme, alteration, form, period
meanings     what each parameter decides, and the values it takes
parameters   the choices a number depends on, each named and with its default
counting     which records count, and the drafts left out
cut_off      what was known on a day
populations  registered and treated patients, each with the course that stands for them
responses    what the assessments say, under each reading
confirmation confirmed best response
judgement    what is said of each treated patient under each reading
study        prepare(): populations, judged responses and followed courses, with which every output begins
efficacy     evaluable patients, best response, response rate
response_rates  confirmed, over all treated, with minor responses, disease control, clinical benefit, by group
times        how long things lasted: durations with their event, partial dates
curves       SurvivalCurve: the one source of the rows, the figure and the sheet of an endpoint
endpoints    progression-free and overall survival, next treatment, time on drug, duration of and time to response
growth       growth modulation index
remarkable   exceptional and long-term patients, with their alterations
ctdna        circulating tumour DNA beside the response
review       the centre's reading against the reviewed one
subjects     describe_subjects(): the courses one by one, for listing, swimmer, waterfall and spider
marks, measures  the lines of those plots
toxicity     patients and events, worst grades, by class and term
intervals    exact intervals
tally        patients and events of a population -> rows
table        Row and Summary
catalogue    what each output means, in French and English: the source of page, workbook and help
labels       the words of a row's category
drug         summarise(): the parts put together
"""
