"""Events in the reader's language: the name of each kind, and what its detail says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from registry.access import events
from registry.access.permissions import ROLES
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.i18n import gettext as _
from registry.i18n import ngettext, say, show_date, show_number
from registry.models.audit import Event

Detail = Mapping[str, Any]

FEW = 3

LABELS: Mapping[str, T] = MappingProxyType(
    {
        events.SIGNED_IN: T("Connexion", "Sign-in"),
        events.SIGN_IN_FAILED: T("Connexion refusée", "Sign-in refused"),
        events.SIGN_IN_LOCKED: T("Connexion bloquée", "Sign-in locked out"),
        events.SIGNED_OUT: T("Déconnexion", "Sign-out"),
        events.REFUSED: T("Accès refusé", "Access refused"),
        events.PASSWORD_CHOSEN: T("Mot de passe choisi", "Password chosen"),
        events.ROLE_CHANGED: T("Droits d’un compte", "Rights of an account"),
        events.IMPORTED: T("Import de fiches", "Import of records"),
        events.EXPORTED_RECORDS: T("Export de fiches", "Export of records"),
        events.EXPORTED_DRUG: T("Export d’un médicament", "Export of a drug"),
        events.EXPORTED_SNAPSHOT: T("Export de données gelées", "Export of a data freeze"),
        events.EXPORTED_DOSSIER: T("Export d’un dossier", "Export of a dossier"),
        events.EXPORTED_REPORT: T("Export d’un rapport de synthèse", "Export of a summary report"),
        events.SNAPSHOT_MADE: T("Données gelées", "Data frozen"),
        events.PRINTED_RECORD: T("Fiche imprimée", "Record printed"),
        events.READ_ALL_CENTRES: T("Nombres de tous les centres", "Numbers of all centres"),
        events.TERMINOLOGY_LOADED: T("Terminologie chargée", "Terminology loaded"),
        events.DEMO_BEGUN: T("Démonstration commencée", "Demonstration begun"),
        events.DEMO_MADE: T("Démonstration remplie", "Demonstration filled"),
    }
)

LEVELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        events.SIGN_IN_FAILED: ("warn", "warning"),
        events.SIGN_IN_LOCKED: ("danger", "locked"),
        events.REFUSED: ("danger", "refused"),
    }
)
"""Level and icon of the kinds that somebody should look at."""


def kind_words(kind: str) -> str:
    return say(LABELS[kind]) if kind in LABELS else kind


def detail_words(event: Event) -> str:
    """What an event says besides when, who and what; "" where there is no more."""
    write = _WRITERS.get(event.kind)
    return write(event.detail) if write else ""


def _from(detail: Detail) -> str:
    return _("From %(address)s") % detail if detail.get("address") else ""


def _refused(detail: Detail) -> str:
    return f"{detail.get('method', '')} {detail.get('endpoint', '')}".strip()


def _rights(detail: Detail) -> str:
    after = _post(detail.get("after", ""))
    if not detail.get("before"):
        return _("%(user)s: new account, %(after)s") % {"user": detail.get("user", ""), "after": after}
    words = {"user": detail.get("user", ""), "before": _post(detail["before"]), "after": after}
    return _("%(user)s: from %(before)s to %(after)s") % words


def _post(text: str) -> str:
    """A role and its place, as the event holds them: "clinician FR-001"."""
    role, _space, place = text.partition(" ")
    label = say(ROLES[role].label) if role in ROLES else role
    return f"{label} · {place}" if place else label


def _imported(detail: Detail) -> str:
    """How many rows came in, and of which list, where it is one of authorisations."""
    kinds = {*KINDS, "authorisation"}
    counts = {kind: found for kind, found in detail.items() if kind in kinds and isinstance(found, dict)}
    new, changed = (sum(found.get(word, 0) for found in counts.values()) for word in ("new", "changed"))
    words = _("%(new)s new, %(changed)s changed") % {"new": show_number(new), "changed": show_number(changed)}
    return f"{detail['list']} · {words}" if detail.get("list") else words


def _exported_records(detail: Detail) -> str:
    n = sum(detail.get("rows", {}).values())
    rows = ngettext("%(n)s row", "%(n)s rows", n) % {"n": show_number(n)}
    form = " · ".join(detail[name] for name in ("format", "layout") if detail.get(name))
    return " · ".join(filter(None, (rows, form, covered(detail))))


def _exported_drug(detail: Detail) -> str:
    day = show_date(detail.get("cut_off", ""))
    return f"{detail.get('drug', '')} · {_('cut-off %(day)s') % {'day': day}} · {covered(detail)}"


def _read_all_centres(detail: Detail) -> str:
    """Of which drug; of all of them, side by side."""
    return str(detail.get("drug") or _("all drugs"))


def covered(detail: Detail) -> str:
    """Whose rows went out: the centres by name while they are few."""
    scope = detail.get("scope", "")
    if scope == "*":
        return _("all centres")
    centres = scope.split(",")
    n = len(centres)
    return ", ".join(centres) if n <= FEW else ngettext("%(n)d centre", "%(n)d centres", n) % {"n": n}


def _printed(detail: Detail) -> str:
    """Which form was printed, and its version."""
    kind = detail.get("form", "")
    label = say(KINDS[kind].record.label) if kind in KINDS else kind
    return _("%(form)s, version %(version)s") % {"form": label, "version": detail.get("version", "")}


def _terminology(detail: Detail) -> str:
    return " ".join(str(detail[name]) for name in ("list", "kind", "version") if detail.get(name))


def _demo(detail: Detail) -> str:
    n = detail.get("patients", 0)
    return ngettext("%(num)s patient", "%(num)s patients", n) % {"num": show_number(n)}


_WRITERS: Mapping[str, Callable[[Detail], str]] = MappingProxyType(
    {
        events.SIGNED_IN: _from,
        events.SIGN_IN_FAILED: _from,
        events.SIGN_IN_LOCKED: _from,
        events.REFUSED: _refused,
        events.ROLE_CHANGED: _rights,
        events.IMPORTED: _imported,
        events.EXPORTED_RECORDS: _exported_records,
        events.EXPORTED_DRUG: _exported_drug,
        events.EXPORTED_SNAPSHOT: _exported_drug,
        events.EXPORTED_DOSSIER: _exported_drug,
        events.EXPORTED_REPORT: _exported_drug,
        events.SNAPSHOT_MADE: _exported_drug,
        events.PRINTED_RECORD: _printed,
        events.READ_ALL_CENTRES: _read_all_centres,
        events.TERMINOLOGY_LOADED: _terminology,
        events.DEMO_BEGUN: _demo,
        events.DEMO_MADE: _demo,
    }
)
