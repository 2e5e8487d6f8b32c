"""Writes a told life down as rows of the file layout: text or nothing, exactly as a file would hold them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from registry.demo.chance import Chance
from registry.demo.places import Centre
from registry.demo.reactions import OTHER_WORDS
from registry.demo.reviews import REPORT_ENDINGS, REVIEWER, tell_review
from registry.demo.scales import CATEGORY, SCALES
from registry.demo.story import Course, Life, Toxicity, Visit
from registry.demo.treatments import DOSES
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.fields.layout import COMPLETE, columns
from registry.terminology.diagnoses import diagnoses
from registry.terminology.responses import criteria

Row = dict[str, str | None]
Written = tuple[str, Row]
"""A row with its kind."""

ACCESS_FRANCE = {"AAC": 46, "HORS_AMM": 30, "AAP_POST": 10, "AAP_PRE": 6, "CPC": 5, "AAC_TP": 3}
ACCESS_ABROAD = {"NAMED": 38, "OFFLABEL": 30, "GROUP": 14, "EARLY": 12, "EXPANDED": 6}
STARTING_AT = {1.0: 76, 0.8: 14, 0.75: 5, 0.5: 5}
"""The part of the usual dose that patients start with."""

BEST_FIRST = ("CR", "PR", "MR", "SD", "PD", "NE")
BEST_RESPONSE_KNOWN, REPORTED = 0.75, 0.55
PARTIAL_ONSET, PARTIAL_END, PARTIAL_DIAGNOSIS = ((0.02, 4), (0.09, 7)), ((0.06, 7),), ((0.06, 4), (0.2, 7))
"""Probabilities that only the first so many characters of a date are known: the year, or year and month."""


def make_row(kind: str, key: str, **values: object) -> Row:
    """A complete row with every column of its kind; what is not given is empty. An unknown column is an error."""
    row: Row = dict.fromkeys(columns(KINDS[kind]))
    for name, value in {"id": key, "version": 1, "status": COMPLETE, **values}.items():
        if name not in row:
            raise KeyError(f"{kind}.{name}")
        row[name] = as_text(value)
    return row


def as_text(value: object) -> str | None:
    """A value as a file holds it."""
    match value:
        case None | "":
            return None
        case float():
            return f"{value:.6g}"
        case dt.date():
            return value.isoformat()
        case tuple():
            return ";".join(value)
        case _:
            return str(value)


def write(kind: str, key: str, **values: object) -> Written:
    """A row with its kind."""
    return kind, make_row(kind, key, **values)


def write_life(life: Life, *, number: str, chance: Chance, on: dt.date) -> Iterator[Written]:
    """All rows of a patient, parents before children."""
    key = chance.identifier()
    yield _patient(life, key, number, chance)
    yield _diagnosis(life, key, chance)
    for course, toxicities in life.courses:
        course_id = chance.identifier()
        yield _course(life, course, key, course_id, chance)
        yield from _course_drugs(course, course_id, chance)
        for visit in course.visits:
            yield _assessment(life, visit, course_id, chance=chance, on=on)
        for toxicity in toxicities:
            yield from _toxicity(toxicity, course_id, language=life.start.centre.language, chance=chance)


def words(text: T, language: str) -> str:
    return text.fr if language == "fr" else text.en


def _patient(life: Life, key: str, number: str, chance: Chance) -> Written:
    death = life.death
    return write(
        "patient",
        key,
        centre_id=life.start.centre.id,
        number=number,
        birth_month=life.birth.isoformat()[:7],
        sex=life.sex,
        information_date=life.start.first_dose - dt.timedelta(days=chance.randint(0, 6)),
        objection="no",
        vital_status="dead" if death else "lost" if life.lost else "alive",
        vital_status_date=life.last_news,
        death_cause=death.cause if death else None,
    )


def _diagnosis(life: Life, patient_id: str, chance: Chance) -> Written:
    diagnosis = diagnoses()[life.start.diagnosis]
    return write(
        "diagnosis",
        chance.identifier(),
        patient_id=patient_id,
        category=diagnosis.category,
        name=words(diagnosis.name, life.start.centre.language),
        iccc3=diagnosis.iccc3,
        iccc3_missing=None if diagnosis.iccc3 else "not_available",
        diagnosis_date=_partial(life.diagnosed, PARTIAL_DIAGNOSIS, chance),
        disease_status=life.disease_status,
        relapse_number=life.relapse,
    )


def _course(life: Life, course: Course, patient_id: str, key: str, chance: Chance) -> Written:
    return write(
        "course",
        key,
        patient_id=patient_id,
        access_scheme=_access_scheme(life.start.centre, chance),
        board_date=course.first_dose - dt.timedelta(days=chance.randint(7, 40)),
        first_dose=course.first_dose,
        last_dose=course.last_dose,
        stop_reason=course.stop_reason,
        best_response=_best(course) if chance.happens(BEST_RESPONSE_KNOWN) else None,
    )


def _access_scheme(centre: Centre, chance: Chance) -> str:
    return chance.of(ACCESS_FRANCE if centre.country == "FR" else ACCESS_ABROAD)


def _best(course: Course) -> str | None:
    seen = {CATEGORY.get(visit.reading, visit.reading) for visit in course.visits if visit.reading}
    return min(seen, key=BEST_FIRST.index, default=None)


def _course_drugs(course: Course, course_id: str, chance: Chance) -> Iterator[Written]:
    for drug in course.drugs:
        dose = DOSES[drug]
        amount = dose.amount * chance.of(STARTING_AT)
        yield write(
            "course_drug",
            chance.identifier(),
            course_id=course_id,
            drug=drug,
            starting_dose=float(f"{amount:.3g}"),
            dose_unit=dose.unit,
            dose_basis=dose.basis,
        )


def _assessment(life: Life, visit: Visit, course_id: str, *, chance: Chance, on: dt.date) -> Written:
    criterion, language = life.start.disease.criterion, life.start.centre.language
    review = tell_review(visit, criterion=criterion, chance=chance, on=on)
    recorded = SCALES[criterion].recorded
    return write(
        "assessment",
        chance.identifier(),
        course_id=course_id,
        visit=visit.kind,
        assessed_on=visit.on,
        criterion=criterion,
        target_measure=visit.measure if recorded else None,
        target_measure_missing="not_done" if recorded and visit.measure is None else None,
        report=_report(visit, criterion, language) if recorded and chance.happens(REPORTED) else None,
        response=visit.code,
        reviewed_response=review.code if review else None,
        reviewer=words(REVIEWER, language) if review else None,
        reviewed_on=review.on if review else None,
        review_reason=words(review.reason, language) if review and review.reason else None,
    )


def _report(visit: Visit, criterion: str, language: str) -> str | None:
    """A short report that says what was measured."""
    measured = criteria()[criterion]
    if visit.measure is None or measured.measure is None:
        return None
    colon = "\N{NO-BREAK SPACE}:" if language == "fr" else ":"
    size = f"{visit.measure:g}".replace(".", "," if language == "fr" else ".")
    first = f"{words(measured.measure, language)}{colon} {size} {measured.unit}".rstrip() + "."
    ending = REPORT_ENDINGS.get(CATEGORY.get(visit.reading, visit.reading))
    return f"{first} {words(ending, language)}" if ending else first


def _toxicity(toxicity: Toxicity, course_id: str, *, language: str, chance: Chance) -> Iterator[Written]:
    key, text = chance.identifier(), OTHER_WORDS.get(toxicity.term)
    unknown_end = toxicity.end is None and not toxicity.ongoing
    yield write(
        "toxicity",
        key,
        course_id=course_id,
        term=toxicity.term,
        term_text=words(text, language) if text else None,
        nature=toxicity.nature,
        grade=toxicity.grade,
        onset=_partial(toxicity.onset, PARTIAL_ONSET, chance),
        ongoing="yes" if toxicity.ongoing else "no",
        end=toxicity.end if toxicity.grade == 5 else _partial(toxicity.end, PARTIAL_END, chance),
        end_missing="not_available" if unknown_end else None,
        seriousness=toxicity.criteria,
        outcome=toxicity.outcome,
    )
    for drug, causality in toxicity.causality.items():
        yield write(
            "toxicity_drug",
            chance.identifier(),
            toxicity_id=key,
            drug=drug,
            causality=causality,
            action=toxicity.action[drug],
        )


def _partial(day: dt.date | None, odds: tuple[tuple[float, int], ...], chance: Chance) -> str | None:
    """A date, sometimes known to the month or the year only."""
    if day is None:
        return None
    drawn = chance.random()
    return day.isoformat()[: next((length for odd, length in odds if drawn < odd), 10)]
