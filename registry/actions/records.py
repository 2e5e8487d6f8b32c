"""Save, void and restore a record: the one way in for the form and the API.

A save reads the parent and the stored row under the scope, merges what was given, checks it, and only then opens a
short writing transaction. What is refused changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import flag_modified

from registry.access.permissions import Permission, right_to, right_to_write
from registry.access.scope import insert_new
from registry.actions import drafts, patient_numbers, repeats, rights
from registry.actions.merging import Line, Merged, changes, merge, new_id
from registry.db import RegistrySession, writing
from registry.errors import Conflict, Invalid, Problem
from registry.fields.catalogue import KINDS, embedded
from registry.fields.layout import COMPLETE, DRAFT, VOID
from registry.i18n import gettext as _
from registry.models.catalogue import MODELS
from registry.queries import records, surroundings
from registry.queries.surroundings import Surroundings
from registry.rules.base import BLOCKING, Case, Level
from registry.rules.check import Finding, findings, lacking, questions_of
from registry.schemas.build import Loaded
from registry.schemas.reading import LONGEST_REASON, Unreadable, read_words


@dataclass(frozen=True, slots=True)
class Intent:
    """What the sender of a save wants.

    complete: mark complete (True), draft (False), leave the status (None). version: the one that was read. reason:
    why a complete record changes. key, body: the idempotency key of the sender and a digest of what was sent.
    form: the form draft that a success makes superfluous. strict: the sender is a program, nothing is dropped for it.
    """

    complete: bool | None = False
    reason: str = ""
    version: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    body: str = ""
    form: str = ""
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save left behind: the row, and the questions and notes that its rules raise."""

    row: Any
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """A checked save, ready to be written."""

    merged: Merged
    status: str
    answers: Mapping[str, str]
    findings: tuple[Finding, ...]


def create(
    session: RegistrySession,
    kind: str,
    *,
    parent_id: str,
    loaded: Loaded,
    intent: Intent,
    on: dt.date,
    record_id: str = "",
    around: Surroundings | None = None,
) -> Saved:
    """A new record under its parent; `around` is what stands around it, when it was read already.

    NotFound for a foreign parent; Invalid with the problems; a repeated key answers with the record it made.
    """
    rights.need(session, right_to_write(kind))
    # Its rows are held here, so that what follows finds them in the session.
    around = around or surroundings.under(session, kind, parent_id)
    try:
        row = blank(session, kind, parent_id=parent_id, record_id=record_id)
        plan = _plan(session, kind, row, loaded=loaded, intent=intent, on=on, is_new=True, around=around)
        with writing(session, reason=intent.reason.strip() or None):
            # First, so that of two equal requests the later one stops here and has written nothing.
            repeats.remember(session, intent.key, intent.body, row.id)
            if kind == "patient":
                row.number = patient_numbers.next_number(session, row.centre_id)
            _insert(session, kind, row, plan)
            drafts.discard(session, intent.form)
    except (Invalid, IntegrityError):
        done = repeats.record_of(session, intent.key, intent.body)
        if done is None:
            raise
        return _again(session, kind, done, intent)
    make_transient_to_detached(row)
    session.add(row)
    return Saved(row, plan.findings)


def _again(session: RegistrySession, kind: str, record_id: str, intent: Intent) -> Saved:
    """The answer to a repeated save: the record it made. A draft that was kept in between is superfluous."""
    row = records.get(session, kind, record_id)
    if intent.form:
        with writing(session):
            drafts.discard(session, intent.form)
    return Saved(row)


def create_drug(session: RegistrySession, *, loaded: Loaded, intent: Intent, on: dt.date) -> Saved:
    """A drug added to the registry's list; its id is the lower-case INN. Invalid when it is listed already."""
    done = repeats.record_of(session, intent.key, intent.body)
    if done:
        return _again(session, "drug", done, intent)
    inn = str(loaded.values.get("inn") or "")
    if inn and records.find_drug(session, inn):
        problem = Problem("inn", "listed", _("This drug is in the list already."))
        raise Invalid(_("Some points need correcting."), [problem])
    return create(
        session, "drug", parent_id="", loaded=loaded, intent=intent, on=on, record_id=inn.casefold()[:64]
    )


def update(
    session: RegistrySession, kind: str, record_id: str, *, loaded: Loaded, intent: Intent, on: dt.date
) -> Saved:
    """A changed record. Conflict when somebody saved it since `intent.version`; nothing changed, nothing written.

    A void record is restored first, by whoever may: no save brings it back by the way.
    """
    if repeats.record_of(session, intent.key, intent.body):
        return _again(session, kind, record_id, intent)
    row = records.get(session, kind, record_id)
    if row.status == VOID:
        problem = Problem("status", "void", _("This record is void: restore it first."))
        raise Invalid(_("Some points need correcting."), [problem])
    if intent.version != row.version:
        raise Conflict(_("Somebody saved this record while you were writing."))
    plan = _plan(session, kind, row, loaded=loaded, intent=intent, on=on, is_new=False)
    with writing(session, reason=intent.reason.strip() or None):
        repeats.remember(session, intent.key, intent.body, row.id)
        _write(session, kind, row, plan, intent)
    return Saved(row, plan.findings)


