"""The form of a record, made from its declarations: what the templates show and what a post means."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from flask import url_for

from registry import i18n
from registry.access.permissions import Role, may, right_to_write
from registry.db import RegistrySession
from registry.errors import Problem
from registry.fields.base import (
    MISSING_LABELS,
    MISSING_LETTERS,
    Desk,
    Field,
    FieldSet,
    Kind,
    Missing,
    RecordKind,
    T,
)
from registry.fields.catalogue import KINDS, embedded
from registry.fields.layout import ROWS_AT
from registry.i18n import gettext as _
from registry.rules.check import Finding, desk_of, questions_of
from registry.rules.computed import places
from registry.schemes import catalogue as schemes
from registry.terminology import codes, ctcae, responses
from registry.terminology.laboratory.analytes import ANALYTES
from registry.web import posted, values
from registry.web.posted import Typed

MISSING_KEYS: Mapping[Missing, T] = MappingProxyType(
    {
        Missing.NOT_DONE: T("F", "D"),
        Missing.NOT_AVAILABLE: T("D", "V"),
        Missing.NOT_APPLICABLE: T("A", "A"),
        Missing.UNKNOWN: T("C", "U"),
        Missing.REFUSED: T("R", "R"),
    }
)
"""The key that, with Alt, gives a reason from inside a control: a letter of MISSING_LETTERS, no two alike."""

SELECTED_FROM = ("criterion", "response", "scheme", "lab_unit")
"""Coded lists short enough for a select; the others are searched."""

GROUPED_BY = {
    "response": "criterion",
    "reviewed_response": "criterion",
    "unit": "analyte",
    "lab_unit": "lab_analyte",
}
"""Controls whose choices depend on another one of the same form."""


class Option(NamedTuple):
    """One choice of a control."""

    code: str
    label: str


class OptionGroup(NamedTuple):
    """Choices that go with one value of another control: the responses of a criterion."""

    key: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """One control of the page. See registry/templates/components for how each kind is drawn."""

    name: str
    kind: str
    label: str
    help: str
    value: str | list[str]
    shown: str
    options: tuple[Option, ...]
    groups: tuple[OptionGroup, ...]
    errors: tuple[str, ...]
    missing: str
    missing_options: tuple[tuple[str, str, str, str], ...]
    unit: str
    readonly: bool
    required: bool
    optional: bool
    grades: tuple[int, ...] | None
    when: Mapping[str, Any] | None
    search_url: str
    group_by: str
    max_length: int
    inputmode: str

    @property
    def id(self) -> str:
        return f"f-{self.name}"

    @property
    def base(self) -> str:
        """The field's own name, without the prefix of its row."""
        return self.name.rsplit("-", 1)[-1]


@dataclass(frozen=True, slots=True)
class Group:
    """The controls of one embedded row: a drug of the course. `title` names it, `row_id` is empty for a new one;
    `drug` is the drug it is fixed to, empty where it is chosen."""

    prefix: str
    title: str
    row_id: str
    drug: str
    controls: tuple[Control, ...]
    removable: bool


@dataclass(frozen=True, slots=True)
class SectionView:
    """A numbered part of the form."""

    number: int
    title: str
    help: str
    controls: tuple[Control, ...]
    groups: tuple[Group, ...] = ()
    blank: Group | None = None
    add: str = ""


@dataclass(frozen=True, slots=True)
class FormView:
    """The whole form with what is wrong, asked and noted. answerable: the questions that its reader answers.

    places: the fields under which the form works something out; computed: what stands there now. proposed: the labels
    of what was filled in beforehand.
    """

    record: RecordKind
    sections: tuple[SectionView, ...]
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    answerable: frozenset[str] = frozenset()
    key: str = ""
    places: frozenset[str] = frozenset()
    computed: Mapping[str, str] = field(default_factory=dict)
    proposed: tuple[str, ...] = ()

    @property
    def editable(self) -> bool:
        controls = [
            c for s in self.sections for c in (*s.controls, *(c for g in s.groups for c in g.controls))
        ]
        return any(not control.readonly for control in controls)


@dataclass(frozen=True, slots=True)
class Content:
    """What fills a form: stored values and reasons, or, over them, what was typed and not saved."""

    record: Mapping[str, Any]
    missing: Mapping[str, str]
    rows: tuple[tuple[str, Mapping[str, Any], Mapping[str, str]], ...] = ()
    typed: Typed | None = None
    course_id: str = ""
    country: str = ""
    identifiers: tuple[str, ...] = ()


