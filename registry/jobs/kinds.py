"""The exports that can be made in the background. A new one is one entry here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from registry.access.permissions import Permission
from registry.db import RegistrySession
from registry.errors import NotFound
from registry.fields.base import T
from registry.i18n import gettext as _
from registry.jobs.progress import Progress
from registry.record_files import export_records

Arguments = Mapping[str, Any]
Write = Callable[[RegistrySession, Arguments, Path, Progress], str]


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One kind of export.

    permission: who may ask for it. suffix: the ending of its file. read: the arguments from what a form sent, ids and
    days only; it raises Invalid with a sentence. write(session, arguments, target, progress): makes the file, tells
    the trail, and returns the name under which the owner receives it. The session works as the owner.
    """

    name: str
    label: T
    permission: Permission
    suffix: str
    read: Callable[[Mapping[str, str]], Arguments]
    write: Write


def _nothing(_typed: Mapping[str, str]) -> Arguments:
    return {}


def _write_records(session: RegistrySession, _arguments: Arguments, target: Path, progress: Progress) -> str:
    export_records(session, target, with_objected=False, progress=progress)
    return f"records-{dt.datetime.now(dt.UTC).date().isoformat()}.xlsx"


RECORDS = ExportKind(
    "records",
    T("Toutes les fiches, disposition de l’import", "All records, in the layout of the import"),
    Permission.EXPORT_RECORDS,
    ".xlsx",
    _nothing,
    _write_records,
)

KINDS: Mapping[str, ExportKind] = MappingProxyType({kind.name: kind for kind in (RECORDS,)})


def find(name: str, kinds: Mapping[str, ExportKind] = KINDS) -> ExportKind:
    """The kind of that name."""
    if name not in kinds:
        raise NotFound(_("There is no such export."))
    return kinds[name]
