"""Thresholds that several kinds of record share."""

from collections.abc import Mapping
from types import MappingProxyType

COLLECTED_FROM: Mapping[str, int] = MappingProxyType({"clinical": 2, "laboratory": 3})
"""The collection threshold of the study: grade 2 if clinical, grade 3 if laboratory."""

DECLARED_WITHIN = 15
"""Days within which a serious toxicity is declared, from the day the centre knew."""
