"""Access requests, and their criteria one by one."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.fields.access_request import AccessCriterionFields, AccessRequestFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class AccessRequest(OfPatient, Answering, Versioned, Base):
    __tablename__ = "access_request"

    drug: Mapped[str | None] = column(AccessRequestFields.drug)
    scheme: Mapped[str | None] = column(AccessRequestFields.scheme)
    type: Mapped[str | None] = column(AccessRequestFields.type)
    requested_on: Mapped[dt.date | None] = column(AccessRequestFields.requested_on)
    prescriber_role: Mapped[str | None] = column(AccessRequestFields.prescriber_role)
    weight: Mapped[float | None] = column(AccessRequestFields.weight)
    planned_dose: Mapped[float | None] = column(AccessRequestFields.planned_dose)
    dose_unit: Mapped[str | None] = column(AccessRequestFields.dose_unit)
    dose_basis: Mapped[str | None] = column(AccessRequestFields.dose_basis)
    dose_frequency: Mapped[str | None] = column(AccessRequestFields.dose_frequency)
    route: Mapped[str | None] = column(AccessRequestFields.route)
    planned_months: Mapped[int | None] = column(AccessRequestFields.planned_months)
    trial: Mapped[str | None] = column(AccessRequestFields.trial)
    trial_text: Mapped[str | None] = column(AccessRequestFields.trial_text)
    no_alternative: Mapped[str | None] = column(AccessRequestFields.no_alternative)
    justification: Mapped[str | None] = column(AccessRequestFields.justification)
    is_deferrable: Mapped[str | None] = column(AccessRequestFields.is_deferrable)
    first_line_reason: Mapped[str | None] = column(AccessRequestFields.first_line_reason)
    commitment: Mapped[str | None] = column(AccessRequestFields.commitment)
    decision: Mapped[str | None] = column(AccessRequestFields.decision)
    decided_on: Mapped[dt.date | None] = column(AccessRequestFields.decided_on)
    refusal_reason: Mapped[str | None] = column(AccessRequestFields.refusal_reason)
    authorisation_number: Mapped[str | None] = column(AccessRequestFields.authorisation_number)
    valid_from: Mapped[dt.date | None] = column(AccessRequestFields.valid_from)
    expires_on: Mapped[dt.date | None] = column(AccessRequestFields.expires_on)
    payer: Mapped[str | None] = column(AccessRequestFields.payer)
    is_free: Mapped[str | None] = column(AccessRequestFields.is_free)
    is_started: Mapped[str | None] = column(AccessRequestFields.is_started)
    not_started_reason: Mapped[str | None] = column(AccessRequestFields.not_started_reason)
    not_started_on: Mapped[dt.date | None] = column(AccessRequestFields.not_started_on)


class AccessCriterion(OfPatient, Versioned, Base):
    __tablename__ = "access_criterion"

    access_request_id: Mapped[str] = mapped_column(
        ForeignKey("access_request.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    kind: Mapped[str | None] = column(AccessCriterionFields.kind)
    wording: Mapped[str | None] = column(AccessCriterionFields.wording)
    is_met: Mapped[str | None] = column(AccessCriterionFields.is_met)
