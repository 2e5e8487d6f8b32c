"""Who the treated patients are: age, sex, disease, alteration, what they had before, and their size at the start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from registry.summaries.catalogue import OUTPUTS
from registry.summaries.catalogue.baseline import AGE_CLASS
from registry.summaries.dates import are_after, iso
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import Parameters
from registry.summaries.populations import Population, deciding_diagnoses
from registry.summaries.quantities import tally_answers, tally_measure
from registry.summaries.table import Row
from registry.terminology.growth.body import bsa

if TYPE_CHECKING:
    import pandas as pd

NOT_APPLICABLE = "not_applicable"
NOT_SAID = ("unknown", NOT_APPLICABLE)

AGE_BOUNDS = (0, 1, 24, 144, 216, 312)
"""First month of life of each age class."""

PERCENT_SCALES = ("lansky", "karnofsky")


def summarise_baseline(frames: DrugFrames, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """The baseline table, at the first dose of the course that stands for each treated patient.

    Population: treated. Answers: n and % of the patients who have one, those without as a row of their own (% of all);
    "not applicable" is an answer, "unknown" is none. Measures: mean, standard deviation, median, quartiles, extremes.
    Source: HAS, synthesis report of a PUT-RD, description of the patients.
    """
    for output, found in describe_patients(frames, treated=treated).items():
        if OUTPUTS[output].unit == "%":
            categories = _categories(output, found)
            yield from tally_answers(output, found, of=treated, parameters=parameters, categories=categories)
        else:
            yield from tally_measure(output, found, of=treated, parameters=parameters)


def describe_patients(frames: DrugFrames, *, treated: Population) -> dict[str, pd.Series[Any]]:
    """What is known of each treated patient at the first dose, by output, indexed as the population is."""
    patients = treated.patients
    people = _by(frames.patients, "patient_id", patients["patient_id"])
    months = count_months(people["birth_month"], patients["first_dose"])
    disease = _disease(frames, treated=treated)
    return {
        "baseline_age": months / 12,
        "baseline_age_class": classify_ages(months),
        "baseline_sex": _known(people["sex"]),
        **disease,
        "baseline_predisposition": _split(_answers(people, "predisposition")),
        **_alterations(frames, treated=treated),
        **_before(frames, treated=treated, is_first_line=disease["baseline_disease_status"] == "first_line"),
        **describe_size(frames, treated=treated),
    }


def count_months(birth_months: pd.Series[Any], days: pd.Series[Any]) -> pd.Series[Any]:
    """Age in months: calendar months from that of birth to that of a day. A day before birth has no age."""
    months = _month_number(days) - _month_number(birth_months)
    return months.where(months >= 0)


def classify_ages(months: pd.Series[Any]) -> pd.Series[Any]:
    """The age class of each age in months, by the code of AGE_CLASS.

    Births are known by month only: an age of 0 months stands for the first 27 days of life.
    """
    import pandas as pd

    bounds = [*AGE_BOUNDS, float("inf")]
    return pd.cut(months, bounds, right=False, labels=list(AGE_CLASS.codes)).astype("object")


def _month_number(dates: pd.Series[Any]) -> pd.Series[Any]:
    import pandas as pd

    text = iso(dates)
    year, month = (pd.to_numeric(text.str[part], errors="coerce") for part in (slice(4), slice(5, 7)))
    return (12 * year + month).astype("float64")


def _disease(frames: DrugFrames, *, treated: Population) -> dict[str, pd.Series[Any]]:
    """The diagnosis that stands for each patient."""
    patients = treated.patients
    first_doses = patients.drop_duplicates("patient_id").set_index("patient_id")["first_dose"]
    chosen = deciding_diagnoses(frames, first_doses).reindex(patients["patient_id"])
    found = chosen.set_axis(patients.index, axis=0)
    staged = (found["stage_system"] + ": " + found["stage"].fillna("")).str.removesuffix(": ")
    return {
        "baseline_diagnosis": _known(found["category"]),
        "baseline_disease_status": _known(found["disease_status"]),
        "baseline_stage": _answers(found.assign(stage_system=staged), "stage_system"),
        "baseline_metastatic": _answers(found, "is_metastatic"),
    }


def _alterations(frames: DrugFrames, *, treated: Population) -> dict[str, pd.Series[Any]]:
    """Whether the drug follows an alteration, and its gene. A patient without any alteration record is not known."""
    found = _numbered(frames.alterations, treated=treated)
    answered = found["is_basis"].dropna().map({"no": 0, "yes": 1}).groupby(level=0).max()
    return {
        "baseline_basis": answered.map({0: "no", 1: "yes"}),
        "baseline_basis_gene": found.loc[found["is_basis"] == "yes", "gene"].str.upper(),
    }


def _before(
    frames: DrugFrames, *, treated: Population, is_first_line: pd.Series[bool]
) -> dict[str, pd.Series[Any]]:
    """Lines and kinds of treatment before the first dose. Without a line, only a first line is known to have none."""
    patients = treated.patients
    lines = _numbered(frames.prior_lines, treated=treated)
    lines = lines[~are_after(lines["began"], patients["first_dose"].reindex(lines.index))]
    counted = lines.groupby(level=0)["line"].nunique().astype("float64").reindex(patients.index)
    none = counted.isna() & is_first_line
    return {
        "baseline_prior_lines": counted.mask(none, 0.0),
        "baseline_prior_treatment": _append(_split(lines["types"]), counted.index[none], "none"),
    }


def _numbered(records: pd.DataFrame, *, treated: Population) -> pd.DataFrame:
    """The records of treated patients, indexed as the population is."""
    ids = treated.patients["patient_id"].rename_axis("number").reset_index()
    return ids.merge(records, on="patient_id").set_index("number")


def describe_size(frames: DrugFrames, *, treated: Population) -> dict[str, pd.Series[Any]]:
    """Weight, height, body surface and performance of the initiation form of the course."""
    import pandas as pd

    initiations = _by(frames.initiations, "course_id", treated.patients["course_id"])
    weight, height = (initiations[name].astype("float64") for name in ("weight", "height"))
    surface = [bsa(kg, cm) if kg > 0 and cm > 0 else None for kg, cm in zip(weight, height, strict=True)]
    performance = initiations["performance"].astype("float64")
    scale = initiations["performance_scale"]
    return {
        "baseline_weight": weight,
        "baseline_height": height,
        "baseline_surface": pd.Series(surface, index=initiations.index, dtype="float64"),
        "baseline_performance": performance.where(scale.isin(PERCENT_SCALES)),
        "baseline_ecog": performance.where(scale == "ecog"),
    }


def _by(records: pd.DataFrame, key: str, wanted: pd.Series[Any]) -> pd.DataFrame:
    """The record of each patient by its key, in the order and with the index of `wanted`."""
    first = records.drop_duplicates(key).set_index(key)
    return first.reindex(wanted).set_axis(wanted.index, axis=0)


def _known(answers: pd.Series[Any]) -> pd.Series[Any]:
    return answers.mask(answers == "unknown")


def _answers(records: pd.DataFrame, name: str) -> pd.Series[Any]:
    """The answers, "not applicable" where that is why there is none."""
    answers = _known(records[name])
    reasons = records.get(f"{name}_missing")
    return answers if reasons is None else answers.mask(reasons == NOT_APPLICABLE, NOT_APPLICABLE)


def _split(answers: pd.Series[Any]) -> pd.Series[Any]:
    """Several codes of one patient, each on a line of its own."""
    return answers.dropna().str.split(";").explode()


def _append(answers: pd.Series[Any], index: pd.Index[Any], answer: str) -> pd.Series[Any]:
    import pandas as pd

    more: pd.Series[Any] = pd.Series(answer, index=index, dtype="object")
    both: pd.Series[Any] = pd.concat([answers, more])
    return both


def _categories(output: str, found: pd.Series[Any]) -> list[str]:
    """The codes of the value set (those that stand for no answer only if they occur), or else what occurs."""
    present = set(found.dropna())
    declared = OUTPUTS[output].values
    codes = declared.codes if declared else tuple(sorted(present - {NOT_APPLICABLE}))
    shown = [code for code in codes if code not in NOT_SAID or code in present]
    return [*shown, *sorted(present.difference(codes))]
