"""The OpenAPI 3.1 document, made from the operations and the schemas; flask-smorest gathers it."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import flask_smorest
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import fields

from registry import dictionary
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.schemas.build import Declared, Reason
from registry.web.api import properties
from registry.web.api.answers import Refusal
from registry.web.api.bodies import MOST_ROWS
from registry.web.api.envelope import KEY_HEADER, KEY_LENGTH
from registry.web.api.operations import Operation
from registry.web.api.parameters import Parameter
from registry.web.api.records import PAGINATION
from registry.web.api.resources import RESOURCES
from registry.web.api.schemas import Answers

TITLE = T("API du registre", "Registry API")
ABOUT = T(
    "Les mêmes fiches que les pages, avec les mêmes droits et les mêmes contrôles. Le jeton s’envoie dans "
    "`Authorization: Bearer`. Dates ISO, point décimal, médicaments par DCI ; la raison d’une valeur manquante "
    "est dans `<champ>_missing`. Pour modifier : lire la fiche, renvoyer son ETag dans `If-Match`. Les phrases "
    "sont dans la langue du compte.",
    "The same records as the pages, with the same rights and the same checks. Send the token as "
    "`Authorization: Bearer`. ISO dates, decimal point, drugs by INN; the reason for a missing value stands in "
    "`<field>_missing`. To change a record, read it and send its ETag back as `If-Match`. Sentences are in the "
    "language of the account.",
)

ACCOUNT = "account"

ALWAYS = (401, 403, 500, 503)
"""What any operation may answer."""

_KEY = {
    "in": "header",
    "name": KEY_HEADER,
    "description": T(
        "Une clé par enregistrement : renvoyé avec la même clé et le même corps, il n’est fait qu’une fois.",
        "One key per save: sent again with the same key and body, it is done once.",
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LENGTH, "pattern": "^[!-~]+$"},
}
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": T("L’ETag de la version lue.", "The ETag of the version that was read."),
    "schema": {"type": "string"},
}
_IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "description": T("L’ETag de la version déjà lue.", "The ETag of the version read before."),
    "schema": {"type": "string"},
}
RECORD_ID = {"in": "path", "name": "record_id", "description": T("Clé de la fiche.", "Key of the record.")}
_ETAG = {
    "description": T("La version de la fiche.", "The version of the record."),
    "schema": {"type": "string"},
}
_LOCATION = {"description": T("Adresse de la fiche.", "Address of the record."), "schema": {"type": "string"}}
_COUNT = {"type": "integer", "minimum": 0}
_PAGES = {
    "description": T("Où se trouve la page : un objet JSON.", "Where the page stands: a JSON object."),
    "schema": {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": {
            "type": "object",
            "properties": dict.fromkeys(
                ("total", "total_pages", "page", "page_size", "previous_page", "next_page"), _COUNT
            ),
            "required": ["total", "total_pages", "page", "page_size"],
        },
    },
}


class Api(flask_smorest.Api):  # type: ignore[misc]
    """The gatherer of the document. Errors are told by registry.web.errors, the document is shown by `docs`."""

    ERROR_SCHEMA = Refusal

    def _register_error_handlers(self) -> None:
        """None of its own."""

    def _register_pagination_header(self) -> None:
        """None of its own: it would describe as an object what is sent as text."""


def new_api() -> Api:
    """An empty document; texts stay in both languages until somebody reads it."""
    plugin = MarshmallowPlugin(schema_name_resolver=_name)
    options = {
        "title": TITLE,
        "version": dictionary.VERSION,
        "openapi_version": "3.1.0",
        "marshmallow_plugin": plugin,
        "info": {"description": ABOUT},
        "security": [{"token": []}],
    }
    return Api(spec_kwargs=options)


def prepare(api: Api) -> None:
    """What the operations refer to: the coded lists, how a token is sent, how declarations are shown."""
    api.ma_plugin.converter.add_attribute_function(_property)
    api.spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    for source, name in properties.LISTS.items():
        api.spec.components.schema(name, component=properties.of_list(source))


def finished(api: Api) -> Mapping[str, Any]:
    """The whole document, its texts in both languages."""
    tags = [{"name": resource.address, "description": resource.record.plural} for resource in RESOURCES]
    document: dict[str, Any] = api.spec.to_dict()
    return document | {"tags": [*tags, {"name": ACCOUNT, "description": T("Compte", "Account")}]}


def _name(schema: Any) -> str:
    return (schema if isinstance(schema, type) else type(schema)).__name__


def _property(_converter: Any, field: fields.Field[Any], **_more: Any) -> dict[str, Any]:
    """The JSON Schema of our own marshmallow fields."""
    match field:
        case Declared():
            return properties.of_field(field.declared)
        case Reason():
            return properties.of_reason(field.metadata["reason_of"])
        case Answers():
            return field.shape()
        case fields.List(name=str(kind)) if kind in KINDS:
            return {"maxItems": MOST_ROWS, "title": KINDS[kind].record.plural}
        case _:
            return {}


def of_operation(operation: Operation, *, tag: str) -> dict[str, Any]:
    """The description of one operation."""
    words: dict[str, Any] = {"operationId": f"{operation.name}_{tag}", "summary": operation.text}
    if operation.detail:
        words["description"] = operation.detail
    if operation.body:
        words["requestBody"] = _body(operation)
    answers = {str(operation.status): _answer(operation)} | {
        str(s): HTTPStatus(s).name for s in _refusals(operation)
    }
    return words | {"tags": [tag], "parameters": _parameters(operation), "responses": answers}


def _body(operation: Operation) -> dict[str, Any]:
    content = {"schema": operation.body, "example": operation.example}
    return {"required": True, "content": {"application/json": content}}


def _refusals(operation: Operation) -> tuple[int, ...]:
    unchanged = (304,) if operation.name == "read" else ()
    return tuple(sorted((*ALWAYS, *operation.refuses, *unchanged)))


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    asked = [_query(parameter) for parameter in operation.query]
    headers = (
        (operation.name == "read", _IF_NONE_MATCH),
        (operation.is_conditional, _IF_MATCH),
        (operation.is_repeatable, _KEY),
    )
    return [*asked, *(header for is_taken, header in headers if is_taken)]


def _query(parameter: Parameter) -> dict[str, Any]:
    return {"in": "query", "name": parameter.name, "description": parameter.text, "schema": parameter.schema}


def _answer(operation: Operation) -> dict[str, Any]:
    schema: Any = operation.answer
    content = {"schema": {"type": "array", "items": schema} if operation.is_list else schema}
    headers = {"ETag": _ETAG} if operation.has_tag else {}
    if operation.status == HTTPStatus.CREATED:
        headers["Location"] = _LOCATION
    if operation.name == "list":
        headers[PAGINATION] = _PAGES
    described = {"description": HTTPStatus(operation.status).phrase, "content": {"application/json": content}}
    return described | ({"headers": headers} if headers else {})
