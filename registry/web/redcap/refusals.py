"""What is not done, in the words that programs for REDCap know."""

from __future__ import annotations

from collections.abc import Iterable

from registry.errors import RegistryError

IMPORT = "You do not have API Import/Update privileges"
CLASSIC = "You cannot export {} for classic projects"
PARAMETER = 'The value of the parameter "{}" is not valid'
VALUES = "The following values in the parameter {} are not valid: {}"


class Refused(RegistryError):
    """A request that cannot be answered as it was sent."""


class ReadsOnly(RegistryError):
    """A request that would write."""

    status = 403


def bad(parameter: str) -> Refused:
    return Refused(PARAMETER.format(parameter))


def unknown(parameter: str, names: Iterable[str]) -> Refused:
    return Refused(VALUES.format(parameter, ", ".join(f"'{name}'" for name in names)))


def classic(what: str) -> Refused:
    """Programs tell by this sentence that the project has no events."""
    return Refused(CLASSIC.format(what))
