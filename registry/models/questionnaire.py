"""Quality-of-life questionnaires and their scores."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.fields.questionnaire import QuestionnaireFields, QuestionnaireScoreFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Questionnaire(OfPatient, Answering, Versioned, Base):
    __tablename__ = "questionnaire"

    course_id: Mapped[str] = mapped_column(
        ForeignKey("course.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    visit: Mapped[str | None] = column(QuestionnaireFields.visit)
    instrument: Mapped[str | None] = column(QuestionnaireFields.instrument)
    instrument_text: Mapped[str | None] = column(QuestionnaireFields.instrument_text)
    instrument_version: Mapped[str | None] = column(QuestionnaireFields.instrument_version)
    language: Mapped[str | None] = column(QuestionnaireFields.language)
    respondent: Mapped[str | None] = column(QuestionnaireFields.respondent)
    is_filled: Mapped[str | None] = column(QuestionnaireFields.is_filled)
    filled_on: Mapped[dt.date | None] = column(QuestionnaireFields.filled_on)
    mode: Mapped[str | None] = column(QuestionnaireFields.mode)
    not_filled_reason: Mapped[str | None] = column(QuestionnaireFields.not_filled_reason)
    total_score: Mapped[float | None] = column(QuestionnaireFields.total_score)


class QuestionnaireScore(OfPatient, Versioned, Base):
    __tablename__ = "questionnaire_score"

    questionnaire_id: Mapped[str] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    dimension: Mapped[str | None] = column(QuestionnaireScoreFields.dimension)
    score: Mapped[float | None] = column(QuestionnaireScoreFields.score)
