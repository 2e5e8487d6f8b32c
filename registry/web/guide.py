"""Help: what each number means, made from the catalogue of outputs; the data dictionary; the roles."""

from __future__ import annotations

import io

from flask import Blueprint, Response, render_template, send_file

from exports.dictionary import write_dictionary
from registry.access.gate import requires
from registry.access.permissions import Permission
from registry.fields.catalogue import KINDS
from registry.rules.check import RULES
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.parameters import MEANINGS

bp = Blueprint("help", __name__)


@bp.get("/help")
@requires(Permission.OWN_ACCOUNT)
def index() -> str:
    return render_template("pages/help.html")


@bp.get("/help/numbers")
@requires(Permission.OWN_ACCOUNT)
def numbers() -> str:
    return render_template("pages/help_numbers.html", outputs=OUTPUTS, meanings=MEANINGS)


@bp.get("/help/dictionary")
@requires(Permission.OWN_ACCOUNT)
def dictionary() -> str:
    return render_template("pages/help_dictionary.html", kinds=KINDS.values(), rules=RULES)


@bp.get("/help/dictionary.xlsx")
@requires(Permission.OWN_ACCOUNT)
def dictionary_file() -> Response:
    buffer = io.BytesIO()
    write_dictionary(buffer)
    buffer.seek(0)
    return send_file(buffer, as_attachment=True, download_name="dictionary.xlsx", max_age=0)
