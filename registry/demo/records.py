"""The whole demonstration: make_registry()."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from registry import numbers
from registry.demo.chance import Chance, share
from registry.demo.chart import Chart
from registry.demo.diseases import DISEASES
from registry.demo.gaps import before_first_dose, leave_gaps
from registry.demo.patients import tell_life
from registry.demo.places import CENTRES, LANGUAGES, OPENED, PREPARATION, spread
from registry.demo.rows import Row, Written, make_row, words
from registry.demo.story import Death, Life, Start
from registry.demo.treatments import TREATMENTS, drugs_of
from registry.demo.writing import write_life, write_never_begun
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.fields.layout import COMPLETE, VOID
from registry.terminology.drugs import Drug, drugs

Tables = dict[str, list[Row]]

EARLIEST = OPENED + PREPARATION
NOT_BEGUN, DECIDED_WITHIN = 0.6, dt.timedelta(days=40)
INNOVATIVE_FROM = 2008
"""Year of first authorisation from which a drug is of interest whatever its form."""

WHOLE_EACH, NEVER_BEGUN_EACH = 4, 50
"""Every so many patients one in full detail, and one who was never treated."""

NEVER_BEGUN = {"death": 60, "progression": 25, "lost": 15}
OBJECTIONS, ENTERED_TWICE = ("objection", "withdrawal"), 3
OBJECTED = T("Ne souhaite pas que ses données soient utilisées.", "Does not want the data to be used.")


def make_registry(*, patients: int, seed: int, on: dt.date) -> Tables:
    """Rows by kind, in the order of the catalogue: an invented registry as it stands at the end of the day `on`.

    The same arguments give the same rows. Values are text or None, as in a file of the import layout.
    """
    if patients < 1 or on < EARLIEST:
        raise ValueError(f"expected at least one patient, and a day from {EARLIEST} on")
    chance = Chance(f"{seed} {on}")
    tables: Tables = {kind: [] for kind in KINDS}
    tables["country"] = [make_row("country", key, language=language) for key, language in LANGUAGES.items()]
    tables["centre"] = [make_row("centre", c.id, country_id=c.country, name=c.name) for c in CENTRES]
    tables["drug"] = [_drug(drug) for drug in drugs().values()]
    serials = Counter[str]()
    starts = sorted(_starts(patients, chance, on), key=lambda start: start.first_dose)
    for place, start in enumerate(starts):
        for kind, row in _patient(start, _next_number(start.centre.id, serials), place, chance, on):
            tables[kind].append(row)
    _object(tables["patient"], tables["consent"], chance, on)
    _enter_twice(tables["patient"], serials, chance)
    return tables


def _drug(drug: Drug) -> Row:
    return make_row(
        "drug",
        drug.inn,
        inn=drug.inn,
        inn_fr=drug.name.fr,
        drug_class=drug.drug_class.en,
        target=drug.target,
        target_missing=None if drug.target else "not_applicable",
        eu_year=drug.eu_year,
        eu_year_missing=None if drug.eu_year else "not_applicable",
        forms=drug.forms,
        new_formulation="no" if drug.eu_year and drug.eu_year >= INNOVATIVE_FROM else None,
    )


def _starts(patients: int, chance: Chance, on: dt.date) -> Iterator[Start]:
    """Who comes where and when, and is treated with what: in the proportions of the lists, in any order."""
    weights = {(diagnosis, name): n for diagnosis, names in TREATMENTS.items() for name, n in names.items()}
    chosen = [treatment for treatment, number in share(patients, weights).items() for _ in range(number)]
    chance.shuffle(chosen)
    for (centre, first_dose), (diagnosis, name) in zip(
        spread(patients, chance=chance, on=on), chosen, strict=True
    ):
        yield Start(centre, first_dose, diagnosis, DISEASES[diagnosis], drugs_of(name))


def _patient(start: Start, number: str, place: int, chance: Chance, on: dt.date) -> Iterator[Written]:
    """The rows of the patient who came in at this place; details are drawn apart, so that lives do not hang on them."""
    life, apart = tell_life(start, chance=chance, on=on), chance.apart(f"{number} {on}")
    is_whole = place % WHOLE_EACH == 0
    if place % NEVER_BEGUN_EACH == 5:
        reason = apart.deal("never begun", NEVER_BEGUN)
        life = _never_begun(life, reason, apart, on)
        return write_never_begun(Chart(life, apart.identifier(), apart, is_whole, on), number, reason)
    written = write_life(Chart(life, apart.identifier(), apart, is_whole, on), number)
    if on - start.first_dose < DECIDED_WITHIN and chance.happens(NOT_BEGUN):
        return before_first_dose(written)
    return leave_gaps(written, chance=apart)


def _never_begun(life: Life, reason: str, chance: Chance, on: dt.date) -> Life:
    """The life of somebody who was not treated: what ended it, or the day until which it is known."""
    last = min(chance.after(life.start.first_dose, 1, 10), on)
    death = Death(last, "disease") if reason == "death" else None
    return replace(life, courses=(), death=death, lost=reason == "lost", last_news=last)


def _next_number(centre_id: str, serials: Counter[str]) -> str:
    serials[centre_id] += 1
    return numbers.make(centre_id, serials[centre_id])


def _object(patients: list[Row], consents: list[Row], chance: Chance, on: dt.date) -> None:
    """A few patients object to the research after they were informed: an objection, or a consent taken back."""
    asked = [row for row in patients if row["status"] == COMPLETE and row["information_date"]]
    for event, row in zip(
        OBJECTIONS, chance.sample(asked, min(len(OBJECTIONS), len(asked) // 50)), strict=False
    ):
        informed = dt.date.fromisoformat(row["information_date"] or "")
        day = min(on, chance.after(informed, 10, 200))
        row["objection"], row["objection_date"] = "yes", day.isoformat()
        # An act after this one would take it back.
        consents[:] = [
            c for c in consents if c["patient_id"] != row["id"] or (c["given_on"] or "") <= day.isoformat()
        ]
        language = LANGUAGES[(row["centre_id"] or "")[:2]]
        said = {
            "event": event,
            "given_on": day,
            "informed": ("both_parents",),
            "stated_reason": words(OBJECTED, language),
        }
        consents.append(make_row("consent", chance.identifier(), patient_id=row["id"], **said))


def _enter_twice(patients: list[Row], serials: Counter[str], chance: Chance) -> None:
    """A few patients were entered a second time, and the second record made void."""
    for first in chance.sample(patients, min(ENTERED_TWICE, len(patients) // 50)):
        again: Row = {
            "id": chance.identifier(),
            "number": _next_number(first["centre_id"] or "", serials),
            "status": VOID,
        }
        patients.append(first | again)
