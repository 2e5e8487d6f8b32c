"""What must be answered: from the marks of the views, the rows of the roles, and one table of what addresses name.

There is no list of exceptions. An address whose parameters the table does not know fails the walk, with the file and
the function to look at and what to write here.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from registry.access import gate, programs
from registry.access.gate import door_of
from registry.access.permissions import Role, Rows, may, right_to_write
from registry.fields.catalogue import KINDS
from registry.web.api.resources import PREFIX, RESOURCES, Resource
from tests.walk.ground import FORMS
from tests.walk.visitors import Visitor


class Place(StrEnum):
    """Where the record that an address names belongs, as seen from FR-001."""

    OWN = "own centre"
    NEIGHBOUR = "other centre of the country"
    ABROAD = "other country"
    UNKNOWN = "unknown id"


CENTRE_OF = {Place.OWN: "FR-001", Place.NEIGHBOUR: "FR-002", Place.ABROAD: "ES-001"}


class Thing(StrEnum):
    """What an id names, which decides who may see it."""

    RECORD = "a record of a centre: the rows of the role"
    OFFICE = "a centre or an account: the rows of the role, all for who has no rows at all"
    SHARED = "something of everybody: the list of drugs, countries, static files, search lists"
    WHOLE = "what holds rows of all centres: whoever sees the rows of all of them"
    PERSONAL = "something of one's own: a session, a token, a file that was sent"
    KEY = "what opens to whoever holds it: a one-time link"


CENTRES_OF = {
    Rows.CENTRE: {Place.OWN},
    Rows.COUNTRY: {Place.OWN, Place.NEIGHBOUR},
    Rows.ALL: set(CENTRE_OF),
    Rows.NONE: set(),
}


def may_see(role: Role, thing: Thing, place: Place) -> bool:
    """Whether a record of that place is there for the role."""
    if place is Place.UNKNOWN:
        return False
    match thing:
        case Thing.SHARED | Thing.KEY:
            return True
        case Thing.PERSONAL:
            return place is Place.OWN
        case Thing.WHOLE:
            return role.rows is Rows.ALL
        case Thing.OFFICE if role.rows is Rows.NONE:
            return True
        case _:
            return place in CENTRES_OF[role.rows]


@dataclass(frozen=True)
class Name:
    """One parameter: what it names, and of which kind; `absent` is the answer to an id that is not there."""

    thing: Thing
    kind: str
    absent: int = 404


PATH: Mapping[str, Name] = {
    "patient_id": Name(Thing.RECORD, "patient"),
    "course_id": Name(Thing.RECORD, "course"),
    "drug_id": Name(Thing.SHARED, "drug"),
    "centre_id": Name(Thing.OFFICE, "centre"),
    "user_id": Name(Thing.OFFICE, "account"),
    "session_id": Name(Thing.PERSONAL, "session"),
    "token_id": Name(Thing.PERSONAL, "token"),
    "token": Name(Thing.PERSONAL, "upload"),
    "job_id": Name(Thing.PERSONAL, "job"),
    "snapshot_id": Name(Thing.WHOLE, "freeze"),
    "other_id": Name(Thing.WHOLE, "earlier freeze"),
    "frozen_id": Name(Thing.WHOLE, "frozen patient"),
    "text": Name(Thing.KEY, "link"),
    "filename": Name(Thing.SHARED, "static file"),
    "country_code": Name(Thing.SHARED, "country"),
}
"""What the parameters of addresses name; record_id names a record of the kind that the address says."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": FORMS,
    "source": ("ctcae", "drug", "iccc3", "criterion", "analyte"),
    "name": ("response", "swimmer"),
    "ending": ("svg", "csv"),
    "sheet": ("01_POPULATIONS",),
    "line": ("0",),
    "span": ("cumulative",),
    "frozen_kind": ("patient",),
}
"""Parameters that take one of a few words."""

"""Endings of the files of an address, if not those of a figure."""

