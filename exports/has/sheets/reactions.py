"""10_LL_EI_GRAVES and 11_LL_EI_NON_GRAVES: one line per toxicity and drug of the dossier, serious ones apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from exports.has.columns import NONE, Item, Source, absent, both, field, flag, own, shown, worded
from exports.has.lines import PatientLines, iso_day
from exports.has.sheets.reaction_counts import counts, sent
from exports.has.sheets.remaining import remaining
from exports.listings import true_date
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.i18n import say
from registry.summaries.baseline import AGE_BOUNDS
from registry.summaries.catalogue.baseline import AGE_CLASS
from registry.terminology import ctcae

SERIOUS, OTHER = "10_LL_EI_GRAVES", "11_LL_EI_NON_GRAVES"
NAMES = (SERIOUS, OTHER)
CRITERIA = {
    "crit_deces": "death",
    "crit_vital": "life_threatening",
    "crit_hospit": "hospitalisation",
    "crit_invalidite": "disability",
    "crit_malformation": "congenital",
    "crit_autre": "important",
}


def is_serious(found: Source) -> bool:
    codes = str(found["toxicity"]["seriousness"] or "").split(";")
    return not set(CRITERIA.values()).isdisjoint(codes)


def items(lines: PatientLines) -> list[Item]:
    """The columns of the specification, what the aggregates count, and the rest of the protocol."""
    first = [*_case(), *_patient(), *_drug(lines), *_event(lines), *_gravity(), *_judgement(), *sent()]
    rest = remaining("toxicity", "toxicity_drug", shown=first)
    return list(both([*first, *counts()], rest))


def _case() -> Iterator[Item]:
    yield own("pays", T("Pays", "Country"), lambda s: s["patient"]["centre_id"][:2])
    yield own("centre_code", T("Centre", "Centre"), lambda s: s["patient"]["centre_id"])
    yield field("patient_id", "patient", "number", label=T("N° patient", "Patient number"))
    yield own("traitement_id", T("N° du traitement", "Course number"), lambda s: s["toxicity"]["course_id"])
    yield own("cas_id", T("N° de cas", "Case number"), lambda s: s["toxicity"]["id"])
    yield field("cas_mondial", "toxicity", "worldwide_case")
    yield field("type_rapport", "toxicity", "report_type")
    yield field("date_reception", "toxicity", "first_received")
    yield own("date_derniere_info", T("Dernière information", "Latest information"), _latest, look="date")
    yield field("notificateur_qualif", "toxicity", "reporter")


def _latest(found: Source) -> object:
    """The last day on which something was sent or received."""
    known = [
        iso_day(found["toxicity"]["first_received"]),
        *(iso_day(d["sent_on"]) for d in found["declarations"]),
    ]
    return true_date(max((day for day in known if day), default=None)) or say(NONE)


def _patient() -> Iterator[Item]:
    yield own("age_survenue", T("Âge à la survenue", "Age at onset"), lambda s: _age(s)[0], look="number")
    yield own("age_unite", T("Unité d’âge", "Unit of age"), lambda s: _age(s)[1])
    yield own("tranche_age", T("Tranche d’âge", "Age group"), _age_class)
    yield field("sexe", "patient", "sex")
    yield field("poids_kg", "initiation", "weight")
    yield field("diagnostic", "diagnosis", "name")


def _months(found: Source) -> int | None:
    """Calendar months from the month of birth to that of onset; None where one is not known."""
    born, onset = found["patient"].get("birth_month"), iso_day(found["toxicity"]["onset"])
    if not born or not onset or len(onset) < len("2026-11"):
        return None
    months = 12 * (int(onset[:4]) - int(born[:4])) + int(onset[5:7]) - int(born[5:7])
    return months if months >= 0 else None


def _age(found: Source) -> tuple[object, object]:
    """Years from two years on, months before."""
    months = _months(found)
    if months is None:
        return None, say(NONE)
    under_two = months < AGE_BOUNDS[2]
    return (months, say(T("mois", "months"))) if under_two else (months // 12, say(T("ans", "years")))


def _age_class(found: Source) -> object:
    months = _months(found)
    if months is None:
        return None
    place = sum(months >= bound for bound in AGE_BOUNDS) - 1
    return say(AGE_CLASS.label(AGE_CLASS.codes[place]))


def _drug(lines: PatientLines) -> Iterator[Item]:
    names = lines.material.basis.drug_names
    yield own("medicament", T("Médicament", "Drug"), lambda _s: names["fr"])
    yield own("dci", T("DCI", "INN"), lambda _s: lines.material.counting.drug)
    yield field("role", "toxicity_drug", "role")
    yield field("dose", "course_drug", "starting_dose", of="drug", label=T("Dose initiale", "Starting dose"))
    yield own("dose_unite", T("Unité de dose", "Dose unit"), _unit)
    yield field("frequence", "course_drug", "dose_frequency", of="drug")
    yield field("voie", "course_drug", "route", of="drug")
    yield field("lot", "initiation", "batch")
    yield field("date_debut_ttt", "course", "first_dose")
    yield own("date_derniere_prise", T("Dernière prise", "Last dose"), _last_dose, look="date")


def _unit(found: Source) -> object:
    fields = KINDS["course_drug"].fields
    drug = found["drug"]
    parts = (worded(fields[name], drug[name]) for name in ("dose_unit", "dose_basis") if drug.get(name))
    return " ".join(str(part) for part in parts)


def _last_dose(found: Source) -> object:
    course = found["course"]
    if not (course.get("last_dose") or course.get("stop_reason")):
        return say(NONE)
    return course.get("last_dose")


def _event(lines: PatientLines) -> Iterator[Item]:
    yield field("verbatim", "toxicity", "term_text", label=T("Verbatim", "Verbatim"))
    yield field("ctcae_terme", "toxicity", "term")
    yield own(
        "ctcae_grade",
        T("Grade CTCAE", "CTCAE grade"),
        lambda s: s["toxicity"]["grade"],
        look="number",
        shows=(("toxicity", "grade"),),
    )
    yield own("ctcae_version", T("Version CTCAE", "CTCAE version"), lambda _s: ctcae.VERSION)
    loaded = lines.material.basis.meddra
    yield own("meddra_llt_code", T("Code MedDRA (LLT)", "MedDRA code (LLT)"), _coded(loaded, digits=True))
    yield own("meddra_pt", T("Terme MedDRA (PT)", "MedDRA term (PT)"), _coded(loaded, digits=False))
    yield absent("meddra_soc", T("Classe MedDRA (SOC)", "MedDRA class (SOC)"))
    version = lines.material.basis.versions.get("meddra") or ""
    yield own("meddra_version", T("Version MedDRA", "MedDRA version"), lambda _s: version or say(NONE))
    yield field("date_debut_ei", "toxicity", "onset")
    yield field("date_fin_ei", "toxicity", "end")
    yield field("en_cours", "toxicity", "ongoing")
    yield own(
        "delai_survenue_j", T("Délai de survenue (j)", "Time to onset (days)"), _onset_days, look="number"
    )
    yield own("duree_j", T("Durée (j)", "Duration (days)"), _length, look="number")


def _coded(loaded: bool, *, digits: bool) -> Any:
    """What the site's own dictionary says; nothing to say where none is loaded and nothing is coded."""

    def value(found: Source) -> object:
        coded = str(found["toxicity"].get("coded_term") or "")
        if coded and coded.isdigit() == digits:
            return coded
        return None if loaded else say(NONE)

    return value


