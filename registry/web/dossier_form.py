"""The form that asks for a dossier: drug, period, schemes, indication, for whom, in which language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask import g
from werkzeug.datastructures import MultiDict

from registry.errors import Invalid, Problem
from registry.fields import base
from registry.fields.base import Field, T
from registry.i18n import LANGUAGES, language, say
from registry.i18n import gettext as _
from registry.queries import drugs
from registry.schemas.reading import Unreadable, read
from registry.schemes.catalogue import COUNTRIES
from registry.summaries.dossier import GROUP, INTERNAL, RECIPIENT, DossierRequest
from registry.summaries.dossier_scope import ANYWHERE
from registry.web.page_gate import gate_of_page

DAYS: Mapping[str, Field] = MappingProxyType(
    {"from": base.date(T("Du", "From")), "to": base.date(T("Au", "To"))}
)
NAMES = ("file", "drug", "from", "to", "indication", "recipient", "language")
SCHEME = "scheme"
FILE = "file"
FRANCE = "FR"


@dataclass(frozen=True, slots=True)
class File:
    """A file that is made of a dossier: its code in the form, its ending, and its kind of background export."""

    code: str
    label: T
    ending: str
    job: str


WORKBOOK = File(
    "workbook", T("Classeur de 23 feuilles (Excel)", "Workbook of 23 sheets (Excel)"), ".xlsx", "dossier"
)
FILES: Mapping[str, File] = MappingProxyType(
    {
        file.code: file
        for file in (
            WORKBOOK,
            File("word", T("Rapport de synthèse (Word)", "Summary report (Word)"), ".docx", "report_docx"),
            File("pdf", T("Rapport de synthèse (PDF)", "Summary report (PDF)"), ".pdf", "report_pdf"),
        )
    }
)


def file_of(given: Mapping[str, Any]) -> File:
    """The file that was chosen; the workbook where none was."""
    return FILES.get(given[FILE], WORKBOOK)


def typed(form: MultiDict[str, str]) -> dict[str, Any]:
    """What was typed, as the form shows it again."""
    return {name: form.get(name, "").strip() for name in NAMES} | {SCHEME: form.getlist(SCHEME)}


def begin(drug: str = "") -> dict[str, Any]:
    """A form that nobody filled in yet."""
    return dict.fromkeys(NAMES, "") | {
        "drug": drug,
        "recipient": INTERNAL,
        FILE: WORKBOOK.code,
        "language": language(),
        SCHEME: [],
    }


def read_request(given: Mapping[str, Any]) -> DossierRequest:
    """The request. Invalid, with what is wrong in each box."""
    values, problems = {}, list[Problem]()
    for name in DAYS:
        try:
            values[name] = _day(name, given[name])
        except Unreadable as refused:
            problems.append(Problem(name, "unreadable", str(refused)))
    if not given["drug"]:
        problems.append(Problem("drug", "required", _("Choose a drug.")))
    if problems:
        raise Invalid(problems[0].text, problems)
    return DossierRequest(
        given["drug"],
        values["from"],
        values["to"],
        schemes=tuple(given[SCHEME]),
        indication=given["indication"],
        recipient=given["recipient"] or INTERNAL,
        language=given["language"] if given["language"] in LANGUAGES else language(),
    )


def options() -> dict[str, Any]:
    """The lists of the form: recipients, indications, languages, and the schemes of the reader's countries."""
    _centres, countries = drugs.coverage(g.session)
    return {
        "files": [(file.code, say(file.label)) for file in FILES.values()],
        "recipients": [(code, say(RECIPIENT.label(code))) for code in RECIPIENT.codes],
        "indications": [(code, say(GROUP.label(code))) for code in GROUP.codes],
        "schemes": list(_schemes(frozenset(countries))),
        "languages": [("fr", "Français"), ("en", "English")],
    }


def _schemes(countries: frozenset[str]) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """Of these countries, France first, and those that are of no one country."""
    shown = [found for code, found in COUNTRIES.items() if code in countries or code in ANYWHERE]
    for country in sorted(shown, key=lambda found: (found.code != FRANCE, say(found.label))):
        yield say(country.label), [(scheme.code, say(scheme.label)) for scheme in country.schemes]


def _day(name: str, text: str) -> Any:
    day = read(DAYS[name], text, gate_of_page())
    if day is None:
        raise Unreadable(_("Fill this in."))
    return day
