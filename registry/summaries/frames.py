"""What is known of one drug: one frame per record kind, void records left out, drafts kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from registry.summaries.columns import COLUMNS

if TYPE_CHECKING:
    import pandas as pd


def empty_frame(name: str) -> pd.DataFrame:
    """A frame without records, with its columns."""
    import pandas as pd

    return pd.DataFrame(columns=list(COLUMNS[name]))


@dataclass(frozen=True, eq=False)
class DrugFrames:
    """The records of one drug, as the summaries read them.

    drug: its INN. patients: those with a course of the drug, with what is known of them; courses: those that contain
    the drug; course_drugs, dose_periods: of all drugs of those courses, by INN. requests, situations: access requests
    and special situations of the drug; applicants: the patients these are of, with or without a course.
    authorisations: the lines of imported lists of authorisations for the drug, with the patient found. completeness:
    by kind, field and centre, how many complete records should hold a core field and how many do not. queries: what
    is asked about the records. starts: every course of the patients, of whatever drug, with its first dose. reports:
    toxicities by term, with this drug and, under drug "", with any. lacking: the
    frames that hold nothing for another reason than that nothing is there, with the reason's code.
    Full dates are `datetime.date` (None when missing), partial dates ISO text of their own precision, codes text;
    grade is a nullable integer; several codes are joined by ";", None when not answered. `<column>_missing`, where it
    is there, says why a value is missing, by its code. A frame that is not given is empty.
    """

    drug: str
    patients: pd.DataFrame
    diagnoses: pd.DataFrame
    courses: pd.DataFrame
    course_drugs: pd.DataFrame
    assessments: pd.DataFrame
    toxicities: pd.DataFrame
    toxicity_drugs: pd.DataFrame
    toxicity_grades: pd.DataFrame = field(default_factory=partial(empty_frame, "toxicity_grades"))
    declarations: pd.DataFrame = field(default_factory=partial(empty_frame, "declarations"))
    alterations: pd.DataFrame = field(default_factory=partial(empty_frame, "alterations"))
    prior_lines: pd.DataFrame = field(default_factory=partial(empty_frame, "prior_lines"))
    subsequents: pd.DataFrame = field(default_factory=partial(empty_frame, "subsequents"))
    initiations: pd.DataFrame = field(default_factory=partial(empty_frame, "initiations"))
    dose_periods: pd.DataFrame = field(default_factory=partial(empty_frame, "dose_periods"))
    follow_ups: pd.DataFrame = field(default_factory=partial(empty_frame, "follow_ups"))
    lab_results: pd.DataFrame = field(default_factory=partial(empty_frame, "lab_results"))
    ctdna: pd.DataFrame = field(default_factory=partial(empty_frame, "ctdna"))
    questionnaires: pd.DataFrame = field(default_factory=partial(empty_frame, "questionnaires"))
    questionnaire_scores: pd.DataFrame = field(default_factory=partial(empty_frame, "questionnaire_scores"))
    applicants: pd.DataFrame = field(default_factory=partial(empty_frame, "applicants"))
    requests: pd.DataFrame = field(default_factory=partial(empty_frame, "requests"))
    situations: pd.DataFrame = field(default_factory=partial(empty_frame, "situations"))
    consents: pd.DataFrame = field(default_factory=partial(empty_frame, "consents"))
    histories: pd.DataFrame = field(default_factory=partial(empty_frame, "histories"))
    concomitants: pd.DataFrame = field(default_factory=partial(empty_frame, "concomitants"))
    boards: pd.DataFrame = field(default_factory=partial(empty_frame, "boards"))
    authorisations: pd.DataFrame = field(default_factory=partial(empty_frame, "authorisations"))
    completeness: pd.DataFrame = field(default_factory=partial(empty_frame, "completeness"))
    queries: pd.DataFrame = field(default_factory=partial(empty_frame, "queries"))
    starts: pd.DataFrame = field(default_factory=partial(empty_frame, "starts"))
    reports: pd.DataFrame = field(default_factory=partial(empty_frame, "reports"))
    lacking: pd.DataFrame = field(default_factory=partial(empty_frame, "lacking"))

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

    def why_empty(self, name: str) -> str:
        """Why a frame holds nothing, by its code; "" where nothing is there."""
        reasons = self.lacking.loc[self.lacking["frame"] == name, "reason"]
        return str(reasons.iloc[0]) if len(reasons) else ""

    @classmethod
    def empty(cls, drug: str) -> DrugFrames:
        """The frames of a drug that nobody has received."""
        return cls(drug, **{name: empty_frame(name) for name in COLUMNS})
