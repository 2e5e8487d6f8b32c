"""03_CARACTERISTIQUES: who the treated patients are, at the first dose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from exports.has.aggregates import DESCRIBED, Aggregator, Entry, make_table
from exports.has.columns import EMPTY, JOINED, NONE
from exports.has.counts import HOLDS, UNEQUAL, VALUES
from exports.has.dossier import Table
from exports.has.sheets.patient_facts import ANSWERS, MEASURES
from exports.has.sheets.patients import NAME as PATIENTS
from exports.has.sheets.populations import in_population
from registry.fields.base import T
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS, UNIT_LABELS
from registry.summaries.labels import category_label
from registry.summaries.populations import UNKNOWN

NAME = "03_CARACTERISTIQUES"

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        **{output: name for output, (name, _label) in {**ANSWERS, **MEASURES}.items()},
        "baseline_sex": "sexe",
        "baseline_disease_status": "statut_maladie",
        "baseline_stage": "stade",
        "baseline_predisposition": "predisposition",
        "baseline_surface": "sc_m2",
        "exposure_days": "duree_expo_j",
        "formulation": "forme",
        "route": "voie",
        "handling": "forme_adaptee",
        "deviation": "ecart_put",
    }
)
"""The column of the listing behind each output."""

SHOWN = (
    "baseline_age",
    "baseline_age_class",
    "baseline_sex",
    "baseline_weight",
    "baseline_height",
    "baseline_surface",
    "baseline_performance",
    "baseline_ecog",
    "baseline_diagnosis",
    "baseline_stage",
    "baseline_metastatic",
    "baseline_disease_status",
    "baseline_prior_lines",
    "baseline_prior_treatment",
    "baseline_basis",
    "baseline_basis_gene",
    "baseline_predisposition",
)
"""In the order of a baseline table."""


def make(aggregator: Aggregator, *, sizes: Mapping[str, int]) -> Table:
    """Baseline of the patients treated."""
    entries = [entry for output in SHOWN for entry in outputs(aggregator, output)]
    entries += [*_since_diagnosis(aggregator), *_comorbidities(aggregator)]
    notes = (
        T(
            "Période : patients dont la première prise est dans la période. % des valeurs connues ; pas de % si N < 5.",
            "Period: patients whose first dose is in the period. % of known values; no % if N < 5.",
        ),
    )
    title = T("Caractéristiques des patients traités", "Characteristics of treated patients")
    return make_table(
        NAME, title, DESCRIBED, aggregator.keep(entries), sizes=sizes, notes=notes, population="P3"
    )


def outputs(aggregator: Aggregator, output: str) -> Iterator[Entry]:
    """The lines of an output of the summary: one of a measure, one per answer else."""
    title, column, source = OUTPUTS[output].title, COLUMNS[output], in_population("P3")
    if OUTPUTS[output].unit != "%":
        unit = UNIT_LABELS[OUTPUTS[output].unit]
        named = T(f"{title.fr} ({unit.fr})", f"{title.en} ({unit.en})")
        yield aggregator.described(named, replace(source, counts=VALUES + column), output)
        return
    for category in aggregator.categories(output):
        if category != UNKNOWN:
            label = say(category_label(output, category))
            chosen = source.only((column, HOLDS, label))
            found = aggregator.shared(title, label, chosen, output=output, category=category)
            yield _with_missing(aggregator, found, output)


def _with_missing(aggregator: Aggregator, entry: Entry, output: str) -> Entry:
    """The line with the patients of whom nothing is known, which the summary counts apart."""
    numbers = {}
    for span, held in entry.numbers.items():
        row = aggregator.row(span, output, UNKNOWN)
        numbers[span] = {**held, "manquants": row.n if row else 0}
    return replace(entry, numbers=numbers)


def _since_diagnosis(aggregator: Aggregator) -> Iterator[Entry]:
    words = T("Délai depuis le diagnostic (mois)", "Time since diagnosis (months)")
    source = in_population("P3")
    yield aggregator.measured(words, replace(source, counts=f"{VALUES}delai_diag_mois"), source)


def _comorbidities(aggregator: Aggregator) -> Iterator[Entry]:
    """Patients by each comorbidity that occurs, of those of whom something was recorded."""
    source = in_population("P3")
    known = source.only(("comorbidites", UNEQUAL, say(EMPTY)))
    cells = aggregator.counter.distinct([PATIENTS], "comorbidites")
    found = {one for cell in cells for one in str(cell).split(JOINED)} - {say(EMPTY), say(NONE)}
    for value in sorted(found):
        words = T("Comorbidités", "Comorbidities")
        yield aggregator.counted(words, value, source.only(("comorbidites", HOLDS, value)), known)
