"""Toxicity: patients and events, worst grades, by organ class and by term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from registry.fields.values import GRADE, SERIOUSNESS, TOXICITY_NATURE
from registry.summaries.dates import add_days, are_after, are_before
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import Parameters
from registry.summaries.populations import ALL, UNKNOWN, Population
from registry.summaries.table import Row
from registry.summaries.tally import tally_events, tally_patients
from registry.terminology.ctcae import SOCS, terms

if TYPE_CHECKING:
    import pandas as pd

GRADES = tuple(int(code) for code in GRADE.codes)
CRITERIA = frozenset(SERIOUSNESS.codes) - {SERIOUSNESS.exclusive}
"""The six criteria: any of them makes a toxicity serious."""

FLAGS = (
    ("toxicity_any", "any"),
    ("toxicity_grade3", "grade3"),
    ("toxicity_serious", "serious"),
    ("toxicity_related", "related"),
    ("toxicity_threshold", "threshold"),
    ("toxicity_threshold_related", "threshold_related"),
    ("threshold_or_serious", "threshold_or_serious"),
    ("toxicity_interruption", "interruption"),
    ("toxicity_reduction", "reduction"),
    ("toxicity_stop", "stop"),
    ("toxicity_death", "death"),
)
"""Outputs that count the patients with a toxicity of some sort, and the column that says which."""

EVENT_FLAGS = (
    ("toxicity_events", "any"),
    ("toxicity_serious_events", "serious"),
    ("toxicity_related_events", "related"),
    ("toxicity_threshold_events", "threshold"),
    ("toxicity_threshold_related_events", "threshold_related"),
    ("threshold_or_serious_events", "threshold_or_serious"),
    ("toxicity_interruption_events", "interruption"),
    ("toxicity_reduction_events", "reduction"),
    ("toxicity_stop_events", "stop"),
    ("toxicity_death_events", "death"),
    ("toxicity_causality_missing", "causality_missing"),
    ("toxicity_seriousness_missing", "seriousness_missing"),
)
"""Outputs that count such toxicities themselves."""

ACTIONS = {"interruption": "interrupted", "reduction": "reduced", "stop": "withdrawn"}
"""What was done with the drug, by flag."""

NATURES = (*TOXICITY_NATURE.codes, UNKNOWN)


def summarise_toxicity(events: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """All rows of toxicity. events: the toxicities of `choose_events`."""
    yield from count_toxicities(events, treated=treated, parameters=parameters)
    yield from count_worst_grades(events, treated=treated, parameters=parameters)
    yield from count_by_grade(events, treated=treated, parameters=parameters)
    yield from count_by_nature(events, treated=treated, parameters=parameters)
    yield from tabulate_classes(events, treated=treated, parameters=parameters)
    yield from tabulate_terms(events, treated=treated, parameters=parameters)


def choose_events(frames: DrugFrames, *, treated: Population, parameters: Parameters) -> pd.DataFrame:
    """The toxicities of treated patients with onset on or after the first dose, one line per record.

    Those of all counting courses of the drug; "first dose" is that of the patient's first treated course, which
    also decides the subset. No end of window, unless window_days after the last dose of the toxicity's own
    course. Where all courses are counted, each toxicity is that of its own. Causality and action are those towards
    this drug.
    Source: treatment-emergent events as in the CDISC pilot study; SACHA (ASCO 2022, abstract 10006) for the
    collection threshold; art. R. 5121-152 of the French public health code for seriousness.
    """
    patients = treated.patients
    courses = frames.courses.set_index("course_id")
    by_course, by_patient = (
        dict(zip(patients[key][::-1], patients.index[::-1], strict=True))
        for key in ("course_id", "patient_id")
    )
    numbers = courses["patient_id"].map(by_patient)
    numbers = courses.index.to_series().map(by_course).fillna(numbers).dropna()
    found = frames.toxicities.assign(patient=frames.toxicities["course_id"].map(numbers))
    found = found[found["patient"].notna()].astype({"patient": "int64"})
    found = found[~are_before(found["onset"], found["patient"].map(patients["first_dose"]))]
    if parameters.window_days is not None:
        ends = found["course_id"].map(add_days(courses["last_dose"], parameters.window_days))
        found = found[~are_after(found["onset"], ends)]
    return _describe(found, drugs=_of_drug(frames), parameters=parameters)


def count_toxicities(events: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Patients with at least one toxicity of each sort of FLAGS, and the events of EVENT_FLAGS.

    Population: treated. Unit: % of patients with exact interval, and events.
    """
    for output, flag in FLAGS:
        yield from tally_patients(output, _found(events[events[flag]]), of=treated, parameters=parameters)
    for output, flag in EVENT_FLAGS:
        yield from tally_events(output, _found(events[events[flag]]), of=treated, parameters=parameters)


