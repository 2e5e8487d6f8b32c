"""One set of views for all record kinds: form, save, conflict, void and restore, history, drafts, search."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, abort, flash, g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from registry import i18n
from registry.access.gate import requires
from registry.access.permissions import Permission, may
from registry.actions import drafts
from registry.actions import records as save_records
from registry.actions.records import Intent
from registry.errors import Conflict, Invalid
from registry.fields.catalogue import KINDS
from registry.fields.layout import COMPLETE, DRAFT, VOID
from registry.i18n import gettext as _
from registry.queries import history, lists, records, surroundings
from registry.rules.base import Level
from registry.rules.check import findings
from registry.schemas.build import Loaded, load
from registry.schemas.reading import Gate, Source
from registry.web import conflicts, form_page, forms, posted
from registry.web.addresses import own_page
from registry.web.clock import today
from registry.web.forms import Content, FormView
from registry.web.posted import Typed

bp = Blueprint("records", __name__)

P = Permission


def on_form(kind: str) -> str:
    """The kind, if it has a page of its own here; 404 otherwise."""
    fields = KINDS.get(kind)
    if fields is None or fields.record.embedded or not fields.record.clinical:
        abort(404)
    return kind


def gate_of_page(*, drugs: Iterable[str] = ()) -> Gate:
    """How this page's values are read; `drugs` are known to be in the list."""
    return Gate(Source.PAGE, today(), records.finder(g.session, drugs=drugs))


def typed_form() -> Typed:
    """What was posted, by control name."""
    return {name: request.form.getlist(name) for name in request.form}


@bp.get("/records/<kind>/new")
@requires(P.ENTER)
def new(kind: str) -> str:
    parent_id = request.args.get("parent", "")
    row = save_records.blank(g.session, on_form(kind), parent_id=parent_id)
    return page_of(kind, row, is_new=True, parent_id=parent_id)


@bp.post("/records/<kind>/new")
@requires(P.ENTER)
def create(kind: str) -> BaseResponse | tuple[str, int]:
    parent_id = request.args.get("parent", "")
    around = surroundings.under(g.session, on_form(kind), parent_id)
    typed = typed_form()
    intent = intent_of(f"new:{kind}:{parent_id}", typed)
    try:
        saved = save_records.create(
            g.session,
            kind,
            parent_id=parent_id,
            loaded=loaded(kind, typed, drugs=around.drugs),
            intent=intent,
            on=today(),
            around=around,
        )
    except Invalid as refused:
        row = save_records.blank(g.session, kind, parent_id=parent_id)
        return refuse(kind, row, typed, refused, is_new=True, parent_id=parent_id)
    return answer(after(kind, saved), kind, saved.row)


@bp.get("/records/<kind>/<record_id>")
@requires(P.READ)
def show(kind: str, record_id: str) -> str:
    return page_of(kind, records.get(g.session, on_form(kind), record_id), is_new=False)


@bp.post("/records/<kind>/<record_id>")
@requires(P.ENTER, P.REVIEW)
def update(kind: str, record_id: str) -> BaseResponse | tuple[str, int]:
    row = records.get(g.session, on_form(kind), record_id)
    if request.form.get("resolve") == conflicts.SAVED:
        drafts.discard_now(g.session, user_id=g.scope.user_id, form=draft_key(kind, row, False))
        return go(url_for("records.show", kind=kind, record_id=record_id))
    typed = conflicts.chosen(g.session, kind, row, typed_form())
    try:
        saved = save_records.update(
            g.session,
            kind,
            record_id,
            loaded=loaded(kind, typed),
            intent=intent_of(draft_key(kind, row, False), typed),
            on=today(),
        )
    except Invalid as refused:
        return refuse(kind, row, typed, refused, is_new=False)
    except Conflict as conflict:
        return disagree(kind, record_id, typed, conflict)
    return answer(after(kind, saved), kind, saved.row)


