"""The patients behind a number: which number it is, what it means, and its patients page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from registry.i18n import gettext as _
from registry.i18n import say
from registry.queries.drug_patients import CountedPatient
from registry.summaries.catalogue import OUTPUTS, READING_LABELS, SUBSET_LABELS, By
from registry.summaries.labels import category_label, population_label
from registry.summaries.populations import ALL
from registry.summaries.table import Row
from registry.web import drug_filters, parameter_words
from registry.web.drug_left_out import left_out
from registry.web.drug_list import PAGE, whole
from registry.web.drug_numbers import Figure, Numbers, words_of
from registry.web.parameter_words import Choice

ADDRESS = frozenset({"output", "category", "row_reading", "page"})
"""Names in the address that say which number, beside the choices of the drug page."""


@dataclass(frozen=True, slots=True)
class Name:
    """Which number: its output, the category as an address holds it, the reading ("" for the chosen one)."""

    output: str
    category: str
    reading: str


@dataclass(frozen=True, slots=True)
class PatientsPage:
    """A number in words, and one page of its patients. share: where it is made of n of N. left_out: sentences."""

    row: Row
    title: str
    definition: str
    source: str
    share: Figure | None
    population: str
    circumstances: tuple[str, ...]
    choices: tuple[Choice, ...]
    left_out: tuple[str, ...]
    lines: Sequence[CountedPatient]
    total: int
    page: int
    addresses: tuple[str, ...]

    @property
    def counts_events(self) -> bool:
        return self.row.unit == "events"


def read_name(query: Mapping[str, str]) -> Name:
    return Name(query.get("output", ""), query.get("category", ALL), query.get("row_reading", ""))


def page_of(numbers: Numbers, row: Row, lines: Sequence[CountedPatient], page: str) -> PatientsPage:
    """A page of the patients of a row."""
    output = OUTPUTS[row.output]
    pages = max(1, -(-len(lines) // PAGE))
    number = min(whole(page), pages)
    return PatientsPage(
        row=row,
        title=title_of(row),
        definition=say(output.definition),
        source=output.source,
        share=numbers.figure(row) if row.N is not None else None,
        population=say(population_label(row)).lower() if row.population else "",
        circumstances=tuple(_circumstances(numbers, row)),
        choices=tuple(parameter_words.choice(name, numbers.summary.parameters) for name in output.parameters),
        left_out=tuple(left_out(numbers.summary)),
        lines=lines[(number - 1) * PAGE : number * PAGE],
        total=len(lines),
        page=number,
        addresses=tuple(numbers.address_of(row, page=n) for n in range(1, pages + 1)),
    )


def title_of(row: Row) -> str:
    """The title of the output and the words of the category: Best response: stable disease."""
    title = say(OUTPUTS[row.output].title)
    if OUTPUTS[row.output].by is By.NOTHING or row.category == ALL:
        return title
    return _("%(title)s: %(category)s") % {"title": title, "category": words_of(row)}


def _circumstances(numbers: Numbers, row: Row) -> Iterator[str]:
    """The use and the reading that the number is about, and the filters."""
    yield _("All uses") if row.subset == ALL else say(SUBSET_LABELS[row.subset])
    if row.reading:
        reading = say(READING_LABELS[row.reading])
        yield _("Reading: %(reading)s") % {"reading": reading[:1].lower() + reading[1:]}
    for looked_at, values in drug_filters.set_words(numbers.asked.filters):
        yield _("%(choice)s: %(value)s") % {"choice": looked_at, "value": values}


def diagnosis_words(category: str) -> str:
    """The words of a diagnosis category."""
    return say(category_label("orr", category))
