"""What waits, and where a patient stands, in the reader's words."""

from __future__ import annotations

from registry import i18n
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.queries.patients import Due

LEVELS = {
    "serious_draft": ("danger", "serious"),
    "assessment": ("warn", "late"),
    "no_baseline": ("warn", "late"),
    "news": ("warn", "late"),
    "no_course": ("plain", "coming"),
    "draft": ("plain", "draft"),
    "question": ("ask", "question-open"),
}
"""The colour and icon of each kind of waiting thing."""

STATES = {
    "on_treatment": "running",
    "stopped": "stopped",
    "dead": "empty",
    "no_course": "waiting",
    "objected": "locked",
}


def due_words(due: Due, count: int) -> tuple[str, str, str, str]:
    """(level, icon, words, detail) of one waiting thing."""
    level, icon = LEVELS[due.kind]
    return level, icon, _title(due.kind, count), _detail(due)


def _title(kind: str, n: int) -> str:
    match kind:
        case "serious_draft":
            return ngettext("Serious toxicity to complete", "%(n)d serious toxicities to complete", n) % {
                "n": n
            }
        case "assessment":
            return _("Assessment overdue")
        case "no_baseline":
            return _("Baseline assessment missing")
        case "news":
            return _("News older than six months")
        case "no_course":
            return _("Course to enter")
        case "draft":
            return ngettext("%(n)d draft to complete", "%(n)d drafts to complete", n) % {"n": n}
        case _:
            return ngettext("%(n)d question", "%(n)d questions", n) % {"n": n}


def _detail(due: Due) -> str:
    if due.since is None:
        return ""
    words = _("treatment began %(date)s") if due.kind == "no_baseline" else _("expected by %(date)s")
    return words % {"date": i18n.show_date(due.since)}


def state_words(state: str) -> str:
    return {
        "on_treatment": _("On treatment"),
        "stopped": _("Stopped, followed"),
        "dead": _("Dead"),
        "no_course": _("No course yet"),
        "objected": _("Objected"),
        "todo": _("To do"),
        "all": _("All"),
    }[state]


def waiting_names() -> dict[str, str]:
    """The names of the counts on top of the list."""
    return {
        "serious_draft": _("Serious toxicities to complete"),
        "assessment": _("Assessments overdue"),
        "question": _("Open questions"),
        "draft": _("Drafts to complete"),
        "news": _("News older than six months"),
    }
