"""Molecular alterations."""

from sqlalchemy.orm import Mapped

from registry.fields.alteration import AlterationFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Alteration(OfPatient, Answering, Versioned, Base):
    __tablename__ = "alteration"

    gene: Mapped[str | None] = column(AlterationFields.gene)
    type: Mapped[str | None] = column(AlterationFields.type)
    partner: Mapped[str | None] = column(AlterationFields.partner)
    hgvs: Mapped[str | None] = column(AlterationFields.hgvs)
    vaf: Mapped[float | None] = column(AlterationFields.vaf)
    origin: Mapped[str | None] = column(AlterationFields.origin)
    found_at: Mapped[str | None] = column(AlterationFields.found_at)
    assay: Mapped[str | None] = column(AlterationFields.assay)
    sample: Mapped[str | None] = column(AlterationFields.sample)
    sampled_on: Mapped[str | None] = column(AlterationFields.sampled_on)
    is_basis: Mapped[str | None] = column(AlterationFields.is_basis)
    tier_scale: Mapped[str | None] = column(AlterationFields.tier_scale)
    tier: Mapped[str | None] = column(AlterationFields.tier)
