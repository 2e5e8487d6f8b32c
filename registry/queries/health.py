"""What `registry check` says: configuration, settings of the database, migrations, walls, and the trail itself."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection, Engine, func, select

from config import Config
from migrations import revision, rights, roles, trail, walls
from registry.db import APP_ROLE
from registry.i18n import N_
from registry.i18n import gettext as _

OLDEST_POSTGRESQL = 15


class Point(NamedTuple):
    """One thing that was looked at: what it is, whether all is well, and a sentence on what was found."""

    name: str
    ok: bool
    sentence: str


def check(engine: Engine, config: Config) -> list[Point]:
    """Every point, in the order of the house: settings, database, tables, walls, trail."""
    points = [_configuration(config)]
    with engine.connect() as connection:
        points += _sqlite(connection) if engine.dialect.name == "sqlite" else _postgresql(connection)
        migrated = _migrations(connection)
        points.append(migrated)
        if migrated.ok:
            points += _walls(connection)
            points.append(_trail(connection))
    return points


def _configuration(config: Config) -> Point:
    """What is unsafe in production is refused when the settings are read."""
    if config.production:
        sentence = _("Production: HTTPS, a secret key of its own, named hosts.")
    else:
        sentence = _("A trial on this machine. Set REGISTRY_PRODUCTION=yes before real patients are entered.")
    return Point(_("Configuration"), True, sentence)


def _sqlite(connection: Connection) -> Iterator[Point]:
    wanted = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "recursive_triggers": "1"}
    found = {name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in wanted}
    yield _settings("SQLite", wanted, found)
    yield _integrity(connection)
    if path := connection.engine.url.database:
        yield _file(Path(path))


def _integrity(connection: Connection) -> Point:
    damage = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    orphans = len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
    if damage == "ok" and not orphans:
        return Point(_("Database file"), True, _("No damage, and every row has the rows it refers to."))
    sentence = _(
        "Damaged: %(damage)s; rows without the row they refer to: %(orphans)s. Restore the last backup."
    )
    return Point(_("Database file"), False, sentence % {"damage": damage, "orphans": orphans})


def _file(path: Path) -> Point:
    """Patients' data are for the account that runs the registry alone."""
    if not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Point(
            _("File rights"), True, _("Only the account that runs the registry can open the database.")
        )
    sentence = _("Other accounts of this machine can open %(path)s: run “chmod 600” on it.")
    return Point(_("File rights"), False, sentence % {"path": path})


def _postgresql(connection: Connection) -> Iterator[Point]:
    wanted = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
    found = {name: str(connection.scalar(select(func.current_setting(name)))) for name in wanted}
    if found["synchronous_commit"] in ("local", "remote_write", "remote_apply"):
        wanted["synchronous_commit"] = found["synchronous_commit"]
    yield _version(connection)
    yield _settings("PostgreSQL", wanted, found)
    yield _login(connection)


def _version(connection: Connection) -> Point:
    version = int(connection.scalar(select(func.current_setting("server_version_num"))) or 0) // 10_000
    sentence = _("PostgreSQL %(version)s; %(oldest)s or newer is needed.")
    shown = {"version": version, "oldest": OLDEST_POSTGRESQL}
    return Point(_("Version"), version >= OLDEST_POSTGRESQL, sentence % shown)


def _settings(product: str, wanted: Mapping[str, str], found: Mapping[str, str]) -> Point:
    wrong = [f"{name} = {found[name]} ({wanted[name]})" for name in wanted if found[name] != wanted[name]]
    name = _("Settings of %(product)s") % {"product": product}
    if not wrong:
        return Point(name, True, ", ".join(f"{name} = {value}" for name, value in found.items()))
    sentence = _(
        "An acknowledged save may be lost or left unchecked. Set to the value in brackets: %(settings)s."
    )
    return Point(name, False, sentence % {"settings": ", ".join(wrong)})


def _login(connection: Connection) -> Point:
    login = roles.login(connection)
    if login.works_as != APP_ROLE:
        sentence = _("The application works as %(role)s, not as %(app)s. Run “registry db upgrade”.")
    elif login.above_rules or login.owns_tables:
        sentence = _(
            "The login %(login)s owns the tables or is a superuser. Keep it for REGISTRY_DATABASE_OWNER_URL, "
            "and give REGISTRY_DATABASE_URL a login of its own."
        )
    else:
        sentence = _("The login %(login)s works as %(role)s, owns nothing and is no superuser.")
    ok = login.works_as == APP_ROLE and not login.above_rules and not login.owns_tables
    shown = {"login": login.name, "role": login.works_as, "app": APP_ROLE}
    return Point(_("Login"), ok, sentence % shown)


def _migrations(connection: Connection) -> Point:
    stands, head = revision.stands_at(connection), revision.head()
    if stands == head:
        return Point(
            _("Migrations"), True, _("The database stands at %(head)s, the last one.") % {"head": head}
        )
    sentence = _(
        "The database stands at %(stands)s and this program needs %(head)s. Run “registry db upgrade”."
    )
    return Point(_("Migrations"), False, sentence % {"stands": stands or "-", "head": head})


_WALLS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "audit": (
            N_("Audit triggers"),
            N_("Every change of a record, an account or a centre is written to the trail."),
        ),
        "keep": (N_("Deletion"), N_("No record, account or centre can be deleted.")),
        "append": (N_("Append-only"), N_("The trail and the events cannot be changed.")),
        "parent": (
            N_("Filing"),
            N_("A record always belongs to the centre and the patient it is filed under."),
        ),
        "scope": (
            N_("Row-level security"),
            N_("It is on for every table that belongs to a centre, and shows nothing without a centre."),
        ),
        "rights": (N_("Rights"), N_("The application has the rights it needs and no other.")),
    }
)


def _walls(connection: Connection) -> Iterator[Point]:
    faults = {area: list(names) for area, names in walls.faults(connection).items()}
    if "scope" in faults:
        faults["scope"] += rights.readable_without_scope(connection)
    for area, names in faults.items():
        name, well = _WALLS[area]
        wrong = _("Absent, altered or too much: %(names)s. Run “registry db upgrade”.")
        yield Point(_(name), not names, wrong % {"names": ", ".join(names)} if names else _(well))


def _trail(connection: Connection) -> Point:
    """The last entry of each row, for all rows: replaying the trail gives the tables."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.set_config("app.centres", "*", True)))
    differing = {table: number for table, number in trail.differences(connection).items() if number}
    if not differing:
        return Point(_("Audit trail"), True, _("Replayed, it gives every row as it is."))
    sentence = _(
        "Rows that are not as the trail last wrote them: %(tables)s. Somebody went around the triggers."
    )
    tables = ", ".join(f"{table} {number}" for table, number in differing.items())
    return Point(_("Audit trail"), False, sentence % {"tables": tables})
