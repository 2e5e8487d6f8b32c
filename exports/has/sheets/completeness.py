"""18_COMPLETUDE: values expected and missing, by variable, form and centre; 19_DEDOMMAGEMENT: forms by centre.

Counted from the cells of the listings: expected is every cell but NA, missing those with DM, NF, ND, NC or RF.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from exports.has.aggregates import whole
from exports.has.columns import EMPTY, JOINED, NONE, Item
from exports.has.counts import AMONG, BEGINS, EQUAL, SUM, UNEQUAL, Condition, Counter, Source
from exports.has.dossier import Column, Line, Table, Value
from exports.has.sheets.patient_outcome import STATUS
from exports.has.sheets.patients import NAME as PATIENTS
from exports.has.sheets.populations import in_population, yes
from exports.has.sheets.reactions import NAMES as REACTIONS
from exports.has.sheets.treatments import QUESTIONNAIRES, TREATMENTS
from exports.has.sheets.visits import NAME as VISITS
from registry.fields.base import MISSING_LETTERS, Missing, T
from registry.fields.catalogue import KINDS
from registry.i18n import say
from registry.summaries.quality import AMBER_UP_TO, GREEN, RED, level_of, mandatory

COMPLETENESS, COMPENSATION = "18_COMPLETUDE", "19_DEDOMMAGEMENT"
LEVELS = {
    GREEN: T("vert", "green"),
    "amber": T("orange", "amber"),
    RED: T("rouge", "red"),
    "none": T("NA", "NA"),
}
TOLD_OF: Mapping[str, tuple[str, ...]] = {
    PATIENTS: ("patient", "diagnosis", "access_request", "course", "course_drug", "initiation"),
    **dict.fromkeys(REACTIONS, ("toxicity", "toxicity_drug")),
    TREATMENTS: ("dose_period",),
    VISITS: ("follow_up", "assessment"),
    QUESTIONNAIRES: ("questionnaire",),
}
"""The kinds of record whose fields are told where each listing stands; each field is told once."""

OF_PERSON = ("patient", "diagnosis", "access_request")
LISTED = 20
"""Patients named in a cell; the filter finds all of them."""

COLUMNS = (
    Column("niveau", T("Niveau", "Level")),
    Column("nom", T("Nom", "Name"), "words"),
    Column("attendu", T("Attendu", "Expected"), "count"),
    Column("recu", T("Reçu", "Received"), "count"),
    Column("manquant", T("Manquant", "Missing"), "count"),
    Column("pct_manquant", T("% manquant", "% missing"), "percent"),
    Column("seuil", T("Seuil (%)", "Threshold (%)"), "number"),
    Column("statut", T("Statut", "Status")),
    Column("liste_patients", T("Patients concernés", "Patients concerned"), "words"),
    Column("source", T("Source", "Source")),
    Column("source_filtre", T("Filtre des manquants", "Filter of the missing"), "words"),
)

GLOBAL, VARIABLE = T("global", "overall"), T("variable", "variable")
FORM, CENTRE = T("fiche", "form"), T("centre", "centre")


@dataclass(frozen=True, slots=True)
class Measured:
    """Values expected and missing in one column of one listing, with the patients concerned."""

    sheet: str
    column: Column
    where: tuple[Condition, ...]
    expected: int
    missing: int
    patients: tuple[str, ...]
    shows: tuple[tuple[str, str], ...] = ()

    @property
    def percent(self) -> float | None:
        return 100 * self.missing / self.expected if self.expected else None


def missing_letters() -> str:
    """The codes of a missing value, as a filter writes them."""
    reasons = (MISSING_LETTERS[reason] for reason in Missing if reason is not Missing.NOT_APPLICABLE)
    return JOINED.join((say(EMPTY), *(say(letters) for letters in reasons)))


def not_applicable() -> str:
    """The code of what has no place."""
    return say(NONE)


def measure(counter: Counter, shown: Mapping[str, Sequence[Item]], *, centre: str = "") -> list[Measured]:
    """Every mandatory field of the protocol that a listing shows, of all centres or of one."""
    return [
        _measure(counter, sheet, item, centre=centre)
        for sheet, items in shown.items()
        for item in items
        if _is_told(sheet, item) and counter.has(sheet, item.column.name)
    ]


def _is_told(sheet: str, item: Item) -> bool:
    """A mandatory field of the protocol stands behind the column, of a kind that the listing is about."""
    kinds = {kind for kind, _name in item.shows} & {*TOLD_OF[sheet]}
    names = {(kind, field.name) for kind in kinds for field in mandatory(KINDS[kind])}
    return item.core and bool(names & set(item.shows))


def _measure(counter: Counter, sheet: str, item: Item, *, centre: str) -> Measured:
    kind = item.shows[0][0]
    first = (("ligne_principale", EQUAL, yes()),) if sheet == PATIENTS and kind in OF_PERSON else ()
    inside = (("patient_id", BEGINS, f"{centre}-"),) if centre else ()
    source = Source((sheet,), (*first, *inside), "lignes")
    expected = source.only((item.column.name, UNEQUAL, say(NONE)))
    lacking = (item.column.name, AMONG, missing_letters())
    missing = counter.count(source.only(lacking))
    return Measured(
        sheet,
        item.column,
        (*first, *inside, lacking),
        int(counter.count(expected).n),
        int(missing.n),
        missing.ids,
        item.shows,
    )


def make_completeness(counter: Counter, shown: Mapping[str, Sequence[Item]]) -> Table:
    """Overall, then by form, by variable and by centre."""
    measured = measure(counter, shown)
    title = T("Complétude des données du protocole", "Completeness of the protocol data")
    notes = (
        T(
            "Attendu : cellules des listes 10, 11, 14 à 17 autres que NA ; manquant : DM, NF, ND, NC ou RF.",
            "Expected: cells of listings 10, 11, 14 to 17 other than NA; missing: DM or a reason but NA.",
        ),
    )
    lines = (*_overall(measured), *_forms(counter), *_variables(measured), *_centres(counter, shown))
    return Table(COMPLETENESS, title, COLUMNS, lines, notes, is_aggregate=True)


def _line(
    level: T, name: str, counted: tuple[int, int], source: tuple[str, str], patients: Sequence[str] = ()
) -> Line:
    expected, missing = counted
    percent = 100 * missing / expected if expected else None
    cells: tuple[Value, ...] = (
        say(level),
        name,
        expected,
        expected - missing,
        missing,
        say(NONE) if percent is None else percent,
        AMBER_UP_TO,
        say(LEVELS[level_of(percent)]),
        _named(patients),
        *source,
    )
    return Line(cells, strong=level is GLOBAL, kind="patient", cumulative=tuple(patients))


def _named(patients: Sequence[str]) -> str:
    if not patients:
        return say(NONE)
    more = f"{JOINED}+ {len(patients) - LISTED}" if len(patients) > LISTED else ""
    return JOINED.join(patients[:LISTED]) + more


def _overall(measured: Sequence[Measured]) -> Iterator[Line]:
    expected, missing = sum(one.expected for one in measured), sum(one.missing for one in measured)
    every = say(T("Toutes les variables", "All variables"))
    yield _line(GLOBAL, every, (expected, missing), (COMPLETENESS, 'niveau = "variable"'))


def _variables(measured: Sequence[Measured]) -> Iterator[Line]:
    for one in measured:
        source = Source((one.sheet,), one.where, "lignes").cells
        name = f"{one.column.name} : {say(one.column.heading)}"
        yield _line(VARIABLE, name, (one.expected, one.missing), source[:2], one.patients)


def _forms(counter: Counter) -> Iterator[Line]:
    """Forms due and received."""
    for name, due, received in forms():
        expected, held = int(counter.count(due).n), int(counter.count(received).n)
        source = f"{due.counts} / {received.counts} ; {due.cells[1]}"
        yield _line(FORM, name, (expected, max(expected - held, 0)), (PATIENTS, source))


def forms(*where: Condition) -> list[tuple[str, Source, Source]]:
    """The forms of a course: name, those due, those received."""
    started = Source((PATIENTS,), (("date_initiation", UNEQUAL, say(NONE)), *where), "lignes")
    stopped = Source((PATIENTS,), (("statut_ttt", EQUAL, say(STATUS.label("stopped"))), *where), "lignes")
    visits = Source((PATIENTS,), where, f"{SUM}n_suivis_prevus")
    entered = ("initiation_measured_on", UNEQUAL, say(EMPTY))
    reason = ("motif_arret_principal", UNEQUAL, say(EMPTY))
    return [
        (say(T("Initiation", "Initiation")), started, started.only(entered)),
        (say(T("Suivi", "Follow-up")), visits, replace(visits, counts=f"{SUM}n_suivis_recus")),
        (say(T("Arrêt", "Stop")), stopped, stopped.only(reason)),
    ]


def _centres(counter: Counter, shown: Mapping[str, Sequence[Item]]) -> Iterator[Line]:
    for centre in counter.distinct([PATIENTS], "centre_code"):
        measured = measure(counter, shown, centre=str(centre))
        expected, missing = sum(one.expected for one in measured), sum(one.missing for one in measured)
        filtered = f'niveau = "variable" ; patient_id {BEGINS} "{centre}-"'
        yield _line(CENTRE, str(centre), (expected, missing), (COMPLETENESS, filtered))


def make_compensation(
    counter: Counter, shown: Mapping[str, Sequence[Item]], *, names: Mapping[str, str]
) -> Table:
    """Per hospital: patients, forms due and received, missing values; amounts are for the convention to say."""
    title = T("Recueil par établissement", "Collection by hospital")
    notes = (
        T(
            "Les montants et le niveau de suivi relèvent de la convention entre le laboratoire et l’établissement.",
            "Amounts and the level of follow-up are for the agreement between company and hospital to say.",
        ),
    )
    columns = (
        Column("centre_code", T("Centre", "Centre")),
        Column("etablissement", T("Établissement", "Hospital"), "words"),
        Column("patients_traites", T("Patients traités", "Patients treated"), "count"),
        Column("fiches_attendues", T("Fiches attendues", "Forms due"), "count"),
        Column("fiches_recues", T("Fiches reçues", "Forms received"), "count"),
        Column("valeurs_attendues", T("Valeurs attendues", "Values expected"), "count"),
        Column("valeurs_manquantes", T("Valeurs manquantes", "Values missing"), "count"),
        Column("pct_manquant", T("% manquant", "% missing"), "percent"),
        Column("niveau_suivi", T("Niveau de suivi", "Level of follow-up")),
        Column("montant", T("Montant", "Amount")),
        Column("source", T("Source", "Source")),
        Column("source_filtre", T("Filtre", "Filter"), "words"),
    )
    centres = counter.distinct([PATIENTS], "centre_code")
    lines = tuple(_hospital(counter, shown, str(centre), names.get(str(centre), "")) for centre in centres)
    return Table(COMPENSATION, title, columns, lines, notes, "P3", is_aggregate=True)


def _hospital(counter: Counter, shown: Mapping[str, Sequence[Item]], centre: str, name: str) -> Line:
    where = ("centre_code", EQUAL, centre)
    treated = counter.count(in_population("P3").only(where))
    pairs = [(counter.count(due).n, counter.count(got).n) for _name, due, got in forms(where)]
    measured = measure(counter, shown, centre=centre)
    expected, missing = sum(one.expected for one in measured), sum(one.missing for one in measured)
    cells: tuple[Value, ...] = (
        centre,
        name or say(EMPTY),
        whole(treated.n),
        whole(sum(due for due, _got in pairs)),
        whole(sum(min(due, got) for due, got in pairs)),
        expected,
        missing,
        100 * missing / expected if expected else say(NONE),
        say(NONE),
        say(NONE),
        f"{PATIENTS} + {COMPLETENESS}",
        f'centre_code = "{centre}"',
    )
    return Line(cells, kind="patient", cumulative=treated.ids)
