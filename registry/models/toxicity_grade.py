"""Grade changes."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.fields.toxicity import ToxicityGradeFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class ToxicityGrade(OfPatient, Answering, Versioned, Base):
    __tablename__ = "toxicity_grade"

    toxicity_id: Mapped[str] = mapped_column(
        ForeignKey("toxicity.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    graded_on: Mapped[str | None] = column(ToxicityGradeFields.graded_on)
    grade: Mapped[str | None] = column(ToxicityGradeFields.grade)
