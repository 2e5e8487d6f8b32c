"""The registry, cut by stage of the road that every record travels: form, check, row, frame, summary, sheet.

One folder per stage, one file per record kind in each, the same file name everywhere. Imports go downwards only, in the
order of this list (the floors are in setup.cfg and are checked).

app.py          create_app(): the only place where the parts meet
cli.py          the `registry` command: thin, each command calls one function
web/            thin views: read the request, call one action or query, choose a page; the JSON API
jobs/           background work and mail
demo.py         plausible records made from the declarations: same seed, same records
intake/         files in: reading, mapping, all-or-nothing import
actions/        every write: one transaction, who and why; triggers in the database write the audit
queries/        every read: pages and frames
access/         permissions (Permission, Role), gate (the door), scope (whose rows)
db.py           engines, sessions, the one short writing transaction
models/         tables, one file each; the columns come from the fields
schemas.py      fields -> marshmallow: the one gate for form, JSON and file input
summaries/      pure pandas, frame in, frame out
dictionary.py   fields -> rows of the data dictionary
rules/          checks across fields: code, level (refuse, ask, note), text, check
schemes/        one file per country: its access schemes, deadlines, data-protection switches
terminology/    CTCAE terms, drugs, diagnoses: our own compact tables of facts
i18n.py         the language of this request, labels and messages in it
fields/         WHAT IS RECORDED: one set of fields per record kind, value sets, derived values
errors.py       the failures that a page, the API and the console tell in the same words

templates/ static/ translations/ help/   what the browser gets
The folder exports/ beside this one makes workbooks and files from frames.
"""
