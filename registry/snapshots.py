"""Data freezes: made, opened and checked, compared, and searched for what they counted.

Below the pages and the console, above reading and writing, like registry.record_files.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

import config as settings
from exports import names
from exports.freeze.compare import Comparison
from exports.freeze.pack import Altered, Frozen, pack, table_of, unpack
from exports.freeze.tables import Records, write_tables
from exports.has.dossier import Dossier
from migrations import revision
from registry.access.scope import scope_in
from registry.actions import snapshots
from registry.db import RegistrySession, reading
from registry.errors import Invalid
from registry.i18n import gettext as _
from registry.i18n import speaking
from registry.models.base import now
from registry.models.snapshot import Snapshot
from registry.queries import drugs
from registry.queries import snapshots as found
from registry.queries.dossier import read_dossier
from registry.queries.snapshots import Trail
from registry.summaries.dossier import DossierBasis, DossierRequest

Build = Callable[[DossierBasis], Dossier]


@dataclass(frozen=True)
class Opened:
    """A freeze that was checked a moment ago."""

    frozen: Frozen

    @cached_property
    def dossier(self) -> Dossier:
        return Dossier.from_bytes(self.frozen.dossier)

    @cached_property
    def records(self) -> Records:
        return Records(self.frozen.tables)


def freeze(
    session: RegistrySession, request: DossierRequest, *, reason: str, today: dt.date, build: Build
) -> Snapshot:
    """Freeze everything of a request as it stands now, for the reason given."""
    snapshots.check_right(session)
    why, made = snapshots.read_why(reason), now()
    with reading(session):
        trail = found.end_of_trail(session)
        basis = read_dossier(session, request, today=today, now=made, threshold=settings.threshold())
        drug_id = drugs.by_name(session, request.drug).id
    with speaking(request.language):
        dossier = build(basis)
    patients = basis.records["patient"]["id"]
    row = Snapshot(
        id=str(uuid.uuid4()),
        drug=drug_id,
        period_start=request.start,
        cut_off=request.end,
        schemes=list(request.chosen_schemes),
        indication=request.indication,
        recipient=request.recipient,
        language=request.language,
        scope=scope_in(session).setting,
        patients=len(patients),
        state=dossier.meta.status,
        versions={**basis.versions, "schema": revision.head()},
        trail=trail,
        made_at=made,
        made_by=scope_in(session).actor,
        reason=why,
    )
    tables = write_tables(basis.records)
    packed = pack(found.facts_of(row), dossier=dossier.to_bytes(), tables=tables)
    row.content, row.sha256 = packed.content, packed.sha256
    return snapshots.store(session, row, patients=patients)


def open_freeze(session: RegistrySession, row: Snapshot) -> Opened:
    """A freeze after its check: Altered, with a sentence, if anything of it is not as it was frozen."""
    content = found.content_of(session, row.id)
    facts = found.facts_of(row)
    told = found.fingerprint_told(session, row.id)
    if told != row.sha256:
        raise Altered(
            _(
                "This freeze is not what was frozen: its fingerprint is not the one that the journal noted. "
                "Nothing of it is shown. Tell whoever is responsible for the registry."
            )
        )
    key = hashlib.sha256(content + repr((sorted(facts.items()), told)).encode()).hexdigest()
    return _OPENED.take(key, lambda: Opened(unpack(content, sha256=row.sha256, facts=facts)))


class _Shelf:
    """The freezes opened last, by the hash of everything that was checked: an altered one has another."""

    def __init__(self, size: int) -> None:
        self._size, self._lock = size, Lock()
        self._kept: OrderedDict[str, Opened] = OrderedDict()

    def take(self, key: str, make: Callable[[], Opened]) -> Opened:
        with self._lock:
            kept = self._kept.get(key)
        opened = kept or make()
        with self._lock:
            self._kept[key] = opened
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return opened


_OPENED = _Shelf(4)


@dataclass(frozen=True)
class Compared:
    """What changed between two freezes, the earlier first, and what the trail says of it."""

    rows: tuple[Snapshot, Snapshot]
    comparison: Comparison
    trail: Trail


def compare(session: RegistrySession, first_id: str, second_id: str) -> Compared:
    """Two freezes of one drug, named in any order. Invalid if they are of two drugs, or one and the same."""
    first, second = sorted(
        (found.get(session, first_id), found.get(session, second_id)), key=lambda row: row.made_at
    )
    if first.id == second.id:
        raise Invalid(_("Choose two freezes: this is one and the same."))
    if first.drug != second.drug:
        raise Invalid(_("These freezes are of two drugs: choose two of the same."))
    before, after = open_freeze(session, first), open_freeze(session, second)
    comparison = Comparison(before.records, after.records, (before.dossier, after.dossier))
    concerned: list[Any] = [*comparison.added, *comparison.removed, *comparison.changed]
    trail = found.trail_of(session, ((c.kind, c.record_id) for c in concerned), until=second.trail)
    return Compared((first, second), comparison, trail)


def counting(session: RegistrySession, kind: str, record_id: str, *, patient_id: str) -> list[Snapshot]:
    """The freezes that hold a record, the newest first."""
    return [
        row
        for row in found.of_patient(session, patient_id)
        if record_id in Records({kind: table_of(found.content_of(session, row.id), kind)}).of(kind)
    ]


def file_name(row: Snapshot, *, what: str, ending: str) -> str:
    """Drug, what it is, period, status, and the day it was frozen."""
    return names.file_name(
        row.drug,
        what=what,
        start=row.period_start,
        end=row.cut_off,
        status=row.state,
        day=row.made_at.date(),
        ending=ending,
    )


def told_of(row: Snapshot) -> dict[str, str]:
    """What the journal says of a freeze of which something leaves the registry."""
    return {
        "drug": row.drug,
        "start": row.period_start.isoformat(),
        "cut_off": row.cut_off.isoformat(),
        "status": row.state,
        "recipient": row.recipient,
        "snapshot": row.id,
        "sha256": row.sha256,
    }
