"""POST /redcap/api/: one address, what is wanted is named in `content`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Blueprint, Response, current_app, g, request
from flask_login import current_user

from registry.access import events
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.access.programs import REDCAP
from registry.actions import exports
from registry.i18n import language
from registry.web.redcap import answers, asked, dictionary, people, project, selection
from registry.web.redcap.asked import Asked
from registry.web.redcap.records import Records
from registry.web.redcap.refusals import IMPORT, ReadsOnly, bad, classic
from registry.web.redcap.tables import Table, written
from registry.web.redcap.variables import PATIENT, Instrument, instruments

bp = Blueprint("redcap", __name__)

Content = Callable[[Asked], Response]


@bp.post(REDCAP)
@requires(Permission.EXPORT_RECORDS)
def api() -> Response:
    """What was asked for; an import or a change is refused."""
    wanted = asked.read(request.form)
    content = CONTENTS.get(wanted.content)
    if asked.is_change(request.form):
        raise ReadsOnly(IMPORT)
    if content is None:
        raise bad("content")
    return content(wanted)


def _record(wanted: Asked) -> Response:
    """Records of the reader's rows, told to the trail."""
    known = _instruments()
    chosen = selection.select(wanted, known)
    records = Records(
        session=g.session,
        asked=wanted,
        selection=chosen,
        patient=next(found for found in known if found.kind == PATIENT),
        groups=people.group_words(g.session, as_labels=wanted.as_labels),
    )
    response = _told(records.table(), wanted)
    exports.log(g.session, events.EXPORTED_RECORDS, rows=dict(records.counts), format="redcap")
    return response


def _report(wanted: Asked) -> Response:
    """Each instrument is a report, under its name and under its number in the list of instruments."""
    kinds = [instrument.kind for instrument in _instruments()]
    numbers = {str(number): kind for number, kind in enumerate(kinds, start=1)}
    kind = numbers.get(wanted.report, wanted.report)
    if kind not in kinds:
        raise bad("report_id")
    return _record(
        replace(wanted, forms=(kind,), fields=(), records=(), events=(), logic="", since=None, until=None)
    )


def _metadata(wanted: Asked) -> Response:
    known = _instruments()
    selection.refuse_unknown_names(wanted, known)
    forms = [instrument for instrument in known if instrument.kind in wanted.forms]
    names = {variable.name for instrument in forms for variable in instrument.variables} | {*wanted.fields}
    table = dictionary.metadata(known, frozenset(names) if wanted.fields or wanted.forms else None)
    return _told(table, wanted)


def _field_names(wanted: Asked) -> Response:
    known = _instruments()
    if wanted.field and wanted.field not in selection.names_of(known):
        raise bad("field")
    return _told(dictionary.export_field_names(known, wanted.field), wanted)


def _project(wanted: Asked) -> Response:
    config = current_app.extensions["registry.config"]
    return _told(project.project(in_production=config.production, language=language()), wanted)


def _version(_wanted: Asked) -> Response:
    return answers.plain(project.VERSION)


def _classic(what: str) -> Content:
    def refuse(_wanted: Asked) -> Response:
        raise classic(what)

    return refuse


def _told(table: Table, wanted: Asked) -> Response:
    return answers.answer(written(table, wanted.format, delimiter=wanted.delimiter), wanted.format)


def _instruments() -> tuple[Instrument, ...]:
    return instruments(with_text=g.scope.role.reads_text)


CONTENTS: Mapping[str, Content] = {
    "version": _version,
    "project": _project,
    "metadata": _metadata,
    "exportFieldNames": _field_names,
    "instrument": lambda wanted: _told(dictionary.instrument_names(_instruments()), wanted),
    "repeatingFormsEvents": lambda wanted: _told(dictionary.repeating(_instruments()), wanted),
    "arm": _classic("arms"),
    "event": _classic("events"),
    "formEventMapping": _classic("form/event mappings"),
    "record": _record,
    "report": _report,
    "user": lambda wanted: _told(people.users(g.session, current_user.user, _instruments()), wanted),
    "userRole": lambda wanted: _told(people.roles(_instruments()), wanted),
    "userRoleMapping": lambda wanted: _told(people.user_roles(g.session, current_user.user), wanted),
    "dag": lambda wanted: _told(people.groups(g.session), wanted),
    "userDagMapping": lambda wanted: _told(people.user_groups(g.session, current_user.user), wanted),
}
"""What is served, by the name that REDCap gives it."""