def count_worst_grades(events: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Patients by the worst grade of their toxicities; the grades add up to toxicity_any.

    Population: treated. Unit: %. Source: CTCAE v5.0.
    """
    worst = events.groupby("patient")["grade"].max().astype("Int64").astype("str").fillna(UNKNOWN)
    ungraded = (UNKNOWN,) if (worst == UNKNOWN).any() else ()
    return tally_patients(
        "toxicity_worst_grade", worst, of=treated, parameters=parameters, categories=(*GRADE.codes, *ungraded)
    )


def count_by_grade(events: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Patients with at least one toxicity of each grade, worst or not, and the toxicities of that grade.

    Population: treated. Unit: % and events. Source: CTCAE v5.0.
    """
    graded = events.dropna(subset="grade").set_index("patient")["grade"].astype("str")
    over: dict[str, Any] = {"of": treated, "parameters": parameters, "categories": GRADE.codes}
    yield from tally_patients("toxicity_by_grade", graded, **over)
    yield from tally_events("toxicity_by_grade_events", graded, **over)


def count_by_nature(events: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Patients with a clinical and with a laboratory toxicity, and these toxicities.

    Population: treated. Unit: % and events.
    """
    found = events.set_index("patient")["nature"]
    over: dict[str, Any] = {"of": treated, "parameters": parameters, "categories": NATURES}
    yield from tally_patients("toxicity_by_nature", found, **over)
    yield from tally_events("toxicity_by_nature_events", found, **over)


def tabulate_classes(events: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Per organ class: patients, events, patients by worst grade. Population: treated. Source: CTCAE v5.0."""
    socs = order_classes(events)
    grades = [socs] * len(GRADES)
    return _tabulate(events, "soc", categories=socs, by_grade=grades, treated=treated, parameters=parameters)


def tabulate_terms(events: pd.DataFrame, *, treated: Population, parameters: Parameters) -> Iterator[Row]:
    """Per term: patients, events, patients by worst grade (where the grade exists for the term, or was recorded).

    A term is its key; "Other, specify" with its text is "key: text", equal texts whatever their case and spaces.
    Population: treated. Source: CTCAE v5.0.
    """
    seen = {
        (term, int(grade)) for term, grade in events[["label", "grade"]].dropna().drop_duplicates().to_numpy()
    }
    found = order_terms(events)
    grades = [[term for term in found if (term, grade) in seen or grade in _grades(term)] for grade in GRADES]
    return _tabulate(
        events, "label", categories=found, by_grade=grades, treated=treated, parameters=parameters
    )


def order_classes(events: pd.DataFrame) -> list[str]:
    """The organ classes that occur, in the order of the terminology."""
    present = set(events["soc"])
    return [soc for soc in (*SOCS, UNKNOWN) if soc in present]


def order_terms(events: pd.DataFrame) -> list[str]:
    """The terms that occur, in the order of the terminology."""
    return sorted(set(events["label"]), key=_place)


def _tabulate(
    events: pd.DataFrame,
    column: str,
    *,
    categories: Sequence[str],
    by_grade: Sequence[Sequence[str]],
    treated: Population,
    parameters: Parameters,
) -> Iterator[Row]:
    """Patients, events and patients by worst grade of each category; an empty subset has no table."""
    name = "toxicity_soc" if column == "soc" else "toxicity_term"
    found = events.set_index("patient")[column]
    over: dict[str, Any] = {"of": treated, "parameters": parameters, "subsets": treated.subsets}
    yield from tally_patients(name, found, categories=categories, **over)
    yield from tally_events(f"{name}_events", found, categories=categories, **over)
    worst = events.groupby(["patient", column], observed=True)["grade"].max().reset_index(level=column)
    for grade, present in zip(GRADES, by_grade, strict=True):
        graded = worst.loc[(worst["grade"] == grade).fillna(value=False), column]
        yield from tally_patients(f"{name}_grade_{grade}", graded, categories=present, **over)


def _describe(found: pd.DataFrame, *, drugs: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """The toxicities with what each one counts as."""
    grade = found["grade"].astype("Int64")
    laboratory = found["nature"] == "laboratory"
    threshold = grade.ge(parameters.clinical_threshold).where(
        ~laboratory, grade.ge(parameters.laboratory_threshold)
    )
    ids = found["toxicity_id"]
    described = found[["toxicity_id", "course_id", "patient", "onset"]].assign(
        grade=grade,
        nature=found["nature"].where(found["nature"].notna(), UNKNOWN),
        soc=_mapped(found["term"], _soc).astype("category"),
        label=_labels(found).astype("category"),
        any=True,
        grade3=grade.ge(3).fillna(value=False).astype(bool),
        serious=_mapped(found["seriousness"], _is_serious).astype(bool),
        seriousness_missing=found["seriousness"].isna(),
        threshold=threshold.fillna(value=False).astype(bool),
        related=~ids.isin(drugs.loc[drugs["causality"].isin(["unlikely", "unrelated"]), "toxicity_id"]),
        causality_missing=~ids.isin(drugs.loc[drugs["causality"].notna(), "toxicity_id"]),
        **{
            flag: ids.isin(drugs.loc[drugs["action"] == code, "toxicity_id"])
            for flag, code in ACTIONS.items()
        },
        death=_are_fatal(found),
    )
    return described.assign(
        threshold_related=described["threshold"] & described["related"],
        threshold_or_serious=described["threshold"] | described["serious"],
    )


def _of_drug(frames: DrugFrames) -> pd.DataFrame:
    """Causality and action towards the drug of the summary."""
    return frames.toxicity_drugs[frames.toxicity_drugs["drug"].str.lower() == frames.drug.lower()]


def _labels(found: pd.DataFrame) -> pd.Series[str]:
    """What a toxicity is listed under: its term, or for "Other, specify" the term and its text."""
    keys = found["term"].fillna(UNKNOWN)
    text = _mapped(found["term_text"], _plain).astype("str")
    specified = _mapped(found["term"], _is_open).astype(bool) & (text != "")
    return keys.where(~specified, keys + ": " + text)


def _mapped(values: pd.Series[Any], function: Any) -> pd.Series[Any]:
    """The function of each value, called once per different value."""
    return values.map({value: function(value) for value in values.unique()})


def _soc(key: Any) -> str:
    return terms()[key].soc if key in terms() else UNKNOWN


def _is_open(key: Any) -> bool:
    return key not in terms() or terms()[key].other


def _plain(text: Any) -> str:
    return " ".join(text.lower().split()) if isinstance(text, str) else ""


def _is_serious(codes: Any) -> bool:
    return isinstance(codes, str) and not CRITERIA.isdisjoint(codes.split(";"))


def _are_fatal(found: pd.DataFrame) -> pd.Series[bool]:
    """Grade 5, the criterion death, or a fatal outcome."""
    grade5 = found["grade"].eq(5).fillna(value=False).astype(bool)
    criterion = _mapped(found["seriousness"], _names_death).astype(bool)
    return grade5 | criterion | (found["outcome"] == "fatal")


def _names_death(codes: Any) -> bool:
    return isinstance(codes, str) and "death" in codes.split(";")


def _grades(label: str) -> tuple[int, ...]:
    key = label.partition(": ")[0]
    return terms()[key].grades if key in terms() else GRADES


@cache
def _order() -> Mapping[str, int]:
    return {key: place for place, key in enumerate(terms())}


def _place(label: str) -> tuple[int, str]:
    """Terms in the order of the terminology, then by text."""
    return _order().get(label.partition(": ")[0], len(terms())), label


def _found(events: pd.DataFrame) -> pd.Series[str]:
    """All under one category, as the tally takes it."""
    return events.set_index("patient")["any"].map({True: ALL})
