"""What changed between two freezes, as a workbook that can be sent with the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from exports.freeze.compare import Comparison, Moved
from exports.freeze.words import asked_words, field_words, kind_words, value_words
from exports.has.dossier import Meta
from exports.style import Style
from exports.workbook import Column, Imprint, Line, Sheet, write_workbook
from registry.fields.base import T
from registry.i18n import say, show_date, speaking


class Told(Protocol):
    """Who, when, why."""

    @property
    def actor(self) -> str: ...
    @property
    def at(self) -> dt.datetime | None: ...
    @property
    def reason(self) -> str: ...


class Trail(Protocol):
    """What the audit trail says of records."""

    def of_field(self, kind: str, record_id: str, field: str) -> Told: ...
    def of_record(self, kind: str, record_id: str) -> Told: ...
    def of_beginning(self, kind: str, record_id: str) -> Told: ...


WHO = (
    Column(T("Qui", "Who")),
    Column(T("Quand (UTC)", "When (UTC)")),
    Column(T("Pourquoi", "Why"), Style.WORDS),
)
RECORD = (Column(T("Patient", "Patient")), Column(T("Fiche", "Record")), Column(T("Identifiant", "Key")))
ADDED, REMOVED = T("ajouté", "added"), T("retiré", "removed")


def write_changes(
    target: Path | BinaryIO, comparison: Comparison, trail: Trail, *, made: dt.datetime, language: str
) -> None:
    """Write what changed: patients, records, values with who, when and why, and every number before and after."""
    with speaking(language):
        title = title_of(comparison)
        imprint = Imprint(title=title, footer=title, made=made, language=language)
        write_workbook(target, sheets_of(comparison, trail), imprint=imprint)


def title_of(comparison: Comparison) -> str:
    before, after = (dossier.meta for dossier in comparison.dossiers)
    words = T("{drug} : du {before} au {after}", "{drug}: from {before} to {after}")
    return say(words).format(drug=after.drug, before=show_date(before.end), after=show_date(after.end))


def sheets_of(comparison: Comparison, trail: Trail) -> list[Sheet]:
    """The sheets in the order in which they are read."""
    metas = tuple(dossier.meta for dossier in comparison.dossiers)
    differing = filter(None, [asked_words(comparison.asked_differently)])
    notes = (title_of(comparison), *differing, *(_fingerprint(meta) for meta in metas))
    return [
        _sheet(
            T("Patients", "Patients"),
            (Column(T("Changement", "Change")), *RECORD, *WHO),
            list(_moved(comparison, trail, patients=True)),
            notes,
        ),
        _sheet(
            T("Fiches", "Records"),
            (Column(T("Changement", "Change")), *RECORD, *WHO),
            list(_moved(comparison, trail, patients=False)),
            notes,
        ),
        _sheet(
            T("Valeurs", "Values"),
            (
                *RECORD,
                Column(T("Champ", "Field")),
                Column(T("Avant", "Before"), Style.WORDS),
                Column(T("Après", "After"), Style.WORDS),
                *WHO,
            ),
            list(_values(comparison, trail)),
            notes,
        ),
        _sheet(T("Nombres", "Numbers"), _NUMBER_COLUMNS, list(_numbers(comparison)), notes),
        _sheet(T("Feuilles", "Sheets"), _CELL_COLUMNS, list(_cells(comparison)), notes),
    ]


_NUMBER_COLUMNS = (
    *(
        Column(T(name, name))
        for name in ("span", "output", "subset", "category", "reading", "unit", "population")
    ),
    Column(T("n avant", "n before"), Style.COUNT),
    Column(T("n après", "n after"), Style.COUNT),
    Column(T("N avant", "N before"), Style.COUNT),
    Column(T("N après", "N after"), Style.COUNT),
    Column(T("valeur avant", "value before"), Style.NUMBER),
    Column(T("valeur après", "value after"), Style.NUMBER),
    Column(T("Changement", "Change")),
)
_CELL_COLUMNS = (
    Column(T("Feuille", "Sheet")),
    Column(T("Ligne", "Line"), Style.WORDS),
    Column(T("Colonne", "Column")),
    Column(T("Avant", "Before")),
    Column(T("Après", "After")),
)


def _fingerprint(meta: Meta) -> str:
    return f"{show_date(meta.start)} – {show_date(meta.end)} · {meta.status} · SHA-256 {meta.fingerprint}"


def _sheet(title: T, columns: tuple[Column, ...], lines: Sequence[Line], notes: tuple[str, ...]) -> Sheet:
    none = Line((say(T("Aucun changement", "No change")), *[None] * (len(columns) - 1)))
    return Sheet(say(title), columns, lines or [none], title=say(title), notes=notes)


def _moved(comparison: Comparison, trail: Trail, *, patients: bool) -> Iterator[Line]:
    for words, found in ((ADDED, comparison.added), (REMOVED, comparison.removed)):
        for moved in found:
            if (moved.kind == "patient") == patients:
                begun = trail.of_beginning if words is ADDED else trail.of_record
                yield Line((say(words), *_names(moved), *_who(begun(moved.kind, moved.record_id))))


def _values(comparison: Comparison, trail: Trail) -> Iterator[Line]:
    for change in comparison.changed:
        told = trail.of_field(change.kind, change.record_id, change.field)
        names = _names(Moved(change.kind, change.record_id, change.number))
        words = (value_words(change.kind, change.field, text) for text in (change.old, change.new))
        yield Line((*names, field_words(change.kind, change.field), *words, *_who(told)))


def _names(moved: Moved) -> tuple[str, str, str]:
    return moved.number, kind_words(moved.kind), moved.record_id


def _who(told: Told) -> tuple[str | None, str | None, str | None]:
    at = told.at.strftime("%Y-%m-%d %H:%M") if told.at else None
    return told.actor or None, at, told.reason or None


def _numbers(comparison: Comparison) -> Iterator[Line]:
    """Every number of either, whether it changed or not."""
    for change in comparison.numbers:
        number = change.either
        cells: list[object] = [
            number.span,
            number.output,
            number.subset,
            number.category,
            number.reading,
            number.unit,
            number.population,
        ]
        for name in ("n", "N", "value"):
            cells += [getattr(side, name) if side else None for side in (change.before, change.after)]
        yield Line((*cells, None if change.is_same else say(T("oui", "yes"))))


def _cells(comparison: Comparison) -> Iterator[Line]:
    for sheet, lines in comparison.sheets.items():
        for line in lines:
            label = " · ".join(line.label)
            for column, before, after in line.cells:
                yield Line((sheet, label, column, before, after))
