"""EX: the dose periods; a drug without one has a line from its starting dose over the course."""

from __future__ import annotations

from collections.abc import Iterator

from exports.exchange.columns import Type
from exports.exchange.sdtm.base import Domain, Line, Record, Subject, Variable, flag, identifiers, iso
from exports.exchange.units import dose_unit
from registry.fields.base import ValueSet
from registry.fields.dose_period import DOSE_REASON
from registry.fields.values import FREQUENCY, PHARMACEUTICAL_FORM, ROUTE

PAUSE = "interruption"


def _exposures(subject: Subject) -> Iterator[Line]:
    for course in subject.records["course"]:
        periods = subject.of("dose_period", "course_id", course["id"])
        for period in sorted(periods, key=lambda p: (str(p["began"]), p["id"])):
            yield _line(period, period["dose"], period["began"], period["ended"]) | {
                "EXLOT": period["batch"],
                "EXADJ": _said(DOSE_REASON, period["change_reason"]),
                "EXOCCUR": flag(period["change"] != PAUSE),
            }
        told = {period["drug"] for period in periods}
        for drug in subject.of("course_drug", "course_id", course["id"]):
            if drug["drug"] not in told:
                yield _line(drug, drug["starting_dose"], course["first_dose"], course["last_dose"])


def _line(record: Record, dose: float | None, start: object, end: object) -> Line:
    return {
        "EXSPID": record["id"],
        "EXGRPID": record["course_id"],
        "EXTRT": record["drug"],
        "EXOCCUR": flag(True),
        "EXDOSE": dose,
        "EXDOSU": dose_unit(record["dose_unit"], record["dose_basis"]),
        "EXDOSFRM": _said(PHARMACEUTICAL_FORM, record["formulation"]),
        "EXDOSFRQ": _said(FREQUENCY, record["dose_frequency"]),
        "EXROUTE": _said(ROUTE, record["route"]),
        "EXLOT": None,
        "EXADJ": None,
        "EXSTDTC": iso(start),
        "EXENDTC": iso(end),
    }


def _said(values: ValueSet, code: str | None) -> str | None:
    return values.label(code).en.upper() if code else None


EX = Domain(
    "EX",
    "Exposure",
    ("patient", "course", "course_drug", "dose_period"),
    (
        *identifiers("EX"),
        Variable("EXGRPID", "Group ID", "id of the course"),
        Variable("EXTRT", "Name of Treatment", "dose_period.drug or course_drug.drug"),
        Variable("EXOCCUR", "Exposure Occurrence", "N for an interruption"),
        Variable("EXDOSE", "Dose", "dose_period.dose or course_drug.starting_dose", Type.DECIMAL),
        Variable("EXDOSU", "Dose Units", "dose_unit and dose_basis in UCUM"),
        Variable("EXDOSFRM", "Dose Form", "formulation, in English"),
        Variable("EXDOSFRQ", "Dosing Frequency per Interval", "dose_frequency, in English"),
        Variable("EXROUTE", "Route of Administration", "route, in English"),
        Variable("EXLOT", "Lot Number", "dose_period.batch"),
        Variable("EXADJ", "Reason for Dose Adjustment", "dose_period.change_reason, in English"),
        Variable("EXSTDTC", "Start Date/Time of Treatment", "dose_period.began or course.first_dose"),
        Variable("EXENDTC", "End Date/Time of Treatment", "dose_period.ended or course.last_dose"),
    ),
    _exposures,
)
