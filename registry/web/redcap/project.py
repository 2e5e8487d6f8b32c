"""What the project is: a classic one with repeating instruments, without surveys, arms and events."""

from __future__ import annotations

from registry.i18n import gettext as _
from registry.web.redcap.tables import Table

VERSION = "14.0.2"
"""The release of REDCap whose columns are served: clients choose by it which to expect."""
_PROJECT = {
    "project_id": "1",
    "project_title": "",
    "creation_time": "",
    "production_time": "",
    "in_production": "",
    "project_language": "",
    "purpose": "2",
    "purpose_other": "",
    "project_notes": "",
    "custom_record_label": "",
    "secondary_unique_field": "patient_number",
    "is_longitudinal": "0",
    "has_repeating_instruments_or_events": "1",
    "surveys_enabled": "0",
    "scheduling_enabled": "0",
    "record_autonumbering_enabled": "0",
    "randomization_enabled": "0",
    "ddp_enabled": "0",
    "project_irb_number": "",
    "project_grant_number": "",
    "project_pi_firstname": "",
    "project_pi_lastname": "",
    "project_pi_email": "",
    "display_today_now_button": "0",
    "missing_data_codes": "",
    "external_modules": "",
    "bypass_branching_erase_field_prompt": "0",
}


def project(*, in_production: bool, language: str) -> Table:
    about = {
        "project_title": _("Registry of medicines given to children with cancer"),
        "in_production": str(int(in_production)),
        "project_language": {"fr": "French", "en": "English"}.get(language, language),
    }
    row = {**_PROJECT, **about}
    return Table(tuple(row), [tuple(row.values())], root="items", is_object=True)
