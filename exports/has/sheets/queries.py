"""20_QUERIES: questions asked about the records, and readings that the central review changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from exports.basis import records
from exports.has.columns import NONE, Item, Source, own, worded
from exports.has.lines import PatientLines, iso_day
from exports.has.material import Record
from exports.has.visibility import Guard
from exports.listings import true_date
from registry.fields.base import T, values
from registry.fields.catalogue import KINDS
from registry.i18n import say

NAME = "20_QUERIES"
QUESTION, REVIEW = "query", "review"
TYPE = values(
    "query_type",
    (QUESTION, "Question", "Query"),
    (REVIEW, "Relecture centrale", "Central review"),
)
STATE = values(
    "query_state",
    ("open", "Ouverte", "Open"),
    ("answered", "Répondue", "Answered"),
    ("closed", "Close", "Closed"),
)


def sources(lines: PatientLines) -> list[Mapping[str, Any]]:
    """Queries raised up to the cut-off, then changed readings, by patient."""
    material = lines.material
    patients = material.by_id("patient")
    end = material.request.end
    asked = [
        {"type": QUESTION, "query": query, "patient": patients[query["patient_id"]]}
        for query in records(material.basis.queries)
        if query["patient_id"] in patients and _day(query["raised_at"]) <= end
    ]
    changed = [
        {"type": REVIEW, "query": _changed(record), "patient": patients[record["patient_id"]]}
        for record in material.kind("assessment")
        if record["reviewed_response"] and record["reviewed_response"] != record["response"]
    ]
    shows_reviews = lines.material.visibility.shows(Guard.OPEN, core=False)
    found = [*asked, *(changed if shows_reviews else [])]
    return sorted(found, key=lambda s: (s["type"], str(s["patient"]["number"]), str(s["query"]["id"])))


def _day(moment: dt.datetime | str) -> dt.date:
    held = dt.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return held.date()


def _changed(record: Record) -> dict[str, Any]:
    declared = KINDS["assessment"].fields
    return {
        "id": record["id"],
        "kind": "assessment",
        "record_id": record["id"],
        "field": "response",
        "status": "closed",
        "old": worded(declared["response"], record["response"]) if record["response"] else None,
        "new": worded(declared["response"], record["reviewed_response"]),
        "text": record.get("review_reason"),
        "raised_by": record.get("reviewer"),
        "raised_on": iso_day(record["reviewed_on"]),
    }


def items() -> list[Item]:
    """Type, whose, about what, old and new value, why, who, when, how it stands."""
    return [
        own("type", T("Type", "Type"), lambda s: say(TYPE.label(s["type"]))),
        own("patient_id", T("N° patient", "Patient number"), lambda s: s["patient"]["number"]),
        own("centre_code", T("Centre", "Centre"), lambda s: s["patient"]["centre_id"]),
        own("fiche", T("Fiche", "Form"), lambda s: say(KINDS[s["query"]["kind"]].record.label)),
        own("champ", T("Champ", "Field"), _field),
        own("statut", T("Statut", "Status"), lambda s: say(STATE.label(s["query"]["status"]))),
        own("ancien", T("Ancienne valeur", "Old value"), lambda s: s["query"].get("old") or say(NONE)),
        own("nouveau", T("Nouvelle valeur", "New value"), lambda s: s["query"].get("new") or say(NONE)),
        own(
            "motif",
            T("Texte ou motif", "Text or reason"),
            lambda s: s["query"].get("text"),
            guard=Guard.TEXT,
            look="words",
        ),
        own(
            "reponse",
            T("Réponse", "Answer"),
            lambda s: s["query"].get("answer") or say(NONE),
            guard=Guard.TEXT,
            look="words",
        ),
        own("par", T("Par", "By"), lambda s: s["query"].get("raised_by"), guard=Guard.TEXT, core=False),
        own("date", T("Date", "Date"), _raised, look="date"),
        own("date_cloture", T("Close le", "Closed on"), _closed, look="date"),
        own("fiche_id", T("N° de la fiche", "Record number"), lambda s: s["query"]["record_id"]),
    ]


def _field(found: Source) -> object:
    query = found["query"]
    declared = KINDS[query["kind"]].fields.get(query["field"] or "")
    return say(declared.label) if declared else say(T("Toute la fiche", "Whole form"))


def _raised(found: Source) -> object:
    query = found["query"]
    if found["type"] == REVIEW:
        return true_date(query["raised_on"])
    return _day(query["raised_at"])


def _closed(found: Source) -> object:
    moment = found["query"].get("closed_at")
    return _day(moment) if moment else say(NONE)