def void(session: RegistrySession, kind: str, record_id: str, *, version: int | None, reason: str) -> Any:
    """Take a record out of everything, with a reason; it stays readable and can be restored."""
    row = records.get(session, kind, record_id)
    return _set_status(session, kind, row, VOID, version=version, reason=reason)


def restore(
    session: RegistrySession, kind: str, record_id: str, *, version: int | None, reason: str, on: dt.date
) -> Any:
    """Bring a void record back: complete if nothing is lacking or refused, else a draft."""
    row = records.get(session, kind, record_id)
    if row.status != VOID:
        raise Invalid(_("This record is not void."))
    rows = [records.values_of(embedded(kind).record.name, r) for r in records.rows_of(session, kind, row.id)]  # type: ignore[union-attr]
    case = case_of(session, kind, row, record=records.values_of(kind, row), rows=rows, on=on)
    stands = not lacking(kind, case) and not any(f.level in BLOCKING for f in findings(kind, case))
    return _set_status(session, kind, row, COMPLETE if stands else DRAFT, version=version, reason=reason)


def blank(session: RegistrySession, kind: str, *, parent_id: str, record_id: str = "") -> Any:
    """A row that is not stored yet, in its place under its parent. NotFound when the parent is not the reader's."""
    row = MODELS[kind](id=record_id or new_id(), status=DRAFT, missing={}, **_place(session, kind, parent_id))
    if hasattr(MODELS[kind], "answers"):
        row.answers, row.questions = {}, []
    return row


def case_of(
    session: RegistrySession,
    kind: str,
    row: Any,
    *,
    record: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    on: dt.date,
    missing: Mapping[str, str] | None = None,
    around: Surroundings | None = None,
) -> Case:
    """A record as the rules see it, with its surroundings; `missing` when the reasons are not those of the row,
    `around` when it was read already."""
    around = around or surroundings.of(session, kind, row)
    return Case(
        record=record,
        on=on,
        id=row.id,
        missing=row.missing if missing is None else missing,
        rows=rows,
        **around.values,
        drugs=around.drugs,
        siblings=records.siblings_of(session, kind, row),
        around=surroundings.around(session, kind, row),
        drug_facts=surroundings.drug_facts(session, kind, record, rows),
    )


def _place(session: RegistrySession, kind: str, parent_id: str) -> dict[str, Any]:
    """The columns that put a new row under its parent."""
    record = KINDS[kind].record
    if not record.parent:
        return {}
    parent = records.known(session, record.parent, parent_id)
    if parent.status == VOID:
        raise Invalid(_("The record above this one is void. Restore it first."))
    if record.parent == "centre":
        return {"centre_id": parent.id}
    patient_id = parent.id if record.parent == "patient" else parent.patient_id
    return {record.parent_id: parent.id, "centre_id": parent.centre_id, "patient_id": patient_id}


def _plan(
    session: RegistrySession,
    kind: str,
    row: Any,
    *,
    loaded: Loaded,
    intent: Intent,
    on: dt.date,
    is_new: bool,
    around: Surroundings | None = None,
) -> _Plan:
    stored_rows = [] if is_new else records.rows_of(session, kind, row.id)
    merged = merge(KINDS[kind], row, stored_rows, loaded, strict=intent.strict)
    case = case_of(
        session,
        kind,
        row,
        record=merged.values,
        rows=merged.rows,
        on=on,
        missing=merged.missing,
        around=around,
    )
    found = findings(kind, case)
    status = _status(kind, row, intent)
    problems = [*loaded.problems, *merged.problems]
    problems += [f.problem for f in found if f.level is Level.FORBID]
    if status == COMPLETE:
        unread = {problem.field for problem in problems}
        needed = (*lacking(kind, case), *(f.problem for f in found if f.level is Level.REFUSE))
        problems += [problem for problem in needed if problem.field not in unread]
    problems += _reason_problem(kind, row, merged, status, intent, is_new=is_new)
    if problems:
        raise Invalid(_("Some points need correcting."), problems)
    answers = _answers(kind, row, intent)
    rights.check(session, kind, row, merged, status, drugs=case.drugs)
    rights.check_answers(session, kind, row, answers)
    return _Plan(merged, status, answers, tuple(f for f in found if f.level not in BLOCKING))


def _status(kind: str, row: Any, intent: Intent) -> str:
    """What a list of drugs or places holds is complete or it is not in the list; records begin as drafts."""
    if not KINDS[kind].record.clinical:
        return COMPLETE
    if intent.complete is None:
        return str(row.status)
    return COMPLETE if intent.complete else DRAFT


