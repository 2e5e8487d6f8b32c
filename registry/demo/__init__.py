"""A plausible registry to look at, of the size of the French study; every patient in it is invented.

Each life is told first, as plain data, then written down as rows of the file layout. One patient in four has every
form filled in, the others the main ones; some values are forgotten, some records unfinished or void.

records     make_registry(): everything, in the order of the catalogue
chance      every draw, from one seed; what is rare is dealt, so that a small registry shows it too

What is known of the world, as tables:
places      the countries and centres, and how patients are spread over them
diseases    what is treated: criterion, ages, outlook        treatments   with what, and at which dose
sites       where a disease sits and how it is staged        giving       how each drug is given
scales      how a criterion reads a measure                  reactions    which toxicities a class of drugs has

Telling:
story       what happened to a patient, as plain data
patients, courses, toxicities, reviews    the life, its treatments, what they did, the central review
access      the board, the requests, their renewals          bodies       weight, height, condition

Writing, each kind of story in its file, under one `chart`:
writing     the whole life, and the main records             rows         the layout itself
information boards and consents                              requests     access requests and their criteria
alterations, histories, endings                              doses, visits, laboratory, ctdna, questionnaires
reports     pharmacovigilance, declarations                  situations   pregnancies, overdoses, errors
gaps        what is forgotten, unfinished or entered by mistake
"""
