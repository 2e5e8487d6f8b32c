"""Patient numbers: one that the files bring is kept if it can be, else the registry gives one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from registry import numbers
from registry.actions import patient_numbers
from registry.db import RegistrySession
from registry.i18n import gettext as _
from registry.intake.outlook import Record, chunks
from registry.intake.report import Remarks
from registry.models.patient import Patient

NUMBER = "number"


class Claims:
    """The numbers that the lines of patients bring."""

    def __init__(self, notices: Remarks) -> None:
        self._notices = notices
        self._claimed: dict[str, str] = {}
        self._used: set[str] = set()

    def hear(self, record: Record, number: str) -> None:
        """Take note of a number; a patient that is stored keeps the one it has."""
        if record.is_new:
            self._claimed[record.id] = number
        elif number not in ("", record.row.number):
            kept = _("This patient keeps the number %(number)s.") % {"number": record.row.number}
            self._note(record, number, kept)

    def settle(self, session: RegistrySession, patients: Iterable[Record]) -> None:
        """Decide which new patients keep their number; it stands in their values, None if one is to be given."""
        for chunk in chunks(record for record in patients if record.is_new):
            claimed = {record.id: self._claimed[record.id] for record in chunk}
            wanted = sorted({number for number in claimed.values() if number})
            self._used.update(session.scalars(select(Patient.number).where(Patient.number.in_(wanted))))
            for record in chunk:
                self._settle(record, claimed[record.id])

    def _settle(self, record: Record, number: str) -> None:
        reason = _objection(record, number, self._used) if number else ""
        if reason:
            self._note(record, number, reason)
        kept = number if number and not reason else None
        record.values = {**record.values, NUMBER: kept}
        self._used.add(number)

    def _note(self, record: Record, number: str, reason: str) -> None:
        origin = record.origin
        if origin is not None:
            self._notices.add(origin.sheet, origin.number, reason, column=NUMBER, value=number)


def _objection(record: Record, number: str, used: set[str]) -> str:
    """Why a number cannot be kept, "" if it can."""
    if not numbers.is_valid(number) or not number.startswith(f"{record.centre_id}-"):
        where = {"centre": record.centre_id}
        return _("This is no valid number of a patient of %(centre)s: a new one is given.") % where
    return _("Another patient has this number: a new one is given.") if number in used else ""


def give(session: RegistrySession, patients: Iterable[Record]) -> None:
    """Give a number to each new patient that has none, in the order of the files. Inside a writing transaction."""
    by_centre: defaultdict[str, list[Record]] = defaultdict(list)
    for record in patients:
        if record.is_new:
            by_centre[record.centre_id].append(record)
    for centre_id in sorted(by_centre):
        _give(session, centre_id, by_centre[centre_id])


def _give(session: RegistrySession, centre_id: str, records: list[Record]) -> None:
    kept = [record.values[NUMBER] for record in records if record.values[NUMBER]]
    if kept:
        patient_numbers.keep(session, centre_id, max(kept, key=numbers.serial_of))
    waiting = [record for record in records if not record.values[NUMBER]]
    if waiting:
        first = numbers.serial_of(patient_numbers.next_number(session, centre_id))
        for serial, record in enumerate(waiting, start=first):
            record.values = {**record.values, NUMBER: numbers.make(centre_id, serial)}
        patient_numbers.keep(session, centre_id, waiting[-1].values[NUMBER])
