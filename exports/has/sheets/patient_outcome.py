"""The last columns of 14_LL_PATIENTS: responses, how treatment ended, toxicities in number, last news."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exports.has.columns import JOINED, NONE, Item, Source, own, worded
from exports.has.lines import PatientLines, iso_day
from exports.has.sheets.patient_facts import best, measured
from exports.listings import true_date
from registry.fields.base import T, values
from registry.fields.catalogue import KINDS
from registry.fields.values import VITAL_STATUS
from registry.i18n import say
from registry.summaries.parameters import LOCAL, REVIEWED

STATUS = values(
    "treatment_status",
    ("not_started", "Non commencé", "Not started"),
    ("ongoing", "En cours", "Ongoing"),
    ("stopped", "Arrêté", "Stopped"),
    ("dead", "Décédé", "Dead"),
    ("lost", "Perdu de vue", "Lost to follow-up"),
)


def outcome(lines: PatientLines) -> Iterator[Item]:
    """Columns from the best response to the last news."""
    local = T("Meilleure réponse, lecture locale", "Best response, local reading")
    yield own("meilleure_reponse_locale", local, best(lines, LOCAL))
    reviewed = T("Meilleure réponse, lecture relue", "Best response, reviewed reading")
    yield own("meilleure_reponse_relue", reviewed, best(lines, REVIEWED), core=False)
    yield own("critere", T("Critère", "Criterion"), lambda s: _criteria(lines, s))
    yield own(
        "date_meilleure_reponse",
        T("Date de la meilleure réponse", "Date of best response"),
        _best_day(lines),
        look="date",
    )
    yield own(
        "date_progression", T("Date de progression", "Date of progression"), _progressed(lines), look="date"
    )
    yield own("statut_ttt", T("Statut du traitement", "Treatment status"), _status)
    yield own("date_arret", T("Date d’arrêt", "Date of stop"), lambda s: _stop(s, "last_dose"), look="date")
    yield own(
        "motif_arret_principal",
        T("Motif principal d’arrêt", "Main reason for stopping"),
        lambda s: _stop(s, "stop_reason"),
    )
    yield own(
        "duree_expo_j",
        T("Durée d’exposition (j)", "Exposure (days)"),
        measured(lines, "exposure_days"),
        look="number",
    )
    for place, (name, label) in enumerate(
        (
            ("n_ei", T("Toxicités", "Toxicities")),
            ("n_ei_graves", T("Toxicités graves", "Serious toxicities")),
            ("grade_max", T("Grade le plus élevé", "Worst grade")),
        )
    ):
        yield own(name, label, _toxicities(lines, place), look="number")
    yield own("statut_vital", T("Statut vital", "Vital status"), _vital, shows=(("patient", "vital_status"),))
    yield own(
        "date_dernieres_nouvelles",
        T("Dernières nouvelles", "Last news"),
        _news,
        look="date",
        shows=(("patient", "vital_status_date"),),
    )


def _criteria(lines: PatientLines, found: Source) -> object:
    course = found["course"]
    if course is None:
        return say(NONE)
    declared = KINDS["assessment"].fields["criterion"]
    records = lines.material.under("assessment", "course_id").get(course["id"], ())
    found_codes = dict.fromkeys(record["criterion"] for record in records if record["criterion"])
    return JOINED.join(str(worded(declared, code)) for code in found_codes) or say(NONE)


def _best_day(lines: PatientLines) -> Any:
    patients = lines.material.spans.study.judgement.chosen.patients
    days = patients["best_day"].where(patients["evaluable"]).dropna().to_dict()
    return lambda found: true_date(days.get(found["own"]["place"])) or say(NONE)


def _progressed(lines: PatientLines) -> Any:
    days = lines.material.spans.study.course.progressed.dropna().to_dict()
    return lambda found: true_date(days.get(found["own"]["place"])) or say(NONE)


def _status(found: Source) -> object:
    status = found["own"]["status"]
    return say(STATUS.label(status)) if status else say(NONE)


def _stop(found: Source, name: str) -> object:
    """What is known of a stop; nothing to say while treatment goes on."""
    course = found["course"]
    if course is None or not (course["last_dose"] or course["stop_reason"]):
        return say(NONE)
    declared = KINDS["course"].fields[name]
    return worded(declared, course[name]) if course[name] else None


def _toxicities(lines: PatientLines, place: int) -> Any:
    def value(found: Source) -> object:
        patient = found["own"]["place"]
        if patient is None:
            return say(NONE)
        counted = lines.toxicities.get(patient, (0, 0, None))[place]
        return say(NONE) if counted is None else counted

    return value


def _vital(found: Source) -> object:
    code = "alive" if found["own"]["is_alive"] else found["patient"]["vital_status"]
    return say(VITAL_STATUS.label(code)) if code else None


def _news(found: Source) -> object:
    """The day of death, else the last day of which something is known up to the cut-off."""
    patient, contact = found["patient"], found["own"]["contact"]
    if patient["vital_status"] == "dead" or not contact:
        return true_date(iso_day(patient["vital_status_date"]))
    return true_date(contact)
