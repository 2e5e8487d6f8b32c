"""00_LISEZ_MOI: what the file is, how to read it, what is left out, and whether it may leave."""

from __future__ import annotations

from collections.abc import Iterator

from exports.has.columns import EMPTY, NONE
from exports.has.dossier import FINAL, Column, Dossier, Finding, Line, Meta, Table, Value
from exports.has.sheets.populations import DEFINITIONS
from registry.fields.base import MISSING_LABELS, MISSING_LETTERS, Missing, T
from registry.i18n import say, show_date
from registry.schemes.catalogue import SCHEMES
from registry.summaries.dossier import GROUP, RECIPIENT

NAME = "00_LISEZ_MOI"
NAMED = 10
"""Patients named beside a check."""

Pair = tuple[T, str, Value]


def make(dossier: Dossier, *, objected: int, drafts: int) -> Table:
    """The first sheet of a dossier whose other sheets are made."""
    columns = (
        Column("rubrique", T("Rubrique", "Topic"), "words"),
        Column("element", T("Élément", "Item"), "words"),
        Column("valeur", T("Valeur", "Value"), "words"),
    )
    lines = tuple(
        Line((say(topic), item, value))
        for topic, item, value in _pairs(dossier, objected=objected, drafts=drafts)
    )
    name = dossier.meta.drug_names.get(dossier.meta.language, dossier.meta.drug)
    title = T(
        f"{name[:1].upper()}{name[1:]} : dossier du {show_date(dossier.meta.start)} au {show_date(dossier.meta.end)}",
        f"{name[:1].upper()}{name[1:]}: dossier from {show_date(dossier.meta.start)} to {show_date(dossier.meta.end)}",
    )
    notes = (_status(dossier),)
    return Table(NAME, title, columns, lines, notes)


def _status(dossier: Dossier) -> T:
    if dossier.meta.status == FINAL:
        return T("DÉFINITIF : aucun contrôle bloquant.", "FINAL: no blocking check.")
    n = len(dossier.blocking)
    return T(
        f"PROJET : {n} contrôle{_s(n)} bloquant{_s(n)}, ci-dessous.",
        f"DRAFT: {n} blocking check{_s(n)}, below.",
    )


def _pairs(dossier: Dossier, *, objected: int, drafts: int) -> Iterator[Pair]:
    meta = dossier.meta
    yield from _checks(T("Contrôles bloquants", "Blocking checks"), dossier.blocking)
    yield from _about(meta)
    yield from _populations(dossier)
    yield from _codes()
    yield from _left_out(meta, objected=objected, drafts=drafts)
    yield from _checks(T("Avertissements", "Warnings"), dossier.warnings)
    yield from _contents(dossier)


def _about(meta: Meta) -> Iterator[Pair]:
    topic = T("Dossier", "Dossier")
    none = say(NONE)
    yield topic, say(T("Médicament (DCI)", "Drug (INN)")), meta.drug
    yield topic, say(T("Groupe d’indication", "Indication group")), _indication(meta)
    for code in meta.schemes:
        yield topic, say(T("Régime d’accès", "Access scheme")), f"{code} : {say(SCHEMES[code].label)}"
    yield topic, say(T("Début de la période", "Start of the period")), meta.start
    yield topic, say(T("Date de coupure", "Cut-off date")), meta.end
    yield topic, say(T("Destinataire", "Recipient")), say(RECIPIENT.label(meta.recipient))
    yield topic, say(T("Statut", "Status")), meta.status
    yield topic, say(T("N° de rapport", "Report number")), none
    yield topic, say(T("Extrait le (UTC)", "Extracted on (UTC)")), meta.made
    yield topic, say(T("Extrait par", "Extracted by")), meta.by
    yield (
        topic,
        say(T("Version du dictionnaire", "Dictionary version")),
        meta.versions.get("dictionary") or none,
    )
    yield topic, "CTCAE", meta.versions.get("ctcae") or none
    waiting = T("non chargé ; codage MedDRA en attente", "not loaded; MedDRA coding awaited")
    yield topic, "MedDRA", meta.versions.get("meddra") or say(waiting)
    yield (
        topic,
        say(T("Empreinte des données (SHA-256)", "Fingerprint of the data (SHA-256)")),
        meta.fingerprint,
    )


def _indication(meta: Meta) -> str:
    return say(GROUP.label(meta.indication)) if meta.indication else say(T("Toutes", "All"))


def _populations(dossier: Dossier) -> Iterator[Pair]:
    topic = T("Populations (proposition du registre)", "Populations (the registry’s own proposal)")
    for code, (name, definition) in DEFINITIONS.items():
        size = dossier.meta.sizes.get(f"{code}.cumulative")
        counted = "" if size is None else f" (N = {size})"
        yield topic, f"{code} {say(name)}{counted}", say(definition)


def _codes() -> Iterator[Pair]:
    topic = T("Donnée absente", "Missing values")
    yield topic, say(EMPTY), say(T("donnée manquante, sans motif", "missing, no reason given"))
    for reason in Missing:
        yield topic, say(MISSING_LETTERS[reason]), say(MISSING_LABELS[reason]).lower()
    reading = T("Lecture", "How to read")
    yield (
        reading,
        say(T("Dates", "Dates")),
        say(
            T(
                "Une date partielle reste un texte ; dans une période elle compte à son premier jour.",
                "A partial date stays text; in a period it counts on its first day.",
            )
        ),
    )
    yield (
        reading,
        say(T("Source", "Source")),
        say(
            T(
                "Chaque ligne d’un tableau dit la liste et le filtre qui redonnent ses nombres.",
                "Each line of a table names the listing and the filter that give its numbers again.",
            )
        ),
    )


def _left_out(meta: Meta, *, objected: int, drafts: int) -> Iterator[Pair]:
    topic = T("Non transmis", "Left out")
    yield topic, say(T("Patients opposés à la recherche", "Patients who object to research")), objected
    yield topic, say(T("Brouillons, non comptés", "Drafts, not counted")), drafts
    if not meta.left_out:
        yield topic, say(T("Colonnes", "Columns")), say(T("aucune", "none"))
    for sheet, names in meta.left_out.items():
        yield topic, sheet, ", ".join(names)


def _checks(topic: T, findings: tuple[Finding, ...]) -> Iterator[Pair]:
    if not findings:
        yield topic, say(NONE), say(T("aucun", "none"))
    for found in findings:
        yield topic, f"{found.code} {say(found.text)}", _concerned(found)


def _concerned(found: Finding) -> str:
    """How many records of how many patients, and the first patients."""
    numbers = list(dict.fromkeys(found.places))
    if not numbers:
        return say(NONE)
    more = f", + {len(numbers) - NAMED}" if len(numbers) > NAMED else ""
    return f"{_many(found, len(numbers))}{', '.join(numbers[:NAMED])}{more}"


def _many(found: Finding, patients: int) -> str:
    n = len(found.records)
    whose = T(f"{patients} patient{_s(patients)} : ", f"{patients} patient{_s(patients)}: ")
    if found.kind == "patient" or not n:
        return say(whose)
    return say(T(f"{n} fiche{_s(n)}, {whose.fr}", f"{n} record{_s(n)}, {whose.en}"))


def _s(n: int) -> str:
    return "s" if n > 1 else ""


def _contents(dossier: Dossier) -> Iterator[Pair]:
    topic = T("Feuilles", "Sheets")
    for table in dossier.tables:
        yield topic, table.name, f"{say(table.title)} ({len(table.lines)})"