def build(
    session: RegistrySession,
    kind: str,
    content: Content,
    role: Role,
    *,
    locked: bool = False,
    problems: Iterable[Problem] = (),
    findings: Iterable[Finding] = (),
    answers: Mapping[str, str] | None = None,
    key: str = "",
    computed: Mapping[str, str] | None = None,
    proposed: tuple[str, ...] = (),
) -> FormView:
    """The form of a record for a role: fields of desks the role does not write are shown, not asked."""
    maker = _Maker(
        session, kind, content.course_id, content.country, role, locked, content.typed, tuple(problems)
    )
    sections = [
        SectionView(number, i18n.say(section.title), i18n.say(section.help) if section.help else "", controls)
        for number, (section, fields) in enumerate(KINDS[kind].sections, start=1)
        if (
            controls := tuple(
                maker.control(f, content.record, content.missing)
                for f in fields
                if not f.generated
                and (not f.identifier or f.name in content.identifiers)
                and maker.is_of_use(f, content.record)
            )
        )
    ]
    below = embedded(kind)
    if below is not None:
        sections.insert(ROWS_AT.get(kind, len(sections)), maker.rows_section(below, content))
    numbered = tuple(
        SectionView(n, s.title, s.help, s.controls, s.groups, s.blank, s.add)
        for n, s in enumerate(sections, start=1)
    )
    return FormView(
        KINDS[kind].record,
        numbered,
        tuple(problems),
        tuple(findings),
        answers or {},
        frozenset() if locked else _answerable(kind, role),
        key or secrets.token_hex(16),
        places(kind),
        computed or {},
        proposed,
    )


def _answerable(kind: str, role: Role) -> frozenset[str]:
    """The questions about fields of a desk that the role writes."""
    codes = questions_of(kind)
    return frozenset(code for code in codes if may(role, right_to_write(kind, desk_of(kind, code))))


@dataclass(frozen=True, slots=True)
class _Maker:
    session: RegistrySession
    kind: str
    course_id: str
    country: str
    role: Role
    locked: bool
    typed: Typed | None
    problems: tuple[Problem, ...]

    def control(
        self, declared: Field, record: Mapping[str, Any], missing: Mapping[str, str], prefix: str = ""
    ) -> Control:
        name = prefix + declared.name
        when = (
            {"name": prefix + declared.when.field, "codes": list(declared.when.codes)}
            if declared.when
            else None
        )
        criterion = record.get("criterion") or ""
        return Control(
            name=name,
            kind=declared.kind.value,
            label=i18n.say(declared.label),
            help=i18n.say(declared.help) if declared.help else "",
            value=self._value(declared, name, record),
            shown=self._shown(declared, name, record, missing),
            options=options_of(declared, country=self.country),
            groups=groups_of(declared),
            errors=tuple(p.told for p in self.problems if p.field == name),
            missing=self._typed(name + "_missing", missing.get(declared.name, "")),
            missing_options=tuple(
                (
                    m.value,
                    i18n.say(MISSING_LETTERS[m]),
                    i18n.say(MISSING_LABELS[m]),
                    i18n.say(MISSING_KEYS[m]),
                )
                for m in declared.missing
            ),
            unit=unit_of(declared, criterion),
            readonly=self.locked or not may(self.role, right_to_write(self.kind, declared.desk)),
            required=declared.required,
            optional=not declared.required and not declared.expected,
            grades=self._grades(declared, name, record),
            when=when,
            search_url=search_url(declared, self.course_id),
            group_by=prefix + GROUPED_BY[declared.name] if declared.name in GROUPED_BY else "",
            max_length=declared.max_length,
            inputmode=_inputmode(declared),
        )

    def _grades(self, declared: Field, name: str, record: Mapping[str, Any]) -> tuple[int, ...] | None:
        """The grades that exist for the term the form holds now."""
        if declared.source != "ctcae":
            return None
        term = ctcae.terms().get(self._typed(name, record.get(declared.name) or ""))
        return term.grades if term else None

    def rows_section(self, below: type[FieldSet], content: Content) -> SectionView:
        rows = self._typed_rows(below, content) if self.typed is not None else content.rows
        groups = tuple(self._group(below, place, row) for place, row in enumerate(rows))
        fixed = below.record.name == "toxicity_drug"
        blank = None if fixed or self.locked else self._group(below, len(rows), ("", {}, {}))
        if not groups and blank is not None:
            groups, blank = (blank,), self._group(below, 1, ("", {}, {}))
        return SectionView(
            0,
            i18n.say(below.record.plural if not fixed else below.record.label),
            "",
            (),
            groups,
            blank,
            _("Add: %(what)s") % {"what": i18n.say(below.record.label).lower()},
        )

    def _group(
        self, below: type[FieldSet], place: int, row: tuple[str, Mapping[str, Any], Mapping[str, str]]
    ) -> Group:
        row_id, record, missing = row
        prefix = f"{below.record.name}-{place}-"
        fixed = below.record.name == "toxicity_drug"
        drug = record.get("drug")
        title = values.reference_words(self.session, "drug", drug) if drug else i18n.say(below.record.label)
        controls = tuple(
            self.control(f, record, missing, prefix)
            for f in below.fields.values()
            if not (fixed and f.name == "drug") and self.is_of_use(f, record)
        )
        return Group(prefix, title, row_id, drug if fixed and drug else "", controls, removable=not fixed)

    def _typed_rows(
        self, below: type[FieldSet], content: Content
    ) -> tuple[tuple[str, Mapping[str, Any], Mapping[str, str]], ...]:
        """As many rows as were typed; their values come from what was typed, their drug from the stored row."""
        stored = {row_id: (record, missing) for row_id, record, missing in content.rows}
        rows = []
        for place in posted.typed_rows(below, self.typed or {}):
            prefix = f"{below.record.name}-{place}-"
            row_id = self._typed(prefix + "id", "")
            record, missing = stored.get(row_id, ({}, {}))
            drug = self._typed(prefix + "drug", "") or record.get("drug")
            rows.append((row_id, {**record, "drug": drug}, missing))
        return tuple(rows)

    def _typed(self, name: str, otherwise: str) -> str:
        if self.typed is None:
            return otherwise
        return next(iter(self.typed.get(name, ())), "")

    def _value(self, declared: Field, name: str, record: Mapping[str, Any]) -> str | list[str]:
        if declared.kind is Kind.CHOICES:
            return (
                list(self.typed.get(name, ()))
                if self.typed is not None
                else list(record.get(declared.name) or ())
            )
        if self.typed is not None and (name in self.typed or not self._readonly(declared)):
            return self._typed(name, "")
        return values.typed(declared, record.get(declared.name))

    def is_of_use(self, declared: Field, record: Mapping[str, Any]) -> bool:
        """What another desk has not written yet is not shown as empty to whoever cannot write it."""
        is_filled = record.get(declared.name) not in (None, "", [])
        return declared.desk is Desk.ENTRY or is_filled or not self._readonly(declared)

    def _readonly(self, declared: Field) -> bool:
        return self.locked or not may(self.role, right_to_write(self.kind, declared.desk))

    def _shown(
        self, declared: Field, name: str, record: Mapping[str, Any], missing: Mapping[str, str]
    ) -> str:
        if self.typed is not None and not self._readonly(declared):
            words = self._typed(name + posted.WORDS, "")
            code = self._typed(name, "")
            if words or not code or declared.kind not in (Kind.CODED, Kind.REFERENCE):
                return words
            return values.shown(self.session, declared, {**record, declared.name: code}, {})
        return values.shown(self.session, declared, record, missing)


