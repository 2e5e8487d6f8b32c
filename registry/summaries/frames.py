"""What is known of one drug: one frame per record kind, void records left out, drafts kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "patients": (
            "patient_id",
            "number",
            "centre_id",
            "country_id",
            "sex",
            "birth_month",
            "objection",
            "vital_status",
            "vital_status_date",
            "death_cause",
            "status",
        ),
        "diagnoses": (
            "diagnosis_id",
            "patient_id",
            "category",
            "name",
            "iccc3",
            "diagnosis_date",
            "disease_status",
            "status",
        ),
        "courses": (
            "course_id",
            "patient_id",
            "first_dose",
            "last_dose",
            "board_date",
            "access_scheme",
            "stop_reason",
            "best_response",
            "status",
        ),
        "course_drugs": ("course_id", "drug", "starting_dose", "dose_unit", "dose_basis"),
        "assessments": (
            "assessment_id",
            "course_id",
            "patient_id",
            "visit",
            "assessed_on",
            "criterion",
            "response",
            "reviewed_response",
            "target_measure",
            "status",
        ),
        "toxicities": (
            "toxicity_id",
            "course_id",
            "patient_id",
            "term",
            "term_text",
            "nature",
            "grade",
            "onset",
            "ongoing",
            "end",
            "seriousness",
            "outcome",
            "status",
        ),
        "toxicity_drugs": ("toxicity_id", "drug", "causality", "action"),
    }
)
"""The columns that each frame must have; further ones are left alone."""


@dataclass(frozen=True, eq=False)
class DrugFrames:
    """The records of one drug, as the summaries read them.

    drug: its INN. courses: those that contain the drug; course_drugs: all drugs of those courses. Full dates are
    `datetime.date` (None when missing), partial dates ISO text of their own precision, codes text; grade is a
    nullable integer; seriousness is codes joined by ";", None when not answered. `<column>_missing`, where it is
    there, says why a value is missing, by its code.
    """

    drug: str
    patients: pd.DataFrame
    diagnoses: pd.DataFrame
    courses: pd.DataFrame
    course_drugs: pd.DataFrame
    assessments: pd.DataFrame
    toxicities: pd.DataFrame
    toxicity_drugs: pd.DataFrame

    def __post_init__(self) -> None:
        for name, columns in COLUMNS.items():
            frame = getattr(self, name)
            absent = set(columns).difference(frame.columns)
            if absent:
                raise ValueError(f"The frame {name} lacks {', '.join(sorted(absent))}.")
            # Text as objects: ids are looked up by the thousand, which Arrow strings do many times slower.
            texts = [column for column, dtype in frame.dtypes.items() if dtype == "str"]
            if texts:
                object.__setattr__(self, name, frame.astype(dict.fromkeys(texts, "object")))

    @classmethod
    def empty(cls, drug: str) -> DrugFrames:
        """The frames of a drug that nobody has received."""
        import pandas as pd

        return cls(drug, **{name: pd.DataFrame(columns=list(columns)) for name, columns in COLUMNS.items()})
