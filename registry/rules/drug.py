"""Rules of the drugs of the list."""

from registry.fields.base import T
from registry.rules.access import RECENT_AFTER
from registry.rules.base import note, refuse

RULES = (
    refuse(
        "DRG-01",
        "drug",
        "eu_year",
        T(
            "La première autorisation ({eu_year}) est dans le futur. Corrigez l’année, ou dites « non applicable ».",
            "The first authorisation ({eu_year}) is in the future. Correct the year, or say “not applicable”.",
        ),
        lambda c: (c.record.get("eu_year") or 0) > c.on.year,
    ),
    note(
        "DRG-02",
        "drug",
        "eu_year",
        T(
            "Autorisé en 2007 ou avant, sans forme nouvelle : ses traitements recevront une question.",
            "Authorised in 2007 or before, without a new form: its courses will be asked about.",
        ),
        lambda c: (
            0 < (c.record.get("eu_year") or 0) <= RECENT_AFTER and c.record.get("new_formulation") != "yes"
        ),
    ),
)
