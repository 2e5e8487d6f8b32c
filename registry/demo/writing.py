"""Writes a told life down, parents before children: the main records here, each other kind in a file of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from registry.demo.access import Access, never_begun, tell_access
from registry.demo.alterations import predisposition, write_alterations
from registry.demo.bodies import Body, body
from registry.demo.chart import Chart, CourseChart
from registry.demo.ctdna import write_ctdna
from registry.demo.doses import drug_values, starting_dose, tell_changes, write_doses
from registry.demo.endings import assessment_values, end_values, write_subsequent
from registry.demo.histories import write_concomitants, write_histories, write_prior_lines
from registry.demo.information import write_boards, write_consents
from registry.demo.laboratory import toxicity_values, write_results
from registry.demo.questionnaires import tell_questionnaires, write_questionnaires
from registry.demo.reactions import OTHER_WORDS, PRECISIONS
from registry.demo.reports import causality_values, report_values, write_declarations, write_grades
from registry.demo.requests import write_requests, write_unused
from registry.demo.reviews import REPORT_ENDINGS, REVIEWER, tell_review
from registry.demo.rows import (
    PARTIAL_DIAGNOSIS,
    PARTIAL_END,
    PARTIAL_ONSET,
    Written,
    make_row,
    partial,
)
from registry.demo.scales import CATEGORY, SCALES
from registry.demo.sites import OTHER_CODES, SITES, staging
from registry.demo.situations import write_situation
from registry.demo.story import Course, Toxicity, Visit
from registry.demo.treatments import DOSES
from registry.demo.visits import write_follow_ups, write_initiation
from registry.terminology.diagnoses import diagnoses
from registry.terminology.responses import criteria

BEST_FIRST = ("CR", "PR", "MR", "SD", "PD", "NE")
BEST_RESPONSE_KNOWN, REPORTED = 0.75, 0.55
QUESTIONED = 0.5
AUTOPSY = {"no": 88, "yes": 5, "unknown": 7}


def write_life(chart: Chart, number: str) -> Iterator[Written]:
    """All rows of a patient who was treated."""
    life, child = chart.life, body(chart)
    accesses = [
        tell_access(
            chart.country,
            course.first_dose,
            until=min(course.last_dose or chart.on, chart.until),
            chance=chart.chance,
        )
        for course, _ in life.courses
    ]
    yield from _person(chart, number, accesses[0].informed)
    for (course, toxicities), access in zip(life.courses, accesses, strict=True):
        yield from write_boards(chart, course, access)
        yield from write_requests(chart, course, access, child)
        keyed = {chart.chance.identifier(): toxicity for toxicity in toxicities}
        told = CourseChart(chart, course, chart.chance.identifier(), keyed)
        yield from _write_course(told, access, child)
    if chart.is_whole:
        yield from write_situation(chart)
    yield from write_subsequent(chart, life.courses[-1][0])


def write_never_begun(chart: Chart, number: str, reason: str) -> Iterator[Written]:
    """A patient for whom a drug was granted, and who was never treated."""
    planned = chart.life.start
    access = never_begun(
        tell_access(chart.country, planned.first_dose, until=planned.first_dose, chance=chart.chance)
    )
    yield from _person(chart, number, access.informed)
    course = Course(planned.drugs, planned.first_dose, None, None, ())
    yield from write_boards(chart, course, access)
    yield from write_unused(chart, access, body(chart), reason=reason, on=chart.until)


def _person(chart: Chart, number: str, informed: dt.date) -> Iterator[Written]:
    """The patient, what was said, and what came before."""
    yield "patient", _patient(chart, number, informed)
    yield from write_consents(chart, informed)
    yield _diagnosis(chart)
    yield from write_alterations(chart)
    yield from write_prior_lines(chart)
    if chart.is_whole:
        yield from write_histories(chart)
        yield from write_concomitants(chart)


def _patient(chart: Chart, number: str, informed: dt.date) -> dict[str, str | None]:
    life, death = chart.life, chart.life.death
    return make_row(
        "patient",
        chart.id,
        centre_id=life.start.centre.id,
        number=number,
        birth_month=life.birth.isoformat()[:7],
        sex=life.sex,
        predisposition=(predisposition(life.start.diagnosis, chart.chance),),
        information_date=informed,
        objection="no",
        vital_status="dead" if death else "lost" if life.lost else "alive",
        vital_status_date=life.last_news,
        death_cause=death.cause if death else None,
        autopsy=chart.chance.deal("autopsy", AUTOPSY) if death and chart.is_whole else None,
    )


def _diagnosis(chart: Chart) -> Written:
    life, key = chart.life, chart.life.start.diagnosis
    diagnosis, site = diagnoses()[key], SITES[key]
    topography = diagnosis.topography or (chart.chance.choice(site.topography) if site.topography else "")
    morphology = diagnosis.morphology or site.morphology
    return chart.of_patient(
        "diagnosis",
        category=diagnosis.category,
        name=chart.says(diagnosis.name),
        iccc3=diagnosis.iccc3,
        iccc3_missing=None if diagnosis.iccc3 else "not_available",
        morphology=morphology,
        topography=topography,
        other_code=OTHER_CODES.get(key),
        diagnosis_date=partial(life.diagnosed, PARTIAL_DIAGNOSIS, chart.chance),
        disease_status=life.disease_status,
        relapse_number=life.relapse,
        **staging(key, chart.chance),
    )


def _write_course(course: CourseChart, access: Access, child: Body) -> Iterator[Written]:
    yield "course", _course(course, access)
    chart = course.chart
    doses = {drug: starting_dose(drug, chart.chance) for drug in course.course.drugs}
    changes = {drug: tell_changes(course, drug, dose) for drug, dose in doses.items()}
    for place, (drug, dose) in enumerate(doses.items()):
        yield _course_drug(course, drug, dose, place)
        if chart.is_whole or changes[drug]:
            yield from write_doses(course, drug, dose, changes[drug])
    asked = tell_questionnaires(course) if chart.is_whole and chart.chance.happens(QUESTIONED) else ()
    answered = [occasion.on for occasion in asked if occasion.is_answered]
    yield from write_initiation(course, child, answered)
    every = [change for told in changes.values() for change in told]
    yield from write_follow_ups(course, child, every, answered)
    for visit in course.course.visits:
        yield _assessment(course, visit)
    yield from _write_toxicities(course, access)
    if chart.is_whole:
        yield from write_ctdna(course)
        yield from write_questionnaires(course, asked)


def _course(course: CourseChart, access: Access) -> dict[str, str | None]:
    is_known = course.chart.chance.happens(BEST_RESPONSE_KNOWN)
    return make_row(
        "course",
        course.id,
        patient_id=course.chart.id,
        access_scheme=access.scheme,
        board_date=access.board,
        first_dose=course.course.first_dose,
        best_response=_best(course.course) if is_known else None,
        **end_values(course),
    )


def _best(course: Course) -> str | None:
    seen = {CATEGORY.get(visit.reading, visit.reading) for visit in course.visits if visit.reading}
    return min(seen, key=BEST_FIRST.index, default=None)


def _course_drug(course: CourseChart, drug: str, dose: float, place: int) -> Written:
    return course.write(
        "course_drug",
        drug=drug,
        starting_dose=dose,
        dose_unit=DOSES[drug].unit,
        dose_basis=DOSES[drug].basis,
        **drug_values(drug, course.chart, course.course, place),
    )


def _assessment(course: CourseChart, visit: Visit) -> Written:
    chart, criterion = course.chart, course.chart.life.start.disease.criterion
    review = tell_review(visit, criterion=criterion, chance=chart.chance, on=chart.on)
    recorded = SCALES[criterion].recorded
    return course.write(
        "assessment",
        visit=visit.kind,
        assessed_on=visit.on,
        criterion=criterion,
        target_measure=visit.measure if recorded else None,
        target_measure_missing="not_done" if recorded and visit.measure is None else None,
        report=_report(visit, chart) if recorded and chart.chance.happens(REPORTED) else None,
        response=visit.code,
        reviewed_response=review.code if review else None,
        reviewer=chart.says(REVIEWER) if review else None,
        reviewed_on=review.on if review else None,
        review_reason=chart.says(review.reason) if review and review.reason else None,
        **assessment_values(course, visit),
    )


def _report(visit: Visit, chart: Chart) -> str | None:
    """A short report that says what was measured."""
    measured, is_french = criteria()[chart.life.start.disease.criterion], chart.language == "fr"
    if visit.measure is None or measured.measure is None:
        return None
    colon = "\N{NO-BREAK SPACE}:" if is_french else ":"
    size = f"{visit.measure:g}".replace(".", "," if is_french else ".")
    first = f"{chart.says(measured.measure)}{colon} {size} {measured.unit}".rstrip() + "."
    ending = REPORT_ENDINGS.get(CATEGORY.get(visit.reading, visit.reading))
    return f"{first} {chart.says(ending)}" if ending else first


def _write_toxicities(course: CourseChart, access: Access) -> Iterator[Written]:
    chart = course.chart
    measured = {
        key: toxicity_values(
            toxicity, years=chart.years(toxicity.onset), chance=chart.chance, language=chart.language
        )
        for key, toxicity in course.toxicities.items()
    }
    for key, toxicity in course.toxicities.items():
        values = measured[key] | report_values(course, toxicity, access.scheme)
        yield "toxicity", _toxicity(course, key, toxicity, values)
        for drug in toxicity.causality:
            yield _causality(chart, key, toxicity, drug)
        yield from write_grades(chart, key, toxicity)
        yield from write_declarations(chart, key, toxicity, access.scheme)
    if chart.is_whole:
        yield from write_results(course, measured)


def _toxicity(
    course: CourseChart, key: str, toxicity: Toxicity, more: dict[str, object]
) -> dict[str, str | None]:
    chart, text = course.chart, OTHER_WORDS.get(toxicity.term)
    is_end_unknown = toxicity.end is None and not toxicity.ongoing
    is_fatal = toxicity.grade == 5
    is_told = chart.is_whole and toxicity.nature == "clinical" and chart.chance.happens(0.3)
    return make_row(
        "toxicity",
        key,
        course_id=course.id,
        term=toxicity.term,
        term_text=chart.says(text or chart.chance.choice(PRECISIONS)) if text or is_told else None,
        nature=toxicity.nature,
        grade=toxicity.grade,
        onset=partial(toxicity.onset, PARTIAL_ONSET, chart.chance),
        ongoing="yes" if toxicity.ongoing else "no",
        end=toxicity.end if is_fatal else partial(toxicity.end, PARTIAL_END, chart.chance),
        end_missing="not_available" if is_end_unknown else None,
        seriousness=toxicity.criteria,
        outcome=toxicity.outcome,
        **more,
    )


def _causality(chart: Chart, key: str, toxicity: Toxicity, drug: str) -> Written:
    return chart.write(
        "toxicity_drug",
        toxicity_id=key,
        drug=drug,
        causality=toxicity.causality[drug],
        action=toxicity.action[drug],
        **causality_values(toxicity, drug, chart.chance),
    )
