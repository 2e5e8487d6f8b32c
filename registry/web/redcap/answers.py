"""Answers to programs for REDCap: a table in the format they asked for, or an error in it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable

from flask import Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wsgi import wrap_file

from registry.i18n import gettext as _
from registry.web.redcap.asked import return_format
from registry.web.redcap.refusals import Refused
from registry.web.redcap.tables import PROLOGUE, TYPES, xml_text

LARGEST = 512 * 1024 * 1024
"""Bytes of an answer: clients hold one in memory, and ask for records in groups where there are many."""
IN_MEMORY = 1024 * 1024


def answer(pieces: Iterable[str], form: str) -> Response:
    """The whole text or none: it is written aside before the first byte leaves, so an error is told as one."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, prefix="registry-redcap-")  # noqa: SIM115
    try:
        for piece in pieces:
            file.write(piece.encode("utf-8", "backslashreplace"))
            _refuse_large(file.tell())
    except BaseException:
        file.close()
        raise
    size = file.tell()
    file.seek(0)
    response = Response(wrap_file(request.environ, file), content_type=TYPES[form], direct_passthrough=True)
    response.content_length = size
    return response


def plain(text: str) -> Response:
    return Response(text, content_type="text/plain; charset=utf-8")


def refusal(status: int, text: str) -> Response:
    """An error as clients look for it: they read the body, not the status."""
    form = _format()
    match form:
        case "json":
            body = json.dumps({"error": text})
        case "csv":
            body = f"ERROR: {text}"
        case _:
            body = f"{PROLOGUE}<hash><error>{xml_text(text)}</error></hash>"
    return Response(body, status, content_type=TYPES[form])


def _format() -> str:
    try:
        return return_format(request.form)
    except RequestEntityTooLarge:
        # What is too long to be read does not say in which format either.
        return return_format(MultiDict())


def _refuse_large(size: int) -> None:
    if size > LARGEST:
        raise Refused(
            _(
                "This is more than one answer holds (512 MB). Ask for the records in groups, or for fewer "
                "forms or fields."
            )
        )