@bp.post("/records/<kind>/<record_id>/void")
@requires(P.VOID)
def void(kind: str, record_id: str) -> BaseResponse:
    row = save_records.void(
        g.session, on_form(kind), record_id, version=_version(), reason=request.form.get("reason", "")
    )
    flash(_("Record voided: it no longer counts."))
    return redirect(_home(kind, row), 303)


@bp.post("/records/<kind>/<record_id>/restore")
@requires(P.VOID)
def restore(kind: str, record_id: str) -> BaseResponse:
    reason = request.form.get("reason", "")
    save_records.restore(g.session, on_form(kind), record_id, version=_version(), reason=reason, on=today())
    flash(_("Record restored."))
    return redirect(url_for("records.show", kind=kind, record_id=record_id), 303)


@bp.get("/records/<kind>/<record_id>/history")
@requires(P.TRAIL)
def trail(kind: str, record_id: str) -> str:
    row = records.get(g.session, on_form(kind), record_id)
    entries = history.of_record(g.session, kind, row)
    return render_template(
        "pages/history.html", kind=KINDS[kind].record, row=row, entries=entries, patient=_patient(kind, row)
    )


@bp.post("/drafts")
@requires(P.ENTER, P.REVIEW, P.MANAGE_DRUGS)
def keep_draft() -> Response:
    """Keep what was typed so far, as it stands, for this person and this form."""
    saved_at = drafts.keep(
        g.session, user_id=g.scope.user_id, form=request.form.get("draft_form", ""), typed=typed_form()
    )
    return jsonify({"saved_at": f"{saved_at:%H:%M}"})


@bp.post("/drafts/discard")
@requires(P.ENTER, P.REVIEW, P.MANAGE_DRUGS)
def discard_draft() -> BaseResponse:
    drafts.discard_now(g.session, user_id=g.scope.user_id, form=request.form.get("draft_form", ""))
    return redirect(own_page(request.form.get("next", "")), 303)


@bp.get("/search/<source>")
@requires(P.READ)
def search(source: str) -> Response:
    """Entries of a coded list or drugs for a search box."""
    course_id = request.args.get("course", "")
    return jsonify(
        {"groups": lists.search(g.session, source, request.args.get("q", "")[:100], course_id=course_id)}
    )


def loaded(kind: str, typed: Typed, *, drugs: Iterable[str] = ()) -> Loaded:
    return load(KINDS[kind], posted.given(kind, typed, g.scope.role), gate_of_page(drugs=drugs))


def intent_of(form: str, typed: Typed) -> Intent:
    """What the buttons and hidden inputs of the form ask for."""

    def one(name: str) -> str:
        return next(iter(typed.get(name, ())), "")

    enters = may(g.scope.role, P.ENTER) or may(g.scope.role, P.MANAGE_DRUGS)
    return Intent(
        complete=one("status") == "complete" if enters else None,
        reason=one("reason")[:2000],
        version=int(one("version")) if one("version").isascii() and one("version").isdigit() else None,
        answers=posted.answers_in(typed),
        key=one("idempotency_key")[:64],
        body=posted.digest(typed),
        form=form,
    )


def draft_key(kind: str, row: Any, is_new: bool) -> str:
    """The name of the private draft of a form."""
    if not is_new:
        return f"{kind}:{row.id}"
    record = KINDS[kind].record
    return f"new:{kind}:{getattr(row, record.parent_id) if record.parent else ''}"


def page_of(kind: str, row: Any, *, is_new: bool, parent_id: str = "") -> str:
    """The form of a record; what was typed before and not saved is put back, and said."""
    kept = drafts.load(g.session, user_id=g.scope.user_id, form=draft_key(kind, row, is_new))
    typed = kept.content if kept and may_write(row) else None
    view = form_of(kind, row, typed, (), is_new=is_new)
    return render(kind, row, view, is_new=is_new, parent_id=parent_id, kept=kept if typed else None)


