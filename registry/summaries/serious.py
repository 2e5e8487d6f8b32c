"""The listing of serious toxicities: one line each, with what was done and to whom it was declared."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from registry.fields.values import SERIOUSNESS
from registry.summaries.baseline import classify_ages, count_months
from registry.summaries.dates import iso
from registry.summaries.declarations import NULLIFICATION, follow_declarations
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import Parameters
from registry.summaries.populations import Population

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "toxicity_id",
    "patient_id",
    "number",
    "centre_id",
    "age_class",
    "subset",
    "label",
    "grade",
    "onset",
    "onset_day",
    "criteria",
    "causality",
    "action",
    "outcome",
    "declared_to",
    "declared_on",
    "clock",
    "delay",
    "overdue",
)
"""Columns of the listing: label as in toxicity_term; criteria and recipients joined by ";"; causality and action as
"drug: code" joined by "; "; onset_day 1 on the day of the first dose."""


def list_serious(
    frames: DrugFrames, *, events: pd.DataFrame, treated: Population, cut_off: dt.date, parameters: Parameters
) -> pd.DataFrame:
    """One line per serious toxicity of treated patients, in the order of patients and onset.

    events: the toxicities of `choose_events`. onset_day is empty for a partial date; delay and clock are those of
    `follow_declarations`. Source: SACHA, line listing of serious reactions.
    """
    serious = follow_declarations(frames, events=events, cut_off=cut_off, parameters=parameters)
    patients = treated.patients.reindex(serious["patient"]).set_axis(serious.index, axis=0)
    people = frames.patients.set_index("patient_id").reindex(patients["patient_id"])
    facts = frames.toxicities.set_index("toxicity_id").reindex(serious["toxicity_id"])
    months = count_months(patients["birth_month"], patients["first_dose"])
    ids = serious["toxicity_id"]
    listed = serious.assign(
        patient_id=patients["patient_id"],
        number=people["number"].to_numpy(),
        centre_id=people["centre_id"].to_numpy(),
        age_class=classify_ages(months),
        subset=patients["subset"],
        onset=iso(serious["onset"]),
        onset_day=_days_since(serious["onset"], patients["first_dose"]) + 1,
        criteria=[_criteria(codes) for codes in facts["seriousness"]],
        causality=ids.map(_per_drug(frames.toxicity_drugs, "causality")),
        action=ids.map(_per_drug(frames.toxicity_drugs, "action")),
        outcome=facts["outcome"].to_numpy(),
        declared_to=ids.map(_recipients(frames.declarations)),
    )
    ordered = listed.sort_values(["patient_id", "onset", "toxicity_id"], na_position="last")
    return ordered[list(COLUMNS)].reset_index(drop=True)


def _days_since(dates: pd.Series[Any], first_doses: pd.Series[Any]) -> pd.Series[Any]:
    """Days between full dates, missing for a partial one."""
    import pandas as pd

    full = iso(dates).where(iso(dates).str.len() == 10)
    return (pd.to_datetime(full) - pd.to_datetime(first_doses)).dt.days.astype("Int64")


def _criteria(codes: Any) -> str:
    """The criteria met, in the order of the value set."""
    met = codes.split(";") if isinstance(codes, str) else []
    return ";".join(code for code in SERIOUSNESS.codes if code in met and code != SERIOUSNESS.exclusive)


def _per_drug(drugs: pd.DataFrame, column: str) -> dict[Any, str]:
    """By toxicity, an answer per drug: "dabrafenib: possible; trametinib: related"."""
    known = drugs[drugs[column].notna()].sort_values(["toxicity_id", "drug"])
    said = known["drug"] + ": " + known[column]
    return {toxicity: "; ".join(parts) for toxicity, parts in said.groupby(known["toxicity_id"])}


def _recipients(declarations: pd.DataFrame) -> dict[Any, str]:
    """By toxicity, to whom it was declared, in the order of the declarations."""
    sent = declarations[declarations["step"] != NULLIFICATION].sort_values(["sent_on", "declaration_id"])
    return {
        toxicity: ";".join(dict.fromkeys(recipients.dropna()))
        for toxicity, recipients in sent.groupby("toxicity_id")["recipient"]
    }