def _reason_problem(
    kind: str, row: Any, merged: Merged, status: str, intent: Intent, *, is_new: bool
) -> Iterator[Problem]:
    if is_new or row.status == DRAFT or intent.reason.strip():
        return
    if status != row.status or _touched(kind, row, merged):
        yield Problem("reason", "required", _("This record was complete: say why it changes."))


def _touched(kind: str, row: Any, merged: Merged) -> bool:
    if merged.dropped or changes(KINDS[kind], row, merged.values, merged.missing):
        return True
    below = embedded(kind)
    return below is not None and any(
        line.row is None or changes(below, line.row, line.values, line.missing) for line in merged.lines
    )


def _answers(kind: str, row: Any, intent: Intent) -> Mapping[str, str]:
    """The answers to questions, new ones laid over the stored; an emptied answer goes, and what no rule asks."""
    asked = questions_of(kind)
    given = {code: text.strip() for code, text in intent.answers.items() if code in asked}
    merged = dict(getattr(row, "answers", None) or {}) | given
    return {code: text for code, text in merged.items() if text}


def _insert(session: RegistrySession, kind: str, row: Any, plan: _Plan) -> None:
    """Write a new record with its rows."""
    _fill(kind, row, plan)
    row.version = 1
    names = inspect(type(row)).columns.keys()
    insert_new(session, type(row), [{name: getattr(row, name) for name in names}])
    below = embedded(kind)
    if below is not None:
        lines = [_columns(row, line, plan.status) | {"version": 1} for line in plan.merged.lines]
        place = {below.record.parent_id: row.id}
        insert_new(session, MODELS[below.record.name], [place | line for line in lines])


def _columns(row: Any, line: Line, status: str) -> dict[str, Any]:
    """The columns of a new embedded row of a record."""
    place = {"id": line.id, "centre_id": row.centre_id, "patient_id": row.patient_id}
    return {**line.values, **place, "missing": dict(line.missing), "status": status}


def _write(session: RegistrySession, kind: str, row: Any, plan: _Plan, intent: Intent) -> None:
    touched, version = _touched(kind, row, plan.merged), row.version
    _fill(kind, row, plan)
    session.flush()
    if plan.merged.lines or plan.merged.dropped:
        _write_lines(session, kind, row, plan)
    if touched and row.version == version:
        _raise_version(session, row)
    drafts.discard(session, intent.form)


def _fill(kind: str, row: Any, plan: _Plan) -> None:
    _set(row, KINDS[kind].fields, plan.merged.values, plan.merged.missing, plan.status)
    if hasattr(row, "answers"):
        _set_questions(row, plan)


def _set_questions(row: Any, plan: _Plan) -> None:
    open_codes = open_questions(plan.findings, plan.answers)
    if row.answers != plan.answers:
        row.answers = dict(plan.answers)
    if row.questions != open_codes:
        row.questions = open_codes


def open_questions(found: Iterable[Finding], answers: Mapping[str, str]) -> list[str]:
    """The codes of the questions that are asked and not answered."""
    return [f.code for f in found if f.level is Level.ASK and f.code not in answers]


def _set(
    row: Any, fields: Mapping[str, Any], values: Mapping[str, Any], missing: Mapping[str, str], status: str
) -> None:
    for name, declared in fields.items():
        if not declared.generated and getattr(row, name) != values.get(name):
            setattr(row, name, values.get(name))
    if row.missing != missing:
        row.missing = dict(missing)
    if row.status != status:
        row.status = status


def _write_lines(session: RegistrySession, kind: str, row: Any, plan: _Plan) -> None:
    below = embedded(kind)
    if below is None:
        return
    for line in plan.merged.lines:
        target = line.row
        if target is None:
            place = {below.record.parent_id: row.id, "centre_id": row.centre_id, "patient_id": row.patient_id}
            target = MODELS[below.record.name](id=line.id, status=DRAFT, missing={}, **place)
            session.add(target)
        _set(target, below.fields, line.values, line.missing, plan.status)
    for dropped in plan.merged.dropped:
        dropped.status = VOID
    session.flush()


def _raise_version(session: RegistrySession, row: Any) -> None:
    """A change of an embedded row is a change of the record: its readers must be told."""
    flag_modified(row, "status")
    session.flush()


def _set_status(
    session: RegistrySession, kind: str, row: Any, status: str, *, version: int | None, reason: str
) -> Any:
    rights.need(session, right_to(kind, Permission.VOID))
    if version != row.version:
        raise Conflict(_("Somebody saved this record while you were writing."))
    words = read_reason(reason)
    if not words:
        raise Invalid(_("Some points need correcting."), [Problem("reason", "required", _("Say why."))])
    rows = [] if status == VOID else records.rows_of(session, kind, row.id)
    with writing(session, reason=words):
        for restored in (row, *rows):
            restored.status = status
    return row


def read_reason(text: str) -> str:
    """Why something changes, as it is kept in the trail. Invalid when it cannot be kept as it stands."""
    try:
        return read_words(text, longest=LONGEST_REASON)
    except Unreadable as refused:
        raise Invalid(str(refused), [Problem("reason", "unreadable", str(refused))]) from None
