"""What the console does beyond one call: the demo, the accounts by e-mail, files, and serving."""

from __future__ import annotations

import datetime as dt
import getpass
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from config import Config
from exports import records as record_files
from exports.basis import Context
from exports.drug_report import write_drug_report
from exports.records import Table
from registry import i18n
from registry.access import emails, passwords
from registry.access.permissions import ROLES, Rows
from registry.actions import exports, users
from registry.actions.merging import new_id
from registry.db import RegistrySession, writing
from registry.demo import records as demo_records
from registry.errors import Invalid
from registry.fields.catalogue import KINDS
from registry.fields.layout import columns
from registry.i18n import gettext as _
from registry.intake import load as intake
from registry.models.audit import Event
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.place import Country
from registry.models.user import User
from registry.queries import drugs, layout
from registry.queries.drugs import Numbers
from registry.queries.users import by_email
from registry.summaries.parameters import parse
from registry.summaries.table import Summary

Tell = Callable[[str, int], None] | None

DEMO = "demo"


def system_user() -> str:
    """Who works at the console, as the machine knows them."""
    return getpass.getuser()


def actor() -> str:
    return f"cli:{system_user()}"


def fill_demo(
    session: RegistrySession, config: Config, *, patients: int, seed: int, on: dt.date, progress: Tell
) -> list[str]:
    """Fill an empty registry with invented records, once; the lines to print: address and one sign-in per role."""
    wanted = {"patients": patients, "seed": seed, "on": on.isoformat()}
    done = session.scalars(select(Event).where(Event.kind == DEMO)).first()
    if done is None:
        _refuse_filled(session)
        _load_demo(session, patients=patients, seed=seed, on=on, progress=progress)
        _add_demo_users(session, config)
        with writing(session):
            session.add(Event(actor=actor(), kind=DEMO, detail=wanted))
    return [f"{config.base_url}", *_sign_ins(config)]


def _refuse_filled(session: RegistrySession) -> None:
    for model in (Country, Drug, Patient, User):
        if session.scalar(select(func.count()).select_from(model)):
            raise Invalid(_("This registry holds records already: the demonstration needs an empty one."))


def _load_demo(session: RegistrySession, *, patients: int, seed: int, on: dt.date, progress: Tell) -> None:
    rows = demo_records.make_registry(patients=patients, seed=seed, on=on)
    tables = (Table(kind, columns(KINDS[kind]), _lines(kind, found)) for kind, found in rows.items())
    with tempfile.TemporaryDirectory(prefix="registry-demo-") as folder:
        path = Path(folder) / "records"
        record_files.write_records(path, tables)
        report = intake.import_path(session, path, on=on, progress=progress)
    if report.refused:
        raise Invalid("\n".join(report.lines()))


def _lines(kind: str, rows: Iterable[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    names = columns(KINDS[kind])
    return (tuple(row.get(name) for name in names) for row in rows)


def _add_demo_users(session: RegistrySession, config: Config) -> None:
    """One account per role, and a clinician of a second centre; the passwords are this instance's own."""
    centres = ["FR-001", "FR-002"]
    lines = []
    posts = [(role, centres[0], role) for role in ROLES] + [("clinician", centres[1], "clinician-2")]
    for role, centre, name in posts:
        password = secrets.token_urlsafe(14)
        rows = ROLES[role].rows
        user = User(
            id=new_id(),
            email=emails.normalise(f"{name.replace('_', '-')}@demo.invalid"),
            role=role,
            centre_id=centre if rows is Rows.CENTRE else None,
            country_id="FR" if rows is Rows.COUNTRY else None,
            language="fr" if rows in (Rows.CENTRE, Rows.COUNTRY) else "en",
            password_hash=passwords.make_hash(password),
        )
        with writing(session, reason="demo"):
            session.add(user)
        lines.append(f"{role:22} {user.email:38} {password}")
    path = config.instance / "demo-sign-ins.txt"
    config.instance.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _sign_ins(config: Config) -> list[str]:
    path = config.instance / "demo-sign-ins.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def user_lines(session: RegistrySession) -> Iterator[str]:
    """The accounts, one line each."""
    for user in session.scalars(select(User).order_by(User.email)):
        state = "disabled" if user.disabled_at else "active" if user.password_hash else "invited"
        yield f"{user.email:40} {user.role:22} {user.centre_id or user.country_id or '-':8} {state}"


def set_user(
    session: RegistrySession, email: str, *, enable: bool, language: str | None, **wanted: Any
) -> None:
    user = by_email(session, email)
    if enable:
        users.enable(session, user_id=user.id)
    if language:
        users.set_language(session, user_id=user.id, language=language)
    if any(wanted.values()):
        users.change(session, user_id=user.id, **wanted)


def disable_user(session: RegistrySession, email: str) -> None:
    users.disable(session, user_id=by_email(session, email).id)


def reset_user(session: RegistrySession, email: str, *, base_url: str) -> str:
    return users.reset(session, user_id=by_email(session, email).id, base_url=base_url).url


def token_user(session: RegistrySession, email: str, *, read_only: bool) -> str:
    return users.token(session, user_id=by_email(session, email).id, read_only=read_only)


def export_records(session: RegistrySession, out: Path, *, progress: Tell) -> dict[str, int]:
    """Every record of the registry, in the layout that import reads; the registry's own copy is whole."""
    tables = (
        Table(
            kind,
            layout.layout_columns(kind, with_text=True),
            layout.layout_rows(session, kind, with_text=True, with_objected=True),
        )
        for kind in KINDS
    )
    counts = record_files.write_records(out, tables, progress=progress)
    exports.log(session, "export_records", rows=counts)
    return counts


def numbers(session: RegistrySession, drug: str, *, cut_off: dt.date, parameters: Iterable[str]) -> Numbers:
    chosen = parse(parameters)
    return drugs.numbers_of(session, drugs.by_name(session, drug), cut_off=cut_off, parameters=chosen)


def summary_of(
    session: RegistrySession, drug: str, *, cut_off: dt.date, parameters: Iterable[str]
) -> Summary:
    return numbers(session, drug, cut_off=cut_off, parameters=parameters).summary


def export_drug(
    session: RegistrySession, drug: str, out: Path, *, cut_off: dt.date, parameters: Iterable[str]
) -> None:
    """The report of a drug over all centres."""
    found = numbers(session, drug, cut_off=cut_off, parameters=parameters)
    centres, countries = drugs.coverage(session)
    scope = _("%(centres)d centres in %(countries)d countries") % {
        "centres": len(centres),
        "countries": len(countries),
    }
    context = Context(
        drug=found.drug.inn, scope=scope, by=actor(), made=dt.datetime.now(dt.UTC), with_text=True
    )
    write_drug_report(
        out, summary=found.summary, frames=found.frames, context=context, language=i18n.language()
    )
    exports.log(session, "export_drug", drug=found.drug.inn, cut_off=cut_off.isoformat())
