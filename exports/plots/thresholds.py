"""What the criteria ask of the measure, in % of the baseline.

Progression is judged from the smallest measure, so its line tells where it stands for a patient who never fell below
the baseline. Sources: RECIST 1.1 (Eisenhauer, Eur J Cancer 2009), which iRECIST and INRC (Park, J Clin Oncol 2017) keep
for their target lesions; RAPNO for low-grade (Fangusaro, Lancet Oncol 2020) and high-grade glioma (Erker, Lancet Oncol
2020), medulloblastoma (Warren, Neuro Oncol 2018) and DIPG (Cooney, Lancet Oncol 2020); RANO (Wen, J Clin Oncol 2010 and
2023; van den Bent, Lancet Oncol 2011); REiNS (Dombi, Neurology 2013); PERCIST (Wahl, J Nucl Med 2009); Lugano (Cheson,
J Clin Oncol 2014); paediatric NHL (Sandlund, J Clin Oncol 2015).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Threshold:
    """A response, and the change in % from which a measure is one."""

    response: str
    percent: float


def _limits(**percents: float) -> tuple[Threshold, ...]:
    return tuple(Threshold(response.upper(), percent) for response, percent in percents.items())


THRESHOLDS: Mapping[str, tuple[Threshold, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("RECIST_1_1", "iRECIST", "INRC_2017"), _limits(pd=20, pr=-30)),
        **dict.fromkeys(("RAPNO_LGG", "RANO_LGG"), _limits(pd=25, mr=-25, pr=-50)),
        **dict.fromkeys(("RAPNO_HGG", "RANO_HGG"), _limits(pd=25, pr=-50)),
        "RAPNO_DIPG": _limits(pd=25, pr=-25),
        "RAPNO_MB": _limits(pd=25, pr=-50),
        "REINS_PN": _limits(pd=20, pr=-20),
        "PERCIST_1_0": _limits(pd=30, pr=-30),
        "LUGANO_2014": _limits(pd=50, pr=-50),
        "IPNHLRC_2015": _limits(pd=25, mr=-25, pr=-50),
    }
)


def thresholds_of(criterion: str) -> tuple[Threshold, ...]:
    """The lines of a criterion, the highest first; none where it asks no share of a measure."""
    return THRESHOLDS.get(criterion, ())
