"""RS: each reading of each assessment. TR: the measure of the targets."""

from __future__ import annotations

from collections.abc import Iterator

from exports.exchange.columns import RESPONSE, Type
from exports.exchange.sdtm.base import Domain, Line, Record, Subject, Variable, identifiers, iso
from registry.fields.assessment import MODALITY
from registry.fields.values import VISIT
from registry.terminology import codes, responses

READINGS = (("response", "INVESTIGATOR"), ("reviewed_response", "INDEPENDENT ASSESSOR"))


def _ordered(subject: Subject) -> list[Record]:
    return sorted(subject.records["assessment"], key=lambda a: (str(a["assessed_on"]), a["id"]))


def _visit(record: Record) -> str | None:
    return VISIT.label(record["visit"]).en.upper() if record["visit"] else None


def _responses(subject: Subject) -> Iterator[Line]:
    for record in _ordered(subject):
        for name, evaluator in READINGS:
            if record[name]:
                label = codes.label(RESPONSE, record[name], criterion=record["criterion"] or "")
                yield {
                    "RSSPID": record["id"],
                    "RSGRPID": record["course_id"],
                    "RSTESTCD": "OVRLRESP",
                    "RSTEST": "Overall Response",
                    "RSCAT": record["criterion"],
                    "RSORRES": label.en,
                    "RSSTRESC": record[name],
                    "RSEVAL": evaluator,
                    "VISIT": _visit(record),
                    "RSDTC": iso(record["assessed_on"]),
                }


RS = Domain(
    "RS",
    "Disease Response",
    ("patient", "assessment"),
    (
        *identifiers("RS"),
        Variable("RSGRPID", "Group ID", "id of the course"),
        Variable("RSTESTCD", "Assessment Short Name", "always OVRLRESP"),
        Variable("RSTEST", "Assessment Name", "always Overall Response"),
        Variable("RSCAT", "Category for Assessment", "assessment.criterion"),
        Variable(
            "RSORRES",
            "Result or Finding in Original Units",
            "words of the response, as the criterion says it",
        ),
        Variable("RSSTRESC", "Result or Finding in Std Format", "assessment.response or reviewed_response"),
        Variable(
            "RSEVAL", "Evaluator", "INVESTIGATOR: local reading; INDEPENDENT ASSESSOR: reviewed reading"
        ),
        Variable("VISIT", "Visit Name", "assessment.visit, in English"),
        Variable("RSDTC", "Date/Time of Assessment", "assessment.assessed_on"),
    ),
    _responses,
)


def _measures(subject: Subject) -> Iterator[Line]:
    for record in _ordered(subject):
        if record["target_measure"] is not None:
            yield {
                "TRSPID": record["id"],
                "TRGRPID": record["course_id"],
                "TRTESTCD": "TARGMEAS",
                "TRTEST": "Target Measure",
                "TRORRES": f"{record['target_measure']:.15g}",
                "TRORRESU": _unit(record["criterion"]),
                "TRSTRESN": record["target_measure"],
                "TRSCAT": record["criterion"],
                "TRMETHOD": _methods(record["modality"]),
                "VISIT": _visit(record),
                "TRDTC": iso(record["assessed_on"]),
            }


def _unit(key: str | None) -> str | None:
    criterion = responses.criteria().get(key or "")
    return criterion.unit or None if criterion else None


def _methods(joined: str | None) -> str | None:
    return "; ".join(MODALITY.label(code).en.upper() for code in joined.split(";")) if joined else None


TR = Domain(
    "TR",
    "Tumor/Lesion Results",
    ("patient", "assessment"),
    (
        *identifiers("TR"),
        Variable("TRGRPID", "Group ID", "id of the course"),
        Variable("TRTESTCD", "Tumor/Lesion Assessment Short Name", "always TARGMEAS"),
        Variable("TRTEST", "Tumor/Lesion Assessment Test Name", "always Target Measure"),
        Variable("TRSCAT", "Subcategory for Tumor/Lesion Results", "assessment.criterion"),
        Variable("TRORRES", "Result or Finding in Original Units", "assessment.target_measure"),
        Variable("TRORRESU", "Original Units", "unit of the criterion; none for a score"),
        Variable(
            "TRSTRESN", "Numeric Result/Finding in Standard Units", "assessment.target_measure", Type.DECIMAL
        ),
        Variable("TRMETHOD", "Method Used to Identify the Tumor/Lesion", "assessment.modality, in English"),
        Variable("VISIT", "Visit Name", "assessment.visit, in English"),
        Variable("TRDTC", "Date/Time of Tumor/Lesion Measurement", "assessment.assessed_on"),
    ),
    _measures,
)
