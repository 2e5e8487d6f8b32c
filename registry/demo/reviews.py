"""Tells the central review: about one response in four is read again, objective ones first, and some are changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from registry.demo.chance import Chance
from registry.demo.scales import CATEGORY, SCALES, Scale
from registry.demo.story import Visit
from registry.fields.base import T

REVIEWED = {"CR": 0.52, "PR": 0.52, "MR": 0.2}
REVIEWED_OTHERWISE = 0.12
CHANGED = {"CR": 0.2, "PR": 0.27, "SD": 0.04, "PD": 0.03}
"""Part of the reviewed responses that are changed, by reading."""

WEAKER = {"CR": "PR", "MR": "SD", "SD": "PD", "PD": "SD"}
REVIEWER = T("Relecture centrale", "Central review")
REASONS = (
    T(
        "Critère appliqué à l’examen précédent au lieu de la référence.",
        "Criterion applied to the previous examination instead of the baseline.",
    ),
    T(
        "Lésions cibles différentes de celles de la référence.",
        "Target lesions are not those of the baseline.",
    ),
    T("Lésion non cible non prise en compte.", "A non-target lesion was not taken into account."),
    T(
        "Mesure non reproductible sur les coupes fournies.",
        "Measure not reproducible on the images provided.",
    ),
)


@dataclass(frozen=True, slots=True)
class Review:
    """The reviewed reading of a visit."""

    code: str
    on: dt.date
    reason: T | None


def tell_review(visit: Visit, *, criterion: str, chance: Chance, on: dt.date) -> Review | None:
    """The review of a visit, if it is chosen for one and was reviewed by `on`."""
    reading = CATEGORY.get(visit.reading, visit.reading)
    reviewed_on = chance.after(visit.on, 20, 140)
    if (
        visit.kind == "baseline"
        or not chance.happens(REVIEWED.get(reading, REVIEWED_OTHERWISE))
        or reviewed_on > on
    ):
        return None
    if not chance.happens(CHANGED.get(reading, 0)):
        return Review(visit.code, reviewed_on, None)
    scale = SCALES[criterion]
    code = scale.code(_changed(reading, scale), again=False, variant=0)
    return Review(code, reviewed_on, chance.choice(REASONS) if code != visit.code else None)


def _changed(reading: str, scale: Scale) -> str:
    """What a reading becomes when it is changed; most often it is weakened."""
    if reading == "PR":
        return "MR" if scale.minor else "SD"
    return WEAKER[reading]


REPORT_ENDINGS: Mapping[str, T] = {
    "CR": T("Disparition des lésions cibles.", "The target lesions have disappeared."),
    "PR": T("Diminution nette. Pas de nouvelle lésion.", "Clear decrease. No new lesion."),
    "MR": T("Diminution modérée. Pas de nouvelle lésion.", "Moderate decrease. No new lesion."),
    "SD": T("Pas de modification significative.", "No significant change."),
    "PD": T("Augmentation significative.", "Significant increase."),
}
"""The last sentence of an imaging report."""
