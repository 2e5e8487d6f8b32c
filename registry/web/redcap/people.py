"""Who has a right in the project, and its data access groups: accounts, roles and centres in REDCap's words."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

from registry.access.permissions import ROLES, Permission, Role, may
from registry.db import RegistrySession
from registry.i18n import say
from registry.models.place import Centre
from registry.models.user import User
from registry.queries import users as accounts
from registry.web.redcap.tables import Table
from registry.web.redcap.variables import Instrument

P = Permission

RIGHTS = (
    "design",
    "alerts",
    "user_rights",
    "data_access_groups",
    "reports",
    "stats_and_charts",
    "manage_survey_participants",
    "calendar",
    "data_import_tool",
    "data_comparison_tool",
    "logging",
    "file_repository",
    "data_quality_create",
    "data_quality_execute",
    "api_export",
    "api_import",
    "mobile_app",
    "mobile_app_download_data",
    "record_create",
    "record_rename",
    "record_delete",
    "lock_records_customization",
    "lock_records",
    "lock_records_all_forms",
    "forms",
    "forms_export",
)
_GIVEN = {
    "user_rights": P.MANAGE_USERS,
    "data_access_groups": P.MANAGE_CENTRES,
    "reports": P.SUMMARIES,
    "stats_and_charts": P.SUMMARIES,
    "data_import_tool": P.IMPORT,
    "logging": P.TRAIL,
    "api_export": P.EXPORT_RECORDS,
    "record_create": P.ENTER,
}
"""The rights of REDCap that a right of the registry stands for; the others nobody has."""
USER = (
    "username",
    "email",
    "firstname",
    "lastname",
    "expiration",
    "data_access_group",
    "data_access_group_id",
)


def group_of(centre_id: str) -> str:
    """The unique name of a centre's group: FR-012 is fr_012."""
    return re.sub("[^a-z0-9]+", "_", centre_id.lower())


def groups(session: RegistrySession) -> Table:
    """A row per centre of the reader's rows."""
    rows = (
        (centre.name or centre.id, group_of(centre.id), number_of(centre.id)) for centre in _centres(session)
    )
    return Table(("data_access_group_name", "unique_group_name", "data_access_group_id"), rows)


def group_words(session: RegistrySession, *, as_labels: bool) -> dict[str, str]:
    """The group of each centre of the reader's rows, by its unique name or in words."""
    return {c.id: (c.name or c.id) if as_labels else group_of(c.id) for c in _centres(session)}


def users(session: RegistrySession, reader: User, instruments: Sequence[Instrument]) -> Table:
    """A row per account: for who manages accounts those of their rows, for anybody else the own one."""
    rows = (
        (
            *(user.email, user.email, "", "", _ended(user)),
            *(group_of(user.centre_id or ""), number_of(user.centre_id) if user.centre_id else ""),
            *_rights(ROLES[user.role], instruments),
        )
        for user in _users(session, reader)
    )
    return Table((*USER, *RIGHTS), rows)


def user_groups(session: RegistrySession, reader: User) -> Table:
    rows = ((user.email, group_of(user.centre_id or "")) for user in _users(session, reader))
    return Table(("username", "redcap_data_access_group"), rows)


def roles(instruments: Sequence[Instrument]) -> Table:
    """A row per role that sees records or accounts."""
    rows = ((role.name, say(role.label), *_rights(role, instruments)) for role in ROLES.values())
    return Table(("unique_role_name", "role_label", *RIGHTS), rows)


def user_roles(session: RegistrySession, reader: User) -> Table:
    rows = ((user.email, user.role, group_of(user.centre_id or "")) for user in _users(session, reader))
    return Table(("username", "unique_role_name", "data_access_group"), rows)


def number_of(centre_id: str) -> int:
    """A number for a group that stays the same whoever asks."""
    return zlib.crc32(centre_id.encode()) & 0x7FFFFFFF


def _centres(session: RegistrySession) -> Sequence[Centre]:
    return accounts.centres(session)


def _users(session: RegistrySession, reader: User) -> list[User]:
    if not may(ROLES[reader.role], P.MANAGE_USERS):
        return [reader]
    return [line.user for line in accounts.lines(session)]


def _ended(user: User) -> str:
    return user.disabled_at.date().isoformat() if user.disabled_at else ""


def _rights(role: Role, instruments: Sequence[Instrument]) -> Iterator[str]:
    entry, export = _entry(role), _export(role)
    for name in RIGHTS:
        if name == "forms":
            yield ",".join(f"{instrument.kind}:{entry}" for instrument in instruments)
        elif name == "forms_export":
            yield ",".join(f"{instrument.kind}:{export}" for instrument in instruments)
        else:
            yield str(int(name in _GIVEN and may(role, _GIVEN[name])))


def _entry(role: Role) -> int:
    """0 no access, 1 view and edit, 2 read only."""
    if may(role, P.ENTER):
        return 1
    return 2 if may(role, P.READ) else 0


def _export(role: Role) -> int:
    """0 no access, 1 full data set, 2 without what identifies: here without typed words."""
    if not may(role, P.EXPORT_RECORDS):
        return 0
    return 1 if role.reads_text else 2
