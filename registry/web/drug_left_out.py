"""What the numbers of a drug leave out, in sentences: drafts, complete records under one, patients who objected."""

from __future__ import annotations

from collections.abc import Iterator

from registry.i18n import gettext as _
from registry.i18n import ngettext, show_number
from registry.summaries.table import Summary
from registry.web.drug_numbers import words_of

NAMED = 3
"""Kinds that are named; one more is named too, since naming it is as short as saying that there is another."""


def left_out(summary: Summary) -> Iterator[str]:
    """One sentence for the drafts and one for the objections: counted over every use of the drug."""
    drafts, beneath = sum(summary.drafts.drafts.values()), sum(summary.drafts.beneath.values())
    kinds = ", ".join(_kinds(summary))
    left = ngettext("%(n)d draft is left out", "%(n)d drafts are left out", drafts) % {"n": drafts}
    if beneath:
        under = ngettext(
            "%(n)d complete record under a draft", "%(n)d complete records under a draft", beneath
        )
        words = {"drafts": left, "beneath": under % {"n": beneath}, "kinds": kinds}
        yield _("%(drafts)s, and %(beneath)s: %(kinds)s.") % words
    elif drafts:
        yield _("%(drafts)s: %(kinds)s.") % {"drafts": left, "kinds": kinds}
    else:
        yield _("No draft is left out.")
    row = summary.find("objected")
    if row is None or not row.n:
        yield _("No patient objected.")
        return
    objected = ngettext(
        "%(n)d patient who objected is left out.", "%(n)d patients who objected are left out.", row.n
    )
    yield objected % {"n": row.n}


def _kinds(summary: Summary) -> Iterator[str]:
    """How many of each kind are left out: courses 2, toxicities 5; of many kinds the largest."""
    every = [(row.n + summary.drafts.beneath.get(row.category, 0), row) for row in summary.select("drafts")]
    found = [(n, row) for n, row in every if n]
    largest = sorted(found, key=lambda pair: -pair[0])
    named, others = (found, []) if len(found) <= NAMED + 1 else (largest[:NAMED], largest[NAMED:])
    yield from (f"{words_of(row).lower()} {show_number(n)}" for n, row in named)
    if others:
        yield _("other records %(n)s") % {"n": show_number(sum(n for n, _row in others))}