def may_write(row: Any) -> bool:
    return bool(row.status != VOID)


def form_of(kind: str, row: Any, typed: Typed | None, problems: Any, *, is_new: bool) -> FormView:
    """The view of a form, with the questions and notes of what is stored, or of what was just typed."""
    rows = forms.row_content(kind, [] if is_new else records.rows_of(g.session, kind, row.id))
    if kind == "toxicity":
        rows = _one_per_drug(row, rows)
    record = records.values_of(kind, row)
    case = save_records.case_of(
        g.session, kind, row, record=record, rows=[found for _id, found, _missing in rows], on=today()
    )
    found = [] if is_new else [f for f in findings(kind, case) if f.level is not Level.REFUSE]
    content = Content(record, row.missing, rows, typed, getattr(row, "course_id", ""))
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
    )


def _one_per_drug(row: Any, rows: Any) -> Any:
    """A toxicity asks about every drug of its course, also one that was added later."""
    named = {values["drug"] for _id, values, _missing in rows}
    return (
        *rows,
        *(
            ("", {"drug": drug}, {})
            for drug in records.drugs_of(g.session, row.course_id)
            if drug not in named
        ),
    )


def render(
    kind: str, row: Any, view: FormView, *, is_new: bool, parent_id: str = "", kept: Any = None
) -> str:
    record = KINDS[kind].record
    return render_template(
        "pages/record.html",
        kind=record,
        row=row,
        form=view,
        is_new=is_new,
        draft_form=draft_key(kind, row, is_new),
        kept=kept,
        patient=_patient(kind, row),
        course=None if not hasattr(row, "course_id") else records.get(g.session, "course", row.course_id),
        parent_id=parent_id,
        needs_reason=not is_new and row.status != DRAFT,
        view=form_page.words(g.session, kind, row, view, role=g.scope.role, on=today()),
    )


def refuse(
    kind: str, row: Any, typed: Typed, refused: Invalid, *, is_new: bool, parent_id: str = ""
) -> tuple[str, int]:
    """The form again with what is wrong; what was typed is kept as it stands."""
    drafts.keep(g.session, user_id=g.scope.user_id, form=draft_key(kind, row, is_new), typed=typed)
    view = form_of(kind, row, typed, refused.problems, is_new=is_new)
    return render(kind, row, view, is_new=is_new, parent_id=parent_id), refused.status


def disagree(kind: str, record_id: str, typed: Typed, conflict: Conflict) -> tuple[str, int]:
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
        patient=_patient(kind, row),
    )
    return page, conflict.status


def after(kind: str, saved: save_records.Saved) -> str:
    """Where a save leads: back to the form while it is a draft or asks something, else to the patient."""
    row = saved.row
    if row.status != COMPLETE or getattr(row, "questions", None):
        return url_for("records.show", kind=kind, record_id=row.id)
    return _home(kind, row)


def answer(location: str, kind: str, row: Any) -> BaseResponse:
    """Tell that it is saved, and where to go."""
    label = i18n.say(KINDS[kind].record.label)
    word = _("%(record)s saved, complete.") if row.status == COMPLETE else _("%(record)s saved as a draft.")
    flash(word % {"record": label})
    return go(location)


def go(location: str) -> BaseResponse:
    """To a page, also for a save that a script sent."""
    if request.headers.get("X-Requested-With") == "fetch":
        return jsonify({"location": location})
    return redirect(location, 303)


def _home(kind: str, row: Any) -> str:
    patient_id = row.id if kind == "patient" else row.patient_id
    return url_for("patients.show", patient_id=patient_id) + (f"#{kind}" if kind != "patient" else "")


def _patient(kind: str, row: Any) -> Any:
    if kind == "patient":
        return row
    return records.get(g.session, "patient", row.patient_id) if hasattr(row, "patient_id") else None


def _version() -> int | None:
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else None
