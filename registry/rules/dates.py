"""Dates in rules: birth, death, age, and the orders of dates that every kind asks for in the same words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from registry.fields.base import T
from registry.rules.base import Case, Record, Rule, ask, before, completed_years, iso, refuse

Date = dt.date | str | None

_CORRECT_DATE = T("Corrigez la date.", "Correct the date.")
_CORRECT_ONE = T("Corrigez l’une des deux dates.", "Correct one of the two dates.")
_IS_IT_RIGHT = T("Est-ce exact ?", "Is that right?")


def born(patient: Record) -> str:
    """The birth of a patient as precisely as the registry knows it; empty when unknown."""
    month, day = patient.get("birth_month"), patient.get("birth_day")
    return f"{month}-{day:02}" if month and day else month or ""


def died(patient: Record) -> str:
    """The death of a patient as precisely as the registry knows it; empty when alive or unknown."""
    return iso(patient.get("vital_status_date")) if patient.get("vital_status") == "dead" else ""


def is_dead(patient: Record) -> bool:
    return patient.get("vital_status") == "dead"


def whole(value: Date) -> dt.date | None:
    """A date known to the day; None for a missing or a partial one."""
    return dt.date.fromisoformat(iso(value)) if len(iso(value)) == 10 else None


def days_between(first: Date, second: Date) -> int | None:
    """Days from the first date to the second; None unless both are known to the day."""
    start, end = whole(first), whole(second)
    return (end - start).days if start and end else None


def is_later_by(first: Date, second: Date, *, days: int) -> bool:
    """The second date is more than so many days after the first, both known to the day."""
    passed = days_between(first, second)
    return passed is not None and passed > days


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return next(dt.date(year, month + 1, d) for d in range(day.day, 0, -1) if _is_day(year, month + 1, d))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def is_at_least(years: int, patient: Record, on: Date) -> bool:
    """The patient has certainly completed so many years on that day."""
    month, day = patient.get("birth_month"), whole(on)
    return bool(month) and day is not None and completed_years(str(month), day) >= years


def is_under(years: int, patient: Record, on: Date) -> bool:
    """The patient has certainly not completed so many years on that day."""
    month, day = patient.get("birth_month"), whole(on)
    return bool(month) and day is not None and _most_years(str(month), day) < years


def _most_years(birth_month: str, on: dt.date) -> int:
    """Age in completed years with the month of birth taken at its earliest, its first day."""
    year, month = int(birth_month[:4]), int(birth_month[5:7])
    return on.year - year - (on.month < month)


def earliest(records: Iterable[Record], name: str) -> str:
    """The first of the dates that records hold under a name; empty when there is none."""
    return min((iso(record[name]) for record in records if record.get(name)), default="")


def latest_before(records: Sequence[Record], name: str, day: Date) -> Record | None:
    """Of the records dated before a day, the last one."""
    earlier = [record for record in records if before(record.get(name), day)]
    return max(earlier, key=lambda record: iso(record[name]), default=None)


def future(code: str, kind: str, name: str, subject: T) -> Rule:
    """The date is after today."""
    said = T("est dans le futur.", "is in the future.")
    return refuse(
        code,
        kind,
        name,
        _sentence(subject, name, said, _CORRECT_DATE),
        lambda c: before(c.on, c.record.get(name)),
    )


def before_birth(code: str, kind: str, name: str, subject: T) -> Rule:
    """The date is before the patient's birth."""
    said = T("précède la naissance du patient.", "is before the patient’s birth.")
    text = _sentence(subject, name, said, _CORRECT_ONE)
    return refuse(code, kind, name, text, lambda c: before(c.record.get(name), born(c.patient)))


def after_death(code: str, kind: str, name: str, subject: T) -> Rule:
    """The date is after the patient's death, which cannot be."""
    return refuse(
        code, kind, name, _after_death(subject, name, _CORRECT_ONE), lambda c: _follows_death(c, name)
    )


def perhaps_after_death(code: str, kind: str, name: str, subject: T) -> Rule:
    """The date is after the patient's death, which may be."""
    return ask(code, kind, name, _after_death(subject, name, _IS_IT_RIGHT), lambda c: _follows_death(c, name))


def order(code: str, kind: str, first: tuple[str, T], second: tuple[str, T]) -> Rule:
    """The second date is before the first: each a field name, with its words where it stands in the sentence."""
    (start, start_words), (end, end_words) = first, second
    text = T(
        f"{end_words.fr} ({{{end}}}) précède {start_words.fr} ({{{start}}}). {_CORRECT_ONE.fr}",
        f"{end_words.en} ({{{end}}}) is before {start_words.en} ({{{start}}}). {_CORRECT_ONE.en}",
    )
    return refuse(code, kind, end, text, lambda c: before(c.record.get(end), c.record.get(start)))


def _after_death(subject: T, name: str, then: T) -> T:
    return _sentence(subject, name, T("suit le décès du patient.", "is after the patient’s death."), then)


def _follows_death(case: Case, name: str) -> bool:
    value: Any = case.record.get(name)
    return before(died(case.patient), value)


def _sentence(subject: T, name: str, said: T, then: T) -> T:
    return T(
        f"{subject.fr} ({{{name}}}) {said.fr} {then.fr}", f"{subject.en} ({{{name}}}) {said.en} {then.en}"
    )
