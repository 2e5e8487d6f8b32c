"""Small dossiers, written by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from exports.has.dossier import CUMULATIVE, PERIOD, Column, Dossier, Line, Meta, Number, Table, Value
from registry.fields.base import T

END = dt.date(2026, 6, 30)
ADVERSE = (
    "patient_id age_survenue sexe diagnostic ctcae_terme ctcae_grade date_debut_ei delai_survenue_j evolution "
    "mesure_medicament imput_notificateur destinataire date_envoi"
).split()
SHEETS = {
    "01_POPULATIONS": ("variable", "modalite", "n_periode", "n_cumul"),
    "02_INCLUSIONS": ("variable", "modalite", "n_periode", "n_cumul", "source_filtre"),
    "05_ARRETS": (
        *("variable", "modalite", "n_periode", "N_periode", "pct_periode"),
        *("n_cumul", "N_cumul", "pct_cumul"),
    ),
    "10_LL_EI_GRAVES": tuple(ADVERSE),
    "12_LL_DECES": (
        *(
            "patient_id",
            "age",
            "sexe",
            "date_deces",
            "delai_derniere_dose_j",
            "cause_categorie",
            "lie_medicament",
        ),
    ),
    "13_LL_SITUATIONS": ("patient_id",),
    "14_LL_PATIENTS": ("pays", "centre_code", "patient_id", "date_initiation"),
    "18_COMPLETUDE": ("niveau", "nom", "attendu", "manquant", "pct_manquant", "statut"),
}


def table(name: str, rows: Sequence[Sequence[Value]] = ()) -> Table:
    """A sheet with its technical names for headings."""
    columns = tuple(Column(column, T(column, column)) for column in SHEETS[name])
    return Table(name, T(name, name), columns, tuple(Line(tuple(row)) for row in rows))


def number(output: str, n: int, whole: int | None = None, *, span: str = CUMULATIVE, **more: str) -> Number:
    """A row of the summary; of a share, 100 * n / whole."""
    value = 100 * n / whole if whole else None
    unit = "%" if whole is not None else "patients"
    reading = more.get("reading", "")
    return Number(
        span, output, "all", more.get("category", "all"), n, whole, value, None, None, unit, "", reading, ""
    )


def dossier(*numbers: Number, rows: dict[str, Sequence[Sequence[Value]]] | None = None) -> Dossier:
    """A dossier of a drug and half a year."""
    held = rows or {}
    meta = Meta(
        "trametinib",
        {"fr": "Tramétinib", "en": "Trametinib"},
        dt.date(2026, 1, 1),
        END,
        ("AAP_PRE",),
        "",
        "has",
        "fr",
        versions={"CTCAE": "5.0"},
    )
    tables = tuple(table(name, held.get(name, ())) for name in SHEETS)
    return Dossier(meta=meta, tables=tables, numbers=numbers).sealed()


def of_patients(treated: int, new: int) -> Dossier:
    """So many patients treated, so many of them in the period."""
    return dossier(number("treated", treated), number("treated", new, span=PERIOD))


def with_patients(held: Dossier, rows: Sequence[Sequence[Value]]) -> Dossier:
    """With these lines in the listing of patients."""
    tables = tuple(
        table("14_LL_PATIENTS", rows) if one.name == "14_LL_PATIENTS" else one for one in held.tables
    )
    return replace(held, tables=tables)
