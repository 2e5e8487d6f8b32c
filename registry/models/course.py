"""Courses and their drugs."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.fields.course import CourseDrugFields, CourseFields
from registry.models.base import Answering, Base, OfPatient, Versioned, column


class Course(OfPatient, Answering, Versioned, Base):
    __tablename__ = "course"

    access_scheme: Mapped[str | None] = column(CourseFields.access_scheme)
    board_date: Mapped[dt.date | None] = column(CourseFields.board_date)
    first_dose: Mapped[dt.date | None] = column(CourseFields.first_dose)
    last_dose: Mapped[dt.date | None] = column(CourseFields.last_dose)
    stop_reason: Mapped[str | None] = column(CourseFields.stop_reason)
    best_response: Mapped[str | None] = column(CourseFields.best_response)
    other_stop_reasons: Mapped[list[str] | None] = column(CourseFields.other_stop_reasons)
    stop_text: Mapped[str | None] = column(CourseFields.stop_text)
    toxicity_at_stop: Mapped[str | None] = column(CourseFields.toxicity_at_stop)
    toxicity_followed_until: Mapped[str | None] = column(CourseFields.toxicity_followed_until)
    post_treatment_follow_up: Mapped[str | None] = column(CourseFields.post_treatment_follow_up)


class CourseDrug(OfPatient, Versioned, Base):
    """One drug of a course and its starting dose."""

    __tablename__ = "course_drug"

    course_id: Mapped[str] = mapped_column(
        ForeignKey("course.id", ondelete="RESTRICT"), index=True, nullable=False
    )
    drug: Mapped[str | None] = column(CourseDrugFields.drug)
    starting_dose: Mapped[float | None] = column(CourseDrugFields.starting_dose)
    dose_unit: Mapped[str | None] = column(CourseDrugFields.dose_unit)
    dose_basis: Mapped[str | None] = column(CourseDrugFields.dose_basis)
    dose_frequency: Mapped[str | None] = column(CourseDrugFields.dose_frequency)
    route: Mapped[str | None] = column(CourseDrugFields.route)
    formulation: Mapped[str | None] = column(CourseDrugFields.formulation)
    planned_dose: Mapped[float | None] = column(CourseDrugFields.planned_dose)
    role: Mapped[str | None] = column(CourseDrugFields.role)
