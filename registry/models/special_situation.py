"""Pregnancies and special situations."""

import datetime as dt

from sqlalchemy.orm import Mapped

from registry.fields.special_situation import SpecialSituationFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class SpecialSituation(OfPatient, Answering, Versioned, Base):
    __tablename__ = "special_situation"

    situation: Mapped[str | None] = column(SpecialSituationFields.situation)
    drug: Mapped[str | None] = column(SpecialSituationFields.drug)
    occurred_on: Mapped[str | None] = column(SpecialSituationFields.occurred_on)
    has_reaction: Mapped[str | None] = column(SpecialSituationFields.has_reaction)
    description: Mapped[str | None] = column(SpecialSituationFields.description)
    first_received: Mapped[dt.date | None] = column(SpecialSituationFields.first_received)
    last_period: Mapped[str | None] = column(SpecialSituationFields.last_period)
    expected_delivery: Mapped[str | None] = column(SpecialSituationFields.expected_delivery)
    exposed_from_week: Mapped[int | None] = column(SpecialSituationFields.exposed_from_week)
    exposed_to_week: Mapped[int | None] = column(SpecialSituationFields.exposed_to_week)
    obstetric_history: Mapped[str | None] = column(SpecialSituationFields.obstetric_history)
    pregnancy_outcome: Mapped[str | None] = column(SpecialSituationFields.pregnancy_outcome)
    ended_on: Mapped[str | None] = column(SpecialSituationFields.ended_on)
    child_term: Mapped[int | None] = column(SpecialSituationFields.child_term)
    child_weight: Mapped[float | None] = column(SpecialSituationFields.child_weight)
    malformation: Mapped[str | None] = column(SpecialSituationFields.malformation)
    malformation_text: Mapped[str | None] = column(SpecialSituationFields.malformation_text)
