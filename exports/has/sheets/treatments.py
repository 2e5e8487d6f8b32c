"""15_LL_TRAITEMENTS: one line per dose period of the drug; 17_LL_QDV: one line per questionnaire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from exports.basis import records
from exports.has.columns import JOINED, NONE, Item, Source, both, field, flag, own
from exports.has.lines import PatientLines, iso_day
from exports.has.material import NOTHING, Material
from exports.has.sheets.remaining import remaining
from registry.fields.base import T
from registry.i18n import say
from registry.summaries.dossier_numbers import is_within
from registry.summaries.labels import category_label
from registry.summaries.questionnaires import BASELINE, choose_forms, choose_scored

TREATMENTS, QUESTIONNAIRES = "15_LL_TRAITEMENTS", "17_LL_QDV"
DIMENSIONS = 6
"""Columns of scores by dimension; what goes beyond stands in the last."""


def treatments(lines: PatientLines) -> list[Mapping[str, Any]]:
    """One source per dose period of the drug, by patient number and day, numbered within its course."""
    material = lines.material
    patients, courses, by_term = material.by_id("patient"), material.by_id("course"), _by_term(material)
    drug = material.counting.drug.lower()
    periods = [record for record in material.kind("dose_period") if str(record["drug"]).lower() == drug]
    periods.sort(key=lambda p: (iso_day(p["began"]) or "~", p["id"]))
    numbers: dict[str, int] = {}
    found: list[Mapping[str, Any]] = []
    for period in periods:
        course = courses.get(period["course_id"], NOTHING)
        number = numbers[period["course_id"]] = numbers.get(period["course_id"], 0) + 1
        reference = material.references.get(period["patient_id"], NOTHING)
        found.append(
            {
                "dose_period": period,
                "patient": patients.get(period["patient_id"], NOTHING),
                "course": course,
                "initiation": next(
                    iter(material.under("initiation", "course_id").get(period["course_id"], ())), NOTHING
                ),
                "number": number,
                "is_reference": reference.get("course_id") == period["course_id"] and reference["treated"],
                "toxicities": by_term.get((period["course_id"], period.get("toxicity_term")), []),
            }
        )
    return sorted(
        found, key=lambda s: (str(s["patient"].get("number")), s["dose_period"]["course_id"], s["number"])
    )


def _by_term(material: Material) -> dict[tuple[str, str | None], list[str]]:
    """The toxicities of each course by their term."""
    found: dict[tuple[str, str | None], list[str]] = {}
    for record in material.kind("toxicity"):
        found.setdefault((record["course_id"], record["term"]), []).append(record["id"])
    return found


def treatment_items() -> list[Item]:
    """The columns of the specification, and the rest of the protocol."""
    first = list(_treatment())
    return list(both(first, remaining("dose_period", shown=first)))


def _treatment() -> Iterator[Item]:
    kind = "dose_period"
    yield field("patient_id", "patient", "number", label=T("N° patient", "Patient number"))
    yield own("traitement_id", T("N° du traitement", "Course number"), lambda s: s[kind]["course_id"])
    yield own("periode_n", T("Période n°", "Period no."), lambda s: s["number"], look="number")
    yield field("date_debut", kind, "began")
    yield own("date_fin", T("Jusqu’au", "Until"), _ended, look="date", shows=((kind, "ended"),))
    yield field("dose", kind, "dose")
    yield field("unite", kind, "dose_unit")
    yield own("dose_mg_m2", T("Dose (mg/m²)", "Dose (mg/m²)"), _per("m2"), look="measure")
    yield own("dose_mg_kg", T("Dose (mg/kg)", "Dose (mg/kg)"), _per("kg"), look="measure")
    yield field("rapportee_a", kind, "dose_basis")
    yield field("frequence", kind, "dose_frequency")
    yield field("forme", kind, "formulation")
    yield field("ucd", "initiation", "ucd")
    yield field("lot", kind, "batch")
    yield field("type", kind, "change")
    yield field("motif", kind, "change_reason")
    yield own("ei_lie_id", T("Toxicité en cause", "Toxicity concerned"), _toxicities)
    yield flag("comptee", T("Comptée", "Counted"), lambda s: bool(s["is_reference"]))


def _ended(found: Source) -> object:
    return found["dose_period"].get("ended") or say(NONE)


def _per(basis: str) -> Any:
    """The dose as it is given per kg or per m², where that is how it is prescribed in milligrams."""

    def value(found: Source) -> object:
        period = found["dose_period"]
        is_so = period.get("dose_unit") == "mg" and str(period.get("dose_basis")).startswith(f"{basis}_")
        return period["dose"] if is_so else say(NONE)

    return value


def _toxicities(found: Source) -> object:
    has_term = found["dose_period"].get("toxicity_term")
    return JOINED.join(found["toxicities"]) or (None if has_term else say(NONE))


def questionnaires(material: Material) -> list[Mapping[str, Any]]:
    """One source per questionnaire form, by patient number and day."""
    patients, facts = material.by_id("patient"), _scored(material)
    found: list[Mapping[str, Any]] = [
        {
            "questionnaire": record,
            "patient": patients.get(record["patient_id"], NOTHING),
            "scores": material.rows("questionnaire_score", "questionnaire_id").get(record["id"], ()),
            "facts": facts.get(record["id"], NOTHING),
        }
        for record in material.kind("questionnaire")
    ]
    return sorted(
        found,
        key=lambda s: (str(s["patient"].get("number")), iso_day(s["questionnaire"]["filled_on"]) or "~"),
    )


def _scored(material: Material) -> Mapping[str, Mapping[str, Any]]:
    """Of the forms that count: the series, whether their score counts (in all, in the period), and its change."""
    frames, treated = material.counting, material.spans.study.treated
    forms = choose_forms(frames, treated=treated)
    within = is_within(forms["filled_on"], material.request)
    kept = choose_scored(forms).index
    in_period = choose_scored(forms[within]).index
    scored = choose_scored(forms)
    before = scored[scored["visit"] == BASELINE].set_index(["patient", "series"])["total_score"].to_dict()
    facts = {}
    for index, row in zip(forms.index, records(forms), strict=True):
        reference = None if row["visit"] == BASELINE else before.get((row["patient"], row["series"]))
        score = row["total_score"]
        facts[row["questionnaire_id"]] = {
            "series": row["series"],
            "kept": index in kept,
            "kept_in_period": index in in_period,
            "change": None if score is None or reference is None else float(score) - float(reference),
        }
    return facts


def questionnaire_items() -> list[Item]:
    """The columns of the specification, what the aggregates count, and the rest of the protocol."""
    first = list(_questionnaire())
    return list(both(first, remaining("questionnaire", shown=first)))


def _questionnaire() -> Iterator[Item]:
    kind = "questionnaire"
    yield field("patient_id", "patient", "number", label=T("N° patient", "Patient number"))
    yield field("visite", kind, "visit")
    yield field("date", kind, "filled_on", label=T("Date", "Date"))
    yield field("instrument", kind, "instrument")
    yield field("version", kind, "instrument_version")
    yield field("langue", kind, "language")
    yield field("repondant", kind, "respondent")
    yield field("mode", kind, "mode")
    yield field("score_total", kind, "total_score")
    for place in range(1, DIMENSIONS + 1):
        yield own(f"dim_{place}", T(f"Dimension {place}", f"Dimension {place}"), _dimension(place))
    yield field("motif_non_rempli", kind, "not_filled_reason")
    yield field("rempli", kind, "is_filled")
    yield flag("comptee", T("Compté", "Counted"), lambda s: bool(s["facts"]))
    yield own("serie", T("Instrument et répondant", "Instrument and respondent"), _series)
    yield flag("score_retenu", T("Score retenu", "Score kept"), lambda s: _fact(s, "kept"))
    yield flag(
        "score_retenu_periode",
        T("Score retenu, période", "Score kept, period"),
        lambda s: _fact(s, "kept_in_period"),
    )
    yield own(
        "variation", T("Variation depuis la référence", "Change from baseline"), _change, look="measure"
    )


def _dimension(place: int) -> Any:
    """The name and the score of the nth dimension; in the last column all that are left."""

    def value(found: Source) -> object:
        scores = sorted(found["scores"], key=lambda row: str(row["dimension"]))
        chosen = scores[place - 1 :] if place == DIMENSIONS else scores[place - 1 : place]
        return JOINED.join(f"{row['dimension']} : {row['score']:g}" for row in chosen) or say(NONE)

    return value


def _series(found: Source) -> object:
    series = found["facts"].get("series")
    return say(category_label("questionnaire_received", series)) if series else say(NONE)


def _fact(found: Source, name: str) -> bool | None:
    return bool(found["facts"][name]) if found["facts"] else None


def _change(found: Source) -> object:
    change = found["facts"].get("change")
    return say(NONE) if change is None else change
