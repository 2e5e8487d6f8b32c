"""What waits, and where a patient stands, in the reader's words."""

from __future__ import annotations

from registry import i18n
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.queries.patients import Due

LEVELS = {
    "serious_draft": ("danger", "serious"),
    "visit_late": ("warn", "late"),
    "assessment": ("warn", "late"),
    "no_baseline": ("warn", "late"),
    "news": ("warn", "late"),
    "no_course": ("plain", "coming"),
    "visit_due": ("accent", "calendar"),
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
    return level, icon, _title(due, count), _detail(due)


def _title(due: Due, n: int) -> str:
    match due.kind:
        case "serious_draft":
            return ngettext("Serious toxicity to complete", "%(n)d serious toxicities to complete", n) % {
                "n": n
            }
        case "visit_late" | "visit_due":
            return _visits(due, n)
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


def _visits(due: Due, n: int) -> str:
    if due.kind == "visit_due":
        return _("Visit of month %(month)d due") % {"month": due.month}
    if n == 1:
        return _("Visit of month %(month)d overdue") % {"month": due.month}
    return ngettext("%(n)d visit overdue", "%(n)d visits overdue", n) % {"n": n}


def _detail(due: Due) -> str:
    if due.since is None:
        return ""
    date = {"date": i18n.show_date(due.since)}
    match due.kind:
        case "no_baseline":
            return _("treatment began %(date)s") % date
        case "visit_late" if due.count > 1:
            return _("the oldest was planned on %(date)s") % date
        case "visit_late" | "visit_due":
            return _("planned on %(date)s") % date
        case _:
            return _("expected by %(date)s") % date


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
        "visit_late": _("Visits overdue"),
        "assessment": _("Assessments overdue"),
        "question": _("Open questions"),
        "draft": _("Drafts to complete"),
        "news": _("News older than six months"),
    }