def options_of(declared: Field, *, country: str = "") -> tuple[Option, ...]:
    """The choices of a control that lists them all; of schemes, those of the country."""
    if declared.values:
        return tuple(Option(c.code, i18n.say(c.label)) for c in declared.values if not c.retired)
    if declared.source == "criterion":
        return tuple(Option(key, i18n.say(codes.label("criterion", key))) for key in responses.criteria())
    if declared.source == "scheme":
        return tuple(Option(scheme.code, i18n.say(scheme.label)) for scheme in schemes.schemes_of(country))
    return ()


def groups_of(declared: Field) -> tuple[OptionGroup, ...]:
    """The choices that depend on another control: the codes of each criterion, the units of each test."""
    if declared.source == "lab_unit":
        return tuple(
            OptionGroup(
                code,
                i18n.say(analyte.name),
                tuple(Option(unit, i18n.say(codes.label("lab_unit", unit))) for unit in analyte.units),
            )
            for code, analyte in ANALYTES.items()
        )
    if declared.source != "response":
        return ()
    return tuple(
        OptionGroup(
            key,
            i18n.say(criterion.name),
            tuple(Option(code.code, f"{code.code} · {i18n.say(code.label)}") for code in criterion.codes),
        )
        for key, criterion in responses.criteria().items()
    )


def unit_of(declared: Field, criterion: str) -> str:
    if declared.name == "target_measure" and criterion in responses.criteria():
        return responses.criteria()[criterion].unit
    return i18n.say(declared.unit) if declared.unit else ""


def search_url(declared: Field, course_id: str) -> str:
    """Where a search box asks; the terms usual with a course come first."""
    is_typed = declared.source in codes.FORMS
    if declared.kind not in (Kind.CODED, Kind.REFERENCE) or declared.source in SELECTED_FROM or is_typed:
        return ""
    course = course_id if declared.source == "ctcae" and course_id else None
    return url_for("records.search", source=declared.source, course=course)


def _inputmode(declared: Field) -> str:
    return {Kind.DECIMAL: "decimal", Kind.INTEGER: "numeric"}.get(declared.kind, "")


def row_content(
    kind: str, rows: Iterable[Any]
) -> tuple[tuple[str, Mapping[str, Any], Mapping[str, str]], ...]:
    """Stored embedded rows as a form's content."""
    below = embedded(kind)
    if below is None:
        return ()
    return tuple((r.id, {name: getattr(r, name) for name in below.fields}, r.missing) for r in rows)
