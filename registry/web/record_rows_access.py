"""The lines of access requests: the decision, and how long the authorisation runs."""

from __future__ import annotations

from typing import Any

from registry.i18n import gettext as _
from registry.queries.patient_record import PatientRecord
from registry.web.clock import today
from registry.web.record_rows import Cell, Made, Rows, Show
from registry.web.record_words import scheme_words, validity


def _access_request(record: PatientRecord, row: Any, show: Show) -> Made:
    level, icon, words = validity(row, today())
    if words and _is_replaced(record, row):
        level, icon, words = "plain", "", _("until %(date)s, then renewed") % {"date": show("expires_on")}
    if row.is_started == "no":
        level, icon = "plain", "waiting"
        words = _("authorised, never started")
    cells = (
        Cell(scheme_words(row.scheme) or show("scheme")),
        Cell(show("type")),
        Cell(show("requested_on")),
        Cell(show("decision")),
        Cell(show("authorisation_number")),
        Cell(words, "status" if words else "", level, icon),
    )
    return show("drug") or _("no drug yet"), cells


def _is_replaced(record: PatientRecord, row: Any) -> bool:
    """Whether a later authorisation of the same drug took over."""
    return any(
        other.drug == row.drug
        and other.decision == "granted"
        and other.expires_on
        and other.expires_on > row.expires_on
        for other in record.live("access_request")
    )


ACCESS_REQUEST = Rows(
    lambda: (
        _("Drug"),
        _("Access"),
        _("Type"),
        _("Requested on"),
        _("Decision"),
        _("Number"),
        _("Validity"),
    ),
    _access_request,
)
