"""Who reads the numbers of a drug in full and who with small counts hidden: decided here, by role and rows."""

from __future__ import annotations

from registry.access.permissions import Role, Rows
from registry.errors import Invalid, Problem
from registry.fields.base import T
from registry.i18n import say
from registry.summaries.audiences import Audience

NAME = "audience"

UNKNOWN = T("audience prend full, centres ou public.", "audience takes full, centres or public.")

OF_COUNTRY = T(
    "Les nombres de tous les centres ne sont pas donnés à qui lit un pays entier : en retirer ce pays parlerait de "
    "quelques patients. Demandez-les à la coordination.",
    "Numbers of all centres are not given to whoever reads a whole country: taking that country away from them would "
    "tell of a few patients. Ask the coordinators for them.",
)


def audience_of(role: Role, asked: str = "") -> Audience:
    """The audience that a role reads as. FULL is every number over the reader's own rows, whichever these are.

    Roles of all rows may ask for the table of another audience. Roles of a centre have the rows of all centres with
    small counts hidden; roles of a country do not have them, since the table holds against a centre taken away.
    """
    if asked not in ("", *Audience):
        raise Invalid(say(UNKNOWN), [Problem(NAME, "unknown", say(UNKNOWN))])
    audience = Audience(asked or Audience.FULL)
    if audience is not Audience.FULL and role.rows is Rows.COUNTRY:
        raise Invalid(say(OF_COUNTRY), [Problem(NAME, "not_for_audience", say(OF_COUNTRY))])
    return audience


def reads_all_in_full(role: Role) -> bool:
    """Whether the reader's own rows are those of all centres."""
    return role.rows is Rows.ALL


def may_switch(role: Role) -> bool:
    """Whether the reader has a page of all centres beside that of the own one."""
    return role.rows is Rows.CENTRE
