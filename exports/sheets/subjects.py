"""The treated courses one by one: what each contributes to the response rate and to the times."""

from __future__ import annotations

from typing import Any

from exports.basis import Basis, day_of, records
from exports.style import Style
from exports.workbook import Column, Line, Sheet
from registry.fields.base import T
from registry.fields.values import STOP_REASON, YES_NO
from registry.i18n import say
from registry.summaries.catalogue import SUBSET_LABELS
from registry.summaries.labels import category_label
from registry.summaries.subjects import describe_subjects

NAME = T("Liste sujets", "List of subjects")

COLUMNS = (
    Column(T("Patient", "Patient")),
    Column(T("Centre", "Centre")),
    Column(T("Traitement", "Treatment"), width=15),
    Column(T("Diagnostic", "Diagnosis"), Style.WORDS, 26),
    Column(T("Altérations", "Alterations"), Style.WORDS, 30),
    Column(T("Première prise", "First dose"), Style.DATE),
    Column(T("Dernière prise", "Last dose"), Style.DATE),
    Column(T("Motif d’arrêt", "Reason for stopping"), Style.WORDS, 26),
    Column(T("Évaluable", "Evaluable"), width=11),
    Column(T("Sinon, pourquoi", "If not, why"), Style.WORDS, 26),
    Column(T("Meilleure réponse", "Best response"), width=12),
    Column(T("Confirmée", "Confirmed"), width=12),
    Column(T("Locale", "Local"), width=10),
    Column(T("Relue", "Reviewed"), width=10),
    Column(T("Compte comme réponse", "Counts as a response"), width=13),
    Column(T("Sans progression (mois)", "Without progression (months)"), Style.NUMBER, 13),
    Column(T("Progression ou décès", "Progression or death"), width=13),
    Column(T("Survie (mois)", "Survival (months)"), Style.NUMBER, 11),
    Column(T("Décès", "Death"), width=9),
    Column(T("Durée de réponse (mois)", "Duration of response (months)"), Style.NUMBER, 13),
    Column(T("Fin de la réponse", "End of response"), width=11),
    Column(T("Sous traitement (mois)", "On the drug (months)"), Style.NUMBER, 13),
    Column(T("Arrêt", "Stopped"), width=9),
    Column(T("Identifiant du traitement", "Course identifier")),
)

NOTE = T(
    "Une ligne par traitement compté. Durées en mois de 30,4375 jours ; « Non » : censuré.",
    "One line per course that counts. Times in months of 30.4375 days; “No”: censored.",
)


def make(basis: Basis) -> Sheet:
    summary = basis.summary
    found = describe_subjects(basis.frames, cut_off=summary.cut_off, parameters=summary.parameters)
    lines = [_line(record) for record in records(found.courses.sort_values(["number", "course_id"]))]
    return Sheet(say(NAME), COLUMNS, lines, title=say(NAME), notes=(basis.scope_line, say(NOTE)), keys=1)


def _line(record: Any) -> Line:
    months = ((record[name], _yes_no(record[f"{name}_event"])) for name in ("pfs", "os", "dor", "on_drug"))
    return Line(
        (
            record["number"],
            record["centre_id"],
            say(SUBSET_LABELS[record["subset"]]),
            say(category_label("orr", record["diagnosis"])),
            _alterations(record["alterations"]),
            day_of(record["first_dose"]),
            day_of(record["last_dose"]),
            say(STOP_REASON.label(record["stop_reason"])) if record["stop_reason"] else "",
            _yes_no(record["evaluable"]),
            say(category_label("not_evaluable", record["reason"])) if record["reason"] else "",
            *(record[name] or "" for name in ("best", "confirmed", "best_local", "best_reviewed")),
            _yes_no(record["responds"]),
            *(value for pair in months for value in pair),
            record["course_id"],
        )
    )


def _alterations(joined: str | None) -> str:
    parts = (joined or "").split(";")
    return "; ".join(say(category_label("orr_alteration", part)) for part in parts if part)


def _yes_no(value: object) -> str:
    return "" if value is None else say(YES_NO.label("yes" if value else "no"))
