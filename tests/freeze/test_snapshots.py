"""A freeze is made once, of everything, by who may; it never changes, and what was altered is not shown."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from exports.freeze.pack import Altered, pack
from migrations import revision, run, walls
from registry import snapshots
from registry.access.scope import console, enter
from registry.actions import records
from registry.db import RegistrySession, connect, reading, sessions, writing
from registry.errors import Forbidden, Invalid, NotFound
from registry.models.audit import Event
from registry.models.snapshot import Snapshot, SnapshotPatient
from registry.models.toxicity import Toxicity
from registry.queries import snapshots as found
from tests import make
from tests.freeze.small import REQUEST, TODAY, frozen, small_dossier, treated
from tests.jobs.test_running import as_person
from tests.people import World

LATER = '''
"""a later schema: a column more, a column less, values of before changed"""

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("toxicity") as batch:
        batch.add_column(sa.Column("colour", sa.String(20), server_default="brown"))
    with op.batch_alter_table("drug") as batch:
        batch.drop_column("target")
    op.execute("UPDATE toxicity SET grade = '4'")


def downgrade():
    raise NotImplementedError
'''


def opened(session: RegistrySession, row: Snapshot) -> snapshots.Opened:
    return snapshots.open_freeze(session, found.get(session, row.id))


def test_a_freeze_holds_the_records_of_all_patients_concerned_and_of_no_other(world: World) -> None:
    with world.session() as session:
        of, course, toxicity = treated(session)
        other = make.patient(session, "FR-002")
        objecting, *_ = treated(session, "ES-001")
        make.change(session, "patient", objecting, {"objection": "yes"})
        void = make.toxicity(session, course)
        records.void(session, "toxicity", void.id, version=void.version, reason="entered twice")
        row = frozen(session)
        held = opened(session, row).records
        assert set(held.of("patient")) == {of.id}
        assert set(held.of("toxicity")) == {toxicity.id}
        assert other.id not in held.of("patient")
        assert held.of("patient")[of.id]["number"] == of.number
        assert held.of("toxicity")[toxicity.id]["grade"] == "2"
        assert held.of("toxicity")[toxicity.id]["patient_id"] == of.id
        assert (row.patients, row.scope, row.made_by, row.reason) == (1, "*", "cli:tests", "third report")
        assert session.scalars(select(SnapshotPatient.patient_id)).all() == [of.id]
        assert [kept.id for kept in found.of_patient(session, of.id)] == [row.id]


def test_it_is_told_once_with_its_fingerprint(world: World) -> None:
    with world.session() as session:
        treated(session)
        row = frozen(session)
        (event,) = session.scalars(select(Event).where(Event.kind == "snapshot_made"))
        assert event.detail["snapshot"] == row.id
        assert event.detail["sha256"] == row.sha256
        assert event.detail["cut_off"] == "2025-12-31"


def test_whoever_has_the_file_can_check_it_without_this_program(sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        treated(session)
        row = frozen(session)
        content = found.content_of(session, row.id)
    with ZipFile(io.BytesIO(content)) as archive:
        contents = archive.read("contents.json")
        assert hashlib.sha256(contents).hexdigest() == row.sha256
        said = json.loads(contents)
        assert said["freeze"]["reason"] == "third report"
        assert set(said["entries"]) == set(archive.namelist()) - {"contents.json"}
        for name, sha256 in said["entries"].items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == sha256


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = shutil.copytree(run.VERSIONS, tmp_path / "versions")
    monkeypatch.setattr(run, "VERSIONS", copy)
    return copy


def test_a_year_and_a_schema_later_the_same_bytes(world: World, versions: Path) -> None:
    with world.session() as session:
        _of, _course, toxicity = treated(session)
        row = frozen(session)
        before = opened(session, row).frozen
        make.change(session, "toxicity", toxicity, {"grade": "3"})
        session.get_bind().dispose()
    number = f"{int(revision.head()) + 1:04d}"
    (versions / f"{number}_later.py").write_text(LATER.format(number=number, head=revision.head()))
    run.upgrade(world.url)
    engine = connect(world.url)
    with time_machine.travel(dt.datetime(2027, 12, 24, tzinfo=dt.UTC)), sessions(engine)() as session:
        enter(session, console("tests"))
        after = opened(session, row).frozen
        assert after == before
        assert after.tables["toxicity"] == before.tables["toxicity"]
        assert opened(session, row).dossier.to_bytes() == before.dossier
        assert opened(session, row).records.of("toxicity")[toxicity.id]["grade"] == "2"
    engine.dispose()


def test_equal_data_give_equal_tables(world: World) -> None:
    with world.session() as session:
        treated(session)
        treated(session, "FR-002")
        first, second = (opened(session, frozen(session)).frozen for _ in range(2))
        assert first.tables == second.tables
        assert first.facts["made_at"] < second.facts["made_at"]


@pytest.mark.parametrize("statement", ["UPDATE snapshot SET reason = 'another'", "DELETE FROM snapshot"])
def test_the_database_refuses_to_change_it(world: World, statement: str) -> None:
    with world.session() as session:
        treated(session)
        row = frozen(session)
        with pytest.raises(DBAPIError), writing(session):
            session.execute(text(statement))
        session.rollback()
        assert opened(session, row).frozen.facts["reason"] == "third report"


ALTERED = {
    "cut_off": dt.date(2024, 1, 1),
    "reason": "another reason",
    "made_by": "cli:somebody",
    "patients": 7,
    "scope": "FR-001",
    "versions": {"dictionary": "9"},
    "sha256": "0" * 64,
    "content": b"nothing at all",
}


@pytest.mark.parametrize("column", ALTERED)
def test_whatever_is_altered_around_the_walls_is_found(world: World, column: str) -> None:
    """By somebody who took the walls away: the owner of the database."""
    with world.session() as session:
        treated(session)
        row = frozen(session)
        opened(session, row)
        session.get_bind().dispose()
    alter(world, **{column: ALTERED[column]})
    with world.session() as session, pytest.raises(Altered, match="is not what was frozen"):
        opened(session, row)


def alter(world: World, **values: object) -> None:
    owner = connect(world.url, owner=True)
    with owner.connect().execution_options(writer=True) as connection, connection.begin():
        walls.raze(connection)
        connection.execute(update(Snapshot).values(**values))
        walls.build(connection)
    owner.dispose()


def test_one_value_changed_inside_the_file_is_named(sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        treated(session)
        row = frozen(session)
        content = found.content_of(session, row.id)
    forged = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(forged, "w") as new:
        for name in old.namelist():
            said = old.read(name)
            new.writestr(name, said.replace(b"clinical", b"clinikal") if "toxicity.csv" in name else said)
    alter(sqlite_world, content=forged.getvalue())
    with (
        sqlite_world.session() as session,
        pytest.raises(Altered, match=r"records/toxicity\.csv was altered"),
    ):
        opened(session, row)


def test_a_forged_fingerprint_is_not_that_of_the_journal(sqlite_world: World) -> None:
    """Who repacks the whole freeze with another value has another fingerprint than the journal."""
    with sqlite_world.session() as session:
        treated(session)
        row = frozen(session)
        kept = opened(session, row).frozen
    forged = pack(kept.facts, dossier=kept.dossier, tables={**kept.tables, "toxicity": b"id\n"})
    alter(sqlite_world, content=forged.content, sha256=forged.sha256)
    with sqlite_world.session() as session, pytest.raises(Altered, match="the journal noted"):
        opened(session, row)


@pytest.mark.parametrize("role", ["clinician", "national_coordinator", "analyst", "auditor", "administrator"])
def test_who_may_not_freeze_does_not(world: World, role: str) -> None:
    with world.session() as session:
        treated(session)
    with as_person(world, role) as session, pytest.raises(Forbidden):
        frozen(session)
    with world.session() as session:
        assert found.listed(session) == []


@pytest.mark.parametrize("role", ["clinician", "national_coordinator"])
def test_a_freeze_is_not_there_for_who_sees_some_centres(world: World, role: str) -> None:
    with world.session() as session:
        of, *_ = treated(session)
        row = frozen(session)
    with as_person(world, role) as session:
        assert found.listed(session) == []
        assert found.of_patient(session, of.id) == []
        assert found.content_of(session, row.id) == b""
        with pytest.raises(NotFound):
            found.get(session, row.id)


@pytest.mark.postgres
def test_row_security_hides_it_from_statements_that_forget_the_scope(postgres_world: World) -> None:
    with postgres_world.session() as session:
        treated(session)
        frozen(session)
    with as_person(postgres_world, "clinician") as session:
        for table in ("snapshot", "snapshot_patient"):
            assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0


def test_a_reason_is_asked_for(sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        treated(session)
        with pytest.raises(Invalid, match="Say why"):
            frozen(session, reason="  ")
        assert found.listed(session) == []


def test_a_refused_request_freezes_nothing(sqlite_world: World) -> None:
    with sqlite_world.session() as session:
        treated(session)
        turned = replace(REQUEST, start=REQUEST.end, end=REQUEST.start)
        with pytest.raises(Invalid):
            snapshots.freeze(session, turned, reason="report", today=TODAY, build=small_dossier)
        assert found.listed(session) == []


def test_what_is_saved_in_the_middle_is_not_in_it(world: World) -> None:
    """All tables of a freeze are of one moment."""
    with world.session() as session:
        _of, course, _toxicity = treated(session)
        with reading(session):
            assert len(session.scalars(select(Toxicity.id)).all()) == 1
            with world.session() as other:
                make.toxicity(other, course, term="anemia")
            assert len(session.scalars(select(Toxicity.id)).all()) == 1
        assert len(session.scalars(select(Toxicity.id)).all()) == 2
