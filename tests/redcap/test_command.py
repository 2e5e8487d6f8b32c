"""The command that prints a token for programs made for REDCap."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from registry.cli import main
from registry.models.audit import Event
from registry.models.user import ApiToken
from registry.web import journal_words
from tests.people import World, email_of
from tests.redcap.conftest import Ask


def test_the_command_prints_a_token_that_reads(
    ask: Ask, redcap_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGISTRY_INSTANCE", str(tmp_path))
    monkeypatch.setenv("REGISTRY_DATABASE_URL", redcap_world.url)
    typed = CliRunner().invoke(main, ["user", "token", email_of("clinician"), "--redcap"])
    assert typed.exit_code == 0, typed.output
    token = typed.output.strip()
    assert ask("version", token=token).text == "14.0.2"
    with redcap_world.session() as session:
        kept = session.scalars(select(ApiToken).where(ApiToken.user_id == email_of("clinician"))).all()
    assert [row.read_only for row in kept] == [True]


def test_the_journal_says_what_left(ask: Ask, redcap_world: World) -> None:
    ask("record", forms="toxicity")
    with redcap_world.session() as session:
        event = session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert journal_words.detail_words(event) == "3 rows · redcap · all centres"
