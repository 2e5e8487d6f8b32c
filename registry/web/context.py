"""What every page needs around its content: navigation, account, language, versions."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, request, url_for
from flask_login import current_user

from registry import dictionary, i18n
from registry.access.permissions import Permission, may
from registry.access.scope import NOBODY
from registry.i18n import gettext as _
from registry.web.addresses import home_of
from registry.web.clock import today

P = Permission

EXPORTING = "exports analysts dossier export_jobs snapshots snapshot_form"
"""The parts of the site that stand under Exports."""

LANGUAGE_NAMES = (("fr", "Français"), ("en", "English"))


def navigation() -> list[tuple[str, str, bool]]:
    """The entries of the top bar that the reader may open: (words, address, whether it is this page)."""
    role = getattr(g, "scope", NOBODY).role
    entries = (
        (P.READ, _("Patients"), "patients.index", "patients records"),
        (P.SUMMARIES, _("Drugs"), "drugs.index", "drugs"),
        (P.EXPORT_RECORDS, _("Exports"), "exports.index", EXPORTING),
        (P.IMPORT, _("Import"), "imports.index", "imports"),
        (P.MANAGE_CENTRES, _("Centres"), "centres.index", "centres"),
        (P.MANAGE_USERS, _("Users"), "users.index", "users"),
        (P.TRAIL, _("Journal"), "journal.index", "journal export_log"),
        (P.OWN_ACCOUNT, _("Help"), "help.index", "help roles schemes"),
    )
    here = request.blueprint or ""
    return [
        (words, url_for(view), here in rooms.split())
        for right, words, view, rooms in entries
        if may(role, right)
    ]


def install(app: Flask) -> None:
    """Give all templates the context of the layout."""
    config = app.extensions["registry.config"]

    @app.context_processor
    def surround() -> dict[str, Any]:
        signed_in = bool(current_user and current_user.is_authenticated)
        scope = getattr(g, "scope", NOBODY)
        return {
            "language": i18n.language(),
            "language_names": LANGUAGE_NAMES,
            "language_url": url_for("account.language"),
            "home": home_of(scope.role),
            "nav": navigation() if signed_in else [],
            "demo": config.demo,
            "account": {
                "name": scope.actor.partition("@")[0],
                "email": scope.actor,
                "role": i18n.say(scope.role.label),
                "url": url_for("account.index"),
            }
            if signed_in
            else None,
            "sign_out_url": url_for("account.sign_out"),
            "dictionary_version": dictionary.VERSION,
            "time_zone_words": _("UTC"),
            "today": today().isoformat(),
            "session_idle_seconds": config.idle_minutes * 60 if signed_in else 0,
            "session_url": url_for("account.extend"),
            "may": lambda right: may(scope.role, P(right)),
            "say": i18n.say,
            "show_date": i18n.show_date,
            "show_moment": i18n.show_moment,
            "show_number": i18n.show_number,
            "show_percent": i18n.show_percent,
        }
