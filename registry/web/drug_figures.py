"""The drawing of a drug page as files: the SVG with its colours in it, and the numbers under it as CSV."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from flask import current_app, render_template
from markupsafe import Markup

from exports.records import write_table
from registry.i18n import gettext as _
from registry.web.drug_numbers import Share
from registry.web.drug_view import DrugPage
from registry.web.figures import unlinked

_TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")
_USE = re.compile(r"var\((--[\w-]+)\)")


def response_svg(page: DrugPage, *, name: str, covers: str) -> str:
    """The response by diagnosis group as a drawing of its own; `name` and `covers` say of what and of whom."""
    return render_template(
        "drawings/forest.svg",
        plot=unlinked(page.forest),
        level=page.level,
        title=_("%(drug)s: response by diagnosis group") % {"drug": name},
        description=" ".join((f"{covers}.", f"{page.covers}.", *page.notes)),
        stylesheet=Markup(stylesheet(Path(current_app.static_folder or ""))),  # noqa: S704 - our own file
    )


def response_csv(page: DrugPage) -> str:
    """The data table of the same figure: rates and bounds in %, unrounded, decimal point."""
    percents = (_("Rate"), _("Lower bound"), _("Upper bound"))
    names = (_("Diagnosis group"), _("Responses"), _("Evaluable"), *(f"{words} (%)" for words in percents))
    file = io.StringIO(newline="")
    write_table(file, names, _lines(page.groups))
    return file.getvalue()


def _lines(groups: tuple[Share, ...]) -> Iterator[tuple[str | int | float | None, ...]]:
    """As on the page: no rate where it would say nothing."""
    for share in groups:
        row = share.row
        rate = (row.value, row.low, row.high) if share.is_rate else (None, None, None)
        yield (share.label, share.n.n, share.total.n, *rate)


@cache
def stylesheet(static: Path) -> str:
    """The classes of drawings as the pages have them, with the values of the design tokens written out."""
    tokens = dict(_TOKEN.findall((static / "css" / "tokens.css").read_text(encoding="utf-8")))
    rules = (static / "css" / "svg.css").read_text(encoding="utf-8")
    return _USE.sub(lambda used: tokens[used[1]], rules)