OF_KIND = {
    "drug": Name(Thing.SHARED, "drug"),
    "country": Name(Thing.SHARED, "country"),
    "centre": Name(Thing.OFFICE, "centre"),
}
"""Kinds whose records do not belong to one centre."""

KIND_IN = {"case_report": "toxicity"}
"""The kind whose records the addresses of a blueprint name by record_id."""

NEEDED: Mapping[str, Mapping[str, str]] = {"drugs.behind": {"output": "registered"}}
"""What a query must hold to be answered at all."""


@dataclass(frozen=True)
class Step:
    """One address to walk by one method: the rule, what fills its parameters, and where an id may stand besides.

    given: parameters that are no ids. path, query, body: the name of each parameter that is one.
    """

    rule: Rule
    method: str
    given: Mapping[str, str] = field(default_factory=dict)
    path: Mapping[str, Name] = field(default_factory=dict)
    query: Mapping[str, Name] = field(default_factory=dict)
    body: Mapping[str, Name] = field(default_factory=dict)

    @property
    def names(self) -> Mapping[str, Name]:
        return {**self.path, **self.query, **self.body}

    @property
    def title(self) -> str:
        words = ", ".join(f"{name}={value}" for name, value in self.given.items())
        return f"{self.method} {self.rule.rule}" + (f" ({words})" if words else "")

    def address(self, ids: Mapping[str, str]) -> str:
        """The address with ids in it."""
        filled = {**self.given, **{name: ids[name] for name in self.path}}
        path = re.sub(
            r"<(?:\w+:)?(\w+)>", lambda found: quote(filled[found[1]], errors="surrogatepass"), self.rule.rule
        )
        query = {**NEEDED.get(self.rule.endpoint, {}), **{name: ids[name] for name in self.query}}
        return f"{path}?{urlencode(query, errors='surrogatepass')}" if query else path

    def content(self, ids: Mapping[str, str]) -> dict[str, str]:
        """What an unsafe request sends."""
        return {name: ids[name] for name in self.body}


def places(step: Step) -> tuple[Place, ...]:
    """Where the ids of a step are taken from: what is everybody's, or whoever's who holds it, is in one place."""
    if not step.names:
        return (Place.OWN,)
    if all(name.thing in (Thing.SHARED, Thing.WHOLE, Thing.KEY) for name in step.names.values()):
        return Place.OWN, Place.UNKNOWN
    return tuple(Place)


class Unknown(Exception):
    """An address that the table does not know."""


def steps(app: Flask) -> list[Step]:
    """Every rule by every method, for every kind of record that it takes."""
    return [
        step
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})
        for step in _steps(app, rule, method)
    ]


def _steps(app: Flask, rule: Rule, method: str) -> Iterator[Step]:
    words = sorted(rule.arguments & set(CHOICES))
    for chosen in product(*(CHOICES[name] for name in words)):
        given = dict(zip(words, chosen, strict=True))
        kind = given.get("kind", _kind_of(rule))
        ids = sorted(rule.arguments - set(CHOICES))
        path = {name: _named(app, rule, name, method, kind) for name in ids}
        yield Step(rule, method, given, path, **_besides(rule, method, kind))


def _named(app: Flask, rule: Rule, name: str, method: str, kind: str) -> Name:
    if name == "record_id" and kind:
        return OF_KIND.get(kind, Name(Thing.RECORD, kind))
    if name not in PATH:
        raise Unknown(
            f"{where(app, rule)}: the walk does not know what <{name}> names in {method} {rule.rule}. "
            f"Add {name!r} to PATH in tests/walk/policy.py, with the rows that decide who sees it."
        )
    return PATH[name]


def where(app: Flask, rule: Rule) -> str:
    """The file and the function behind an address."""
    view: Any = inspect.unwrap(app.view_functions[rule.endpoint])
    return f"{inspect.getsourcefile(view)}, {view.__qualname__}() [{rule.endpoint}]"


