"""Response rates beside the first one: confirmed, over all treated, with minor responses, disease control, by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from registry.fields.values import PHARMACEUTICAL_FORM
from registry.summaries.confirmation import NOT_EVALUABLE
from registry.summaries.frames import DrugFrames
from registry.summaries.judgement import BEST, Judgement, choose_evaluable, holds, mark
from registry.summaries.parameters import Parameters
from registry.summaries.populations import UNKNOWN, Population
from registry.summaries.table import Row
from registry.summaries.tally import tally_patients
from registry.summaries.times import Course, time_without_progression

if TYPE_CHECKING:
    import pandas as pd

CONTROLLED = ("CR", "PR", "MR", "SD")
RESPONDED = ("CR", "PR", "MR")
DAYS_PER_WEEK = 7

FORMS = (*PHARMACEUTICAL_FORM.codes, UNKNOWN)


def summarise_response(
    frames: DrugFrames, judgement: Judgement, *, course: Course, parameters: Parameters
) -> Iterator[Row]:
    """Under each reading the rates over other populations and categories; under the chosen one those by group."""
    for reading, judged in judgement.by_reading.items():
        over: dict[str, Any] = {"reading": reading, "parameters": parameters}
        yield from count_confirmed(judged, **over)
        yield from count_partial_after_complete(judged, **over)
        yield from measure_rate_over_treated(judged, **over)
        yield from measure_rate_with_minor(judged, judgement, **over)
        yield from measure_disease_control(judged, **over)
    evaluable = choose_evaluable(judgement.chosen)
    yield from measure_clinical_benefit(evaluable, course=course, parameters=parameters)
    for output, groups in (
        ("orr_gene", group_by_gene(frames, evaluable=evaluable)),
        ("orr_alteration", group_by_alteration(frames, evaluable=evaluable)),
        ("orr_formulation", group_by_formulation(frames, evaluable=evaluable)),
    ):
        yield from measure_rate_by(output, groups, evaluable=evaluable, parameters=parameters)


def count_confirmed(judged: Population, *, reading: str, parameters: Parameters) -> Iterator[Row]:
    """Patients by confirmed best response, and the rate of confirmed responses.

    A response without confirmation counts as stable disease if it came sd_days after the first dose or later, else as
    not evaluable; the categories add up to the evaluable patients. The rate goes by category: CR and PR, with minor
    responses if the parameter says so. Population: evaluable. Unit: %.
    Source: RECIST 1.1 (Eisenhauer 2009); Clopper and Pearson 1934.
    """
    evaluable = choose_evaluable(judged)
    confirmed = evaluable.patients["confirmed"]
    counted = RESPONDED if parameters.minor_response else RESPONDED[:2]
    over: dict[str, Any] = {"of": evaluable, "reading": reading, "parameters": parameters}
    yield from tally_patients("bor_confirmed", confirmed, categories=(*BEST, NOT_EVALUABLE), **over)
    responders = evaluable.patients[confirmed.isin(counted)]
    yield from tally_patients("orr_confirmed", mark(responders), **over)


def count_partial_after_complete(
    judged: Population, *, reading: str, parameters: Parameters
) -> Iterator[Row]:
    """Patients with a partial or minor response after a complete one: an error of the data, to be asked about.

    Their best response stays complete. Population: evaluable. Unit: patients.
    """
    evaluable = choose_evaluable(judged)
    wrong = evaluable.patients[evaluable.patients["falls_back"]]
    yield from tally_patients(
        "partial_after_complete", mark(wrong), of=evaluable, reading=reading, parameters=parameters
    )


def measure_rate_over_treated(judged: Population, *, reading: str, parameters: Parameters) -> Iterator[Row]:
    """Objective responses over all treated patients: whoever is not evaluable counts as no response.

    Population: treated. Unit: %. Source: Clopper and Pearson 1934 for the interval.
    """
    patients = judged.patients
    responders = patients[patients["evaluable"] & patients["responds"]]
    yield from tally_patients(
        "orr_treated", mark(responders), of=judged, reading=reading, parameters=parameters
    )


def measure_rate_with_minor(
    judged: Population, judgement: Judgement, *, reading: str, parameters: Parameters
) -> Iterator[Row]:
    """Complete, partial and minor responses, of the evaluable patients assessed by a criterion that has minor ones.

    Population: evaluable. Unit: %. Source: RAPNO (Fangusaro 2020), INRC (Park 2017).
    """
    evaluable = choose_evaluable(judged)
    graded = evaluable.where(holds(evaluable.patients, judgement.visits.graded))
    responders = graded.patients[graded.patients["at_least_minor"]]
    yield from tally_patients(
        "orr_with_minor", mark(responders), of=graded, reading=reading, parameters=parameters
    )


def measure_disease_control(judged: Population, *, reading: str, parameters: Parameters) -> Iterator[Row]:
    """Best response CR, PR, MR or SD. Population: evaluable. Unit: %. Source: Clopper and Pearson 1934."""
    evaluable = choose_evaluable(judged)
    controlled = evaluable.patients[evaluable.patients["best"].isin(CONTROLLED)]
    yield from tally_patients("dcr", mark(controlled), of=evaluable, reading=reading, parameters=parameters)


def measure_clinical_benefit(
    evaluable: Population, *, course: Course, parameters: Parameters
) -> Iterator[Row]:
    """Best response CR, PR or MR, or SD that lasted at least benefit_weeks.

    SD lasts from the first dose to progression or death, else to the last assessment; until a subsequent treatment
    if responses count until then only. Population: evaluable. Unit: %. Source: disease control rate at 24 weeks of
    the glioma trials; DRUP takes 16 weeks.
    """
    until = replace(parameters, censor_new_therapy=parameters.until_new_therapy)
    days = time_without_progression(course, parameters=until)["days"].reindex(evaluable.patients.index)
    best = evaluable.patients["best"]
    lasting = (best == "SD") & (days >= DAYS_PER_WEEK * parameters.benefit_weeks)
    benefit = evaluable.patients[best.isin(RESPONDED) | lasting]
    yield from tally_patients(
        "clinical_benefit",
        mark(benefit),
        of=evaluable,
        reading=parameters.reading,
        parameters=parameters,
    )


def measure_rate_by(
    output: str, groups: Mapping[str, pd.Index[int]], *, evaluable: Population, parameters: Parameters
) -> Iterator[Row]:
    """Objective response rate of each group of the evaluable patients; a patient may be in several.

    Exact interval, no test. Population: evaluable. Unit: %. Source: Clopper and Pearson 1934.
    """
    for category, members in groups.items():
        inside = evaluable.where(evaluable.patients.index.to_series().isin(members))
        responders = inside.patients[inside.patients["responds"]]
        yield from tally_patients(
            output,
            mark(responders, category),
            of=inside,
            parameters=parameters,
            categories=[category],
            reading=parameters.reading,
        )


def group_by_gene(frames: DrugFrames, *, evaluable: Population) -> dict[str, pd.Index[int]]:
    """The evaluable patients by each gene that is the basis of the prescription, in alphabetical order."""
    return _groups(_basis(frames, evaluable=evaluable)["gene"])


def group_by_alteration(frames: DrugFrames, *, evaluable: Population) -> dict[str, pd.Index[int]]:
    """The evaluable patients by gene and type of the alteration, written GENE/type."""
    found = _basis(frames, evaluable=evaluable).dropna(subset=["gene", "type"])
    return _groups(found["gene"] + "/" + found["type"])


def group_by_formulation(frames: DrugFrames, *, evaluable: Population) -> dict[str, pd.Index[int]]:
    """The evaluable patients by the form in which they took the drug at the start of the course."""
    own = frames.course_drugs[frames.course_drugs["drug"].str.lower() == frames.drug.lower()]
    forms = own.drop_duplicates("course_id").set_index("course_id")["formulation"]
    found = evaluable.patients["course_id"].map(forms).astype("object").fillna(UNKNOWN)
    groups = _groups(found)
    return {form: groups[form] for form in FORMS if form in groups}


def _basis(frames: DrugFrames, *, evaluable: Population) -> pd.DataFrame:
    """The alterations on which the drug was prescribed, by patient of the population; genes in capitals."""
    found = frames.alterations[frames.alterations["is_basis"] == "yes"]
    people = evaluable.patients[["patient_id"]].reset_index(names="patient")
    joined = people.merge(found[["patient_id", "gene", "type"]], on="patient_id").set_index("patient")
    return joined.assign(gene=joined["gene"].str.upper())


def _groups(values: pd.Series[str]) -> dict[str, pd.Index[int]]:
    known = values.dropna()
    return {str(value): known.index[known == value] for value in sorted(known.unique())}
