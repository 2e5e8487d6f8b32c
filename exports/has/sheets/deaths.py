"""12_LL_DECES: the deaths of patients of the dossier; 13_LL_SITUATIONS: pregnancies and special situations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exports.has.columns import JOINED, NONE, Item, Source, both, field, own
from exports.has.lines import PatientLines, iso_day
from exports.has.material import NOTHING
from exports.has.sheets.reactions import days_between
from exports.has.sheets.remaining import remaining
from exports.has.visibility import Guard
from exports.listings import true_date
from registry.fields.base import T
from registry.i18n import say
from registry.summaries.baseline import count_months
from registry.summaries.labels import category_label

DEATHS, SITUATIONS = "12_LL_DECES", "13_LL_SITUATIONS"
SUSPECTED = ("related", "possible")


def deaths(lines: PatientLines, toxicities: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """One source per patient who is dead on the cut-off: the first line of the patient, and the fatal toxicities."""
    fatal: dict[str, list[Mapping[str, Any]]] = {}
    for found in toxicities:
        if found["counted"] and found["counted"]["death"]:
            fatal.setdefault(found["patient"]["id"], []).append(found)
    return [
        {**line, "fatal": fatal.get(line["patient"]["id"], [])}
        for line in lines.make()
        if line["own"]["is_first"] and line["patient"]["vital_status"] == "dead"
    ]


def death_items(lines: PatientLines) -> list[Item]:
    """The columns of the specification."""
    names = lines.material.basis.drug_names
    return [
        field("patient_id", "patient", "number", label=T("N° patient", "Patient number")),
        own("pays", T("Pays", "Country"), lambda s: s["patient"]["centre_id"][:2]),
        own("age", T("Âge au décès (ans)", "Age at death (years)"), _age, look="number"),
        field("sexe", "patient", "sex"),
        field("diagnostic", "diagnosis", "name"),
        own("medicament", T("Médicament", "Drug"), lambda _s: names["fr"]),
        field("date_debut", "course", "first_dose"),
        own("date_derniere_prise", T("Dernière prise", "Last dose"), _last_dose, look="date"),
        own("date_deces", T("Date du décès", "Date of death"), _died, look="date"),
        own(
            "delai_premiere_dose_j",
            T("Depuis la 1re prise (j)", "Since first dose (days)"),
            _since("first_dose"),
            look="number",
        ),
        own(
            "delai_derniere_dose_j",
            T("Depuis la dernière (j)", "Since last dose (days)"),
            _since("last_dose"),
            look="number",
        ),
        field("cause_categorie", "patient", "death_cause"),
        own("cause_pt", T("Toxicité en cause", "Toxicity concerned"), _terms),
        own("lie_medicament", T("Lié au médicament", "Related to the drug"), _related),
        field("autopsie", "patient", "autopsy"),
        own("cas_id", T("N° de cas", "Case number"), _cases),
        own("narratif", T("Narratif", "Narrative"), _narratives, guard=Guard.TEXT, look="words"),
    ]


def _died(found: Source) -> object:
    return true_date(iso_day(found["patient"]["vital_status_date"]))


def _age(found: Source) -> object:
    import pandas as pd

    pair = (pd.Series([found["patient"][name]]) for name in ("birth_month", "vital_status_date"))
    months = count_months(*pair).iloc[0]
    return int(months // 12) if months >= 0 else None


def _last_dose(found: Source) -> object:
    course = found["course"] or NOTHING
    if not course.get("last_dose") and not course.get("stop_reason"):
        return say(NONE)
    return course.get("last_dose")


def _since(name: str) -> Any:
    def value(found: Source) -> object:
        course = found["course"] or NOTHING
        return days_between(course.get(name), found["patient"]["vital_status_date"])

    return value


def _terms(found: Source) -> object:
    labels = (say(category_label("toxicity_term", str(one["counted"]["label"]))) for one in found["fatal"])
    return JOINED.join(labels) or say(NONE)


def _related(found: Source) -> object:
    """Whether a fatal toxicity is said to be related or possibly related; nothing to say without one."""
    if not found["fatal"]:
        return say(NONE)
    causes = [one["toxicity_drug"].get("causality") for one in found["fatal"]]
    return None if not any(causes) else any(cause in SUSPECTED for cause in causes)


def _cases(found: Source) -> object:
    return JOINED.join(one["toxicity"]["id"] for one in found["fatal"]) or say(NONE)


def _narratives(found: Source) -> object:
    texts = [one["toxicity"].get("narrative") for one in found["fatal"]]
    return "\n".join(text for text in texts if text) or (None if found["fatal"] else say(NONE))


def situations(lines: PatientLines) -> list[Mapping[str, Any]]:
    """One source per situation, by patient number and day."""
    patients = lines.material.by_id("patient")
    found: list[Mapping[str, Any]] = [
        {"special_situation": record, "patient": patients.get(record["patient_id"], NOTHING)}
        for record in lines.material.kind("special_situation")
    ]
    return sorted(
        found, key=lambda s: (str(s["patient"].get("number")), str(s["special_situation"]["occurred_on"]))
    )


def situation_items() -> list[Item]:
    """What was recorded of each, in the order of the form."""
    first = list(_situation())
    return list(both(first, remaining("special_situation", shown=first)))


def _situation() -> Iterator[Item]:
    kind = "special_situation"
    yield field("patient_id", "patient", "number", label=T("N° patient", "Patient number"))
    yield own("pays", T("Pays", "Country"), lambda s: s["patient"]["centre_id"][:2])
    yield own("centre_code", T("Centre", "Centre"), lambda s: s["patient"]["centre_id"])
    for name, source in (
        ("situation", "situation"),
        ("medicament", "drug"),
        ("date_situation", "occurred_on"),
        ("avec_toxicite", "has_reaction"),
        ("date_reception", "first_received"),
        ("issue_grossesse", "pregnancy_outcome"),
        ("date_issue", "ended_on"),
        ("description", "description"),
    ):
        yield field(name, kind, source)
