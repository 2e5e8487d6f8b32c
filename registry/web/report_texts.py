"""The coordinators' own words in the report on a drug: typed on a page, kept for every later report."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from exports.files import FileRefused
from exports.report.texts import LONGEST, PLACES, check_texts
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.actions import drafts
from registry.actions.report_texts import save_texts
from registry.errors import Conflict
from registry.i18n import LANGUAGES, language, say, speaking
from registry.i18n import gettext as _
from registry.models.drug import Drug
from registry.queries import drugs, records
from registry.queries.report_texts import rows_of
from registry.web import posted
from registry.web.posted import Typed
from registry.web.records import typed_form

bp = Blueprint("report_texts", __name__)
KNOWN = "known-"
"""Before the name of a place: what was read of it when the page was made."""


@bp.get("/drugs/<drug_id>/report-texts")
@requires(Permission.WRITE_REPORTS)
def show(drug_id: str) -> str:
    """The form; what was typed before and not saved is put back, and said."""
    drug, chosen = _drug(drug_id), _language()
    kept = drafts.load(g.session, user_id=g.scope.user_id, form=_draft(drug, chosen))
    return _page(drug, chosen, typed=kept.content if kept else None, kept=kept)


@bp.post("/drugs/<drug_id>/report-texts")
@requires(Permission.WRITE_REPORTS)
def save(drug_id: str) -> Response | tuple[str, int]:
    """Keep what was typed. Where somebody else changed a text meanwhile, both are shown and nothing is kept yet."""
    drug, chosen, typed = _drug(drug_id), _language(), typed_form()
    try:
        kept = check_texts({place: _text(typed, place) for place in PLACES})
        save_texts(
            g.session,
            drug=drug.id,
            language=chosen,
            texts={place: kept.get(place, "") for place in PLACES},
            known={place: _text(typed, KNOWN + place) for place in PLACES},
        )
    except (FileRefused, Conflict) as refused:
        drafts.keep(g.session, user_id=g.scope.user_id, form=_draft(drug, chosen), typed=typed)
        return _page(drug, chosen, typed=typed, problem=refused.text), refused.status
    drafts.discard_now(g.session, user_id=g.scope.user_id, form=_draft(drug, chosen))
    flash(_("Texts saved."))
    return redirect(url_for("report_texts.show", drug_id=drug.id, language=chosen), 303)


def _drug(drug_id: str) -> Drug:
    found: Drug = records.get(g.session, "drug", drug_id)
    return found


def _language() -> str:
    asked = request.values.get("language", "")
    return asked if asked in LANGUAGES else language()


def _draft(drug: Drug, chosen: str) -> str:
    return f"report:{drug.id}:{chosen}"


def _text(typed: Typed, name: str) -> str:
    """As it is kept: a browser ends lines in CR LF."""
    return posted.one(typed, name).replace("\r\n", "\n").strip()


def _page(drug: Drug, chosen: str, *, typed: Typed | None, kept: Any = None, problem: str = "") -> str:
    rows = {row.place: row for row in rows_of(g.session, drug=drug.id, language=chosen)}
    with speaking(chosen):
        places = [_place(key, rows.get(key), typed) for key in PLACES]
    return render_template(
        "pages/report_texts.html",
        drug=drug,
        drug_words=drugs.drug_words(drug),
        chosen=chosen,
        languages=[("fr", "Français"), ("en", "English")],
        places=places,
        missing=sum(not place["stored"] for place in places),
        longest=LONGEST,
        key=secrets.token_hex(16),
        draft_form=_draft(drug, chosen),
        kept=kept,
        problem=problem,
    )


def _place(key: str, row: Any, typed: Typed | None) -> Mapping[str, Any]:
    """A place as the page shows it: what is expected, what is kept, what was typed, who wrote last and when."""
    stored = row.text if row else ""
    value = stored if typed is None else _text(typed, key)
    expected = say(PLACES[key].expected)
    return {
        "key": key,
        "heading": PLACES[key].heading,
        "expected": expected[:1].upper() + expected[1:],
        "value": value,
        "stored": stored,
        "differs": typed is not None and stored not in ("", value) and stored != _text(typed, KNOWN + key),
        "by": row.written_by if stored else "",
        "at": row.written_at if stored else None,
    }
