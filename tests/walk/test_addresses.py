"""SQLI-1, XSS-2, NUM-1: whatever an address holds, in its path or in any of its parameters, it is answered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

import pytest
from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict

from registry.summaries.parameters import MEANINGS
from registry.web.api import docs
from registry.web.drug_patients import ADDRESS
from tests.people import World
from tests.walk import ground as grounds
from tests.walk import policy
from tests.walk.forms import words_of
from tests.walk.hostile import UNUSUAL, VALUES
from tests.walk.policy import Place, Step
from tests.walk.test_routes import Ids
from tests.walk.visitors import Visitor, visitor

BY_NAME = frozenset({*MEANINGS, *ADDRESS, "subset", "cut_off"})
"""Parameters of the pages of numbers, which read their whole query at once."""

DEAR = frozenset({"drugs.report"})
"""Addresses that make a workbook of what they accept, and read the query as the page of the drug does."""


class Asked(ImmutableMultiDict[str, str]):
    """A query that remembers which names are asked of it."""

    names: ClassVar[set[str]] = set()

    def get(self, key: str, *more: Any, **options: Any) -> Any:
        self.names.add(key)
        return super().get(key, *more, **options)

    def getlist(self, key: str, *more: Any, **options: Any) -> Any:
        self.names.add(key)
        return super().getlist(key, *more, **options)

    def __getitem__(self, key: str) -> str:
        self.names.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.names.add(str(key))
        return super().__contains__(key)

    def items(self, *more: Any, **options: Any) -> Any:
        self.names.update(BY_NAME)
        return super().items(*more, **options)


class Watched(Request):
    parameter_storage_class = Asked


@pytest.fixture(scope="module")
def watched(site: Flask) -> Iterator[Flask]:
    """The site, with queries that say what is read of them."""
    usual, site.request_class = site.request_class, Watched
    yield site
    site.request_class = usual


def readable(app: Flask, ids: Ids) -> Iterator[tuple[Step, str]]:
    for step in policy.steps(app):
        if step.method == "GET" and step.rule.endpoint != "static":
            yield step, step.address({name: ids.of(named, Place.OWN) for name, named in step.names.items()})


def names_read(app: Flask, who: Visitor, ids: Ids) -> dict[str, tuple[str, set[str]]]:
    """Endpoint -> an address of it, and the names of the parameters that it reads."""
    found: dict[str, tuple[str, set[str]]] = {}
    for step, address in readable(app, ids):
        Asked.names = set()
        who.send("GET", address)
        found[step.rule.endpoint] = address, Asked.names | described(app, step)
    return found


def described(app: Flask, step: Step) -> set[str]:
    """The parameters that the document of the API names for an address."""
    path = re.sub(r"<(\w+)>", r"{\1}", step.rule.rule)
    operation = app.extensions[docs.EXTENSION]["paths"].get(path, {}).get("get", {})
    return {told["name"] for told in operation.get("parameters", ()) if told.get("in") == "query"}


@pytest.mark.parametrize("rooms", [("drugs.",), ("api_",), ("",)], ids=["drugs", "api", "other pages"])
def test_every_parameter_takes_every_value(watched: Flask, ground: World, rooms: tuple[str]) -> None:
    who = visitor(watched, ground, "coordinator")
    # Without patients, as it is the reading of the address that counts here.
    drug = {("drug", Place.OWN): grounds.UNUSED}
    found = names_read(watched, who, Ids(ground, watched, who, drug))
    assert {"q", "sort", "page", "drug", "show"} <= found["patients.index"][1]
    assert {"cut_off", "subset", "reading", "conf_level"} <= found["drugs.show"][1]
    assert {"page", "status", "updated_since", "course_id"} <= found["api_toxicities.list"][1]
    faults: dict[str, list[str]] = defaultdict(list)
    for endpoint, (address, names) in found.items():
        if not endpoint.startswith(rooms) or (rooms == ("",) and endpoint.startswith(("drugs.", "api_"))):
            continue
        bare, _mark, needed = address.partition("?")
        kept = dict(part.split("=", 1) for part in needed.split("&") if part)
        for name in sorted(names):
            for value in UNUSUAL if endpoint in DEAR else VALUES:
                query = urlencode({**kept, name: value}, errors="surrogatepass")
                fault = told(who, f"{bare}?{query}")
                if fault:
                    faults[f"{endpoint} {name}: {fault}"].append(value[:40])
    assert not faults, dict(faults)


def told(who: Visitor, address: str) -> str:
    """What is wrong with the answer: trouble, or something that could run."""
    answer = who.send("GET", address)
    if answer.status_code >= 500:
        return str(answer.status_code)
    return ", ".join(words_of(answer.text).runs) if answer.mimetype == "text/html" else ""


def test_every_id_takes_every_value(site: Flask, ground: World) -> None:
    assert strange_ids(site, visitor(site, ground, "coordinator"), VALUES) == []


@pytest.mark.postgres
def test_every_id_takes_every_value_on_postgresql(postgres_site: Flask, postgres_ground: World) -> None:
    """Which refuses a NUL where SQLite finds nothing."""
    assert strange_ids(postgres_site, visitor(postgres_site, postgres_ground, "coordinator"), UNUSUAL) == []


def strange_ids(app: Flask, who: Visitor, values: Iterable[str]) -> list[str]:
    """What answers otherwise than 404 to an id that was made up, or than 400 to what is no text."""
    faults = []
    for step in policy.steps(app):
        if step.path and step.rule.endpoint != "static":
            for value in values:
                if value and "/" not in value:
                    status = who.send(step.method, step.address(dict.fromkeys(step.names, value))).status_code
                    if status not in (400, 404):
                        faults.append(f"{step.method} {step.rule.rule} {value[:30]!r}: {status}")
    return faults


@pytest.mark.parametrize("value", VALUES)
def test_any_path_is_answered(site: Flask, ground: World, value: str) -> None:
    who = visitor(site, ground, "clinician")
    for path in (f"/{value}", f"/patients/{value}/x", f"/api/v1/{value}", f"/static/{value}", f"/%25{value}"):
        quoted = quote(path, errors="surrogatepass")
        assert who.send("GET", quoted).status_code in (200, 302, 308, 400, 401, 404, 405), quoted[:80]
