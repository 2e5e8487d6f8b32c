"""Lists that a site loads from official files of its own: MedDRA, ATC, CTCAE descriptions, WHODrug."""

import datetime as dt

from sqlalchemy import Boolean, ForeignKeyConstraint, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Instant, now


class TerminologyRelease(Base):
    """One version of one list in one language, as it was loaded. The current one is the one that is searched.

    loaded_by: e-mail, or cli:<system user>. rows: entries it brought. sha256: of the files that were read, in the order
    of their names.
    """

    __tablename__ = "terminology_release"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    loaded_at: Mapped[dt.datetime] = mapped_column(Instant, default=now, nullable=False)
    loaded_by: Mapped[str] = mapped_column(String(254), nullable=False)
    rows: Mapped[int] = mapped_column(Integer, nullable=False)
    sha256: Mapped[str] = mapped_column(String(64), nullable=False)
    current: Mapped[bool] = mapped_column(Boolean, nullable=False)


class TerminologyEntry(Base):
    """One code of a loaded list. A new release puts a mark on the old one: reports that used it stay readable.

    level: what kind of code it is, by list (llt, pt ... soc; 1 to 5; term, definition, grade_1 ...; drug); the same
    code may stand at two levels. parent_code: the code it stands under, empty at the top. top_code: the class on top
    that it is counted in, empty where the list has none. words: the name as it is searched. retired: kept by its
    publisher for old reports, and not offered any more.
    """

    __tablename__ = "terminology_entry"
    __table_args__ = (
        ForeignKeyConstraint(
            ["kind", "version", "language"],
            ["terminology_release.kind", "terminology_release.version", "terminology_release.language"],
            ondelete="RESTRICT",
        ),
    )

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    level: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(Text, nullable=False)
    words: Mapped[str] = mapped_column(Text, nullable=False)
    parent_code: Mapped[str] = mapped_column(String(40), default="", nullable=False)
    top_code: Mapped[str] = mapped_column(String(40), default="", nullable=False)
    retired: Mapped[bool] = mapped_column(Boolean, default=False, nullable=False)
