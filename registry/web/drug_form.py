"""The form of a drug of the registry's list: shown, saved, and the choice when two people saved it."""

from __future__ import annotations

import secrets
from typing import Any

from flask import flash, g, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from registry.actions import drafts, records
from registry.actions.records import Intent
from registry.actions.repeats import SavedBefore
from registry.errors import Conflict, Invalid
from registry.i18n import gettext as _
from registry.models.drug import Drug
from registry.queries import records as record_queries
from registry.web import conflicts, form_page, forms, posted, values
from registry.web.clock import today
from registry.web.forms import Content
from registry.web.page_gate import gate_of_page
from registry.web.posted import Typed
from registry.web.record_page import draft_key
from registry.web.records import change, go, intent_of, loaded, typed_form

KIND = "drug"


def blank() -> Drug:
    """A drug that is not in the list yet."""
    drug: Drug = records.blank(g.session, KIND, parent_id="")
    return drug


def page(row: Drug, *, is_new: bool) -> str:
    """The form; what was typed before and not saved is put back, and said."""
    kept = drafts.load(g.session, user_id=g.scope.user_id, form=draft_key(KIND, row, is_new))
    return _render(row, is_new=is_new, typed=kept.content if kept else None, kept=kept)


def save(row: Drug, *, is_new: bool) -> BaseResponse | tuple[str, int]:
    """Save what was posted. What is refused, and what two people typed, comes back with nothing lost."""
    typed, form = typed_form(), draft_key(KIND, row, is_new)
    if conflicts.SAVED in typed.get("resolve", ()):
        drafts.discard_now(g.session, user_id=g.scope.user_id, form=form)
        return go(url_for("drugs.show", drug_id=row.id))
    typed = conflicts.chosen(g.session, KIND, row, typed)
    try:
        saved = _write(row, typed, intent_of("drug", form, typed), is_new=is_new)
    except SavedBefore as before:
        return _disagree(record_queries.get(g.session, KIND, before.record_id), typed), Conflict.status
    except Conflict:
        return _disagree(row, typed), Conflict.status
    except Invalid as refused:
        _keep(row, typed, is_new=is_new)
        return _render(row, is_new=is_new, typed=typed, problems=refused.problems), refused.status
    flash(_("Drug saved."))
    return go(url_for("drugs.show", drug_id=saved.row.id))


def _write(row: Drug, typed: Typed, intent: Intent, *, is_new: bool) -> records.Saved:
    if is_new:
        return records.create_drug(g.session, loaded=loaded(KIND, typed), intent=intent, on=today())
    return change(KIND, row.id, typed, intent)


def _keep(row: Drug, typed: Typed, *, is_new: bool) -> None:
    drafts.keep(g.session, user_id=g.scope.user_id, form=draft_key(KIND, row, is_new), typed=typed)


def _render(row: Drug, *, is_new: bool, typed: Typed | None, problems: Any = (), kept: Any = None) -> str:
    content = Content(record_queries.values_of(KIND, row), row.missing, (), typed)
    key = posted.one(typed, "idempotency_key") if kept and typed else ""
    view = forms.build(g.session, KIND, content, g.scope.role, problems=problems, key=key)
    return render_template(
        "pages/drug_form.html",
        form=view,
        row=row,
        version=row.version if typed is None else posted.one(typed, "version"),
        is_new=is_new,
        kept=kept,
        draft_form=draft_key(KIND, row, is_new),
        drug_words=values.drug_words,
        view=form_page.words(g.session, KIND, row, view, typed, role=g.scope.role, on=today()),
    )


def _disagree(row: Drug, typed: Typed) -> str:
    """What is stored and what was typed, side by side."""
    _keep(row, typed, is_new=False)
    g.session.expire_all()
    row = record_queries.get(g.session, KIND, row.id)
    view = conflicts.compare(g.session, KIND, row, typed, role=g.scope.role, gate=gate_of_page())
    return render_template(
        "pages/drug_conflict.html",
        row=row,
        view=view,
        rows=[(d.name, d.label, d.mine, d.stored, d.keep) for d in view.differences],
        key=secrets.token_hex(16),
        drug_words=values.drug_words,
    )