def _onset_days(found: Source) -> object:
    return days_between(found["course"].get("first_dose"), found["toxicity"]["onset"])


def _length(found: Source) -> object:
    end = found["toxicity"]["end"]
    days = days_between(found["toxicity"]["onset"], end)
    return days + 1 if isinstance(days, int) else days


def days_between(start: Any, end: Any) -> object:
    """Days between two full dates; nothing to say where one is not a full date."""
    first, last = true_date(iso_day(start)), true_date(iso_day(end))
    if isinstance(first, dt.date) and isinstance(last, dt.date):
        return (last - first).days
    return say(NONE)


def _gravity() -> Iterator[Item]:
    yield flag("grave", T("Grave", "Serious"), is_serious)
    labels = KINDS["toxicity"].fields["seriousness"].values
    for name, code in CRITERIA.items():
        yield own(name, labels.label(code) if labels else T(code, code), _criterion(code))
    yield field("evolution", "toxicity", "outcome")
    yield field("mesure_medicament", "toxicity_drug", "action")
    yield field("rechallenge", "toxicity_drug", "rechallenge")


def _criterion(code: str) -> Any:
    """Yes or no; why it was not answered where it was not."""
    declared = KINDS["toxicity"].fields["seriousness"]

    def value(found: Source) -> object:
        codes = found["toxicity"]["seriousness"]
        return code in str(codes).split(";") if codes else shown(declared, found["toxicity"])

    return value


def _judgement() -> Iterator[Item]:
    yield field("imput_notificateur", "toxicity_drug", "causality")
    yield field("imput_crpv", "toxicity_drug", "centre_score")
    yield field("imput_labo", "toxicity_drug", "sponsor_causality")
    yield field("imput_methode", "toxicity_drug", "causality_method")
    yield field("attendu", "toxicity", "expectedness")
    yield field("ref_attendu", "toxicity", "expectedness_reference")
    yield field("traitement_correctif", "toxicity", "treatment_given")
    yield own("hors_amm", T("Hors AMM", "Off label"), _off_label)


def _off_label(found: Source) -> object:
    codes = found["toxicity"].get("circumstances")
    return "off_label" in str(codes).split(";") if codes else None
