"""The ground of the walk: three centres, each with records of every kind, and marks that tell whose text is read.

Every text that a person can type holds the canary of its centre. Typed words - free text, reports, answers, reasons -
hold WORDS as well, which a reader without text must never meet. What belongs to the patient who objected holds
OBJECTED.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from exports.has.build import build_dossier
from registry import snapshots
from registry.access.scope import console, enter
from registry.actions import drafts, places, records
from registry.actions.records import Intent
from registry.db import RegistrySession, connect, sessions, writing
from registry.fields.base import Field, Kind
from registry.fields.catalogue import KINDS, embedded
from registry.models.base import now
from registry.models.catalogue import MODELS
from registry.models.snapshot import Snapshot
from registry.models.user import User
from registry.schemas.build import load
from registry.summaries.dossier import DossierRequest
from tests import make
from tests.people import build as build_people
from tests.people import email_of
from tests.servers import Template

CENTRES = ("FR-001", "FR-002", "ES-001")
OWNED = tuple(kind for kind, fields in KINDS.items() if fields.record.clinical)
FORMS = tuple(kind for kind in OWNED if not KINDS[kind].record.embedded)
BY_HAND = ("patient", "diagnosis", "course", "assessment", "toxicity")
"""Kinds that are made with changes, answers and voids; of the others there is the example of the API."""
UNUSED = "selumetinib"
EMPTY: Mapping[str, Any] = {}
WORDS, OBJECTED = "typedwords", "objectedone"
FREEZES = ("the first one", "the second one")
FROZEN = DossierRequest("trametinib", dt.date(2025, 1, 1), make.ON, language="en")


def canary(centre: str) -> str:
    return f"canary{centre.replace('-', '').lower()}"


def somebody(centre: str) -> str:
    """The id of an account of the centre that others manage and nobody works with."""
    return f"account-{CENTRES.index(centre)}"


def build(url: str) -> None:
    """People, places and drugs, the records of each centre, then two data freezes of all of them."""
    build_people(url)
    engine = connect(url)
    with sessions(engine)() as session:
        enter(session, console("tests"))
        for centre in CENTRES:
            _fill(session, centre)
        loaded = load(KINDS["drug"], {"inn": UNUSED}, make.gate(session))
        records.create_drug(session, loaded=loaded, intent=Intent(complete=True), on=make.ON)
        with writing(session):
            closed = email_of("closed")
            session.add(_account(closed, "FR-001", email=closed, disabled_at=now()))
        for reason in FREEZES:
            snapshots.freeze(session, FROZEN, reason=reason, today=make.ON, build=build_dossier)
    engine.dispose()


GROUND = Template("walk", build)


def _fill(session: RegistrySession, centre: str) -> None:
    words = f"{canary(centre)} {WORDS}"
    places.rename_centre(session, centre_id=centre, name=f"Hospital {canary(centre)}", reason=words)
    _patient(session, centre, words)
    _patient(session, centre, f"{words} {OBJECTED}", objection="yes")
    with writing(session):
        session.add(_account(somebody(centre), centre, email=f"somebody@{canary(centre)}.invalid"))
    form, typed = f"new:patient:{centre}", {"birth_month": [words], "version": [""]}
    drafts.keep(session, user_id=email_of("clinician", centre), form=form, typed=typed)


def _account(name: str, centre: str, **more: Any) -> User:
    return User(id=name, role="clinician", centre_id=centre, language="en", password_hash="-", **more)


def _patient(session: RegistrySession, centre: str, words: str, **values: str) -> None:
    """A patient with records of each kind: complete, changed, answered, draft and void, words in every text."""
    of = make.patient(session, centre, **values)
    made = {"patient": of}
    make.diagnosis(session, of, **texts("diagnosis", words))
    course = made["course"] = make.course(session, of, drugs=make.DRUGS, **texts("course", words))
    make.assessment(session, course, **texts("assessment", words))
    make.response(session, course, "PR", "2025-04-01", **texts("assessment", words))
    event = {"grade": "2", "toxicity_drug": [{"drug": drug, "causality": "possible"} for drug in make.DRUGS]}
    toxicity = made["toxicity"] = make.toxicity(session, course, **event, **texts("toxicity", words))
    make.change(session, "toxicity", toxicity, {"grade": "3"}, reason=words)
    _answer(session, toxicity, {"TOX-11": words})
    void = make.toxicity(session, course, **texts("toxicity", words))
    records.void(session, "toxicity", void.id, version=void.version, reason=words)
    make.record(session, "toxicity", course.id, texts("toxicity", words), complete=False)
    for kind in FORMS:
        if kind not in BY_HAND:
            parent = made[KINDS[kind].record.parent]
            make.record(session, kind, parent.id, with_texts(kind, make.example(kind), words))


def with_texts(kind: str, values: Mapping[str, Any], words: str) -> dict[str, Any]:
    """A record and its first row with every text in them filled in; two rows may not bear one name."""
    below = embedded(kind)
    name = below.record.name if below else ""
    rows = list(values.get(name, ()))
    rows[:1] = [with_texts(name, row, words) for row in rows[:1]]
    filled = texts(kind, words, values)
    kept = {n: value for n, value in values.items() if n.removesuffix("_missing") not in filled}
    return kept | filled | ({name: rows} if rows else {})


def texts(kind: str, words: str, values: Mapping[str, Any] = EMPTY) -> dict[str, str]:
    """Every text that applies filled in: with the words, or with their first one where no typed words are expected."""
    return {
        field.name: words if field.is_text else words.partition(" ")[0]
        for field in text_fields(kind)
        if field.applies(values) and field.max_length > len(words)
    }


def text_fields(kind: str) -> Iterator[Field]:
    """The fields of a kind that take any text."""
    for field in KINDS[kind].fields.values():
        if field.kind in (Kind.TEXT, Kind.LONG_TEXT) and not (field.generated or field.identifier):
            yield field


def _answer(session: RegistrySession, row: Any, answers: Mapping[str, str]) -> None:
    loaded = load(KINDS["toxicity"], {}, make.gate(session))
    intent = Intent(complete=None, version=row.version, reason="answered", answers=answers, strict=True)
    records.update(session, "toxicity", row.id, loaded=loaded, intent=intent, on=make.ON)


def first(session: RegistrySession, kind: str, centre: str) -> Any:
    """The record of a kind that a centre entered first; it is complete and its patient did not object."""
    model = MODELS[kind]
    return session.scalars(select(model).where(model.centre_id == centre).order_by(model.id)).first()


def freeze(session: RegistrySession, reason: str) -> Snapshot:
    """One of the two data freezes."""
    return session.scalars(select(Snapshot).where(Snapshot.reason == reason)).one()


def newest(session: RegistrySession, kind: str, centre: str) -> Any:
    """The record of a kind that a centre entered last."""
    model = MODELS[kind]
    return session.scalars(select(model).where(model.centre_id == centre).order_by(model.id.desc())).first()


def names(session: RegistrySession, *, centre: str = "", objected: bool = False) -> frozenset[str]:
    """Ids of records and numbers of patients: of one centre, or of the patients who objected."""
    patients = select(MODELS["patient"]).where(*([MODELS["patient"].centre_id == centre] if centre else []))
    chosen = [p for p in session.scalars(patients) if not objected or p.objection == "yes"]
    found = {name for p in chosen for name in (p.id, p.number)}
    for kind in OWNED[1:]:
        under = select(MODELS[kind].id).where(MODELS[kind].patient_id.in_([p.id for p in chosen]))
        found.update(session.scalars(under))
    return frozenset(found)
