"""ACC-1, 2, 4, 10: every address x method x role x {own centre, other centre, other country, unknown id}."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.access import keys, links, sessions, tokens
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.db import RegistrySession, writing
from registry.intake import uploads
from registry.jobs import files
from registry.models.job import DONE, ExportJob
from registry.models.user import User
from tests.people import World
from tests.walk import ground as grounds
from tests.walk import policy
from tests.walk.policy import CENTRE_OF, Name, Place, Step, Thing, Unknown
from tests.walk.seen import Forbidden, text_of
from tests.walk.visitors import WALKERS, Visitor, visitor

UNKNOWN = "no-such-id"


@dataclass
class Ids:
    """The id of anything in any place; what serves once is made anew for each step."""

    world: World
    app: Flask
    who: Visitor
    known: dict[tuple[str, Place], str] = field(default_factory=dict)

    def of(self, name: Name, place: Place) -> str:
        if place is Place.UNKNOWN:
            return UNKNOWN
        if name.thing in (Thing.PERSONAL, Thing.KEY):
            return self._personal(name.kind, place)
        if (name.kind, place) not in self.known:
            self.known[name.kind, place] = self._found(name.kind, CENTRE_OF[place])
        return self.known[name.kind, place]

    def _found(self, kind: str, centre: str) -> str:
        match kind:
            case "centre":
                return centre
            case "account":
                return grounds.somebody(centre)
            case "drug":
                return "trametinib"
            case "country":
                return "FR"
            case "static file":
                return "css/base.css"
        with self.world.session() as session:
            match kind:
                case "earlier freeze" | "freeze":
                    return str(grounds.freeze(session, grounds.FREEZES[kind == "freeze"]).id)
                case "frozen patient":
                    kind = "patient"
            return str(grounds.first(session, kind, centre).id)

    def _personal(self, kind: str, place: Place) -> str:
        """Something of the visitor, or of somebody at that place."""
        owner = self.who.user_id if place is Place.OWN and self.who.is_in else self._other(place)
        if kind == "upload":
            return self._upload(owner)
        with self.world.session() as session, writing(session):
            user = session.scalars(select(User).where(User.id == owner)).one()
            match kind:
                case "session":
                    return keys.fingerprint(sessions.start(session, user, agent=""))
                case "token":
                    return keys.fingerprint(tokens.mint(session, user, read_only=True))
                case "job":
                    return self._job(session, user)
                case _:
                    link = links.issue(session, user, base_url="", lasting=links.RESET)
                    return link.url.removeprefix(f"{links.PATH}/")

    def _job(self, session: RegistrySession, user: User) -> str:
        """An export in the background that is done, with its file."""
        scope, job_id = sessions.scope_for(session, user), str(uuid.uuid4())
        session.add(
            ExportJob(
                id=job_id,
                kind="records",
                arguments={},
                owner_id=user.id,
                role=scope.role.name,
                scope=scope.setting,
                language="en",
                status=DONE,
                file_name="records.xlsx",
            )
        )
        instance = self.app.extensions["registry.config"].instance
        with files.being_written(instance, job_id) as folder:
            (folder / "export.xlsx").write_bytes(b"a file")
            files.publish(instance, job_id, folder)
        return job_id

    def _other(self, place: Place) -> str:
        return grounds.somebody(CENTRE_OF[place])

    def _upload(self, owner: str) -> str:
        instance = self.app.extensions["registry.config"].instance
        sent = instance / "sent.csv"
        sent.write_text("id,inn\n")
        with sent.open("rb") as content:
            return uploads.keep(instance, owner, name="drug.csv", content=content)


@pytest.mark.parametrize("name", WALKERS)
def test_every_address_answers_every_role_as_its_mark_and_rows_say(
    site: Flask, ground: World, name: str
) -> None:
    assert not faults(site, ground, name)


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["clinician", "national_coordinator", "administrator"])
def test_postgresql_answers_readers_of_some_rows_alike(
    postgres_site: Flask, postgres_ground: World, name: str
) -> None:
    assert not faults(postgres_site, postgres_ground, name)


def faults(app: Flask, world: World, name: str) -> list[str]:
    who = visitor(app, world, name)
    walk = Walk(app, who, Ids(world, app, who), Forbidden.of(who, world))
    return [fault for step in policy.steps(app) for fault in walk.faults(step)]


@dataclass
class Walk:
    """One person on the way."""

    app: Flask
    who: Visitor
    ids: Ids
    forbidden: Forbidden

    def faults(self, step: Step) -> Iterator[str]:
        answers: dict[Place, tuple[TestResponse, dict[str, str]]] = {}
        for place in policy.places(step):
            ids = {name: self.ids.of(named, place) for name, named in step.names.items()}
            answer = self.who.send(step.method, step.address(ids), data=step.content(ids))
            answers[place] = answer, ids
            demand = policy.expected(self.app, step, self.who, place)
            if not demand.fits(answer):
                yield self._told(step, place, f"answers {answer.status_code}, not {demand.why}.")
            text = text_of(answer.data)
            shown = [word for word in self.forbidden.words if word in text]
            if shown:
                yield self._told(step, place, f"shows {', '.join(shown)}.")
        yield from self._oracles(step, answers)

    def _oracles(
        self, step: Step, answers: dict[Place, tuple[TestResponse, dict[str, str]]]
    ) -> Iterator[str]:
        """A record that is not there for the reader is answered exactly like one that does not exist."""
        if Place.UNKNOWN not in answers:
            return
        unknown = plain(*answers[Place.UNKNOWN])
        for place, (answer, ids) in answers.items():
            hidden = not all(policy.may_see(self.who.role, n.thing, place) for n in step.names.values())
            if hidden and self.who.is_in and plain(answer, ids) != unknown:
                yield self._told(step, place, "is told apart from an unknown id.")

    def _told(self, step: Step, place: Place, what: str) -> str:
        return (
            f"{policy.where(self.app, step.rule)}: {step.title} as {self.who.name}, {place}, {what} "
            "Mark the view with the right it needs and read its record through the session of the request."
        )


PASSING = re.compile(
    r'name="(csrf_token|idempotency_key)" value="[^"]*"|"(csrf_token|at|saved_at)":"[^"]*"|\b[0-9a-f]{32}\b'
)
"""What differs from answer to answer: tokens and the reference of a request."""


def plain(answer: TestResponse, ids: dict[str, str]) -> tuple[int, str, str]:
    """What an answer says, without what belongs to this one request: its ids, tokens and reference."""
    text = PASSING.sub("", answer.text) if answer.mimetype in TEXTS else ""
    for name in sorted(ids.values(), key=len, reverse=True):
        text = text.replace(name, "")
    return answer.status_code, answer.mimetype, text


TEXTS = ("text/html", "application/json", "text/plain", "text/csv")


def test_an_address_that_the_table_does_not_know_names_file_function_and_remedy(site: Flask) -> None:
    def look(thing: str) -> str:
        return thing

    made = Flask("made")
    made.add_url_rule("/things/<thing>", "things.look", requires(Permission.READ)(look))
    with pytest.raises(Unknown) as told:
        policy.steps(made)
    for words in (
        "test_routes.py",
        "look()",
        "<thing>",
        "GET /things/<thing>",
        "PATH in tests/walk/policy.py",
    ):
        assert words in str(told.value)