def _besides(rule: Rule, method: str, kind: str) -> Mapping[str, Mapping[str, Name]]:
    """The ids in queries and bodies: the parent of a new record, the filters of a list."""
    resource = _resource_of(rule)
    match rule.endpoint, method:
        case (("records.new" | "records.create"), _):
            return {"query": {"parent": _parent(kind)}}
        case "computing.lines", _:
            return {"query": {"parent": _parent(kind)}}
        case "records.search", _:
            return {"query": {"course": Name(Thing.RECORD, "course", absent=200)}}
        case endpoint, "POST" if resource and endpoint.endswith(".make") and resource.record.parent:
            return {"body": {resource.record.parent_id: _parent(resource.kind)}}
        case endpoint, "GET" if resource and endpoint.endswith(".list"):
            ids = [name for name in resource.filters if name.endswith("_id")]
            return {"query": {name: _filter(name) for name in ids}}
    return {}


def _filter(name: str) -> Name:
    kind = name.removesuffix("_id")
    named = OF_KIND.get(kind, Name(Thing.RECORD, kind))
    return Name(named.thing, kind, absent=200)


def _parent(kind: str) -> Name:
    parent = KINDS[kind].record.parent
    return Name(Thing.RECORD, parent)


def _resource_of(rule: Rule) -> Resource | None:
    under = rule.rule.removeprefix(f"{PREFIX}/").partition("/")[0] if rule.rule.startswith(PREFIX) else ""
    return next((resource for resource in RESOURCES if resource.address == under), None)


def _kind_of(rule: Rule) -> str:
    resource = _resource_of(rule)
    return resource.kind if resource else KIND_IN.get(rule.endpoint.partition(".")[0], "")


@dataclass(frozen=True)
class Expected:
    """The answers that fit, and the reason."""

    fits: Callable[[TestResponse], bool]
    why: str


def expected(app: Flask, step: Step, who: Visitor, place: Place) -> Expected:
    """The answer that the marks and rows demand."""
    door = door_of(app.view_functions[step.rule.endpoint], step.method)
    if door is None:
        return Expected(lambda _answer: False, "the view has no mark")
    absent = {n.absent for n in step.names.values() if not may_see(who.role, n.thing, place)}
    if not door.is_open and not who.is_in:
        return _turned_away(step)
    if not door.is_open and not any(may(who.role, permission) for permission in door.permissions):
        return _exactly(403, "the role has none of the rights")
    is_new = step.rule.endpoint in ("records.new", "records.create")
    if is_new and not may(who.role, right_to_write(step.given["kind"])):
        return _exactly(403, "the role writes no record of this kind")
    if absent:
        return _exactly(max(absent), "the record is not there for this reader")
    return Expected(_is_served(step.method, is_open=door.is_open), "the record is there for this reader")


def _turned_away(step: Step) -> Expected:
    if step.rule.rule == programs.REDCAP:
        return _exactly(403, "a program for REDCap without a good token")
    if programs.is_for_programs(step.rule.rule):
        return _exactly(401, "a program without a good token")
    if step.method in gate.SAFE_METHODS:
        return _exactly(302, "nobody is signed in")
    return _exactly(401, "nobody is signed in")


def _exactly(status: int, why: str) -> Expected:
    return Expected(lambda answer: answer.status_code == status, f"{status}: {why}")


def _is_served(method: str, *, is_open: bool) -> Callable[[TestResponse], bool]:
    """Reading succeeds, or leads on; what writes may find fault with an empty form, never with the person or the id."""
    if method in gate.SAFE_METHODS:
        return lambda answer: (
            answer.status_code == 200
            or (answer.status_code == 302 and not answer.location.startswith("/sign-in"))
        )
    refusals = {403, 404, 405} if is_open else {401, 403, 404, 405}
    return lambda answer: answer.status_code < 500 and answer.status_code not in refusals
