"""From the records read once to the dossier: listings first, then what is counted in them, then what is checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from exports.basis import records
from exports.has import checks
from exports.has.aggregates import Aggregator
from exports.has.columns import Item, Source, cell, make_listing
from exports.has.counts import Counter
from exports.has.dossier import (
    CUMULATIVE,
    DRAFT,
    FINAL,
    PERIOD,
    SPANS,
    Curve,
    Dossier,
    Line,
    Meta,
    Number,
    Table,
    Value,
)
from exports.has.lines import PatientLines
from exports.has.material import Material
from exports.has.reactions import Reactions
from exports.has.sheets import (
    characteristics,
    completeness,
    deaths,
    dictionary,
    efficacy,
    patients,
    populations,
    quality_of_life,
    queries,
    reactions,
    read_me,
    safety,
    treatments,
    use,
    visits,
)
from exports.has.sheets.completeness import Measured
from registry.fields.base import T
from registry.i18n import speaking
from registry.summaries.audiences import Audience
from registry.summaries.disclosure import ShownRow, disclose
from registry.summaries.dossier import DossierBasis
from registry.summaries.populations import ALL
from registry.summaries.table import Row

if TYPE_CHECKING:
    import pandas as pd

FIGURES = ("courses", "bars", "marks", "deepest", "measures")


@dataclass(frozen=True, eq=False)
class Listings:
    """The listings, the columns each shows, and the names of those that it does not."""

    tables: Mapping[str, Table]
    items: Mapping[str, Sequence[Item]]
    left_out: Mapping[str, tuple[str, ...]]


def build_dossier(basis: DossierBasis) -> Dossier:
    """The dossier of a request, with its checks and its fingerprint."""
    with speaking(basis.request.language):
        material = Material.of(basis)
        lines = PatientLines(material)
        listings = _listings(lines)
        counter = Counter(listings.tables.values(), basis.request)
        shown = {name: listings.items[name] for name in completeness.TOLD_OF}
        measured = completeness.measure(counter, shown)
        aggregates = _aggregates(lines, counter, shown)
        references = [dictionary.make_dictionary(listings.items), dictionary.make_lists(listings.items)]
        tables = sorted([*listings.tables.values(), *aggregates, *references], key=lambda table: table.name)
        return _sealed(lines, counter, tables=tables, listings=listings, measured=measured)


def _listings(lines: PatientLines) -> Listings:
    """Sheets 10 to 17 and 20."""
    found = Reactions(lines)
    toxicities = found.make()
    serious = [one for one in toxicities if reactions.is_serious(one)]
    other = [one for one in toxicities if not reactions.is_serious(one)]
    made: list[tuple[str, T, Sequence[Item], Iterable[Source]]] = [
        (reactions.SERIOUS, T("Toxicités graves", "Serious toxicities"), reactions.items(lines), serious),
        (reactions.OTHER, T("Toxicités non graves", "Non-serious toxicities"), reactions.items(lines), other),
        (deaths.DEATHS, T("Décès", "Deaths"), deaths.death_items(lines), deaths.deaths(lines, toxicities)),
        (
            deaths.SITUATIONS,
            T("Grossesses et situations particulières", "Pregnancies and special situations"),
            deaths.situation_items(),
            deaths.situations(lines),
        ),
        (patients.NAME, T("Patients", "Patients"), patients.items(lines), lines.make()),
        (
            treatments.TREATMENTS,
            T("Périodes de dose", "Dose periods"),
            treatments.treatment_items(),
            treatments.treatments(lines),
        ),
        (
            visits.NAME,
            T("Suivis et évaluations", "Visits and assessments"),
            visits.items(),
            visits.visits(lines),
        ),
        (
            treatments.QUESTIONNAIRES,
            T("Questionnaires de qualité de vie", "Quality-of-life questionnaires"),
            treatments.questionnaire_items(),
            treatments.questionnaires(lines.material),
        ),
        (
            queries.NAME,
            T("Questions et relectures", "Queries and reviews"),
            queries.items(),
            queries.sources(lines),
        ),
    ]
    return _shown(lines.material, made)


def _shown(material: Material, made: Iterable[tuple[str, T, Sequence[Item], Iterable[Source]]]) -> Listings:
    tables, items, left_out = {}, {}, {}
    for name, title, columns, sources in made:
        table, absent = make_listing(name, title, columns, sources, visibility=material.visibility)
        names = {column.name for column in table.columns}
        tables[name] = _with_completeness(table) if name == patients.NAME else table
        items[name] = [item for item in columns if item.column.name in names]
        if absent:
            left_out[name] = absent
    return Listings(tables, items, left_out)


def _with_completeness(table: Table) -> Table:
    """The share of the protocol's cells of each line that hold a value."""
    if "completude_pct" not in {column.name for column in table.columns}:
        return table
    place = table.place("completude_pct")
    told = [
        number
        for number, column in enumerate(table.columns)
        if number < place and column.name != "completude_pct"
    ]
    letters = set(completeness.missing_letters().split("; "))
    return replace(table, lines=tuple(_completed(line, place, told, letters) for line in table.lines))


