"""What can be done with each resource: method, address, right, and what goes in and out. Addresses and the
OpenAPI document are both made from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Response
from marshmallow import Schema

from registry.access.permissions import Permission
from registry.fields.base import T
from registry.web.api import account, answers, examples, parameters, records, schemas, summaries
from registry.web.api.parameters import Parameter
from registry.web.api.resources import Resource

P = Permission


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one address.

    refuses: the statuses it may answer besides those of every operation. has_tag: its answer carries the ETag of
    the record. is_conditional: it needs If-Match. is_repeatable: it takes an Idempotency-Key.
    """

    name: str
    method: str
    path: str
    view: Callable[..., Response]
    doors: tuple[Permission, ...]
    text: T
    answer: type[Schema]
    detail: T | None = None
    status: int = 200
    is_list: bool = False
    query: tuple[Parameter, ...] = ()
    body: type[Schema] | None = None
    example: dict[str, Any] | None = None
    refuses: tuple[int, ...] = ()
    has_tag: bool = False
    is_conditional: bool = False
    is_repeatable: bool = False


ONE = "/<record_id>"
_BY_KEY = T("Par clé, page par page.", "By key, a page at a time.")
_UNDER_PATIENTS = T(
    "Par clé, page par page. Les fiches des patients qui s’opposent n’y sont que si l’on demande un patient "
    "ou un traitement.",
    "By key, a page at a time. Records of patients who objected are left out unless one patient or course is "
    "asked for.",
)
_CHANGED = T(
    "Ce qui est absent reste tel quel, null vide. Des lignes envoyées remplacent toutes les lignes : celles qui "
    "gardent leur `id` sont modifiées, celles qui manquent sont annulées.",
    "What is absent stays as it is, null empties. Rows that are sent replace all rows: those that keep their `id` "
    "are changed, those that are missing are voided.",
)
_MADE = T(
    "Un brouillon peut tout omettre ; une fiche complète doit passer les règles.",
    "A draft may lack anything; a complete record must pass the rules.",
)


def of_resource(resource: Resource) -> Iterator[Operation]:
    """The operations of a resource: reading, and for writable ones making, changing, voiding and the trail."""
    yield from _reading(resource)
    if resource.is_writable:
        yield from _writing(resource)
        yield from _voiding(resource)
    if resource.kind == "drug":
        yield _summary()


def _reading(resource: Resource) -> Iterator[Operation]:
    yield Operation(
        "list",
        "GET",
        "",
        records.many,
        resource.readers,
        T("Lister", "List"),
        schemas.item(resource),
        detail=_UNDER_PATIENTS if "patient_id" in resource.filters else _BY_KEY,
        is_list=True,
        query=parameters.of_list(resource),
        refuses=(422,),
    )
    yield Operation(
        "read",
        "GET",
        ONE,
        records.read,
        resource.readers,
        T("Lire", "Read"),
        schemas.record(resource),
        refuses=(404,),
        has_tag=True,
    )


def _writing(resource: Resource) -> Iterator[Operation]:
    yield Operation(
        "make",
        "POST",
        "",
        records.make,
        resource.makers,
        T("Ajouter", "Add"),
        schemas.record(resource),
        detail=_MADE,
        status=201,
        body=schemas.new(resource),
        example=examples.NEW[resource.kind],
        refuses=(400, 404, 413, 415, 422),
        has_tag=True,
        is_repeatable=True,
    )
    yield Operation(
        "change",
        "PATCH",
        ONE,
        records.change,
        resource.writers,
        T("Modifier", "Change"),
        schemas.record(resource),
        detail=_CHANGED,
        body=schemas.change(resource),
        example=examples.CHANGE[resource.kind],
        refuses=(400, 404, 412, 413, 415, 422, 428),
        has_tag=True,
        is_conditional=True,
        is_repeatable=True,
    )


def _voiding(resource: Resource) -> Iterator[Operation]:
    for name, view, text in (
        (
            "void",
            records.void,
            T("Annuler : ne compte plus, reste lisible", "Void: no longer counts, stays readable"),
        ),
        ("restore", records.restore, T("Rétablir", "Restore")),
    ):
        yield Operation(
            name,
            "POST",
            f"{ONE}/{name}",
            view,
            resource.voiders,
            text,
            schemas.record(resource),
            body=answers.Reason,
            example=examples.REASON,
            refuses=(400, 404, 412, 413, 415, 422, 428),
            has_tag=True,
            is_conditional=True,
        )
    yield Operation(
        "history",
        "GET",
        f"{ONE}/history",
        records.trail,
        (P.TRAIL,),
        T("Lire l’historique, le plus récent d’abord", "Read the trail, newest first"),
        answers.TrailEntry,
        is_list=True,
        refuses=(404,),
    )


def _summary() -> Operation:
    return Operation(
        "summary",
        "GET",
        f"{ONE}/summary",
        summaries.show,
        (P.SUMMARIES,),
        T("Lire la synthèse", "Read the summary"),
        answers.DrugSummary,
        query=summaries.of_summary(),
        refuses=(404, 422),
    )


ME = Operation(
    "me",
    "GET",
    "/me",
    account.me,
    (P.OWN_ACCOUNT,),
    T("Lire à qui est le jeton et ce qu’il permet", "Read who the token belongs to and what it may do"),
    answers.Account,
)
