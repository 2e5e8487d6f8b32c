"""The lines of the listing of patients: one per patient and course, or per patient who has none, with what is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from exports.has.columns import JOINED
from exports.has.material import NOTHING, Material, Record
from registry.fields.access_request import REQUEST_DECISION
from registry.i18n import say
from registry.schemes.catalogue import SCHEMES
from registry.schemes.visits import State
from registry.summaries.baseline import describe_patients
from registry.summaries.dates import iso
from registry.summaries.parameters import DEFAULTS
from registry.summaries.populations import deciding_diagnoses
from registry.summaries.questionnaires import BASELINE, choose_forms
from registry.summaries.use import measure_use

RECEIVED = (State.DONE.value, State.NOT_SEEN.value)
DUE = (*RECEIVED, State.OVERDUE.value)


class PatientLines:
    """The records and the facts behind each line, by the names that the columns know them under."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._study = material.spans.study

    def make(self) -> list[Mapping[str, Any]]:
        """The lines in the order of patient numbers; of each patient the course that stands for the patient first."""
        people = sorted(self.material.kind("patient"), key=lambda record: str(record["number"]))
        return [line for patient in people for line in self._of(patient)]

    def _of(self, patient: Record) -> Iterator[Mapping[str, Any]]:
        courses = self._ordered(patient["id"])
        requests = self.material.under("access_request", "patient_id").get(patient["id"], ())
        for place, course in enumerate(courses or [None]):
            yield self._line(patient, course, requests, is_first=place == 0)

    def _ordered(self, patient: str) -> list[Record]:
        chosen = self.material.references.get(patient, NOTHING).get("course_id")
        courses = self.material.under("course", "patient_id").get(patient, ())
        return sorted(courses, key=lambda c: (c["id"] != chosen, str(c["first_dose"] or "~"), c["id"]))

    def _line(
        self, patient: Record, course: Record | None, requests: Sequence[Record], *, is_first: bool
    ) -> Mapping[str, Any]:
        material, course_id = self.material, course["id"] if course else ""
        request = leading_request(requests, course)
        initiation = next(iter(material.under("initiation", "course_id").get(course_id, ())), NOTHING)
        return {
            "patient": patient,
            "course": course,
            "drug": self._drug(course_id) if course else None,
            "initiation": initiation if course and course["first_dose"] else None,
            "diagnosis": self.diagnosis_of(patient["id"]),
            "access_request": request,
            "own": self._facts(patient, course, request, requests, is_first=is_first),
        }

    def _drug(self, course_id: str) -> Record:
        drug = self.material.counting.drug.lower()
        rows = self.material.rows("course_drug", "course_id").get(course_id, ())
        return next((row for row in rows if str(row["drug"]).lower() == drug), NOTHING)

    def diagnosis_of(self, patient: str) -> Record:
        """The diagnosis that stands for a patient, the latest one for a patient without a course."""
        known = self.material.under("diagnosis", "patient_id").get(patient, ())
        chosen = self._deciding.get(patient)
        latest = sorted(known, key=lambda record: (str(record["diagnosis_date"] or ""), record["id"]))
        by_id = {record["id"]: record for record in known}
        return by_id.get(chosen or "") or (latest[-1] if latest else NOTHING)

    def _facts(
        self,
        patient: Record,
        course: Record | None,
        request: Record | None,
        requests: Sequence[Record],
        *,
        is_first: bool,
    ) -> dict[str, Any]:
        """What is worked out for the line; what belongs to the patient stands on the first line only."""
        place = self.material.place_of.get(patient["id"]) if is_first else None
        included = self._included(patient, course, request) if is_first else None
        return {
            "is_first": is_first,
            "place": place,
            "included_on": included,
            "requests": asked(requests) if is_first else None,
            "combination": self._combination(course) if course else None,
            "visits": self._visits(course) if course else None,
            "status": self._status(patient, course) if course else None,
            "contact": self._contacts.get(place) if place is not None else None,
            "is_alive": self._is_alive(patient),
            "prior": self.material.under("prior_line", "patient_id").get(patient["id"], ()),
            "boards": self._boards(patient["id"]),
            "alterations": self.material.under("alteration", "patient_id").get(patient["id"], ()),
            "histories": self.material.under("history", "patient_id").get(patient["id"], ()),
        }

    def _included(self, patient: Record, course: Record | None, request: Record | None) -> str | None:
        """The day on which the last condition of inclusion was met; None if one is not.

        The request was granted (or the scheme asks for none and treatment began), information was given, every
        criterion that was answered holds.
        """
        told = iso_day(patient["information_date"])
        if request is None:
            free = course is not None and not needs_authorisation(course["access_scheme"])
            granted = iso_day(course["first_dose"]) if course and free else None
        else:
            was = request["decision"] == "granted" and self._is_eligible(request)
            granted = iso_day(request["decided_on"] or request["requested_on"]) if was else None
        if not told or not granted or max(told, granted) > self.material.request.end.isoformat():
            return None
        return max(told, granted)

    def _is_eligible(self, request: Record) -> bool:
        criteria = self.material.rows("access_criterion", "access_request_id").get(request["id"], ())
        broken = {("inclusion", "no"), ("exclusion", "yes")}
        return not any((row["kind"], row["is_met"]) in broken for row in criteria)

    def _combination(self, course: Record) -> str:
        drug = self.material.counting.drug.lower()
        rows = self.material.rows("course_drug", "course_id").get(course["id"], ())
        return JOINED.join(sorted(str(row["drug"]) for row in rows if str(row["drug"]).lower() != drug))

    def _visits(self, course: Record) -> tuple[int, int, int]:
        """Visits due, received and late on the cut-off."""
        states = self._states.get(course["id"], ())
        return (
            sum(state in DUE for state in states),
            sum(state in RECEIVED for state in states),
            sum(state == State.OVERDUE for state in states),
        )

    def _status(self, patient: Record, course: Record) -> str:
        """What became of the treatment: not_started, ongoing, stopped, dead or lost."""
        if not course["first_dose"]:
            return "not_started"
        if course["last_dose"] or course["stop_reason"]:
            return "stopped"
        return str(patient["vital_status"]) if patient["vital_status"] in ("dead", "lost") else "ongoing"

    def _is_alive(self, patient: Record) -> bool:
        """News that came after the cut-off say that the patient lived then."""
        return patient["vital_status"] is None and self._later_news.get(patient["id"], False)

    def _boards(self, patient: str) -> Sequence[Record]:
        drug = self.material.counting.drug.lower()
        held = self.material.under("board", "patient_id").get(patient, ())
        about = [board for board in held if not board["drug"] or str(board["drug"]).lower() == drug]
        return sorted(about, key=lambda board: iso_day(board["held_on"]) or "")

    @cached_property
    def _deciding(self) -> Mapping[str, str]:
        patients = self._study.registered.patients
        first = patients.drop_duplicates("patient_id").set_index("patient_id")["first_dose"]
        chosen = deciding_diagnoses(self._study.frames, first)["diagnosis_id"].dropna()
        return {str(patient): str(found) for patient, found in chosen.items()}

    @cached_property
    def _states(self) -> Mapping[str, Sequence[str]]:
        visits = self.material.basis.visits
        return {
            str(course): tuple(str(state) for state in part)
            for course, part in visits.groupby("course_id")["state"]
        }

    @cached_property
    def _contacts(self) -> Mapping[int, str]:
        contact = self._study.course.contact.dropna()
        return {int(str(place)): str(day) for place, day in contact.items()}

    @cached_property
    def _later_news(self) -> Mapping[str, bool]:
        """Patients of whom there is news after the cut-off, as stored."""
        stored = self.material.basis.records["patient"]
        later = iso(stored["vital_status_date"]) > self.material.request.end.isoformat()
        return dict(zip(stored["id"], later.fillna(value=False), strict=True))

    @cached_property
    def described(self) -> Mapping[str, Mapping[int, list[Any]]]:
        """What the baseline tables say of each treated patient: values by output and place."""
        found = describe_patients(self._study.frames, treated=self._study.treated)
        return {output: gathered(values) for output, values in found.items()}

    @cached_property
    def used(self) -> Mapping[str, Mapping[int, list[Any]]]:
        """The measures of use of each treated patient."""
        found = measure_use(
            self._study.frames,
            treated=self._study.treated,
            cut_off=self.material.request.end,
            parameters=DEFAULTS,
        )
        return {output: gathered(values) for output, values in found.items()}

    @cached_property
    def timed(self) -> Mapping[str, Mapping[str, tuple[float, bool]]]:
        """Months and event of each endpoint, by patient id."""
        return {
            curve.output: {
                patient: (months, event)
                for patient, months, event in zip(curve.patients, curve.months, curve.events, strict=True)
            }
            for curve in self.material.spans.summary.curves
            if curve.subset == "all"
        }

    @cached_property
    def with_questionnaires(self) -> frozenset[int]:
        """Population P6: a questionnaire before treatment and one later, of the same instrument and respondent."""
        forms = choose_forms(self._study.frames, treated=self._study.treated)
        filled = forms[forms["is_filled"] == "yes"]
        is_baseline = filled["visit"] == BASELINE
        before = {*zip(filled["patient"][is_baseline], filled["series"][is_baseline], strict=True)}
        after = {*zip(filled["patient"][~is_baseline], filled["series"][~is_baseline], strict=True)}
        return frozenset(int(patient) for patient, _series in before & after)

    @cached_property
    def toxicities(self) -> Mapping[int, tuple[int, int, int | None]]:
        """Toxicities, serious ones and the worst grade of each treated patient."""
        events = self.material.spans.events
        found = {}
        for place, part in events.groupby("patient"):
            grades = part["grade"].dropna()
            worst = int(grades.max()) if len(grades) else None
            found[int(str(place))] = (len(part), int(part["serious"].sum()), worst)
        return found


