"""What became of the treatment by the cut-off: ongoing or over, and why it was stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from registry.fields.values import STOP_REASON
from registry.summaries.catalogue.use import TREATMENT_STATUS
from registry.summaries.parameters import Parameters
from registry.summaries.populations import Population
from registry.summaries.quantities import tally_answers
from registry.summaries.table import Row
from registry.summaries.tally import tally_patients

if TYPE_CHECKING:
    import pandas as pd

ONGOING, STOPPED, DEAD, LOST = TREATMENT_STATUS.codes


def find_status(patients: pd.DataFrame) -> pd.Series[str]:
    """The status of each treated patient, by their index.

    stopped: a last dose or a reason for stopping. dead, lost: neither is told of a patient who died or was lost to
    follow-up. ongoing: everybody else.
    """
    stopped = patients["last_dose"].notna() | patients["stop_reason"].notna()
    status = stopped.map({True: STOPPED, False: ONGOING}).astype("object")
    lost = ~stopped & (patients["vital_status"] == "lost")
    return status.mask(lost, LOST).mask(~stopped & patients["dead"], DEAD)


def summarise_status(treated: Population, *, parameters: Parameters) -> Iterator[Row]:
    """Patients by status of the treatment; of those who stopped it, by reason.

    The course that stands for the patient. Population: treated; for the reasons, the treated who stopped. Unit: %.
    Source: HAS, PUT-RD, conditions of use.
    """
    status = find_status(treated.patients)
    yield from tally_patients(
        "treatment_status", status, of=treated, parameters=parameters, categories=TREATMENT_STATUS.codes
    )
    stopped = treated.where(status == STOPPED, name="stopped")
    reasons = stopped.patients["stop_reason"]
    yield from tally_answers(
        "stop_reason", reasons, of=stopped, parameters=parameters, categories=STOP_REASON.codes
    )
