"""What a dossier for the authorities is asked for, and what it is made from: one drug, one period, some schemes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from registry.fields.base import ValueSet, values
from registry.fields.values import DIAGNOSIS_CATEGORY
from registry.schemes import france
from registry.schemes.base import Scheme
from registry.schemes.catalogue import SCHEMES
from registry.summaries.audiences import THRESHOLD
from registry.summaries.frames import DrugFrames

if TYPE_CHECKING:
    import pandas as pd

INTERNAL, HAS, ANSM, COMPANY = "internal", "has", "ansm", "company"

RECIPIENT = values(
    "dossier_recipient",
    (INTERNAL, "Interne", "Internal"),
    (HAS, "HAS", "HAS"),
    (ANSM, "ANSM", "ANSM"),
    (COMPANY, "Laboratoire", "Company"),
)
"""For whom a dossier is made; its schemes and its columns depend on it."""

GROUP: ValueSet = DIAGNOSIS_CATEGORY
"""The indication groups: the categories of diagnosis."""

PERIOD, CUMULATIVE = "period", "cumulative"
SPANS = (PERIOD, CUMULATIVE)
"""From the first day of the period to its last, and everything up to its last day."""


def default_schemes(recipient: str) -> tuple[str, ...]:
    """The schemes of a dossier when none is named: what each authority decides on, or all French ones."""
    named = {HAS: ("AAP_PRE", "AAP_POST"), ANSM: ("AAC", "AAC_TP", "CPC", "AAP_PRE")}
    return named.get(recipient) or tuple(scheme.code for scheme in france.COUNTRY.schemes)


@dataclass(frozen=True, slots=True)
class DossierRequest:
    """What is asked for.

    drug: its INN. start, end: first and last day of the period; the last is the cut-off. schemes: codes of the access
    schemes whose patients are in. indication: a category of diagnosis, "" for all. recipient: a code of RECIPIENT.
    language: that of the words in cells ("fr" or "en"); headings are always in both.
    """

    drug: str
    start: dt.date
    end: dt.date
    schemes: tuple[str, ...] = ()
    indication: str = ""
    recipient: str = INTERNAL
    language: str = "fr"

    @property
    def chosen_schemes(self) -> tuple[str, ...]:
        """The schemes that were named, or those of the recipient."""
        return self.schemes or default_schemes(self.recipient)

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the schemes, in their order."""
        found: list[Scheme] = [SCHEMES[code] for code in self.chosen_schemes if code in SCHEMES]
        return tuple(dict.fromkeys(scheme.country for scheme in found))


@dataclass(frozen=True, eq=False)
class DossierBasis:
    """Everything a dossier is made from, read once.

    frames: what the summaries read. records: every record of the same patients with every field, one frame per record
    kind, with the columns of registry.fields.layout.columns (reasons for missing values among them; clinical kinds also
    patient_id, centre_id). queries: the columns of registry.queries.dossier.QUERY_COLUMNS. visits [course_id, month,
    planned, state, follow_up_id]: the calendar of the courses up to the cut-off. objected: how many patients were left
    out because they object. Objecting patients and void rows are in none of it. drug_names: INN by language. versions:
    of dictionary and terminologies, by name. meddra: a MedDRA is loaded. with_text: whoever reads sees typed words.
    threshold: numbers of fewer patients are not published.
    """

    request: DossierRequest
    frames: DrugFrames
    records: Mapping[str, pd.DataFrame]
    queries: pd.DataFrame
    visits: pd.DataFrame
    drug_names: Mapping[str, str]
    made: dt.datetime
    by: str = ""
    objected: int = 0
    meddra: bool = False
    with_text: bool = True
    threshold: int = THRESHOLD
    versions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
