"""The numbers of a drug: frames in, one tidy table out. Pure pandas; knows no web and no database.

frames       DrugFrames: what is known of one drug, one frame per record kind
parameters   the choices a number depends on, each named and with its default
counting     which records count, and the drafts left out
cut_off      what was known on a day
populations  registered and treated patients, each with the course that stands for them
responses    what the assessments say, under each reading
efficacy     evaluable patients, best response, response rate
toxicity     patients and events, worst grades, by class and term
intervals    exact intervals
tally        patients and events of a population -> rows
table        Row and Summary
catalogue    what each output means, in French and English: the source of page, workbook and help
labels       the words of a row's category
drug         summarise(): the parts put together
"""
