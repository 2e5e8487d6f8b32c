"""How the values of this page are read."""

from __future__ import annotations

from collections.abc import Iterable

from flask import g

from registry.queries import records
from registry.schemas.reading import Gate, Source
from registry.web.clock import today


def gate_of_page(*, drugs: Iterable[str] = ()) -> Gate:
    """How this page's values are read; `drugs` are known to be in the list."""
    return Gate(Source.PAGE, today(), records.finder(g.session, drugs=drugs))
