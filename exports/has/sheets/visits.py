"""16_LL_SUIVIS: one line per visit with the assessment made at it; assessments at no visit have lines of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exports.basis import records
from exports.has.columns import NONE, Item, Source, both, field, own
from exports.has.lines import PatientLines, iso_day
from exports.has.material import NOTHING, Material, Record
from exports.has.sheets.remaining import remaining
from exports.listings import true_date
from registry.fields.base import T
from registry.i18n import say
from registry.schemes.visits import STATE_LABELS, State
from registry.summaries.questionnaires import BASELINE

NAME = "16_LL_SUIVIS"
NEAR = dt.timedelta(days=15)
"""An assessment within so many days of a visit is told on its line."""


def visits(lines: PatientLines) -> list[Mapping[str, Any]]:
    """One source per visit and per assessment at no visit, by patient number and day."""
    material = lines.material
    patients, changes = material.by_id("patient"), _changes(material)
    due = _due(material)
    found = []
    for course in material.kind("course"):
        patient = patients.get(course["patient_id"], NOTHING)
        forms = material.under("follow_up", "course_id").get(course["id"], ())
        assessments = material.under("assessment", "course_id").get(course["id"], ())
        taken = _matched(forms, assessments)
        around = {"patient": patient, "course": course}
        planned = due.get(course["id"], {})
        found += [
            {**around, **_visit(form, planned), "assessment": taken.get(form["id"]), "changes": changes}
            for form in forms
        ]
        used = {record["id"] for record in taken.values()}
        found += [
            {**around, "follow_up": None, "due": NOTHING, "assessment": record, "changes": changes}
            for record in assessments
            if record["id"] not in used
        ]
        found += [
            {**around, "follow_up": NOTHING, "due": visit, "assessment": None, "changes": changes}
            for visit in planned.values()
            if visit["follow_up_id"] is None
        ]
    return sorted(found, key=_place)


def _place(source: Source) -> tuple[str, str, str]:
    return (str(source["patient"].get("number")), source["course"]["id"], _day(source) or "~")


def _day(source: Source) -> str | None:
    form, assessment = source["follow_up"] or NOTHING, source["assessment"] or NOTHING
    seen = form.get("visited_on") or form.get("planned_on") or source["due"].get("planned")
    return iso_day(seen or assessment.get("assessed_on"))


def _visit(form: Record, planned: Mapping[Any, Record]) -> dict[str, Any]:
    return {"follow_up": form, "due": planned.get(form["id"], NOTHING)}


def _due(material: Material) -> dict[str, dict[Any, Record]]:
    """The planned visits of each course by the form entered for each, or by their month."""
    found: dict[str, dict[Any, Record]] = {}
    for row in records(material.basis.visits):
        found.setdefault(row["course_id"], {})[row["follow_up_id"] or row["month"]] = row
    return found


def _matched(forms: Sequence[Record], assessments: Sequence[Record]) -> dict[str, Record]:
    """The assessment of each visit: the nearest one around it, each told once."""
    pairs = sorted(
        (abs(seen - assessed), form["id"], record["id"])
        for form in forms
        for record in assessments
        if isinstance(seen := true_date(iso_day(form["visited_on"])), dt.date)
        and isinstance(assessed := true_date(iso_day(record["assessed_on"])), dt.date)
        and abs(seen - assessed) <= NEAR
    )
    by_id = {record["id"]: record for record in assessments}
    taken: dict[str, Record] = {}
    used: set[str] = set()
    for _distance, form, record_id in pairs:
        if form not in taken and record_id not in used:
            taken[form] = by_id[record_id]
            used.add(record_id)
    return taken


def _changes(material: Material) -> Mapping[tuple[str, str, str], tuple[float, float]]:
    """The baseline and the change of each measured assessment, by patient, criterion and day."""
    measures = records(material.subjects.measures)
    return {
        (row["patient_id"], row["criterion"], row["day"]): (row["baseline"], row["change"])
        for row in measures
        if row["baseline"] is not None
    }


def items() -> list[Item]:
    """The columns of the specification, and the rest of the protocol."""
    first = [*_at_the_visit(), *_assessed(), *_since()]
    return list(both(first, remaining("follow_up", "assessment", shown=first)))


def _at_the_visit() -> Iterator[Item]:
    kind = "follow_up"
    yield field("patient_id", "patient", "number", label=T("N° patient", "Patient number"))
    yield own("traitement_id", T("N° du traitement", "Course number"), lambda s: s["course"]["id"])
    yield own("suivi_n", T("Visite du mois", "Visit of month"), _month, look="number")
    yield own("date_prevue", T("Date prévue", "Planned date"), _planned, look="date")
    yield field("date_realisee", kind, "visited_on")
    yield own("ecart_j", T("Écart (j)", "Difference (days)"), _difference, look="number")
    yield own("etat_visite", T("État de la visite", "State of the visit"), _state)
    yield field("vu", kind, "is_seen")
    yield field("poids", kind, "weight")
    yield field("taille", kind, "height")
    yield field("etat_general", kind, "performance")
    yield own("dose", T("Dose changée", "Dose changed"), _dose, shows=((kind, "dose_changed"),))
    yield field("observance", kind, "adherence")


def _assessed() -> Iterator[Item]:
    kind = "assessment"
    yield field("eval_faite", "follow_up", "assessment_done")
    yield field("eval_date", kind, "assessed_on")
    yield field("eval_methode", kind, "modality")
    yield field("critere", kind, "criterion")
    yield own("mesure_base", T("Mesure de référence", "Baseline measure"), _change(0), look="measure")
    yield field("mesure", kind, "target_measure")
    yield own("variation_pct", T("Variation (%)", "Change (%)"), _change(1), look="percent")
    yield field("eval_visite", kind, "visit")
    yield field("reponse_locale", kind, "response")
    yield field("reponse_relue", kind, "reviewed_response")
    yield field("relecteur", kind, "reviewer")
    yield field("date_relecture", kind, "reviewed_on")


def _since() -> Iterator[Item]:
    yield field("motif_modif", "follow_up", "not_seen_reason")
    yield field("ei_depuis", "follow_up", "has_toxicity")
    yield field("qdv_faite", "follow_up", "questionnaire_done")


def _month(found: Source) -> object:
    month = found["due"].get("month") or (found["follow_up"] or NOTHING).get("month")
    return say(NONE) if month is None else month


def _planned(found: Source) -> object:
    planned = found["due"].get("planned") or (found["follow_up"] or NOTHING).get("planned_on")
    return true_date(iso_day(planned)) or say(NONE)


def _difference(found: Source) -> object:
    planned, seen = _planned(found), true_date(iso_day((found["follow_up"] or NOTHING).get("visited_on")))
    if isinstance(planned, dt.date) and isinstance(seen, dt.date):
        return (seen - planned).days
    return say(NONE)


def _state(found: Source) -> object:
    """How the visit stands on the cut-off; one that was not planned took place all the same."""
    state = found["due"].get("state")
    if state:
        return say(STATE_LABELS[State(state)])
    return say(NONE) if found["follow_up"] is None else say(T("non prévue", "unplanned"))


def _dose(found: Source) -> object:
    form = found["follow_up"]
    if form is None or not form.get("is_seen"):
        return say(NONE)
    changed = form.get("dose_changed")
    return None if changed is None else changed == "yes"


def _change(place: int) -> Any:
    def value(found: Source) -> object:
        record = found["assessment"]
        if record is None:
            return say(NONE)
        key = (found["patient"].get("id"), record["criterion"], iso_day(record["assessed_on"]))
        change = found["changes"].get(key)
        is_own = place == 1 and record["visit"] == BASELINE
        return say(NONE) if change is None or change[place] is None or is_own else change[place]

    return value
