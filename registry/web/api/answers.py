"""What answers hold besides records, as marshmallow schemas: they describe, `wire` and the views write."""

from __future__ import annotations

from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields

from registry.access.permissions import ROLES, Permission, Rows
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.rules.base import Level
from registry.schemas.reading import LONGEST_REASON
from registry.summaries.catalogue import OUTPUTS

Member = fields.Field[Any]


def text(description: T, *, required: bool = True, null: bool = False, **more: Any) -> Member:
    """A text; `more` is JSON Schema."""
    return fields.String(required=required, allow_none=null, metadata={"description": description, **more})


def number(description: T, *, null: bool = False, whole: bool = True) -> Member:
    made = fields.Integer if whole else fields.Float
    return made(required=True, allow_none=null, metadata={"description": description})


def several(member: Any, description: T) -> Member:
    return fields.List(member, required=True, metadata={"description": description})


def instant(description: T, *, null: bool = False) -> Member:
    return text(description, null=null, format="date-time")


def anything(description: T) -> Member:
    return fields.Raw(required=True, allow_none=True, metadata={"description": description})


class Answer(Schema):
    """Further members may come with later versions."""

    class Meta:
        unknown = EXCLUDE


class Note(Answer):
    """A remark of a rule."""

    code = text(T("Code de la règle.", "Code of the rule."))
    level = text(T("Question ou remarque.", "Question or note."), enum=[Level.ASK.value, Level.NOTE.value])
    field = text(T("Champ concerné ; vide pour toute la fiche.", "The field; empty for the whole record."))
    text = text(T("La phrase, dans la langue du compte.", "The sentence, in the language of the account."))


class Question(Note):
    """A question of a rule, which never blocks."""

    answer = text(
        T("La réponse gardée ; null si elle manque.", "The answer that is kept; null if none."), null=True
    )


class Problem(Answer):
    """What is wrong at one place."""

    field = text(
        T(
            "Champ, course_drug-0-drug pour celui d’une ligne, ou vide pour toute la fiche.",
            "Field, course_drug-0-drug for that of a row, or empty for the whole record.",
        )
    )
    code = text(T("Code de la règle ou de l’erreur.", "Code of the rule or of the error."))
    text = text(T("La phrase que montre aussi la page.", "The sentence that the page shows too."))


class Difference(Answer):
    """A value that was sent and differs from the stored one."""

    field = text(T("Champ.", "Field."))
    sent = anything(T("La valeur envoyée.", "The value that was sent."))
    stored = anything(T("La valeur enregistrée.", "The value that is stored."))


class Refusal(Answer):
    """Why a request was refused. Nothing was changed."""

    code = number(T("Le statut HTTP.", "The HTTP status."))
    status = text(T("Son nom.", "Its name."))
    message = text(T("Ce qui s’est passé, et que faire.", "What happened, and what to do."))
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        required=True,
        metadata={"description": T("Les phrases par champ.", "The sentences by field.")},
    )
    problems = several(
        fields.Nested(Problem), T("Ce qui ne va pas, un par un.", "What is wrong, one by one.")
    )
    record = fields.Dict(
        metadata={
            "description": T("Avec 412 : la fiche telle qu’elle est.", "With 412: the record as it is now.")
        }
    )
    differences = fields.List(
        fields.Nested(Difference),
        metadata={"description": T("Avec 412 : ce qui diffère.", "With 412: what differs.")},
    )


class Change(Answer):
    """One column before and after, as the trail holds it."""

    field = text(T("Colonne.", "Column."))
    old = anything(T("Avant.", "Before."))
    new = anything(T("Après.", "After."))


class TrailEntry(Answer):
    """One write to a record or to one of its rows."""

    at = instant(T("Quand, en UTC.", "When, in UTC."))
    actor = text(T("Qui.", "Who."))
    reason = text(T("Pourquoi ; vide si rien ne fut demandé.", "Why; empty where nothing was asked."))
    kind = text(T("Type de la ligne.", "Kind of the row."), enum=list(KINDS))
    id = text(T("Clé de la ligne.", "Key of the row."))
    operation = text(
        T("Création ou modification.", "Creation or change."), enum=["insert", "update", "delete"]
    )
    version = number(T("Version après coup.", "The version after it."), null=True)
    changes = several(fields.Nested(Change), T("Colonnes modifiées.", "Columns that changed."))


class Reason(Schema):
    """Why a record is voided or restored."""

    class Meta:
        unknown = RAISE

    reason = text(
        T("Raison, gardée dans l’historique.", "The reason, kept in the trail."),
        minLength=1,
        maxLength=LONGEST_REASON,
    )


class Output(Answer):
    """One number of a summary."""

    output = text(T("Ce qui est compté.", "What is counted."), enum=list(OUTPUTS))
    subset = text(T("all, monotherapy ou combination.", "all, monotherapy or combination."))
    category = text(T("Détail ; all sinon.", "What it is broken down by; all otherwise."))
    n = number(T("Nombre ; null s’il est masqué.", "Number; null where it is hidden."), null=True)
    N = number(
        T("Sur combien ; null si rien n’est divisé.", "Of how many; null where nothing is divided."),
        null=True,
    )
    value = number(T("Valeur, non arrondie.", "Value, unrounded."), null=True, whole=False)
    low = number(T("Borne basse de l’intervalle.", "Lower end of the interval."), null=True, whole=False)
    high = number(T("Borne haute de l’intervalle.", "Upper end of the interval."), null=True, whole=False)
    unit = text(T("Unité ; % va de 0 à 100.", "Unit; % is 0 to 100."))
    population = text(T("Population de N.", "Population of N."))
    reading = text(T("Lecture des réponses.", "Reading of the responses."))
    parameters = text(T("Paramètres dont elle dépend.", "Parameters that it depends on."))


class Covers(Answer):
    """Whose rows the numbers cover."""

    centres = several(fields.String(), T("Centres.", "Centres."))
    countries = several(fields.String(), T("Pays.", "Countries."))


class DrugSummary(Answer):
    """The numbers of a drug on one day: over the reader’s rows, or over all centres with small counts hidden."""

    drug = text(T("DCI.", "INN."))
    cut_off = text(T("Date de gel.", "Cut-off."), format="date")
    covers = fields.Nested(Covers)
    audience = text(T("centres ou public.", "centres or public."), required=False)
    threshold = fields.Integer(metadata={"description": T("Seuil en patients.", "Threshold in patients.")})
    outputs = several(fields.Nested(Output), T("Une ligne par nombre.", "One line per number."))


class Token(Answer):
    """The token that was sent."""

    read_only = fields.Boolean(required=True)
    created_at = instant(T("Créé.", "Made."))
    expires_at = instant(T("Expire.", "Expires."))


class Account(Answer):
    """Who the token belongs to, and what it may do."""

    email = text(T("Adresse du compte.", "Address of the account."))
    language = text(T("Langue des phrases.", "Language of the sentences."))
    role = text(T("Rôle.", "Role."), enum=list(ROLES))
    rows = text(T("Lignes que le rôle voit.", "Rows that the role sees."), enum=[rows.value for rows in Rows])
    centres = fields.List(
        fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": T("Ses centres ; null : tous.", "Its centres; null: all of them.")},
    )
    permissions = several(
        fields.String(metadata={"enum": [p.value for p in Permission]}), T("Ses droits.", "Its rights.")
    )
    token = fields.Nested(Token, required=True)
