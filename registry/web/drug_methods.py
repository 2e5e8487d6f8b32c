"""How the numbers are made: the catalogue by chapter, and the notes of the functions that make each chapter's rows."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType

from registry.fields.base import T
from registry.summaries import (
    baseline,
    coverage,
    ctdna,
    curves,
    data_quality,
    declarations,
    drug,
    efficacy,
    endpoints,
    growth,
    questionnaires,
    rates,
    remarkable,
    response_rates,
    review,
    signals,
    toxicity,
    use,
)
from registry.summaries.catalogue import OUTPUTS, Output
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

MAKES_ROWS = "Iterator[Row]"


@dataclass(frozen=True, slots=True)
class Chapter:
    """Outputs of one theme, and the notes on how they are made: (function, its note in paragraphs, in English)."""

    id: str
    title: T
    outputs: Mapping[str, Output]
    notes: tuple[tuple[str, tuple[str, ...]], ...]


_CHAPTERS: tuple[tuple[str, T, Mapping[str, Output], tuple[ModuleType, ...]], ...] = (
    ("populations", T("Populations", "Populations"), FLOW, (drug,)),
    ("who", T("Patients", "Patients"), BASELINE, (baseline,)),
    ("use", T("Usage du médicament", "Use of the drug"), USE, (use,)),
    ("efficacy", T("Efficacité", "Efficacy"), EFFICACY, (efficacy,)),
    ("response", T("Taux de réponse", "Response rates"), RESPONSE_RATES, (response_rates,)),
    ("times", T("Durées", "Times to an event"), TIMES, (endpoints, curves, growth)),
    (
        "remarkable",
        T("Réponses remarquables, ADN tumoral", "Remarkable responses, ctDNA"),
        REMARKABLE,
        (remarkable, ctdna),
    ),
    ("review", T("Relecture", "Review"), REVIEW, (review,)),
    ("toxicity", T("Toxicité", "Toxicity"), {**TOXICITY, **CONSEQUENCES, **NUMBERS}, (toxicity,)),
    ("tables", T("Toxicité par classe d’organe et terme", "Toxicity by organ class and term"), TABLES, ()),
    ("rates", T("Taux de toxicité", "Rates of toxicity"), RATES, (rates,)),
    ("declarations", T("Déclarations", "Declarations"), DECLARATIONS, (declarations,)),
    ("life", T("Qualité de vie", "Quality of life"), QUESTIONNAIRES, (questionnaires,)),
    ("coverage", T("Couverture", "Coverage"), COVERAGE, (coverage,)),
    ("data", T("Qualité des données", "Data quality"), QUALITY, (data_quality,)),
    ("signals", T("Signaux", "Signals"), SIGNALS, (signals,)),
)


def chapters() -> tuple[Chapter, ...]:
    """The catalogue in the order of the page, whole: what has no chapter of its own comes last."""
    found = [
        Chapter(name, title, outputs, tuple(note for module in modules for note in _notes(module)))
        for name, title, outputs, modules in _CHAPTERS
    ]
    themed = {name for chapter in found for name in chapter.outputs}
    rest = {name: output for name, output in OUTPUTS.items() if name not in themed}
    if rest:
        found.append(Chapter("further", T("Qualité des données", "Data quality"), rest, ()))
    return tuple(found)


def _notes(module: ModuleType) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The functions of a module that make rows, with their docstrings."""
    for name, function in vars(module).items():
        if (
            inspect.isfunction(function)
            and function.__module__ == module.__name__
            and not name.startswith("_")
            and function.__annotations__.get("return") == MAKES_ROWS
        ):
            yield name, tuple((inspect.getdoc(function) or "").split("\n\n"))
