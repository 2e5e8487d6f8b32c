"""What bodies and records hold, as marshmallow schemas: those that read records, and what stands beside the fields.

They describe; bodies are read by `bodies` and `envelope`, through the same schemas of the records.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields

from registry.fields.base import T
from registry.fields.layout import COMPLETE, DRAFT, STATUSES
from registry.models.catalogue import MODELS
from registry.rules.base import Level
from registry.rules.check import RULES
from registry.schemas.build import schema_class
from registry.schemas.reading import LONGEST_ANSWER, LONGEST_REASON
from registry.web.api.answers import Member, Note, Question, number, several, text
from registry.web.api.envelope import KEY_LENGTH, RECORD_ID
from registry.web.api.resources import Resource
from registry.web.api.wire import PLACES

Members = dict[str, Member]

_ANSWERS = T("Réponses aux questions, par code de règle.", "Answers to questions, by the code of the rule.")
_KEY = T(
    "Clé choisie par l’expéditeur ; sinon le registre en donne une.",
    "Key of the sender’s own; else the registry mints one.",
)
_SENT_STATUS = T(
    "Sans lui : brouillon si la fiche est nouvelle, sinon inchangé.",
    "Without it: draft when new, else unchanged.",
)
_REASON = T(
    "Raison, gardée dans l’historique ; demandée quand une fiche complète change.",
    "The reason, kept in the trail; asked for when a complete record changes.",
)
_PLACES = {
    "centre_id": T("Centre, par exemple FR-012.", "Centre, such as FR-012."),
    "patient_id": T("Clé du patient.", "Key of the patient."),
    "course_id": T("Clé du traitement.", "Key of the course."),
    "toxicity_id": T("Clé de la toxicité.", "Key of the toxicity."),
}


class Answers(fields.Field[Any]):
    """The answers in a body, by the code of their question."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(metadata={"description": _ANSWERS})

    def shape(self) -> dict[str, Any]:
        """One text per question that the kind knows; null takes an answer away."""
        answer = {"type": ["string", "null"], "maxLength": LONGEST_ANSWER}
        asked = [rule for rule in RULES if rule.kind == self.kind and rule.level is Level.ASK]
        properties = {rule.code: answer | {"title": rule.text} for rule in asked}
        return {"type": "object", "properties": properties, "additionalProperties": False}


@cache
def new(resource: Resource) -> type[Schema]:
    """The body of a new record."""
    key = {"id": text(_KEY, required=False, pattern=f"^{RECORD_ID}$")}
    place = {resource.record.parent_id: _place(resource.record.parent_id)} if resource.record.parent else {}
    head = key | place if resource.record.clinical else {}
    return _schema(resource, "New", head, _sent(resource), unknown=RAISE)


@cache
def change(resource: Resource) -> type[Schema]:
    """The body of a change: what is absent stays as it is."""
    return _schema(resource, "Change", {}, _sent(resource), unknown=RAISE)


@cache
def item(resource: Resource) -> type[Schema]:
    """A record as lists show it."""
    return _schema(resource, "Item", _head(resource), _answers(resource), unknown=EXCLUDE)


@cache
def record(resource: Resource) -> type[Schema]:
    """A record by itself: a clinical one with what its rules ask and note."""
    if not resource.record.clinical:
        return item(resource)
    found = {
        "questions": several(fields.Nested(Question), T("Questions des règles.", "Questions of the rules.")),
        "notes": several(fields.Nested(Note), T("Remarques des règles.", "Notes of the rules.")),
    }
    return _schema(resource, "Record", _head(resource), _answers(resource) | found, unknown=EXCLUDE)


def _sent(resource: Resource) -> Members:
    """What a save says after its fields."""
    reason: Members = {"reason": text(_REASON, required=False, null=True, maxLength=LONGEST_REASON)}
    if not resource.record.clinical:
        return reason
    status = text(_SENT_STATUS, required=False, enum=[DRAFT, COMPLETE])
    return {"answers": Answers(resource.kind), "status": status} | reason


def _head(resource: Resource) -> Members:
    """What a record says before its fields."""
    own: Members = {
        "id": text(T("Clé de la fiche.", "Key of the record.")),
        "version": number(T("Monte à chaque modification.", "Rises with every change.")),
        "status": text(T("État de la fiche.", "Status of the record."), enum=list(STATUSES)),
    }
    return own | {name: _place(name) for name in PLACES if hasattr(MODELS[resource.kind], name)}


def _answers(resource: Resource) -> Members:
    if not resource.record.clinical:
        return {}
    return {"answers": fields.Dict(fields.String(), fields.String(), metadata={"description": _ANSWERS})}


def _place(name: str) -> Member:
    return text(_PLACES[name], minLength=1, maxLength=KEY_LENGTH)


def _schema(resource: Resource, suffix: str, head: Members, tail: Members, *, unknown: str) -> type[Schema]:
    """The schema that reads the record, with members before and after its fields."""
    base = schema_class(resource.kind)
    given = tuple(field.name for field in resource.fields.fields.values() if field.generated)
    meta = type("Meta", (), {"unknown": unknown, "exclude": given if unknown == RAISE else ()})
    # marshmallow lists the members of a later base first.
    bases = (base, type("Head", (Schema,), dict(head)))
    return type(f"{base.__name__}{suffix}", bases, {**tail, "Meta": meta})
