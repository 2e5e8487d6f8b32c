"""How each drug is given: route, form, frequency, and the product it comes in; no recommendation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from registry.demo.treatments import DOSES, Dose
from registry.terminology.drugs import drugs

INTRAVENOUS = {
    "atezolizumab": "three_weekly",
    "blinatumomab": "cycle",
    "brentuximab vedotin": "three_weekly",
    "daratumumab": "weekly",
    "dinutuximab beta": "cycle",
    "inotuzumab ozogamicin": "cycle",
    "ipilimumab": "three_weekly",
    "naxitamab": "cycle",
    "nivolumab": "two_weekly",
    "pembrolizumab": "three_weekly",
    "tocilizumab": "two_weekly",
}
SUBCUTANEOUS = {"azacitidine": "cycle", "denosumab": "four_weekly"}
ORAL = {
    "dordaviprone": "weekly",
    "tovorafenib": "weekly",
    "regorafenib": "cycle",
    "palbociclib": "cycle",
    "nirogacestat": "twice_daily",
}


@dataclass(frozen=True, slots=True)
class Giving:
    """Route (ROUTE), usual form (PHARMACEUTICAL_FORM), frequency (FREQUENCY)."""

    route: str
    form: str
    frequency: str


def _oral(drug: str, dose: Dose) -> Giving:
    forms = [form for form in drugs()[drug].forms if form not in ("injection", "infusion")]
    usual = "twice_daily" if dose.basis.endswith("_dose") else "once_daily"
    return Giving("oral", forms[0] if forms else "capsule", ORAL.get(drug, usual))


def _giving(drug: str, dose: Dose) -> Giving:
    if drug in INTRAVENOUS:
        return Giving("intravenous", "infusion", INTRAVENOUS[drug])
    if drug in SUBCUTANEOUS:
        return Giving("subcutaneous", "injection", SUBCUTANEOUS[drug])
    return _oral(drug, dose)


GIVEN: Mapping[str, Giving] = {drug: _giving(drug, dose) for drug, dose in DOSES.items()}
"""By INN, the usual way."""
