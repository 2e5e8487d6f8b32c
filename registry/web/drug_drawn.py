"""The figures of a drug page, drawn once for as long as nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask import g, url_for

from registry import i18n
from registry.access.permissions import Permission, may
from registry.queries.drugs import Numbers
from registry.queries.kept import Shelves, stamp_of
from registry.web import drug_plots
from registry.web.drug_address import Asked
from registry.web.drug_plots import Shown

FIGURES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "overview": ("waterfall", "swimmer"),
        "efficacy": ("survival-pfs", "survival-os", "survival-dor", "spider"),
    }
)
"""The figures of each part of the page, by name; the table of toxicities is its own heat map."""

_DRAWN = Shelves(48)


def figures_of_part(numbers: Numbers, asked: Asked, *, covers: str, criterion: str) -> tuple[Shown, ...]:
    """The figures of the part of the page that the address asks for; none of nobody."""
    treated = numbers.summary.find("treated", subset=asked.subset)
    if treated is None or not treated.n:
        return ()
    names, stamp = FIGURES.get(asked.tab, ()), stamp_of(g.session)
    key = (asked, g.scope.centres, g.scope.role.name, covers, criterion, i18n.language())

    def draw() -> tuple[Shown, ...]:
        people = numbers.frames.patients["patient_id"] if may(g.scope.role, Permission.READ) else ()
        links = {str(person): url_for("patients.show", patient_id=person) for person in people}
        chosen = drug_plots.figures_of(numbers, asked, covers=covers, criterion=criterion, links=links)
        return tuple(drug_plots.show(chosen, name) for name in names)

    return _DRAWN.make_once(g.session, key, draw, stamp=stamp)
