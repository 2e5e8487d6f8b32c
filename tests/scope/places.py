"""Two centres with the same kinds of rows, whose ids begin with the centre's letter."""

from __future__ import annotations

from sqlalchemy.orm import sessionmaker

from registry.db import RegistrySession, writing
from registry.models.course import Course
from registry.models.patient import PatientSerial
from registry.models.toxicity import Toxicity
from registry.models.user import User
from tests.migrated import add_places, at_console, patient


def furnish(maker: sessionmaker[RegistrySession]) -> None:
    """Each centre: patients A1 and A2, one course of A1 with one toxicity, one user, one counter."""
    with at_console(maker) as session:
        add_places(session)
        with writing(session):
            for centre in ("A", "B"):
                session.add_all(patient(f"{centre}{number}", centre) for number in (1, 2))
                session.add(PatientSerial(centre_id=centre, last=2))
                session.add(
                    User(
                        id=f"{centre}-user",
                        email=f"{centre}@tests.invalid",
                        role="clinician",
                        centre_id=centre,
                    )
                )
            session.flush()
            for centre in ("A", "B"):
                under = {"patient_id": f"{centre}1", "centre_id": centre, "answers": {}, "questions": []}
                session.add(Course(id=f"{centre}-course", **under))
                session.flush()
                session.add(
                    Toxicity(id=f"{centre}-toxicity", course_id=f"{centre}-course", term_text=centre, **under)
                )
