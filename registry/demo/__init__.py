"""A plausible registry to look at, of the size of the French study; every patient in it is invented.

records     make_registry(): everything, as rows of the file layout
places      the countries and centres, and how patients are spread over them
diseases    what is treated: criterion, ages, outlook        treatments   with what, and at which dose
scales      how a criterion reads a measure                  reactions    which toxicities a class of drugs has
story       what happened to a patient, as plain data
patients, courses, toxicities, reviews    tell it           rows         writes it down
gaps        what is forgotten, unfinished or entered by mistake
chance      every draw, from one seed
"""
