"""Authorisations to use a drug, from the lists of an authority or a pharmacy: what coverage is measured against."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, CentreOwned, Identified, Instant, now

NUMBER, PERSON, AMBIGUOUS, NONE = "number", "person", "ambiguous", "none"
YES, NO = "yes", "no"


class Authorisation(Identified, CentreOwned, Base):
    """One line of a list, and the patient of the registry it was matched with.

    id: made of what the line is known by, so that the same list read again changes nothing. authorised_on: ISO text of
    its own precision. scheme: access scheme, where the list says it. eligible, never_received: yes or no as the list
    says; reason: why it was never received, by the codes of an access request. matched_by: how the patient was found
    (number, or person: centre, drug, month of birth, sex and date), ambiguous when it may be several, none; only the
    first two name a patient.
    """

    __tablename__ = "authorisation"
    __table_args__ = (
        CheckConstraint("matched_by IN ('number', 'person', 'ambiguous', 'none')", name="matched_by"),
        CheckConstraint("eligible IN ('yes', 'no')", name="eligible"),
        CheckConstraint("(patient_id IS NOT NULL) = (matched_by IN ('number', 'person'))", name="patient"),
        CheckConstraint("never_received IN ('yes', 'no')", name="never_received"),
        Index("ix_authorisation_number", "drug", "number"),
    )

    list_name: Mapped[str] = mapped_column(String(80), index=True, nullable=False)
    drug: Mapped[str] = mapped_column(ForeignKey("drug.id", ondelete="RESTRICT"), index=True, nullable=False)
    authorised_on: Mapped[str] = mapped_column(String(10), nullable=False)
    number: Mapped[str | None] = mapped_column(String(60))
    birth_month: Mapped[str | None] = mapped_column(String(7))
    sex: Mapped[str | None] = mapped_column(String(10))
    scheme: Mapped[str | None] = mapped_column(String(80))
    eligible: Mapped[str] = mapped_column(String(3), default=YES, nullable=False)
    never_received: Mapped[str] = mapped_column(String(3), default=NO, nullable=False)
    reason: Mapped[str | None] = mapped_column(String(40))
    patient_id: Mapped[str | None] = mapped_column(ForeignKey("patient.id", ondelete="RESTRICT"), index=True)
    matched_by: Mapped[str] = mapped_column(String(10), default=NONE, nullable=False)
    read_at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False)
    read_by: Mapped[str] = mapped_column(String(254), nullable=False)
    version: Mapped[int] = mapped_column(Integer, nullable=False)

    __mapper_args__ = {"version_id_col": version}
