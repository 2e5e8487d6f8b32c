"""Patients, and the counter of patient numbers of each centre."""

import datetime as dt

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import ForeignKey

from registry.fields.patient import PatientFields
from registry.models.base import Answering, Base, CentreOwned, Versioned, column


class Patient(CentreOwned, Answering, Versioned, Base):
    __tablename__ = "patient"

    number: Mapped[str] = column(PatientFields.number, nullable=False, unique=True)
    birth_month: Mapped[str | None] = column(PatientFields.birth_month)
    sex: Mapped[str | None] = column(PatientFields.sex)
    information_date: Mapped[dt.date | None] = column(PatientFields.information_date)
    objection: Mapped[str | None] = column(PatientFields.objection)
    objection_date: Mapped[dt.date | None] = column(PatientFields.objection_date)
    vital_status: Mapped[str | None] = column(PatientFields.vital_status)
    vital_status_date: Mapped[str | None] = column(PatientFields.vital_status_date)
    death_cause: Mapped[str | None] = column(PatientFields.death_cause)
    birth_day: Mapped[int | None] = column(PatientFields.birth_day)
    surname_letters: Mapped[str | None] = column(PatientFields.surname_letters)
    first_name_letters: Mapped[str | None] = column(PatientFields.first_name_letters)
    predisposition: Mapped[list[str] | None] = column(PatientFields.predisposition)
    autopsy: Mapped[str | None] = column(PatientFields.autopsy)


class PatientSerial(CentreOwned, Base):
    """The last serial given out in a centre; it only rises, so no number is used twice."""

    __tablename__ = "patient_serial"

    @declared_attr
    def centre_id(cls) -> Mapped[str]:
        return mapped_column(ForeignKey("centre.id", ondelete="RESTRICT"), primary_key=True)

    last: Mapped[int] = mapped_column(Integer, nullable=False)
