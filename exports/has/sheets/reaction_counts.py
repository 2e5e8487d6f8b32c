"""The last columns of the listings of reactions: declarations, and what the aggregates count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exports.has.columns import JOINED, NONE, Item, Source, field, flag, own, worded
from exports.has.lines import iso_day
from exports.listings import true_date
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.i18n import say
from registry.summaries.labels import category_label


def sent() -> Iterator[Item]:
    """Columns from the recipient to the comment."""
    yield own("destinataire", T("Destinataire", "Sent to"), _recipients)
    yield own("date_envoi", T("Première déclaration", "First declaration"), _declared, look="date")
    yield own("delai_envoi_j", T("Délai d’envoi (j)", "Delay (days)"), _delay, look="number")
    yield own("n_accuse", T("N° d’accusé", "Acknowledgement number"), _acknowledged)
    yield own("statut_cas", T("Statut du cas", "Case status"), _case_status)
    yield field("commentaire", "toxicity", "narrative", label=T("Commentaire", "Comment"))


def _recipients(found: Source) -> object:
    declared = KINDS["declaration"].fields["recipient"]
    codes = dict.fromkeys(d["recipient"] for d in found["declarations"] if d["recipient"])
    return JOINED.join(str(worded(declared, code)) for code in codes) or say(NONE)


def _declared(found: Source) -> object:
    followed = found["followed"]
    first = followed.get("declared_on") if followed else None
    if not isinstance(first, str):
        days = [iso_day(d["sent_on"]) for d in found["declarations"]]
        first = min((day for day in days if day), default=None)
    return true_date(first) or say(NONE)


def _delay(found: Source) -> object:
    delay = found["followed"].get("delay")
    return int(delay) if isinstance(delay, float) else say(NONE)


def _acknowledged(found: Source) -> object:
    numbers = [str(d["acknowledgement"]) for d in found["declarations"] if d.get("acknowledgement")]
    return JOINED.join(numbers) or say(NONE)


def _case_status(found: Source) -> object:
    if not found["declarations"]:
        return say(T("Non déclaré", "Not declared"))
    last = found["declarations"][-1]
    return worded(KINDS["declaration"].fields["step"], last["step"]) if last["step"] else None


def counts() -> Iterator[Item]:
    """What the aggregates count: whether the toxicity counts, under which class and term, and as what."""
    yield flag("comptee", T("Comptée", "Counted"), lambda s: bool(s["counted"]))
    yield own("classe_comptee", T("Classe d’organe", "Organ class"), _label("toxicity_soc", "soc"))
    yield own("terme_compte", T("Terme compté", "Term counted"), _label("toxicity_term", "label"))
    yield flag(
        "gravite_non_renseignee",
        T("Gravité non renseignée", "Seriousness not recorded"),
        _is("seriousness_missing"),
    )
    yield flag("liee", T("Liée au médicament", "Related to the drug"), _is("related"))
    yield flag("seuil", T("Au seuil de recueil", "At the collection threshold"), _is("threshold"))
    yield flag("deces", T("A entraîné le décès", "Led to death"), _is("death"))
    for name, label in (
        ("interruption", T("A fait suspendre", "Led to interruption")),
        ("reduction", T("A fait réduire", "Led to reduction")),
        ("stop", T("A fait arrêter", "Led to stop")),
    ):
        yield flag(name if name != "stop" else "arret", label, _is(name))
    yield flag("declaree", T("Déclarée", "Declared"), _follows("declared_on"))
    yield flag("declaree_a_temps", T("Déclarée à temps", "Declared in time"), _follows("within"))
    yield flag(
        "declaration_en_retard", T("Déclaration en retard", "Declaration overdue"), _follows("overdue")
    )


def _is(name: str) -> Any:
    return lambda found: bool(found["counted"][name]) if found["counted"] else None


def _follows(name: str) -> Any:
    """A fact of the declaration of a serious toxicity that counts."""

    def holds(found: Source) -> bool | None:
        followed = found["followed"]
        if not followed:
            return None
        value = followed[name]
        return value is True if isinstance(value, bool) else isinstance(value, str)

    return holds


def _label(output: str, name: str) -> Any:
    def value(found: Source) -> object:
        counted = found["counted"]
        return say(category_label(output, str(counted[name]))) if counted else say(NONE)

    return value
