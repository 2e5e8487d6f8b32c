"""01_POPULATIONS: who asked, who was included, treated, followed and evaluable; 02_INCLUSIONS: when and where."""

from __future__ import annotations

from collections.abc import Iterator

from exports.has.aggregates import Aggregator, Entry, make_table, patients_in
from exports.has.columns import JOINED, NONE
from exports.has.counts import BEGINS, ELEMENTS, ENDS, EQUAL, UNEQUAL, Counter, Source
from exports.has.dossier import SPANS, Table
from exports.has.sheets.patients import NAME as PATIENTS
from registry.fields.access_request import REQUEST_DECISION
from registry.fields.base import T
from registry.fields.values import YES_NO
from registry.i18n import say

POPULATIONS, INCLUSIONS = "01_POPULATIONS", "02_INCLUSIONS"
STARTED, INCLUDED = "date_initiation", "date_inclusion"

DEFINITIONS: dict[str, tuple[T, T]] = {
    "P0": (
        T("Demandes", "Requests"),
        T("toutes les demandes d’accès sous ces régimes", "all access requests under these schemes"),
    ),
    "P1": (
        T("Demandes par décision", "Requests by decision"),
        T(
            "demandes acceptées, refusées, annulées, en attente",
            "granted, refused, cancelled, pending requests",
        ),
    ),
    "P2": (
        T("Patients inclus", "Patients included"),
        T(
            "demande acceptée (ou régime sans autorisation), information donnée, critères remplis, pas d’opposition",
            "request granted (or scheme without authorisation), informed, criteria met, no objection",
        ),
    ),
    "P3": (
        T("Patients traités (tolérance)", "Patients treated (safety)"),
        T("au moins une prise ; dénominateur de la tolérance", "at least one dose; denominator of safety"),
    ),
    "P4": (
        T("Patients suivis", "Patients followed"),
        T("P3 avec une visite de suivi ou un arrêt", "P3 with a follow-up visit or a stop"),
    ),
    "P5": (
        T("Analyse d’efficacité", "Efficacy analysis"),
        T(
            "P3 avec évaluation de référence et réponse évaluée ensuite, ou progression ou décès avant",
            "P3 with a baseline and a later assessment that tells a response, or progression or death before",
        ),
    ),
    "P6": (
        T("Qualité de vie", "Quality of life"),
        T(
            "P3 avec un questionnaire avant et un après, même instrument et même répondant",
            "P3 with a questionnaire before and one after, same instrument and respondent",
        ),
    ),
    "P7": (
        T("Statut à la coupure", "Status at cut-off"),
        T(
            "P3 par statut : en cours, arrêté, décédé, perdu de vue",
            "P3 by status: ongoing, stopped, dead, lost",
        ),
    ),
}
"""The populations: name and definition, the registry's own proposal, printed with the numbers."""

P7 = ("En cours", "Ongoing"), ("Arrêté", "Stopped"), ("Décédé", "Dead"), ("Perdu de vue", "Lost to follow-up")


def yes() -> str:
    return say(YES_NO.label("yes"))


def in_population(code: str) -> Source:
    """The patients of a population."""
    return patients_in(
        PATIENTS, (f"population_{code}", EQUAL, yes()), dated=INCLUDED if code == "P2" else STARTED
    )


def requests(*where: tuple[str, str, str]) -> Source:
    """Access requests: the elements of the column that lists them."""
    return Source((PATIENTS,), (("demandes", UNEQUAL, say(NONE)), *where), f"{ELEMENTS}demandes", "demandes")


def make_populations(aggregator: Aggregator) -> Table:
    """One line per population, then what became of the requests."""
    entries = aggregator.keep(_populations(aggregator))
    sizes = {span: int(aggregator.counter.count(requests(), span).n) for span in SPANS}
    title = T("Populations", "Populations")
    return make_table(POPULATIONS, title, ("n",), entries, sizes=sizes, population="P0")


