"""The coordinators' own words in the report on a drug."""

import datetime as dt

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Identified, Instant, now


class ReportText(Identified, Base):
    """What a person wrote in a place of the report; the next report begins with it.

    area: the countries whose report it is, joined by ","; "*" for all. language: fr or en. place: a key of
    exports.report.texts.PLACES. written_by: e-mail, or cli:<system user>.
    """

    __tablename__ = "report_text"
    __table_args__ = (UniqueConstraint("drug", "area", "language", "place"),)

    drug: Mapped[str] = mapped_column(ForeignKey("drug.id", ondelete="RESTRICT"), nullable=False)
    area: Mapped[str] = mapped_column(String(200), nullable=False)
    language: Mapped[str] = mapped_column(String(5), nullable=False)
    place: Mapped[str] = mapped_column(String(40), nullable=False)
    text: Mapped[str] = mapped_column(Text, nullable=False)
    written_by: Mapped[str] = mapped_column(String(254), nullable=False)
    written_at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False)
    version: Mapped[int] = mapped_column(Integer, nullable=False)

    __mapper_args__ = {"version_id_col": version}
