"""Patient numbers: given once, under a lock, never reused."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from registry import numbers
from registry.db import RegistrySession
from registry.models.patient import PatientSerial


def next_number(session: RegistrySession, centre_id: str) -> str:
    """The next number of the centre; to be called inside a writing transaction."""
    counter = _counter(session, centre_id)
    counter.last += 1
    session.flush()
    return numbers.make(centre_id, counter.last)


def keep(session: RegistrySession, centre_id: str, number: str) -> None:
    """Take note of a number that came from elsewhere, so that it is not given again."""
    counter = _counter(session, centre_id)
    counter.last = max(counter.last, numbers.serial_of(number))
    session.flush()


def _counter(session: RegistrySession, centre_id: str) -> PatientSerial:
    # Read again under the lock: what this session read before may be older than another's last number.
    locked = select(PatientSerial).where(PatientSerial.centre_id == centre_id).with_for_update()
    locked = locked.execution_options(populate_existing=True)
    counter = session.scalars(locked).one_or_none()
    if counter is not None:
        return counter
    try:
        with session.begin_nested():
            counter = PatientSerial(centre_id=centre_id, last=0)
            session.add(counter)
    except IntegrityError:
        return session.scalars(locked).one()
    return counter
