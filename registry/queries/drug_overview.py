"""All drugs side by side: one reading of the records of every drug, judged in one go as the page of each judges them.

A patient of two drugs counts under both: under each drug the patient, the courses and what lies beneath stand under
ids of their own, so that one pass over all of them gives for each drug what its own page gives.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from registry.access.scope import scope_in
from registry.db import RegistrySession
from registry.queries import frames
from registry.queries.kept import Shelves, stamp_of
from registry.summaries.columns import COLUMNS
from registry.summaries.dates import iso
from registry.summaries.frames import DrugFrames, empty_frame
from registry.summaries.intervals import exact_interval
from registry.summaries.judgement import choose_evaluable
from registry.summaries.parameters import DEFAULTS
from registry.summaries.status import ONGOING, find_status
from registry.summaries.study import Study, prepare
from registry.summaries.toxicity import choose_events

if TYPE_CHECKING:
    import pandas as pd

BETWEEN = "\x1f"
OF_PEOPLE = ("patients", "diagnoses", "subsequents")
BENEATH = ("course_drugs", "assessments", "toxicities")


@dataclass(frozen=True, slots=True)
class Glance:
    """A drug at a glance, its first courses under the usual choices: numbers of patients, and the last day told."""

    registered: int
    treated: int
    evaluable: int
    responders: int
    severe: int
    serious: int
    ongoing: int
    last: str | None

    @property
    def rate(self) -> tuple[float, float, float] | None:
        """The response rate with its exact interval, in %."""
        if not self.evaluable:
            return None
        low, high = exact_interval(self.responders, self.evaluable, level=DEFAULTS.conf_level)
        return 100 * self.responders / self.evaluable, 100 * low, 100 * high


_KEPT = Shelves(4)


def glance(session: RegistrySession, *, cut_off: dt.date) -> Mapping[str, Glance]:
    """Every drug that somebody is registered with, by INN."""
    key = (scope_in(session).centres, cut_off)
    return _KEPT.make_once(session, key, lambda: _look(session, cut_off), stamp=stamp_of(session))


def _look(session: RegistrySession, cut_off: dt.date) -> Mapping[str, Glance]:
    found = _frames(session)
    study = prepare(found, cut_off=cut_off, parameters=DEFAULTS)
    return _count(study)


def _frames(session: RegistrySession) -> DrugFrames:
    """The records of all drugs, each under the ids of its drug."""
    names = (*OF_PEOPLE, "courses", *BENEATH)
    read = {name: frames.read_all(session, name) for name in names}
    pairs = read["course_drugs"][["course_id", "drug"]].drop_duplicates()
    given = {name: empty_frame(name) for name in COLUMNS} | {
        "courses": _under(read["courses"], pairs, "course_id"),
        **{name: _under(read[name], pairs, "course_id") for name in BENEATH},
    }
    owners = read["courses"].merge(pairs, on="course_id")[["patient_id", "drug"]].drop_duplicates()
    for name in OF_PEOPLE:
        given[name] = _under(read[name], owners, "patient_id")
    return DrugFrames("", **given)


def _under(records: pd.DataFrame, pairs: pd.DataFrame, key: str) -> pd.DataFrame:
    """The records once per drug of their course or patient, with ids of their own."""
    owners = pairs.rename(columns={"drug": "of"})
    found = records.merge(owners, on=key)
    ids = [name for name in found.columns if name.endswith("_id") and name not in ("centre_id", "country_id")]
    return found.assign(**{name: found["of"] + BETWEEN + found[name] for name in ids})


def _count(study: Study) -> Mapping[str, Glance]:
    import pandas as pd

    found = {name: _by_drug(ids) for name, ids in _ids(study).items() if name != "toxicity_any"}
    counts = pd.DataFrame(found).fillna(0).astype("int64")
    last = _last_days(study.frames)
    return {
        str(drug): Glance(**{str(name): int(n) for name, n in row.items()}, last=last.get(drug))
        for drug, row in counts.iterrows()
    }


def _ids(study: Study) -> Mapping[str, pd.Series[str]]:
    """Whom each number counts, under the ids of the drugs."""
    treated = study.treated.patients
    evaluable = choose_evaluable(study.judgement.chosen).patients
    events = choose_events(study.frames, treated=study.treated, parameters=DEFAULTS)
    severe = events.loc[events["grade"].ge(3).fillna(value=False).astype(bool), "patient"].unique()
    serious = events.loc[events["serious"], "patient"].unique()
    return {
        "registered": study.registered.patients["patient_id"],
        "treated": treated["patient_id"],
        "evaluable": evaluable["patient_id"],
        "responders": evaluable.loc[evaluable["responds"], "patient_id"],
        "toxicity_any": treated.loc[treated.index.isin(events["patient"].unique()), "patient_id"],
        "severe": treated.loc[treated.index.isin(severe), "patient_id"],
        "serious": treated.loc[treated.index.isin(serious), "patient_id"],
        "ongoing": treated.loc[find_status(treated) == ONGOING, "patient_id"],
    }


def counted_in(session: RegistrySession, *, cut_off: dt.date) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """By INN, whom each number of the glance counts: ids of patients. For who hides small counts of them."""
    study = prepare(_frames(session), cut_off=cut_off, parameters=DEFAULTS)
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, ids in _ids(study).items():
        for drug, _between, patient in (str(id_).partition(BETWEEN) for id_ in ids):
            found[drug][name].add(patient)
    return {drug: {name: frozenset(ids) for name, ids in sets.items()} for drug, sets in found.items()}


def _by_drug(ids: pd.Series[str]) -> pd.Series[int]:
    # Not str.partition: of no patient at all it makes no column.
    return ids.map(lambda id_: id_.partition(BETWEEN)[0]).astype("object").value_counts()


def _last_days(found: DrugFrames) -> Mapping[Any, str]:
    """By drug, the latest day that a counted course, assessment or toxicity tells of."""
    import pandas as pd

    told = pd.concat(
        [
            pd.DataFrame({"of": frame["of"], "day": iso(frame[column])})
            for frame, column in (
                (found.courses, "first_dose"),
                (found.courses, "last_dose"),
                (found.assessments, "assessed_on"),
                (found.toxicities, "onset"),
            )
        ]
    ).dropna()
    full = told[told["day"].str.len() == len("2026-11-03")]
    return {drug: str(day) for drug, day in full.groupby("of")["day"].max().items()}
