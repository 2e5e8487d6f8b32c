"""Permissions, roles, and the only question there is: may(role, permission). The page on roles is made from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from registry.fields.base import Desk, T


class Permission(StrEnum):
    """One thing somebody may do."""

    OWN_ACCOUNT = "own_account"
    READ = "read"
    ENTER = "enter"
    COMPLETE = "complete"
    VOID = "void"
    IMPORT = "import"
    RECONCILE = "reconcile"
    QUERY = "query"
    REVIEW = "review"
    DECLARE = "declare"
    ASSESS = "assess"
    TRAIL = "trail"
    SUMMARIES = "summaries"
    EXPORT_RECORDS = "export_records"
    EXPORT_DRUG = "export_drug"
    WRITE_REPORTS = "write_reports"
    FREEZE = "freeze"
    MANAGE_DRUGS = "manage_drugs"
    MANAGE_CENTRES = "manage_centres"
    MANAGE_USERS = "manage_users"
    SETTINGS = "settings"


PERMISSION_LABELS: Mapping[Permission, T] = MappingProxyType(
    {
        Permission.OWN_ACCOUNT: T("Gérer son propre compte", "Manage one’s own account"),
        Permission.READ: T("Lire les dossiers", "Read records"),
        Permission.ENTER: T("Saisir", "Enter"),
        Permission.COMPLETE: T("Marquer complet", "Mark complete"),
        Permission.VOID: T("Annuler et rétablir une fiche", "Void and restore a record"),
        Permission.IMPORT: T("Importer des fiches", "Import records"),
        Permission.RECONCILE: T("Importer les listes d’autorisations", "Import lists of authorisations"),
        Permission.QUERY: T("Poser et clore des questions", "Raise and close queries"),
        Permission.REVIEW: T("Écrire la lecture relue", "Write the reviewed reading"),
        Permission.DECLARE: T(
            "Écrire les déclarations d’une toxicité", "Write the declarations of a toxicity"
        ),
        Permission.ASSESS: T(
            "Écrire l’évaluation de pharmacovigilance", "Write the pharmacovigilance assessment"
        ),
        Permission.TRAIL: T("Lire l’historique des modifications", "Read the audit trail"),
        Permission.SUMMARIES: T("Lire les synthèses par médicament", "Read drug summaries"),
        Permission.EXPORT_RECORDS: T("Exporter les fiches", "Export records"),
        Permission.EXPORT_DRUG: T("Exporter le rapport d’un médicament", "Export drug reports"),
        Permission.WRITE_REPORTS: T("Écrire les textes des rapports", "Write the texts of reports"),
        Permission.FREEZE: T("Geler les données d’un médicament", "Freeze the data of a drug"),
        Permission.MANAGE_DRUGS: T("Gérer les médicaments", "Manage drugs"),
        Permission.MANAGE_CENTRES: T("Gérer les centres", "Manage centres"),
        Permission.MANAGE_USERS: T("Gérer les comptes", "Manage users"),
        Permission.SETTINGS: T("Voir et vérifier les réglages", "See and check settings"),
    }
)


class Rows(StrEnum):
    """Whose rows a role sees."""

    CENTRE = "centre"
    COUNTRY = "country"
    ALL = "all"
    NONE = "none"


ROWS_LABELS: Mapping[Rows, T] = MappingProxyType(
    {
        Rows.CENTRE: T("son centre", "own centre"),
        Rows.COUNTRY: T("son pays", "own country"),
        Rows.ALL: T("tous", "all"),
        Rows.NONE: T("aucune donnée clinique", "no clinical data"),
    }
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its rows, what it may do, and whether it reads typed words."""

    name: str
    label: T
    rows: Rows
    permissions: frozenset[Permission]
    reads_text: bool = True


