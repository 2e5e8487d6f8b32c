"""Help: what each number means, made from the catalogue of outputs; the data dictionary; the roles."""

from __future__ import annotations

import io

from flask import Blueprint, Response, render_template, send_file

from exports.dictionary import write_dictionary
from exports.records import write_table
from registry import dictionary as words
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.fields.base import MISSING_LABELS, MISSING_LETTERS, Missing, RecordKind
from registry.fields.catalogue import KINDS
from registry.i18n import N_, say
from registry.intake.authorisation_lines import COLUMNS, EXAMPLE
from registry.rules.base import Level, Rule
from registry.rules.check import RULES
from registry.summaries.catalogue import POPULATION_LABELS, UNIT_LABELS
from registry.summaries.parameters import MEANINGS
from registry.web import drug_methods, parameter_words
from registry.web.api.resources import PREFIX
from registry.web.forms import MISSING_KEYS

bp = Blueprint("help", __name__)

LEVELS = {
    Level.FORBID: N_("Forbids"),
    Level.REFUSE: N_("Refuses"),
    Level.ASK: N_("Asks"),
    Level.NOTE: N_("Tells"),
}


@bp.get("/help")
@requires(Permission.OWN_ACCOUNT)
def index() -> str:
    return render_template("pages/help.html", api_docs=f"{PREFIX}/docs", reasons=reasons_by_key())


def reasons_by_key() -> list[tuple[str, str, str]]:
    """(key pressed with Alt, letters, words) of each reason for a missing value."""
    return [(say(MISSING_KEYS[m]), say(MISSING_LETTERS[m]), say(MISSING_LABELS[m])) for m in Missing]


@bp.get("/help/numbers")
@requires(Permission.OWN_ACCOUNT)
def numbers() -> str:
    return render_template(
        "pages/help_numbers.html",
        chapters=drug_methods.chapters(),
        populations=POPULATION_LABELS,
        units=UNIT_LABELS,
        choices=parameter_words.choices(),
        meanings=MEANINGS,
    )


@bp.get("/help/dictionary")
@requires(Permission.OWN_ACCOUNT)
def dictionary() -> str:
    by_kind = {name: [entry for entry in words.entries() if entry.kind.name == name] for name in KINDS}
    rules = {name: [rule for rule in RULES if rule.kind == name] for name in KINDS}
    return render_template(
        "pages/help_dictionary.html",
        kinds=[fields.record for fields in KINDS.values()],
        entries=by_kind,
        rules=rules,
        levels=LEVELS,
        text_of=text_of,
        title_of=title_of,
    )


@bp.get("/help/dictionary.xlsx")
@requires(Permission.OWN_ACCOUNT)
def dictionary_file() -> Response:
    buffer = io.BytesIO()
    write_dictionary(buffer)
    buffer.seek(0)
    return send_file(buffer, as_attachment=True, download_name="dictionary.xlsx", max_age=0)


@bp.get("/help/authorisations.csv")
@requires(Permission.OWN_ACCOUNT)
def authorisations_file() -> Response:
    """An example of a list of authorisations, as the command line imports it."""
    text = io.StringIO()
    write_table(text, COLUMNS, EXAMPLE)
    file = io.BytesIO(text.getvalue().encode())
    return send_file(file, as_attachment=True, download_name="authorisations.csv", max_age=0)


def text_of(rule: Rule) -> str:
    """What a rule says; where a message holds a value of the record there is a gap."""
    return say(rule.text).format_map(dict.fromkeys(KINDS[rule.kind].fields, "…"))


def title_of(kind: RecordKind) -> str:
    """The name of a kind of record; of one that is entered inside another, with that one's."""
    label = say(kind.label)
    return f"{say(KINDS[kind.parent].record.label)} · {label}" if kind.embedded else label