def leading_request(requests: Sequence[Record], course: Record | None) -> Record | None:
    """The request under which a course began: the last one of its scheme before the first dose, else the nearest after.

    Without a course the last request of the patient; None without a request.
    """
    if not requests:
        return None
    ordered = sorted(requests, key=lambda r: (iso_day(r["requested_on"]) or "", r["id"]))
    if course is None:
        return ordered[-1]
    same = [request for request in ordered if request["scheme"] == course["access_scheme"]]
    began = iso_day(course["first_dose"])
    before = [r for r in same if began and (iso_day(r["requested_on"]) or "~") <= began]
    return before[-1] if before else same[0] if same else None


def asked(requests: Sequence[Record]) -> list[str]:
    """Each request as its date and its decision in words."""
    ordered = sorted(requests, key=lambda r: (iso_day(r["requested_on"]) or "", r["id"]))
    return [
        f"{iso_day(request['requested_on']) or '?'} {say(REQUEST_DECISION.label(request['decision'] or ''))}"
        for request in ordered
    ]


def needs_authorisation(scheme: str | None) -> bool:
    """Whether somebody grants the access: then there is an authorisation with an end."""
    found = SCHEMES.get(scheme or "")
    return found is not None and found.validity_months is not None


def iso_day(value: Any) -> str | None:
    """A date of any kind as ISO text."""
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def gathered(values: Any) -> Mapping[int, list[Any]]:
    """The values of a series by its index; an index may come several times."""
    found: dict[int, list[Any]] = {}
    for place, value in values.dropna().items():
        found.setdefault(int(place), []).append(value)
    return found
