"""One set of views for all record kinds: form, save, conflict, void and restore, history, drafts, search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, flash, g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from registry import i18n, snapshots
from registry.access.gate import requires
from registry.access.permissions import Permission, may, right_to_write
from registry.actions import drafts, repeats
from registry.actions import records as save_records
from registry.actions.records import Intent
from registry.actions.repeats import SavedBefore
from registry.errors import Conflict, Forbidden, Invalid
from registry.fields.catalogue import KINDS
from registry.fields.layout import COMPLETE, DRAFT
from registry.i18n import gettext as _
from registry.models.base import now
from registry.queries import history, lists, records, surroundings
from registry.schemas.build import Loaded, load
from registry.web import conflicts, next_steps, posted, record_page
from registry.web.addresses import on_form, own_page
from registry.web.clock import today
from registry.web.page_gate import gate_of_page
from registry.web.posted import Typed
from registry.web.record_page import patient_of

bp = Blueprint("records", __name__)

P = Permission
KEEP = "keep"
"""What the button of somebody sends who neither completes nor reopens a record."""


def new_form(kind: str) -> str:
    """The kind, if the reader may make records of it; 403 otherwise: a form that nobody could save is not shown."""
    if not may(g.scope.role, right_to_write(on_form(kind))):
        raise Forbidden(_("Your role does not allow this."))
    return kind


def typed_form() -> Typed:
    """What was posted, by control name."""
    return {name: request.form.getlist(name) for name in request.form}


@bp.get("/records/<kind>/new")
@requires(P.ENTER, P.DECLARE)
def new(kind: str) -> str:
    parent_id = request.args.get("parent", "")
    row = save_records.blank(g.session, new_form(kind), parent_id=parent_id)
    return record_page.page_of(kind, row, is_new=True, parent_id=parent_id)


@bp.post("/records/<kind>/new")
@requires(P.ENTER, P.DECLARE)
def create(kind: str) -> BaseResponse | tuple[str, int]:
    parent_id = request.args.get("parent", "")
    around = surroundings.under(g.session, new_form(kind), parent_id)
    typed = typed_form()
    intent = intent_of(kind, f"new:{kind}:{parent_id}", typed)
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
    except SavedBefore as before:
        return go_on_with(kind, before.record_id, typed, intent.form)
    except Invalid as refused:
        row = save_records.blank(g.session, kind, parent_id=parent_id)
        return record_page.refuse(kind, row, typed, refused, is_new=True, parent_id=parent_id)
    return answer(after(kind, saved), kind, saved.row)


def go_on_with(kind: str, record_id: str, typed: Typed, form: str) -> BaseResponse:
    """To the record that this form made before; what was typed into it since then waits there as a draft."""
    row = records.get(g.session, kind, record_id)
    drafts.discard_now(g.session, user_id=g.scope.user_id, form=form)
    mine = record_page.draft_key(kind, row, is_new=False)
    drafts.keep(g.session, user_id=g.scope.user_id, form=mine, typed=typed)
    flash(_("This form was saved before: here is its record. What you typed since then is put back below."))
    return go(url_for("records.show", kind=kind, record_id=record_id))


@bp.get("/records/<kind>/<record_id>")
@requires(P.READ)
def show(kind: str, record_id: str) -> str:
    return record_page.page_of(kind, records.get(g.session, on_form(kind), record_id), is_new=False)


@bp.post("/records/<kind>/<record_id>")
@requires(P.ENTER, P.REVIEW, P.DECLARE, P.ASSESS)
def update(kind: str, record_id: str) -> BaseResponse | tuple[str, int]:
    row = records.get(g.session, on_form(kind), record_id)
    form = record_page.draft_key(kind, row, is_new=False)
    if request.form.get("resolve") == conflicts.SAVED:
        drafts.discard_now(g.session, user_id=g.scope.user_id, form=form)
        return go(url_for("records.show", kind=kind, record_id=record_id))
    typed = conflicts.chosen(g.session, kind, row, typed_form())
    try:
        saved = change(kind, record_id, typed, intent_of(kind, form, typed))
    except (Conflict, SavedBefore):
        return record_page.disagree(kind, record_id, typed)
    except Invalid as refused:
        return record_page.refuse(kind, row, typed, refused, is_new=False)
    return answer(after(kind, saved), kind, saved.row)


def change(kind: str, record_id: str, typed: Typed, intent: Intent) -> save_records.Saved:
    """Save what was typed; a form that arrives twice at once is saved once."""

    def save() -> save_records.Saved:
        return save_records.update(
            g.session, kind, record_id, loaded=loaded(kind, typed), intent=intent, on=today()
        )

    return repeats.once(g.session, intent.key, save)


@bp.post("/records/<kind>/<record_id>/void")
@requires(P.VOID)
def void(kind: str, record_id: str) -> BaseResponse | tuple[str, int]:
    reason, version = request.form.get("reason", ""), posted.version_in(typed_form())
    try:
        row = save_records.void(g.session, on_form(kind), record_id, version=version, reason=reason)
    except Invalid as refused:
        return _ask_again(kind, record_id, refused), refused.status
    flash(_("Record voided: it no longer counts."))
    return redirect(_home(kind, row), 303)


@bp.post("/records/<kind>/<record_id>/restore")
@requires(P.VOID)
def restore(kind: str, record_id: str) -> BaseResponse | tuple[str, int]:
    reason, version = request.form.get("reason", ""), posted.version_in(typed_form())
    try:
        save_records.restore(g.session, on_form(kind), record_id, version=version, reason=reason, on=today())
    except Invalid as refused:
        return _ask_again(kind, record_id, refused), refused.status
    flash(_("Record restored."))
    return redirect(url_for("records.show", kind=kind, record_id=record_id), 303)


def _ask_again(kind: str, record_id: str, refused: Invalid) -> str:
    """The page of the record, the step that was refused open, with what is wrong beside its box."""
    row = records.get(g.session, kind, record_id)
    errors = [problem.text for problem in refused.problems] or [refused.text]
    step = record_page.Step(tuple(errors), request.form.get("reason", ""))
    return record_page.page_of(kind, row, is_new=False, step=step)


@bp.get("/records/<kind>/<record_id>/history")
@requires(P.TRAIL)
def trail(kind: str, record_id: str) -> str:
    row = records.get(g.session, on_form(kind), record_id)
    owner = row.id if kind == "patient" else row.patient_id
    return render_template(
        "pages/history.html",
        kind=KINDS[kind].record,
        row=row,
        entries=history.of_record(g.session, kind, row),
        patient=patient_of(kind, row),
        freezes=snapshots.counting(g.session, kind, row.id, patient_id=owner),
    )


@bp.post("/drafts")
@requires(P.ENTER, P.REVIEW, P.DECLARE, P.ASSESS, P.MANAGE_DRUGS)
def keep_draft() -> Response:
    """Keep what was typed so far, as it stands, for this person and this form."""
    typed, form = typed_form(), request.form.get("draft_form", "")
    if was_saved(typed):
        drafts.discard_now(g.session, user_id=g.scope.user_id, form=form)
        return jsonify({"saved_at": f"{now():%H:%M}"})
    saved_at = drafts.keep(g.session, user_id=g.scope.user_id, form=form, typed=typed)
    return jsonify({"saved_at": f"{saved_at:%H:%M}"})


def was_saved(typed: Typed) -> bool:
    """Whether a save of just this, whose answer was lost, was done: then it is no draft."""
    key = posted.one(typed, "idempotency_key")
    saves = {posted.digest({**typed, "status": [status]}) for status in (DRAFT, COMPLETE, KEEP)}
    return repeats.is_done(g.session, key, saves)


@bp.post("/drafts/discard")
@requires(P.ENTER, P.REVIEW, P.DECLARE, P.ASSESS, P.MANAGE_DRUGS)
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
    """What the form holds for the record, with what is wrong anywhere in it; `drugs` are known to be in the list."""
    found = load(KINDS[kind], posted.given(kind, typed, g.scope.role), gate_of_page(drugs=drugs))
    return replace(found, problems=(*found.problems, *posted.words_in(typed)[1]))


def intent_of(kind: str, form: str, typed: Typed) -> Intent:
    """What the buttons and hidden inputs of the form ask for."""
    enters = may(g.scope.role, right_to_write(kind))
    words, _problems = posted.words_in(typed)
    return Intent(
        complete=posted.one(typed, "status") == COMPLETE if enters else None,
        reason=words.pop(posted.REASON, ""),
        version=posted.version_in(typed),
        answers={name.removeprefix(posted.ANSWER): text for name, text in words.items()},
        key=posted.one(typed, "idempotency_key")[:64],
        body=posted.digest(typed),
        form=form,
    )


def after(kind: str, saved: save_records.Saved) -> str:
    """Where a save leads: to the next form when it was asked for, back to this one while it is a draft or asks
    something, else to the patient."""
    row = saved.row
    onward = next_steps.address(kind, request.args.get("then", ""), row)
    if onward and row.status == COMPLETE:
        return onward
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
