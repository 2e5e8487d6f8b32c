"""The documentation of the API: the OpenAPI document for programs, and a page of it for people."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, current_app, render_template

from registry import i18n
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.i18n import gettext as _
from registry.web.api import wire
from registry.web.api.properties import worded
from registry.web.api.resources import PREFIX

EXTENSION = "registry.api"
JSON = "application/json"
MANY = 40
"""Codes that a page still lists; longer lists are in the document."""

Shape = Mapping[str, Any]

bp = Blueprint("api_docs", __name__, url_prefix=PREFIX)


@bp.get("/openapi.json", merge_slashes=False)
@requires(Permission.OWN_ACCOUNT)
def openapi() -> Response:
    return wire.answer(worded(current_app.extensions[EXTENSION]))


@bp.get("/docs", merge_slashes=False)
@requires(Permission.OWN_ACCOUNT)
def index() -> str:
    document = worded(current_app.extensions[EXTENSION])
    operations = _operations(document)
    groups = [(tag["name"], tag["description"], operations[tag["name"]]) for tag in document["tags"]]
    return render_template(
        "pages/api_docs.html",
        info=document["info"],
        groups=groups,
        groups_index=[(label, f"#{name}", False, len(found), "") for name, label, found in groups],
        schemas=[_schema(name, shape) for name, shape in sorted(document["components"]["schemas"].items())],
    )


@dataclass(frozen=True, slots=True)
class Property:
    """One parameter of an operation, or one member of a schema. `codes` are few enough to be read."""

    name: str
    type: str
    refers_to: str
    is_required: bool
    title: str
    description: str
    codes: Sequence[tuple[str, str]]
    place: str = ""


@dataclass(frozen=True, slots=True)
class OperationView:
    """One operation as the page tells it. body, answer: names of schemas, "" where there is none."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: Sequence[Property]
    body: str
    example: str
    answer: str
    is_list: bool
    statuses: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SchemaView:
    """One schema: its members, or, for a coded list, the number of its codes."""

    name: str
    title: str
    members: Sequence[Property]
    size: int = 0


def _operations(document: Shape) -> Mapping[str, list[OperationView]]:
    """The operations by resource, in the order of the document."""
    groups: defaultdict[str, list[OperationView]] = defaultdict(list)
    for path, methods in document["paths"].items():
        shared = methods.get("parameters", [])
        for method, operation in methods.items():
            if method != "parameters":
                groups[operation["tags"][0]].append(_operation(method.upper(), path, operation, shared))
    return groups


def _operation(method: str, path: str, operation: Shape, shared: list[Shape]) -> OperationView:
    body = operation.get("requestBody", {}).get("content", {}).get(JSON, {})
    success = next(status for status in operation["responses"] if status.startswith("2"))
    answer = operation["responses"][success]["content"][JSON]["schema"]
    return OperationView(
        id=operation["operationId"],
        method=method,
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=[_parameter(parameter) for parameter in (*shared, *operation["parameters"])],
        body=_referred(body.get("schema", {})),
        example=json.dumps(body["example"], indent=2, ensure_ascii=False) if body else "",
        answer=_referred(answer.get("items", answer)),
        is_list="items" in answer,
        statuses=[(status, _phrase(status)) for status in operation["responses"] if status.isdigit()],
    )


def _phrase(status: str) -> str:
    return HTTPStatus(int(status)).phrase


def _parameter(parameter: Shape) -> Property:
    shape = parameter["schema"] | {"description": parameter.get("description", "")}
    made = _property(parameter["name"], shape, is_required=parameter.get("required", False))
    return replace(made, place=parameter["in"])


def _schema(name: str, shape: Shape) -> SchemaView:
    needed = shape.get("required", ())
    members = [_property(n, s, is_required=n in needed) for n, s in shape.get("properties", {}).items()]
    codes = [code for code in shape.get("enum", ()) if code is not None]
    return SchemaView(name, shape.get("title", ""), members, len(codes))


def _property(name: str, shape: Shape, *, is_required: bool) -> Property:
    items = shape.get("items", {})
    codes = [code for code in (shape.get("enum") or items.get("enum") or ()) if code is not None]
    labels = shape.get("x-labels", {})
    return Property(
        name=name,
        type=_type(shape),
        refers_to=_referred(shape) or _referred(items),
        is_required=is_required,
        title=shape.get("title", ""),
        description=shape.get("description", ""),
        codes=[(code, labels.get(code, "")) for code in codes] if len(codes) <= MANY else (),
    )


def _type(shape: Shape) -> str:
    """The JSON type with its bounds: "integer | null, 1 to 20"."""
    types = shape.get("type", "")
    words = [" | ".join([types] if isinstance(types, str) else types)]
    if "minimum" in shape and "maximum" in shape:
        bounds = {"low": i18n.show_number(shape["minimum"]), "high": i18n.show_number(shape["maximum"])}
        words.append(_("%(low)s to %(high)s") % bounds)
    if "maxLength" in shape:
        words.append(f"≤ {shape['maxLength']}")
    words += [shape["format"]] if "format" in shape else []
    return ", ".join(words)


def _referred(shape: Shape) -> str:
    """The name of the schema that a shape refers to, "" when it stands for itself."""
    return str(shape.get("$ref", "")).rpartition("/")[2]
