"""Rules of the declarations of a toxicity."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import Case, Record, ask, before, iso, refuse
from registry.rules.dates import future, is_later_by, order
from registry.rules.thresholds import DECLARED_WITHIN
from registry.rules.toxicity_gravity import is_serious

_SENT = T("L’envoi", "The sending")
_ACKNOWLEDGED = T("L’accusé de réception", "The acknowledgement")


def _same_recipient(case: Case) -> list[Record]:
    """The other declarations of the toxicity to the same recipient."""
    names = ("recipient", "recipient_name")
    return [
        other
        for other in case.others("declaration")
        if other.get("toxicity_id") == case.toxicity.get("id")
        and all(other.get(name) == case.record.get(name) for name in names)
    ]


def _has_step(declarations: list[Record], step: str) -> bool:
    return any(other.get("step") == step for other in declarations)


def _follows_nothing(case: Case) -> bool:
    return case.record.get("step") in ("follow_up", "nullification") and not _has_step(
        _same_recipient(case), "initial"
    )


def _is_a_second_initial(case: Case) -> bool:
    return case.record.get("step") == "initial" and _has_step(_same_recipient(case), "initial")


def _has_a_number_taken(case: Case) -> bool:
    number = case.record.get("step_number")
    return number is not None and any(other.get("step_number") == number for other in _same_recipient(case))


def _is_late(case: Case) -> bool:
    """The first declaration of a serious toxicity, after its time; later ones to the same recipient follow it."""
    known = case.toxicity.get("first_received")
    return (
        case.record.get("step") in (None, "initial")
        and is_serious(case.toxicity)
        and is_later_by(known, case.record.get("sent_on"), days=DECLARED_WITHIN)
        and not any(
            iso(other.get("sent_on")) < iso(case.record["sent_on"]) for other in _same_recipient(case)
        )
    )


RULES = (
    future("DEC-01", "declaration", "sent_on", _SENT),
    future("DEC-02", "declaration", "acknowledged_on", _ACKNOWLEDGED),
    order(
        "DEC-03",
        "declaration",
        ("sent_on", T("l’envoi", "the sending")),
        ("acknowledged_on", _ACKNOWLEDGED),
    ),
    refuse(
        "DEC-04",
        "declaration",
        "sent_on",
        T(
            "L’envoi ({sent_on}) précède le jour où le centre a connu la toxicité. Corrigez l’une des deux dates.",
            "The sending ({sent_on}) is before the day the centre knew of the toxicity. Correct one of the two dates.",
        ),
        lambda c: before(c.record.get("sent_on"), c.toxicity.get("first_received")),
    ),
    refuse(
        "DEC-05",
        "declaration",
        "sent_on",
        T(
            "L’envoi ({sent_on}) précède le début de la toxicité. Corrigez l’une des deux dates.",
            "The sending ({sent_on}) is before the onset of the toxicity. Correct one of the two dates.",
        ),
        lambda c: before(c.record.get("sent_on"), c.toxicity.get("onset")),
    ),
    ask(
        "DEC-06",
        "declaration",
        "sent_on",
        T(
            "La toxicité est grave et l’envoi ({sent_on}) dépasse 15 jours. Pourquoi ?",
            "The toxicity is serious and the sending ({sent_on}) took more than 15 days. Why?",
        ),
        _is_late,
        needs=("declaration",),
    ),
    ask(
        "DEC-07",
        "declaration",
        "step",
        T(
            "Aucune déclaration initiale à ce destinataire n’est saisie. Reste-t-elle à saisir ?",
            "No initial declaration to this recipient is entered. Is it still to be entered?",
        ),
        _follows_nothing,
        needs=("declaration",),
    ),
    ask(
        "DEC-08",
        "declaration",
        "step",
        T(
            "Ce destinataire a déjà reçu une déclaration initiale. Est-ce un suivi ?",
            "This recipient has had an initial declaration already. Is this a follow-up?",
        ),
        _is_a_second_initial,
        needs=("declaration",),
    ),
    ask(
        "DEC-09",
        "declaration",
        "step_number",
        T(
            "Un autre suivi à ce destinataire porte le numéro {step_number}. Lequel est juste ?",
            "Another follow-up to this recipient has the number {step_number}. Which is right?",
        ),
        _has_a_number_taken,
        needs=("declaration",),
    ),
)
