"""One registry for the tests of a module, with a patient, a course and a toxicity that everything can stand under."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import make
from tests.api.programs import Program, program
from tests.people import World, _app, _world, client


@dataclass
class Site:
    """A registry and who works in it; `parents` are ids by kind."""

    app: Flask
    world: World
    parents: dict[str, str]

    def program(self, role: str) -> Program:
        return program(self.app.test_client(), self.world, role)

    def browser(self, role: str) -> FlaskClient:
        return client(self.app, self.world, role)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    for world in _world("sqlite"):
        with world.session() as session:
            patient = make.patient(session)
            course = make.course(session, patient, drugs=make.DRUGS)
            toxicity = make.toxicity(session, course)
        parents = {"centre": "FR-001", "patient": patient.id, "course": course.id, "toxicity": toxicity.id}
        for app in _app(world, Path(tmp_path_factory.mktemp("site"))):
            yield Site(app, world, parents)


@pytest.fixture(scope="module")
def programs(site: Site) -> Callable[[str], Program]:
    return site.program
