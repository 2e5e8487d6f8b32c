"""What laboratories measure, in which units, and how one unit becomes another.

Factors are exact: a decimal prefix, a definition (1 µkat/L = 60 U/L; 1 mEq is 1/charge mmol), or the molar mass.
Molar masses in g/mol are sums of the IUPAC standard atomic weights: glucose 180.16, calcium 40.078, magnesium 24.305,
phosphorus 30.974 (phosphate is reported as phosphorus), cholesterol 386.65, uric acid 168.11. Haemoglobin in mmol/L is
the single chain with its haem, 16 114 g/mol (IFCC). Triglycerides are counted as triolein, 885.4. Creatinine and
bilirubin use the rounded factors of clinical practice, 88.42 and 17.1 µmol/L per mg/dL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from registry.fields.base import T
from registry.i18n import gettext
from registry.terminology.laboratory.bounds import Side
from registry.terminology.laboratory.rules import term_of


@dataclass(frozen=True, slots=True)
class Analyte:
    """Something measured.

    unit: the canonical unit, in which the rules are written. factors: what one of each accepted unit is in the
    canonical unit, itself (1) first.
    """

    code: str
    name: T
    unit: str
    factors: Mapping[str, Fraction]

    @property
    def units(self) -> tuple[str, ...]:
        """The accepted units, the canonical one first."""
        return tuple(self.factors)

    @property
    def low(self) -> str | None:
        """The CTCAE term of a low value."""
        return term_of(self.code, Side.LOW)

    @property
    def high(self) -> str | None:
        """The CTCAE term of a high value."""
        return term_of(self.code, Side.HIGH)

    def canonical(self, value: float, *, unit: str) -> Fraction:
        """The value in the canonical unit, exactly as it was typed; ValueError for a unit it is not measured in."""
        if unit not in self.factors:
            raise ValueError(
                gettext("%(analyte)s is not measured in %(unit)s: use %(units)s.")
                % {"analyte": self.code, "unit": unit, "units": ", ".join(self.units)}
            )
        return Fraction(repr(float(value))) * self.factors[unit]


_Factors = Mapping[str, Fraction | str | int]
"""Factors as they are written here: exact numbers, a decimal one as text."""


def _analyte(code: str, fr: str, en: str, unit: str, others: _Factors = MappingProxyType({})) -> Analyte:
    factors = {unit: Fraction(1)} | {other: Fraction(factor) for other, factor in others.items()}
    return Analyte(code, T(fr, en), unit, MappingProxyType(factors))


def _per_mmol(molar_mass: str) -> dict[str, Fraction]:
    """The mass units of what is counted in mmol/L."""
    mass = Fraction(molar_mass)
    return {"mg/dL": 10 / mass, "mg/L": 1 / mass, "g/L": 1000 / mass}


_CREATININE = Fraction("88.42")
"""µmol/L in one mg/dL of creatinine."""

_RATIO = _CREATININE / 10000
"""g/g in one mg/mmol: the grams of creatinine are those of its factor."""

_COUNT: _Factors = {"G/L": 1, "10^3/mm3": 1, "/mm3": Fraction(1, 1000)}
_CATALYSIS: _Factors = {"ukat/L": 60}
_IONS: _Factors = {"mEq/L": 1}
_DIVALENT: _Factors = {"mEq/L": Fraction(1, 2)}
_PROTEIN: _Factors = {"g/dL": 10, "mg/dL": Fraction(1, 100)}
_TROPONIN: _Factors = {"pg/mL": 1, "ng/mL": 1000, "ug/L": 1000}

_ROWS = (
    _analyte("haemoglobin", "Hémoglobine", "Haemoglobin", "g/L", {"g/dL": 10, "mmol/L": "16.114"}),
    _analyte("leukocytes", "Leucocytes", "White blood cells", "10^9/L", _COUNT),
    _analyte("neutrophils", "Neutrophiles", "Neutrophils", "10^9/L", _COUNT),
    _analyte("lymphocytes", "Lymphocytes", "Lymphocytes", "10^9/L", _COUNT),
    _analyte("cd4_lymphocytes", "Lymphocytes CD4", "CD4 lymphocytes", "10^9/L", _COUNT),
    _analyte("eosinophils", "Éosinophiles", "Eosinophils", "10^9/L", _COUNT),
    _analyte("platelets", "Plaquettes", "Platelets", "10^9/L", _COUNT),
    _analyte("methaemoglobin", "Méthémoglobine", "Methaemoglobin", "%"),
    _analyte("aptt", "TCA", "aPTT", "s"),
    _analyte("inr", "INR", "INR", "1"),
    _analyte("fibrinogen", "Fibrinogène", "Fibrinogen", "g/L", _PROTEIN),
    _analyte("haptoglobin", "Haptoglobine", "Haptoglobin", "g/L", _PROTEIN),
    _analyte("alt", "ALAT", "ALT", "U/L", _CATALYSIS),
    _analyte("ast", "ASAT", "AST", "U/L", _CATALYSIS),
    _analyte("alp", "Phosphatases alcalines", "Alkaline phosphatase", "U/L", _CATALYSIS),
    _analyte("ggt", "Gamma-GT", "GGT", "U/L", _CATALYSIS),
    _analyte(
        "bilirubin", "Bilirubine totale", "Total bilirubin", "umol/L", {"mg/dL": "17.1", "mg/L": "1.71"}
    ),
    _analyte("ldh", "LDH", "LDH", "U/L", _CATALYSIS),
    _analyte("lipase", "Lipase", "Lipase", "U/L", _CATALYSIS),
    _analyte("amylase", "Amylase", "Amylase", "U/L", _CATALYSIS),
    _analyte("cpk", "CPK", "CPK", "U/L", _CATALYSIS),
    _analyte("troponin_i", "Troponine I", "Troponin I", "ng/L", _TROPONIN),
    _analyte("troponin_t", "Troponine T", "Troponin T", "ng/L", _TROPONIN),
    _analyte("qtc", "QTc", "QTc", "ms", {"s": 1000}),
    _analyte("ejection_fraction", "Fraction d’éjection", "Ejection fraction", "%"),
    _analyte(
        "creatinine", "Créatinine", "Creatinine", "umol/L", {"mg/dL": _CREATININE, "mg/L": _CREATININE / 10}
    ),
    _analyte("egfr", "DFG estimé", "eGFR", "mL/min/1.73m2", {"mL/s/1.73m2": 60}),
    _analyte(
        "urine_protein",
        "Protéinurie des 24 h",
        "24-hour urine protein",
        "g/24h",
        {"mg/24h": Fraction(1, 1000)},
    ),
    _analyte(
        "urine_protein_creatinine_ratio",
        "Rapport protéines/créatinine urinaire",
        "Urine protein/creatinine ratio",
        "g/g",
        {"mg/mg": 1, "mg/g": Fraction(1, 1000), "mg/mmol": _RATIO, "g/mmol": 1000 * _RATIO},
    ),
    _analyte("sodium", "Sodium", "Sodium", "mmol/L", _IONS),
    _analyte("potassium", "Potassium", "Potassium", "mmol/L", _IONS),
    _analyte(
        "calcium", "Calcium corrigé", "Corrected calcium", "mmol/L", {**_per_mmol("40.078"), **_DIVALENT}
    ),
    _analyte(
        "calcium_ionised", "Calcium ionisé", "Ionised calcium", "mmol/L", {**_per_mmol("40.078"), **_DIVALENT}
    ),
    _analyte("magnesium", "Magnésium", "Magnesium", "mmol/L", {**_per_mmol("24.305"), **_DIVALENT}),
    _analyte("phosphate", "Phosphate", "Phosphate", "mmol/L", _per_mmol("30.974")),
    _analyte("bicarbonate", "Bicarbonate", "Bicarbonate", "mmol/L", _IONS),
    _analyte("ph", "pH sanguin", "Blood pH", "1"),
    _analyte("glucose", "Glucose", "Glucose", "mmol/L", _per_mmol("180.16")),
    _analyte("albumin", "Albumine", "Albumin", "g/L", {"g/dL": 10}),
    _analyte("cholesterol", "Cholestérol", "Cholesterol", "mmol/L", _per_mmol("386.65")),
    _analyte("triglycerides", "Triglycérides", "Triglycerides", "mmol/L", _per_mmol("885.4")),
    _analyte(
        "urate",
        "Acide urique",
        "Uric acid",
        "umol/L",
        {unit: 1000 * factor for unit, factor in _per_mmol("168.11").items()} | {"mmol/L": 1000},
    ),
    _analyte("tsh", "TSH", "TSH", "mIU/L", {"uIU/mL": 1}),
)

ANALYTES: Mapping[str, Analyte] = MappingProxyType({analyte.code: analyte for analyte in _ROWS})
"""Every analyte by code, in the order of a laboratory report."""


@cache
def names() -> Mapping[str, T]:
    """Every code with its words: the coded list `analyte`."""
    return MappingProxyType({code: analyte.name for code, analyte in ANALYTES.items()})


def analyte_of(code: str) -> Analyte:
    """The analyte; ValueError, with a sentence, where there is none."""
    if code not in ANALYTES:
        raise ValueError(gettext("There is no analyte called %(code)s.") % {"code": code})
    return ANALYTES[code]


def convert(analyte: str, value: float, from_unit: str, to_unit: str) -> float:
    """The value in another unit; ValueError where the analyte is not measured in one of the two."""
    measured = analyte_of(analyte)
    return float(measured.canonical(value, unit=from_unit) / measured.canonical(1, unit=to_unit))
