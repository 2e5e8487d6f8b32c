"""A part of the patients of a drug: by country, age, diagnosis, access scheme, alteration, form, period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from registry.errors import Invalid, Problem
from registry.fields.base import T, ValueSet
from registry.fields.values import DIAGNOSIS_CATEGORY, PHARMACEUTICAL_FORM
from registry.i18n import gettext, say
from registry.summaries.baseline import classify_ages, count_months
from registry.summaries.beside import narrow_beside
from registry.summaries.catalogue.baseline import AGE_CLASS
from registry.summaries.columns import PARENTS, PEOPLE
from registry.summaries.counting import keep_counting, split_by_objection
from registry.summaries.cut_off import cut
from registry.summaries.dates import are_after, are_before
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import FIRST_COURSE, Parameters
from registry.summaries.populations import UNKNOWN, Population, choose_registered

if TYPE_CHECKING:
    import pandas as pd

JOINED = ";"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the patients must be like; every filter that is set must hold, under any of its values.

    country, age (class at the first dose), diagnosis (category), scheme (access scheme), gene (basis of the
    prescription), formulation: codes. since, until: the first dose lies between these days, both included.
    """

    country: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    diagnosis: tuple[str, ...] = ()
    scheme: tuple[str, ...] = ()
    gene: tuple[str, ...] = ()
    formulation: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def are_set(self) -> bool:
        """Whether any filter is set."""
        return self != EVERYONE

    def within(self, names: Iterable[str]) -> bool:
        """Whether no filter is set but some of these."""
        others = {field.name for field in fields(self)} - set(names)
        return not any(getattr(self, name) for name in others)

    def shown(self) -> str:
        """The filters that are set, as text that `parse_filters` reads back: "country=FR;ES; age=child"."""
        return "; ".join(
            f"{field.name}={_written(getattr(self, field.name))}"
            for field in fields(self)
            if getattr(self, field.name)
        )


EVERYONE = Filters()


@dataclass(frozen=True, slots=True)
class FilterMeaning:
    """What a filter looks at, and the words of its codes where they are a closed list."""

    text: T
    values: ValueSet | None = None


FILTERS: Mapping[str, FilterMeaning] = MappingProxyType(
    {
        "country": FilterMeaning(T("pays", "country")),
        "age": FilterMeaning(T("âge à la première prise", "age at first dose"), AGE_CLASS),
        "diagnosis": FilterMeaning(T("groupe de diagnostic", "diagnosis group"), DIAGNOSIS_CATEGORY),
        "scheme": FilterMeaning(T("régime d’accès", "access scheme")),
        "gene": FilterMeaning(T("gène qui fonde la prescription", "gene that the prescription follows")),
        "formulation": FilterMeaning(T("forme au début du traitement", "form at start"), PHARMACEUTICAL_FORM),
        "since": FilterMeaning(T("première prise à partir du", "first dose from")),
        "until": FilterMeaning(T("première prise jusqu’au", "first dose until")),
    }
)
"""Every filter by its name, in the order in which they are offered."""


def parse_filters(texts: Iterable[str]) -> Filters:
    """Filters from texts like "country=FR;ES" and "since=2025-01-01". Those that do not exist are refused by name."""
    chosen: dict[str, Any] = {}
    for text in texts:
        name, _, value = text.partition("=")
        name = name.strip()
        if name not in FILTERS or not value.strip():
            raise _refused(name, _unknown(text))
        if name in chosen:
            raise _refused(name, gettext("The filter %(name)s is given twice.") % {"name": name})
        chosen[name] = _read(name, value.strip())
    return Filters(**chosen)


def narrow(frames: DrugFrames, filters: Filters, *, cut_off: dt.date, parameters: Parameters) -> DrugFrames:
    """The records of the patients who match, all of them; where all courses are counted, of the courses that match.

    A patient is as the course that stands for the patient on the cut-off; one who does not count yet, as the course
    that would. Applicants without a course are kept only under a filter by country alone.
    """
    if not filters.are_set:
        return frames
    known = cut(frames, cut_off=cut_off)
    counting = keep_counting(split_by_objection(known)[0])
    found = choose_registered(counting, courses=parameters.courses)
    others = choose_registered(known, courses=parameters.courses)
    left = others.where(~others.patients["patient_id"].isin(found.patients["patient_id"]))
    kept = [population.patients[_match(known, population, filters)] for population in (found, left)]
    patients = {patient for part in kept for patient in part["patient_id"]}
    courses = {course for part in kept for course in part["course_id"]}
    narrowed = _of_patients(narrow_beside(frames, filters, patients=patients), patients, filters)
    if parameters.courses == FIRST_COURSE:
        return beneath(narrowed)
    return beneath(replace(narrowed, courses=narrowed.courses[narrowed.courses["course_id"].isin(courses)]))


