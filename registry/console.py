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
from registry.access import emails, events, passwords
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
from registry.models.audit import AuditEntry, Event
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.models.place import Country
from registry.models.user import User
from registry.queries import drugs
from registry.queries.drugs import Numbers
from registry.queries.users import by_email
from registry.summaries.filters import parse_filters
from registry.summaries.parameters import parse
from registry.summaries.table import Summary

Tell = Callable[[str, int], None] | None

DEMO = "demo"
"""The reason that all records of a demonstration carry in the trail."""
DEMO_PATIENTS, DEMO_SEED = 650, 2026


def system_user() -> str:
    """Who works at the console, as the machine knows them."""
    return getpass.getuser()


def actor() -> str:
    return f"cli:{system_user()}"


def fill_demo(
    session: RegistrySession,
    config: Config,
    *,
    patients: int | None,
    seed: int | None,
    on: dt.date | None,
    progress: Tell,
) -> list[str]:
    """Fill an empty registry with invented records, once; the lines to print: address and one sign-in per role.

    What is None has its default in a new demonstration and is as it is in one that is there. An interrupted one is
    completed.
    """
    asked = {"patients": patients, "seed": seed, "on": on and on.isoformat()}
    done = _last(session, events.DEMO_MADE)
    if done is not None:
        _refuse_other(done.detail, asked)
        return [f"{config.base_url}", *_sign_ins(config)]
    begun = _last(session, events.DEMO_BEGUN)
    if begun is not None and _is_loaded(session):
        _refuse_other(begun.detail, asked)
        made = begun.detail
    else:
        _refuse_filled(session)
        made = _begin(session, patients=patients, seed=seed, on=on)
        _load_demo(session, **{**made, "on": dt.date.fromisoformat(made["on"])}, progress=progress)
    _add_demo_users(session, config, made=made)
    return [f"{config.base_url}", *_sign_ins(config)]


def _last(session: RegistrySession, kind: str) -> Event | None:
    return session.scalars(select(Event).where(Event.kind == kind).order_by(Event.id.desc())).first()


def _is_loaded(session: RegistrySession) -> bool:
    """Whether the records of the demonstration are there: the trail knows the reason they came for."""
    ours = (AuditEntry.reason == DEMO, AuditEntry.table == Patient.__tablename__)
    return session.scalars(select(AuditEntry.id).where(*ours).limit(1)).first() is not None


def _refuse_other(made: dict[str, Any], asked: dict[str, Any]) -> None:
    if any(value not in (None, made[name]) for name, value in asked.items()):
        text = _(
            "This registry holds another demonstration already: %(patients)s patients, seed %(seed)s, made for %(on)s."
        )
        raise Invalid(text % made)


def _begin(
    session: RegistrySession, *, patients: int | None, seed: int | None, on: dt.date | None
) -> dict[str, Any]:
    """Note what is going to be made, so that a second run can complete it; what that is."""
    made = {
        "patients": DEMO_PATIENTS if patients is None else patients,
        "seed": DEMO_SEED if seed is None else seed,
        "on": (on or dt.datetime.now(dt.UTC).date()).isoformat(),
    }
    with writing(session):
        session.add(Event(actor=actor(), kind=events.DEMO_BEGUN, detail=made))
    return made


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
        report = intake.import_path(session, path, on=on, reason=DEMO, progress=progress)
    if report.refused:
        raise Invalid("\n".join(report.lines()))


def _lines(kind: str, rows: Iterable[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    names = columns(KINDS[kind])
    return (tuple(row.get(name) for name in names) for row in rows)


def _add_demo_users(session: RegistrySession, config: Config, *, made: dict[str, Any]) -> None:
    """One account per role, and a clinician of a second centre; the passwords are this instance's own.

    Nothing is committed before the passwords are in their file: whoever interrupts this begins it again.
    """
    centres = ["FR-001", "FR-002"]
    posts = [(role, centres[0], role) for role in ROLES] + [("clinician", centres[1], "clinician-2")]
    lines, found = [], []
    for role, centre, name in posts:
        password = secrets.token_urlsafe(14)
        user = _demo_user(role, centre, name, password)
        found.append(user)
        lines.append(f"{role:22} {user.email:38} {password}")
    with writing(session, reason=DEMO):
        session.add_all([*found, Event(actor=actor(), kind=events.DEMO_MADE, detail=made)])
        session.flush()
        _keep_sign_ins(config, lines)


def _demo_user(role: str, centre: str, name: str, password: str) -> User:
    rows = ROLES[role].rows
    return User(
        id=new_id(),
        email=emails.normalise(f"{name.replace('_', '-')}@demo.invalid"),
        role=role,
        centre_id=centre if rows is Rows.CENTRE else None,
        country_id="FR" if rows is Rows.COUNTRY else None,
        language="fr" if rows in (Rows.CENTRE, Rows.COUNTRY) else "en",
        password_hash=passwords.make_hash(password),
    )


def _keep_sign_ins(config: Config, lines: Iterable[str]) -> None:
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
    if not (enable or language or any(wanted.values())):
        raise Invalid(_("Nothing to change: give --role, --centre, --country, --language or --enable."))
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


def token_user(session: RegistrySession, email: str, *, read_only: bool, for_redcap: bool) -> str:
    user = by_email(session, email)
    return users.token(session, user_id=user.id, read_only=read_only, for_redcap=for_redcap)


def numbers(
    session: RegistrySession,
    drug: str,
    *,
    cut_off: dt.date,
    parameters: Iterable[str],
    filters: Iterable[str] = (),
) -> Numbers:
    chosen, narrowed = parse(parameters), parse_filters(filters)
    found = drugs.by_name(session, drug)
    return drugs.numbers_of(session, found, cut_off=cut_off, parameters=chosen, filters=narrowed)


def summary_of(
    session: RegistrySession,
    drug: str,
    *,
    cut_off: dt.date,
    parameters: Iterable[str],
    filters: Iterable[str] = (),
) -> Summary:
    return numbers(session, drug, cut_off=cut_off, parameters=parameters, filters=filters).summary


def export_drug(
    session: RegistrySession,
    drug: str,
    out: Path,
    *,
    cut_off: dt.date,
    parameters: Iterable[str],
    filters: Iterable[str] = (),
) -> None:
    """The report of a drug over all centres, in the language that is spoken."""
    found = numbers(session, drug, cut_off=cut_off, parameters=parameters, filters=filters)
    centres, countries = drugs.coverage(session)
    context = Context(
        drug=drugs.drug_words(found.drug),
        scope=drugs.coverage_words(len(centres), len(countries)),
        by=actor(),
        made=dt.datetime.now(dt.UTC),
        with_text=True,
    )
    write_drug_report(
        out, summary=found.summary, frames=found.frames, context=context, language=i18n.language()
    )
    exports.log(session, events.EXPORTED_DRUG, drug=found.drug.inn, cut_off=cut_off.isoformat())