P = Permission
_ENTRY = frozenset({P.OWN_ACCOUNT, P.READ, P.SUMMARIES, P.ENTER, P.COMPLETE, P.DECLARE})
_CLINICIAN = _ENTRY | {P.VOID, P.IMPORT, P.EXPORT_RECORDS}
_READER = frozenset({P.OWN_ACCOUNT, P.READ, P.SUMMARIES})
_COORDINATOR = frozenset(P) - {P.SETTINGS}

ROLES: Mapping[str, Role] = MappingProxyType(
    {
        role.name: role
        for role in (
            Role("clinician", T("Clinicien", "Clinician"), Rows.CENTRE, _CLINICIAN),
            Role("data_entry", T("Saisie", "Data entry"), Rows.CENTRE, _ENTRY),
            Role("pharmacist", T("Pharmacien", "Pharmacist"), Rows.CENTRE, _READER),
            Role(
                "national_coordinator",
                T("Coordinateur national", "National coordinator"),
                Rows.COUNTRY,
                _CLINICIAN | {P.EXPORT_DRUG, P.WRITE_REPORTS, P.MANAGE_USERS, P.RECONCILE, P.QUERY},
            ),
            Role("reviewer", T("Relecteur", "Reviewer"), Rows.ALL, _READER | {P.REVIEW, P.QUERY}),
            Role(
                "pharmacovigilance",
                T("Pharmacovigilance", "Pharmacovigilance"),
                Rows.ALL,
                _READER | {P.DECLARE, P.ASSESS, P.QUERY},
            ),
            Role("coordinator", T("Coordinateur", "Coordinator"), Rows.ALL, _COORDINATOR),
            Role(
                "analyst",
                T("Analyste", "Analyst"),
                Rows.ALL,
                frozenset({P.OWN_ACCOUNT, P.SUMMARIES, P.EXPORT_RECORDS, P.EXPORT_DRUG}),
                reads_text=False,
            ),
            Role("auditor", T("Auditeur", "Auditor"), Rows.ALL, _READER | {P.TRAIL}),
            Role(
                "administrator",
                T("Administrateur", "Administrator"),
                Rows.NONE,
                frozenset({P.OWN_ACCOUNT, P.MANAGE_USERS, P.MANAGE_CENTRES, P.SETTINGS}),
            ),
        )
    }
)

CONSOLE = Role("console", T("Console", "Console"), Rows.ALL, frozenset(P))
"""Whoever works at the console of the server: all rows, every right, audited like anybody."""

DESKS: Mapping[Desk, Permission] = MappingProxyType(
    {Desk.ENTRY: P.ENTER, Desk.REVIEW: P.REVIEW, Desk.SAFETY: P.ASSESS}
)
"""The right that each group of fields asks of who writes it."""

_KIND_RIGHTS: Mapping[str, Permission] = MappingProxyType(
    {
        "drug": P.MANAGE_DRUGS,
        "centre": P.MANAGE_CENTRES,
        "country": P.MANAGE_CENTRES,
        "declaration": P.DECLARE,
    }
)


def right_to_write(kind: str, desk: Desk = Desk.ENTRY) -> Permission:
    """The right that writing a field of a record kind asks."""
    return _KIND_RIGHTS.get(kind, DESKS[desk])


def right_to(kind: str, permission: Permission) -> Permission:
    """The right to complete or void a record: its own for clinical kinds, that of the list for drugs and places.

    Who declares a toxicity completes the declaration; voiding one asks for the right to void.
    """
    if kind == "declaration" and permission is Permission.VOID:
        return permission
    return _KIND_RIGHTS.get(kind, permission)


def may(role: Role, permission: Permission) -> bool:
    """The authorisation decision."""
    return permission in role.permissions


def grantable(role: Role) -> tuple[str, ...]:
    """The roles that a manager of users may give: a national coordinator's stay within centres of the country."""
    if role.rows is Rows.COUNTRY:
        return ("clinician", "data_entry", "pharmacist")
    return tuple(ROLES) if may(role, P.MANAGE_USERS) else ()
