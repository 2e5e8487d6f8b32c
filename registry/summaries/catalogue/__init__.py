"""What each output means, in French and English: the one source of the page, the workbook and the help."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.summaries.catalogue.base import (
    COURSE_LABELS,
    POPULATION_LABELS,
    READING_LABELS,
    SUBSET_LABELS,
    UNIT_LABELS,
    By,
    Output,
)
from registry.summaries.catalogue.baseline import BASELINE
from registry.summaries.catalogue.data_quality import QUALITY
from registry.summaries.catalogue.efficacy import EFFICACY
from registry.summaries.catalogue.flow import FLOW
from registry.summaries.catalogue.quality import COVERAGE, DECLARATIONS, QUESTIONNAIRES, SIGNALS
from registry.summaries.catalogue.response import RESPONSE_RATES
from registry.summaries.catalogue.review import REMARKABLE, REVIEW
from registry.summaries.catalogue.safety import CONSEQUENCES, NUMBERS, RATES
from registry.summaries.catalogue.times import TIMES
from registry.summaries.catalogue.toxicity import TABLES, TOXICITY
from registry.summaries.catalogue.use import USE

OUTPUTS: Mapping[str, Output] = MappingProxyType(
    {
        **FLOW,
        **BASELINE,
        **USE,
        **EFFICACY,
        **RESPONSE_RATES,
        **TIMES,
        **REMARKABLE,
        **REVIEW,
        **TOXICITY,
        **CONSEQUENCES,
        **NUMBERS,
        **TABLES,
        **RATES,
        **DECLARATIONS,
        **SIGNALS,
        **QUESTIONNAIRES,
        **COVERAGE,
        **QUALITY,
    }
)
"""Every output by its identifier, in the order in which a summary is read."""

__all__ = [
    "COURSE_LABELS",
    "OUTPUTS",
    "POPULATION_LABELS",
    "READING_LABELS",
    "SUBSET_LABELS",
    "UNIT_LABELS",
    "By",
    "Output",
]