def _match(frames: DrugFrames, population: Population, filters: Filters) -> pd.Series[bool]:
    """Which of the registered patients match every filter that is set."""
    import pandas as pd

    patients = population.patients
    matching = pd.Series(data=True, index=patients.index)
    for values, found in (
        (filters.country, patients["country_id"]),
        (filters.age, classify_ages(count_months(patients["birth_month"], patients["first_dose"]))),
        (filters.diagnosis, patients["diagnosis"]),
        (filters.scheme, patients["access_scheme"]),
        (filters.formulation, _forms(frames, patients)),
    ):
        if values:
            matching &= found.astype("object").fillna(UNKNOWN).isin(values)
    if filters.gene:
        matching &= patients["patient_id"].isin(_with_gene(frames, filters.gene))
    first_dose = patients["first_dose"]
    if filters.since:
        matching &= first_dose.notna() & ~are_before(first_dose, filters.since)
    if filters.until:
        matching &= first_dose.notna() & ~are_after(first_dose, filters.until)
    return matching


def _forms(frames: DrugFrames, patients: pd.DataFrame) -> pd.Series[Any]:
    own = frames.course_drugs[frames.course_drugs["drug"].str.lower() == frames.drug.lower()]
    return patients["course_id"].map(own.drop_duplicates("course_id").set_index("course_id")["formulation"])


def _with_gene(frames: DrugFrames, genes: Iterable[str]) -> pd.Series[str]:
    """The patients whose prescription follows an alteration of one of these genes."""
    basis = frames.alterations[frames.alterations["is_basis"] == "yes"]
    wanted = {gene.upper() for gene in genes}
    return basis.loc[basis["gene"].str.upper().isin(wanted), "patient_id"]


def _of_patients(frames: DrugFrames, patients: set[str], filters: Filters) -> DrugFrames:
    """The people among these, with the applicants without a course whom the filter by country alone leaves in."""
    by_country = filters.country and filters == Filters(country=filters.country)
    applicants = frames.applicants
    waiting = ~applicants["patient_id"].isin(frames.patients["patient_id"])
    stays = waiting & applicants["country_id"].isin(filters.country) if by_country else waiting & False
    return replace(
        frames,
        patients=frames.patients[frames.patients["patient_id"].isin(patients)],
        applicants=applicants[applicants["patient_id"].isin(patients) | stays],
        courses=frames.courses[frames.courses["patient_id"].isin(patients)],
    )


def beneath(frames: DrugFrames) -> DrugFrames:
    """The frames with only the records whose parents are there."""
    kept: dict[str, Any] = {name: getattr(frames, name) for name in PEOPLE}
    for name, parent in PARENTS.items():
        records = getattr(frames, name)
        kept[name] = records[records[parent.key].isin(kept[parent.frame][parent.key])]
    return replace(frames, **kept)


def _read(name: str, text: str) -> Any:
    if name in ("since", "until"):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            sentence = gettext(
                "The filter %(name)s cannot be “%(value)s”. It takes a day such as 2025-01-31."
            )
            raise _refused(name, sentence % {"name": name, "value": text}) from None
    codes = tuple(code.strip() for code in text.split(JOINED) if code.strip())
    closed = FILTERS[name].values
    for code in codes:
        if closed and code not in closed and code != UNKNOWN:
            sentence = gettext("The filter %(name)s cannot be “%(value)s”. It takes %(allowed)s.")
            words = {"name": name, "value": code, "allowed": ", ".join((*closed.codes, UNKNOWN))}
            raise _refused(name, sentence % words)
    return codes


def _unknown(text: str) -> str:
    known = "; ".join(f"{name} ({say(meaning.text)})" for name, meaning in FILTERS.items())
    sentence = gettext("There is no filter “%(name)s”. Write NAME=VALUE with one of: %(known)s.")
    return sentence % {"name": text, "known": known}


def _refused(name: str, sentence: str) -> Invalid:
    return Invalid(sentence, [Problem(name, "wrong_filter", sentence)])


def _written(value: object) -> str:
    return JOINED.join(value) if isinstance(value, tuple) else str(value)
