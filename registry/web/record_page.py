"""The page of a form: as stored, with what was typed and not saved, refused, or beside another person's save."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from flask import g, render_template

from registry.actions import drafts
from registry.actions import records as save_records
from registry.errors import Conflict, Invalid
from registry.fields.catalogue import KINDS
from registry.fields.layout import DRAFT, VOID
from registry.models.draft import FormDraft
from registry.models.place import Country
from registry.queries import records
from registry.rules.base import BLOCKING
from registry.rules.check import findings
from registry.web import beginning, computing, conflicts, form_page, forms, next_steps, posted
from registry.web.clock import today
from registry.web.forms import Content, FormView
from registry.web.page_gate import gate_of_page
from registry.web.posted import Typed

NOTHING_BEGUN = beginning.Beginning()


def draft_key(kind: str, row: Any, is_new: bool) -> str:
    """The name of the private draft of a form."""
    if not is_new:
        return f"{kind}:{row.id}"
    record = KINDS[kind].record
    return f"new:{kind}:{getattr(row, record.parent_id) if record.parent else ''}"


@dataclass(frozen=True, slots=True)
class Step:
    """Voiding or restoring, as it was refused: why, and the reason that was typed."""

    errors: tuple[str, ...] = ()
    reason: str = ""


NOT_ASKED = Step()


def page_of(kind: str, row: Any, *, is_new: bool, parent_id: str = "", step: Step = NOT_ASKED) -> str:
    """The form of a record; what was typed before and not saved is put back, and said."""
    kept = drafts.load(g.session, user_id=g.scope.user_id, form=draft_key(kind, row, is_new))
    typed = kept.content if kept and may_write(row) else None
    key = posted.one(typed, "idempotency_key") if typed else ""
    begun = beginning.begin(kind, row, parent_id) if is_new and typed is None else beginning.Beginning()
    view = form_of(kind, row, typed, (), is_new=is_new, key=key, begun=begun)
    return render(
        kind, row, view, typed, is_new=is_new, parent_id=parent_id, kept=kept if typed else None, step=step
    )


def may_write(row: Any) -> bool:
    return bool(row.status != VOID)


def form_of(
    kind: str,
    row: Any,
    typed: Typed | None,
    problems: Any,
    *,
    is_new: bool,
    key: str = "",
    begun: beginning.Beginning = NOTHING_BEGUN,
) -> FormView:
    """The view of a form, with the questions and notes of what is stored, or of what was just typed."""
    rows = forms.row_content(kind, [] if is_new else records.rows_of(g.session, kind, row.id)) or begun.rows
    if kind == "toxicity":
        rows = _one_per_drug(row, rows)
    record = records.values_of(kind, row)
    case = save_records.case_of(
        g.session, kind, row, record=record, rows=[found for _id, found, _missing in rows], on=today()
    )
    found = [] if is_new else [f for f in findings(kind, case) if f.level not in BLOCKING]
    country = g.session.get(Country, row.centre_id[:2])
    content = Content(
        record,
        row.missing,
        rows,
        typed,
        getattr(row, "course_id", ""),
        row.centre_id[:2],
        tuple(country.identifiers or ()) if country else (),
    )
    answers = dict(getattr(row, "answers", None) or {}) | (posted.answers_in(typed) if typed else {})
    return forms.build(
        g.session,
        kind,
        content,
        g.scope.role,
        locked=row.status == VOID,
        problems=problems,
        findings=found,
        answers=answers,
        key=key,
        computed={line.field: line.text for line in computing.lines_of(kind, case)},
        proposed=begun.labels,
    )


def _one_per_drug(row: Any, rows: Any) -> Any:
    """A toxicity asks about each drug of its course as it is now: one added later too, one taken away no more."""
    drugs = records.drugs_of(g.session, row.course_id)
    kept = [known for known in rows if known[1]["drug"] in drugs]
    named = {values["drug"] for _id, values, _missing in kept}
    return (*kept, *(("", {"drug": drug}, {}) for drug in drugs if drug not in named))


def render(
    kind: str,
    row: Any,
    view: FormView,
    typed: Typed | None,
    *,
    is_new: bool,
    parent_id: str = "",
    kept: FormDraft | None = None,
    step: Step = NOT_ASKED,
) -> str:
    """The page. What was typed keeps the version it began from: whoever saved since then is not overwritten."""
    record = KINDS[kind].record
    return render_template(
        "pages/record.html",
        kind=record,
        row=row,
        version=row.version if typed is None else posted.one(typed, "version"),
        form=view,
        is_new=is_new,
        draft_form=draft_key(kind, row, is_new),
        kept=kept,
        step=step,
        patient=patient_of(kind, row),
        course=course_of(row),
        parent_id=parent_id,
        needs_reason=not is_new and row.status != DRAFT,
        then=next_steps.then(kind, role=g.scope.role),
        steps=[] if is_new else next_steps.steps(g.session, kind, row, role=g.scope.role),
        view=form_page.words(g.session, kind, row, view, typed, role=g.scope.role, on=today()),
    )


def refuse(
    kind: str, row: Any, typed: Typed, refused: Invalid, *, is_new: bool, parent_id: str = ""
) -> tuple[str, int]:
    """The form again with what is wrong; what was typed is kept as it stands."""
    drafts.keep(g.session, user_id=g.scope.user_id, form=draft_key(kind, row, is_new), typed=typed)
    view = form_of(kind, row, typed, refused.problems, is_new=is_new)
    return render(kind, row, view, typed, is_new=is_new, parent_id=parent_id), refused.status


def disagree(kind: str, record_id: str, typed: Typed) -> tuple[str, int]:
    """The conflict page: what is stored and what was typed, side by side."""
    g.session.expire_all()
    row = records.get(g.session, kind, record_id)
    drafts.keep(g.session, user_id=g.scope.user_id, form=draft_key(kind, row, False), typed=typed)
    g.session.expire_all()
    row = records.get(g.session, kind, record_id)
    view = conflicts.compare(g.session, kind, row, typed, role=g.scope.role, gate=gate_of_page())
    page = render_template(
        "pages/conflict.html",
        kind=KINDS[kind].record,
        row=row,
        view=view,
        rows=[(d.name, d.label, d.mine, d.stored, d.keep) for d in view.differences],
        key=secrets.token_hex(16),
        patient=patient_of(kind, row),
    )
    return page, Conflict.status


def course_of(row: Any) -> Any:
    """The course that a record is under, directly or through its toxicity; None where there is none."""
    if hasattr(row, "toxicity_id"):
        row = records.get(g.session, "toxicity", row.toxicity_id)
    return records.get(g.session, "course", row.course_id) if hasattr(row, "course_id") else None


def patient_of(kind: str, row: Any) -> Any:
    if kind == "patient":
        return row
    return records.get(g.session, "patient", row.patient_id) if hasattr(row, "patient_id") else None