def _populations(aggregator: Aggregator) -> Iterator[Entry]:
    counted = aggregator.counted
    yield counted(_named("P0"), _definition("P0"), requests())
    for choice in REQUEST_DECISION:
        ends = ("demandes", ENDS, say(choice.label))
        yield counted(_named("P1"), say(choice.label), requests(ends))
    for code in ("P2", "P3", "P4", "P5", "P6"):
        yield counted(_named(code), _definition(code), in_population(code))
    for fr, en in P7:
        label = say(T(fr, en))
        where = ("statut_vital_coupure", EQUAL, label)
        yield counted(_named("P7"), label, in_population("P3").only(where))
    yield from _by_value(aggregator, T("Motif de refus", "Reason for refusal"), "motif_refus")
    not_started = T("Accordé, jamais commencé", "Granted, never started")
    yield from _by_value(aggregator, not_started, "motif_non_debut")


def _by_value(aggregator: Aggregator, variable: T, column: str) -> Iterator[Entry]:
    """Patients by the value of a column of their last request."""
    if not aggregator.counter.has(PATIENTS, column):
        return
    main = ("ligne_principale", EQUAL, yes())
    for value in aggregator.counter.distinct([PATIENTS], column):
        if value != say(NONE):
            source = patients_in(PATIENTS, main, (column, EQUAL, str(value)), dated="date_demande")
            yield aggregator.counted(variable, str(value), source)


def _named(code: str) -> T:
    name = DEFINITIONS[code][0]
    return T(f"{code} {name.fr}", f"{code} {name.en}")


def _definition(code: str) -> str:
    text = say(DEFINITIONS[code][1])
    return text[:1].upper() + text[1:]


def make_inclusions(aggregator: Aggregator) -> Table:
    """Requests, inclusions and first doses by country, centre, month and centre, and position of the prescriber."""
    entries = aggregator.keep(_inclusions(aggregator))
    sizes = {span: int(aggregator.counter.count(requests(), span).n) for span in SPANS}
    return make_table(
        INCLUSIONS,
        T("Inclusions", "Inclusions"),
        ("n",),
        entries,
        sizes=sizes,
        notes=(
            T(
                "La région n’est pas recueillie par le registre.",
                "The region is not collected by the registry.",
            ),
        ),
        population="P0",
    )


def _inclusions(aggregator: Aggregator) -> Iterator[Entry]:
    counter = aggregator.counter
    everything = T("Tous les centres", "All centres")
    yield from _three(aggregator, everything, say(T("Total", "Total")), ())
    for column, name in (("pays", T("Pays", "Country")), ("centre_code", T("Centre", "Centre"))):
        for value in counter.distinct([PATIENTS], column):
            yield from _three(aggregator, name, str(value), ((column, EQUAL, str(value)),))
    for month, centre in _months(counter):
        words = T(f"{month}, centre {centre}", f"{month}, centre {centre}")
        yield from _three(aggregator, words, month, (("centre_code", EQUAL, centre),), month=month)
    if counter.has(PATIENTS, "fonction_prescripteur"):
        for value in counter.distinct([PATIENTS], "fonction_prescripteur"):
            where = ("fonction_prescripteur", EQUAL, str(value))
            label = T(
                "Patients traités par fonction du prescripteur", "Patients treated by position of prescriber"
            )
            yield aggregator.counted(label, str(value), in_population("P3").only(where))


def _three(
    aggregator: Aggregator, group: T, value: str, where: tuple[tuple[str, str, str], ...], *, month: str = ""
) -> Iterator[Entry]:
    """Requests, inclusions and first doses of a group; those of a month only if there are any."""
    for words, source, date in (
        (T("demandes", "requests"), requests(*where), "demandes"),
        (T("inclusions", "inclusions"), in_population("P2").only(*where), INCLUDED),
        (T("premières prises", "first doses"), in_population("P3").only(*where), STARTED),
    ):
        chosen = source.only((date, BEGINS, month)) if month else source
        found = aggregator.counted(T(f"{group.fr} : {words.fr}", f"{group.en}: {words.en}"), value, chosen)
        if not month or found.numbers["cumulative"]["n"]:
            yield found


def _months(counter: Counter) -> list[tuple[str, str]]:
    """The months and centres in which something happened."""
    found: set[tuple[str, str]] = set()
    for centre, asked, included, started in counter.tuples(
        PATIENTS, "centre_code", "demandes", INCLUDED, STARTED
    ):
        days = [*str(asked).split(JOINED), str(included), str(started)]
        found |= {(day[:7], str(centre)) for day in days if day[:4].isdigit()}
    return sorted(found)