def _completed(line: Line, place: int, told: Sequence[int], letters: set[str]) -> Line:
    expected = [
        line.values[number] for number in told if line.values[number] != completeness.not_applicable()
    ]
    missing = sum(value in letters for value in expected if isinstance(value, str))
    percent: Value = 100 * (1 - missing / len(expected)) if expected else cell(None)
    return replace(line, values=(*line.values[:place], percent, *line.values[place + 1 :]))


def _aggregates(lines: PatientLines, counter: Counter, shown: Mapping[str, Sequence[Item]]) -> list[Table]:
    """Sheets 01 to 09, 18 and 19."""
    material = lines.material
    aggregator = Aggregator(material.spans, counter)
    treated = populations.in_population("P3")
    started = {span: int(counter.count(treated, span).n) for span in SPANS}
    everyone = dict.fromkeys(SPANS, started[CUMULATIVE])
    assessed = {PERIOD: len(material.spans.assessed.chosen.patients), CUMULATIVE: started[CUMULATIVE]}
    names = {centre: str(record["name"]) for centre, record in material.centres.items()}
    return [
        populations.make_populations(aggregator),
        populations.make_inclusions(aggregator),
        characteristics.make(aggregator, sizes=started),
        use.make_use(aggregator, sizes=started),
        use.make_stops(aggregator, sizes=started),
        efficacy.make(aggregator, sizes=assessed),
        quality_of_life.make(aggregator, sizes=everyone),
        safety.make_overview(aggregator, sizes=everyone),
        safety.make_classes(aggregator, coded=material.basis.meddra),
        completeness.make_completeness(counter, shown),
        completeness.make_compensation(counter, shown, names=names),
    ]


def _sealed(
    lines: PatientLines,
    counter: Counter,
    *,
    tables: Sequence[Table],
    listings: Listings,
    measured: Sequence[Measured],
) -> Dossier:
    """The dossier with its checks, its fingerprint and its first sheet."""
    material = lines.material
    shown = [(table.name, column.name) for table in tables for column in table.columns]
    findings = checks.run(material, measured, shown)
    blocked = any(found.level == checks.BLOCKING for found in findings)
    dossier = Dossier(
        meta=_meta(material, counter, listings, status=DRAFT if blocked else FINAL),
        tables=tuple(tables),
        numbers=tuple(_numbers(material)),
        curves=tuple(_curves(material)),
        figures={name: tuple(_plain(getattr(material.subjects, name))) for name in FIGURES},
        checks=findings,
        publishable=tuple(_publishable(material)),
    ).sealed()
    drafts = material.spans.study.counting.drafts.total
    first = read_me.make(dossier, objected=material.basis.objected, drafts=drafts)
    return replace(dossier, tables=(first, *dossier.tables))


def _meta(material: Material, counter: Counter, listings: Listings, *, status: str) -> Meta:
    request, basis = material.request, material.basis
    sizes = {"P0": populations.requests()}
    sizes |= {code: populations.in_population(code) for code in ("P2", "P3", "P4", "P5", "P6")}
    return Meta(
        drug=material.counting.drug,
        drug_names=dict(basis.drug_names),
        start=request.start,
        end=request.end,
        schemes=request.chosen_schemes,
        indication=request.indication,
        recipient=request.recipient,
        language=request.language,
        status=status,
        sizes={
            f"{code}.{span}": int(counter.count(source, span).n)
            for code, source in sizes.items()
            for span in SPANS
        },
        versions=dict(basis.versions),
        threshold=basis.threshold,
        left_out=dict(listings.left_out),
        made=basis.made.isoformat(timespec="seconds"),
        by=basis.by,
    )


def _numbers(material: Material) -> Iterable[Number]:
    spans = material.spans
    for span, rows in ((PERIOD, spans.rows), (CUMULATIVE, spans.summary.rows)):
        yield from (_number(span, row) for row in rows)


def _number(span: str, row: Row) -> Number:
    """A row of the summary; the patients behind it only where all of them are counted together."""
    return Number(
        span,
        row.output,
        row.subset,
        row.category,
        row.n,
        row.N,
        row.value,
        row.low,
        row.high,
        row.unit,
        row.population,
        row.reading,
        row.parameters,
        row.patients if row.subset == ALL else (),
    )


def _publishable(material: Material) -> Iterable[Number]:
    """What remains once small counts are hidden, and all that would give them back to whoever knows a centre."""
    owners = material.basis.frames.patients.groupby("centre_id")["patient_id"]
    found = disclose(
        material.spans.summary,
        audience=Audience.PUBLIC,
        circles=[tuple(ids) for _centre, ids in owners],
        threshold=material.basis.threshold,
    )
    told = [field.name for field in fields(ShownRow) if field.name != "hidden"]
    for row in found.rows:
        if not row.hidden:
            yield Number(CUMULATIVE, **{name: getattr(row, name) for name in told})


def _curves(material: Material) -> Iterable[Curve]:
    for curve in material.spans.summary.curves:
        yield Curve(
            curve.output,
            curve.subset,
            curve.reading,
            curve.population,
            curve.patients,
            curve.months,
            curve.events,
            curve.imputed,
            curve.without,
        )


def _plain(frame: pd.DataFrame) -> list[Mapping[str, Any]]:
    """The rows with plain numbers."""
    return [
        {name: value.item() if hasattr(value, "item") else value for name, value in row.items()}
        for row in records(frame)
    ]
