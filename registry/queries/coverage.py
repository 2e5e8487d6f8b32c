"""What coverage is measured from: the authorisations of a drug, under the reader's scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from registry.db import RegistrySession
from registry.fields.layout import VOID
from registry.models.authorisation import Authorisation
from registry.models.drug import Drug
from registry.models.patient import Patient
from registry.summaries.columns import COLUMNS

if TYPE_CHECKING:
    import pandas as pd


def authorisations_of(session: RegistrySession, drug: Drug) -> pd.DataFrame:
    """The frame `authorisations` of registry.summaries: the lines for a drug; a patient who objected is not named."""
    import pandas as pd

    counted = and_(
        Patient.id == Authorisation.patient_id,
        Patient.status != VOID,
        or_(Patient.objection.is_(None), Patient.objection != "yes"),
    )
    statement = (
        select(
            Authorisation.id,
            Authorisation.centre_id,
            Authorisation.scheme,
            Authorisation.authorised_on,
            Authorisation.eligible,
            Authorisation.never_received,
            Patient.id,
        )
        .outerjoin(Patient, counted)
        .where(Authorisation.drug == drug.id)
        .order_by(Authorisation.id)
    )
    rows = [tuple(row) for row in session.execute(statement)]
    return pd.DataFrame(rows, columns=list(COLUMNS["authorisations"]), dtype=object)
