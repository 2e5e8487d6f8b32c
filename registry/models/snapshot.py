"""Data freezes: what was known of a drug on one day, kept for ever as it was."""

import datetime as dt

from sqlalchemy import Date, ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import JSON_TYPE, Base, Identified, Instant, now


class Snapshot(Identified, Base):
    """One data freeze. Written once: no row is changed or deleted, whoever asks.

    drug: its id. period_start, cut_off: first and last day of the period. schemes, indication, recipient, language: as
    they were asked for; scope: the centres whose rows it holds, "*" for all. trail: the highest number of the audit
    trail then. versions: of dictionary, terminologies and schema. content: the file that exports.freeze.pack makes.
    sha256: of its list of contents, so of all that is in it. made_by: e-mail, or cli:<system user>.
    """

    __tablename__ = "snapshot"

    drug: Mapped[str] = mapped_column(ForeignKey("drug.id", ondelete="RESTRICT"), index=True, nullable=False)
    period_start: Mapped[dt.date] = mapped_column(Date, nullable=False)
    cut_off: Mapped[dt.date] = mapped_column(Date, nullable=False)
    schemes: Mapped[list[str]] = mapped_column(JSON_TYPE, nullable=False)
    indication: Mapped[str] = mapped_column(String(40), nullable=False)
    recipient: Mapped[str] = mapped_column(String(20), nullable=False)
    language: Mapped[str] = mapped_column(String(5), nullable=False)
    scope: Mapped[str] = mapped_column(Text, nullable=False)
    patients: Mapped[int] = mapped_column(Integer, nullable=False)
    state: Mapped[str] = mapped_column(String(12), nullable=False)
    versions: Mapped[dict[str, str]] = mapped_column(JSON_TYPE, nullable=False)
    trail: Mapped[int] = mapped_column(Integer, nullable=False)
    made_at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False, index=True)
    made_by: Mapped[str] = mapped_column(String(254), nullable=False)
    reason: Mapped[str] = mapped_column(Text, nullable=False)
    sha256: Mapped[str] = mapped_column(String(64), nullable=False)
    content: Mapped[bytes] = mapped_column(LargeBinary, nullable=False, deferred=True)


class SnapshotPatient(Base):
    """A patient whose records a freeze holds: the way from a record back to the freezes. Written with the freeze."""

    __tablename__ = "snapshot_patient"

    snapshot_id: Mapped[str] = mapped_column(ForeignKey("snapshot.id", ondelete="RESTRICT"), primary_key=True)
    patient_id: Mapped[str] = mapped_column(
        ForeignKey("patient.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
