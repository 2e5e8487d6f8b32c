"""The formats that records leave in: what each is for, its layouts, and whether it is a file or a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from registry.fields.base import T


class Layout(StrEnum):
    """How the records are arranged. RECORD is the layout that import reads; the others are research files."""

    RECORD = "record"
    TIDY = "tidy"
    PATIENT = "patient"


LAYOUT_LABELS: Mapping[Layout, T] = MappingProxyType(
    {
        Layout.RECORD: T("comme l’import les lit", "as the import reads them"),
        Layout.TIDY: T("une table par type de fiche", "one table per kind of record"),
        Layout.PATIENT: T("une ligne par patient", "one line per patient"),
    }
)


@dataclass(frozen=True, slots=True)
class Format:
    """A format. endings: how the name of its file ends; "" a folder. An empty `layouts`: the standard arranges it."""

    name: str
    title: T
    line: T
    endings: tuple[str, ...]
    layouts: tuple[Layout, ...] = ()


_TABLES = (Layout.TIDY, Layout.PATIENT)

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        format_.name: format_
        for format_ in (
            Format(
                "csv",
                T("CSV", "CSV"),
                T(
                    "Texte UTF-8, lu par tout logiciel ; une colonne ne dit pas son type.",
                    "UTF-8 text that every program reads; a column does not say its type.",
                ),
                ("",),
                (Layout.RECORD, *_TABLES),
            ),
            Format(
                "xlsx",
                T("Excel", "Excel"),
                T(
                    "Un classeur, une feuille par table : vraies dates, vrais nombres, textes intacts.",
                    "A workbook, a sheet per table: true dates, true numbers, texts left alone.",
                ),
                (".xlsx",),
                (Layout.RECORD, *_TABLES),
            ),
            Format(
                "parquet",
                T("Parquet", "Parquet"),
                T(
                    "Pour R (arrow), Python et DuckDB : typé, compact, libellés dans le schéma.",
                    "For R (arrow), Python and DuckDB: typed, compact, labels in the schema.",
                ),
                ("",),
                _TABLES,
            ),
            Format(
                "spss",
                T("SPSS", "SPSS"),
                T(
                    "Un fichier .sav par table, libellés des variables et des codes compris.",
                    "A .sav file per table, with the labels of variables and codes.",
                ),
                ("",),
                _TABLES,
            ),
            Format(
                "sas",
                T("SAS", "SAS"),
                T(
                    "Un fichier .xpt par table (transport version 8) ; les codes en clair sont à côté.",
                    "An .xpt file per table (transport version 8); the words of the codes lie beside.",
                ),
                ("",),
                _TABLES,
            ),
            Format(
                "odm",
                T("ODM-XML", "ODM-XML"),
                T(
                    "CDISC ODM 1.3.2, définitions et données dans un fichier, pour un autre système de recueil.",
                    "CDISC ODM 1.3.2, definitions and data in one file, for another data capture system.",
                ),
                (".xml",),
            ),
            Format(
                "sdtm",
                T("Tables de type SDTM", "SDTM-like tables"),
                T(
                    "DM, EX, AE, RS, TR et DS en CSV et .xpt, fiches complètes ; aucune conformité revendiquée.",
                    "DM, EX, AE, RS, TR and DS as CSV and .xpt, complete records; no conformance is claimed.",
                ),
                ("",),
            ),
            Format(
                "fhir",
                T("FHIR R4B", "FHIR R4B"),
                T(
                    "HL7 FHIR en JSON, un lot de ressources par patient, pour un entrepôt hospitalier.",
                    "HL7 FHIR as JSON, a bundle of resources per patient, for a hospital’s data warehouse.",
                ),
                (".ndjson", ""),
            ),
        )
    }
)
