"""04_CONDITIONS_UTILISATION: doses, combinations, forms, changes, exposure; 05_ARRETS: what became of treatment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from exports.has.aggregates import DESCRIBED, Aggregator, Entry, make_table, patients_in, rows_in
from exports.has.columns import NONE
from exports.has.counts import BELOW, EQUAL, UNEQUAL, Source
from exports.has.dossier import Table
from exports.has.sheets.characteristics import outputs
from exports.has.sheets.patient_outcome import STATUS
from exports.has.sheets.patients import NAME as PATIENTS
from exports.has.sheets.populations import in_population, yes
from exports.has.sheets.treatments import TREATMENTS
from exports.has.sheets.visits import NAME as VISITS
from registry.fields.base import T, ValueSet
from registry.fields.dose_period import DOSE_CHANGE, DOSE_REASON
from registry.fields.follow_up import ADHERENCE
from registry.fields.values import DEATH_CAUSE, STOP_REASON, VITAL_STATUS
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS

USE, STOPS = "04_CONDITIONS_UTILISATION", "05_ARRETS"
BEFORE_CHANGES = ("start_dose_kg", "start_dose_m2", "start_dose_ratio")
AT_START = ("formulation", "route", "handling", "deviation")
LASTING = ("exposure_days", "exposure_months", "dose_intensity")
CHANGES = ("interruption", "reduction")


def make_use(aggregator: Aggregator, *, sizes: Mapping[str, int]) -> Table:
    """How the drug was used in the patients treated."""
    entries = aggregator.keep(_use(aggregator))
    notes = (
        T(
            "Période : première prise dans la période ; changements de dose : cumul seul.",
            "Period: first dose in the period; dose changes: cumulative only.",
        ),
    )
    title = T("Conditions d’utilisation", "Conditions of use")
    return make_table(USE, title, DESCRIBED, entries, sizes=sizes, notes=notes, population="P3")


def _use(aggregator: Aggregator) -> Iterator[Entry]:
    for output in BEFORE_CHANGES:
        yield from outputs(aggregator, output)
    yield _below(aggregator)
    yield from _combinations(aggregator)
    for output in (*AT_START, *LASTING):
        yield from outputs(aggregator, output)
    for change in CHANGES:
        yield from _changes(aggregator, change)
    yield from map(_without_missing, outputs(aggregator, "dose_interruption_days"))
    yield from _adherence(aggregator)


def _without_missing(entry: Entry) -> Entry:
    """Whoever was never interrupted lacks nothing."""
    numbers = {
        span: {name: value for name, value in held.items() if name != "manquants"}
        for span, held in entry.numbers.items()
    }
    return replace(entry, numbers=numbers)


def _below(aggregator: Aggregator) -> Entry:
    source = in_population("P3").only(("dose_sur_prevue", BELOW, "1"))
    title = OUTPUTS["start_dose_below"].title
    return aggregator.shared(title, yes(), source, output="start_dose_below", category="yes")


def _combinations(aggregator: Aggregator) -> Iterator[Entry]:
    variable, treated = T("Association", "Combination"), in_population("P3")
    alone = say(T("Monothérapie", "Monotherapy"))
    yield aggregator.counted(variable, alone, treated.only(("association", EQUAL, alone)), treated)
    with_others = say(T("Association, toutes", "Combination, any"))
    yield aggregator.counted(variable, with_others, treated.only(("association", UNEQUAL, alone)), treated)
    for value in aggregator.counter.distinct([PATIENTS], "association"):
        if value not in (alone, say(NONE)):
            yield aggregator.counted(
                variable, str(value), treated.only(("association", EQUAL, str(value))), treated
            )


def _dosed(*where: tuple[str, str, str]) -> Source:
    return patients_in(TREATMENTS, ("comptee", EQUAL, yes()), *where)


def _changes(aggregator: Aggregator, change: str) -> Iterator[Entry]:
    """Patients with a change, the changes themselves, and patients by reason; of those with dose periods."""
    label = ("type", EQUAL, say(DOSE_CHANGE.label(change)))
    title = OUTPUTS[f"dose_{change}"].title
    patients = say(T("Patients", "Patients"))
    yield aggregator.shared(title, patients, _dosed(label), output=f"dose_{change}")
    events = rows_in(TREATMENTS, where=_dosed(label).where)
    words = say(T("Nombre", "Number"))
    yield aggregator.shared(title, words, events, output=f"dose_{change}_events")
    reasons = OUTPUTS[f"dose_{change}_reason"].title
    for code in aggregator.categories(f"dose_{change}_reason"):
        if code in DOSE_REASON:
            reason = say(DOSE_REASON.label(code))
            source = _dosed(label, ("motif", EQUAL, reason))
            yield aggregator.shared(reasons, reason, source, output=f"dose_{change}_reason", category=code)


def _adherence(aggregator: Aggregator) -> Iterator[Entry]:
    """Visits by adherence; a visit is a line."""
    if not aggregator.counter.has(VISITS, "observance"):
        return
    labels = {say(choice.label) for choice in ADHERENCE}
    for choice in ADHERENCE:
        where = (("observance", EQUAL, say(choice.label)),)
        source = rows_in(VISITS, where=where, dated="date_realisee")
        if labels & {str(value) for value in aggregator.counter.distinct([VISITS], "observance")}:
            yield aggregator.counted(
                T("Observance, par visite", "Adherence, by visit"), say(choice.label), source
            )


def make_stops(aggregator: Aggregator, *, sizes: Mapping[str, int]) -> Table:
    """Status on the cut-off, reasons for stopping, deaths by cause."""
    entries = aggregator.keep(_stops(aggregator))
    stats = ("n", "N", "pct", "ic_bas", "ic_haut")
    return make_table(
        STOPS, T("Arrêts et statut", "Stops and status"), stats, entries, sizes=sizes, population="P3"
    )


def _stops(aggregator: Aggregator) -> Iterator[Entry]:
    treated = in_population("P3")
    treatment = T("Statut du traitement", "Treatment status")
    yield from _each(aggregator, treatment, "statut_ttt", STATUS, treated)
    stopped = treated.only(("statut_ttt", EQUAL, say(STATUS.label("stopped"))))
    reasons = T("Raison principale de l’arrêt", "Main reason for stopping")
    yield from _each(aggregator, reasons, "motif_arret_principal", STOP_REASON, stopped)
    vital = T("Statut vital", "Vital status")
    yield from _each(aggregator, vital, "statut_vital", VITAL_STATUS, treated)
    dead = treated.only(("statut_vital", EQUAL, say(VITAL_STATUS.label("dead"))))
    yield from _each(aggregator, T("Cause du décès", "Cause of death"), "cause_deces", DEATH_CAUSE, dead)


def _each(
    aggregator: Aggregator, variable: T, column: str, values: ValueSet, source: Source
) -> Iterator[Entry]:
    """The patients of a source by the value of a column, of all of them."""
    for choice in values:
        label = say(choice.label)
        yield aggregator.counted(variable, label, source.only((column, EQUAL, label)), source)
