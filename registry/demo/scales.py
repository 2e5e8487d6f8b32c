"""How a criterion reads the size of a tumour: the measure, its limits, and the code for each reading.

Limits as in the published criteria: RECIST 1.1 (Eisenhauer, Eur J Cancer 2009), RAPNO (Lancet Oncology 2020), INRC
(Park, JCO 2017), REiNS (Dombi, Neurology 2013); blasts and the disease activity score in a simplified form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RELAPSE = "REL"
"""A reading beside CR, PR, MR, SD and PD: growth after a complete response, which some criteria name apart."""

CATEGORY = {RELAPSE: "PD"}
"""What a reading counts as, when it is not its own name."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How one criterion measures and reads.

    size: usual range of the measure before treatment; recorded: whether it is written down. complete: at or below it
    nothing is left. partial, minor: fall from the baseline that makes PR, MR, in percent. rise and least: growth from
    the lowest value that makes PD, in percent and in units. codes: those of each reading, as alternatives; with
    `confirms`, the second one is for a reading seen again three months later.
    """

    size: tuple[float, float]
    codes: Mapping[str, Sequence[str]]
    partial: int = 50
    minor: int | None = None
    rise: int = 25
    least: float = 0.0
    complete: float = 0.0
    digits: int = 0
    recorded: bool = True
    confirms: bool = False

    def read(self, measure: float, *, baseline: float, lowest: float) -> str:
        """The reading of a measure, after a baseline and the lowest value since."""
        if measure <= self.complete:
            return "CR"
        if lowest <= self.complete:
            return RELAPSE
        if percent(measure, lowest) >= 100 + self.rise and measure - lowest >= self.least:
            return "PD"
        if percent(measure, baseline) <= 100 - self.partial:
            return "PR"
        if self.minor is not None and percent(measure, baseline) <= 100 - self.minor:
            return "MR"
        return "SD"

    def code(self, reading: str, *, again: bool, variant: int) -> str:
        """The criterion's code of a reading; `again` when the last visit, three months ago or more, read the same."""
        codes = self.codes[reading]
        return codes[min(again, len(codes) - 1) if self.confirms else variant % len(codes)]

    def depth(self, best: str) -> tuple[float, float]:
        """The range of what is left of the baseline when the best response is `best`."""
        partial, minor = 1 - self.partial / 100, 1 - (self.minor or self.partial) / 100
        match best:
            case "CR":
                return 0.0, 0.0
            case "PR":
                return 0.3 * partial, 0.9 * partial
            case "MR" if self.minor:
                return partial, minor
            case "PD":
                return 0.95, 1.0
            case _:
                return max(0.86, minor), 1.06


def percent(measure: float, of: float) -> float:
    """Rounded beyond the precision of any measure, so that a limit that is just reached is reached."""
    return round(100 * measure / of, 6)


PLAIN = {code: (code,) for code in ("CR", "PR", "SD", "PD")} | {RELAPSE: ("PD",)}
MINOR = PLAIN | {"MR": ("MR",)}
CLINICAL = {"CR": ("CB",), "PR": ("CB",), "SD": ("NC",), "PD": ("WORSE",), RELAPSE: ("WORSE",)}
ALL = {"CR": ("CR", "CRm", "CRi"), "PR": ("PR",), "SD": ("SD",), "PD": ("PD",), RELAPSE: ("REL",)}
AML = {"CR": ("CR", "CRi", "CRh"), "PR": ("PR", "MLFS"), "SD": ("NR",), "PD": ("NR",), RELAPSE: ("REL",)}
JMML = {"CR": ("cCR",), "PR": ("cPR",), "SD": ("cSD",), "PD": ("cPD",), RELAPSE: ("cREL",)}
LCH = {
    "CR": ("NAD",),
    "PR": ("AD_BETTER",),
    "SD": ("AD_INTERMEDIATE_STABLE", "AD_INTERMEDIATE_MIXED"),
    "PD": ("AD_WORSE",),
    RELAPSE: ("REACTIVATION",),
}
REINS = PLAIN | {"PR": ("uPR", "cPR")}
LUGANO = {"CR": ("CMR",), "PR": ("PMR",), "SD": ("NMR",), "PD": ("PMD",), RELAPSE: ("PMD",)}
NHL = MINOR | {"CR": ("CR", "CRu"), "SD": ("NR",)}

SCALES: Mapping[str, Scale] = {
    "RECIST_1_1": Scale((18, 140), PLAIN, partial=30, rise=20, least=5),
    "INRC_2017": Scale((20, 120), PLAIN, partial=30, rise=20, least=5),
    "RAPNO_LGG": Scale((180, 2400), MINOR, minor=25),
    "RAPNO_HGG": Scale((250, 2600), MINOR, minor=25),
    "RAPNO_MB": Scale((120, 1600), MINOR, minor=25),
    "RAPNO_DIPG": Scale((600, 2200), PLAIN, partial=25),
    "REINS_PN": Scale((8, 900), REINS, partial=20, rise=20, digits=1, confirms=True),
    "LUGANO_2014": Scale((400, 5000), LUGANO, recorded=False),
    "IPNHLRC_2015": Scale((300, 4000), NHL, minor=25),
    "ALL": Scale((26, 95), ALL, least=5, complete=4),
    "AML_ELN": Scale((26, 90), AML, least=5, complete=4),
    "JMML_2015": Scale((21, 40), JMML, least=5, complete=4),
    "LCH_HS": Scale((4, 18), LCH, least=2),
    "CLINICAL": Scale((20, 90), CLINICAL, recorded=False),
}
"""By key of the registry's criteria."""
