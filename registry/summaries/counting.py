"""The counting rule: which records count, and the drafts that are left out.

A record counts only if it and the records above it (patient, course) are complete. A patient who objected is out of
everything, drafts included; the flow gives their number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from registry.fields.layout import COMPLETE, DRAFT
from registry.summaries.columns import COLUMNS, PARENTS, PEOPLE
from registry.summaries.cut_off import cut
from registry.summaries.frames import DrugFrames

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Drafts:
    """Records left out, per kind: every kind of record that is read for a drug.

    drafts: drafts themselves. beneath: complete records under a draft.
    """

    drafts: Mapping[str, int]
    beneath: Mapping[str, int]

    @property
    def total(self) -> int:
        """All the records left out."""
        return sum(self.drafts.values()) + sum(self.beneath.values())


@dataclass(frozen=True, eq=False)
class Counting:
    """What counts on a day, and what does not.

    frames: the records that count. known: those and the drafts, of who did not object. drafts: the records left out.
    objected: how many patients with a course of the drug objected, whether they and the course are complete or drafts;
    their number only, no list opens them.
    """

    frames: DrugFrames
    known: DrugFrames
    drafts: Drafts
    objected: int


def counting_on(frames: DrugFrames, *, cut_off: dt.date) -> Counting:
    """Of all the records of a drug, those that count on the cut-off."""
    known, objected = split_by_objection(cut(frames, cut_off=cut_off))
    kept = keep_counting(known)
    return Counting(
        frames=kept,
        known=known,
        drafts=count_drafts(known, counting=kept),
        objected=len(_with_course(objected)),
    )


def split_by_objection(frames: DrugFrames) -> tuple[DrugFrames, DrugFrames]:
    """The records of those who did not object, and of those who did."""
    objected = {name: getattr(frames, name)["objection"] == "yes" for name in PEOPLE}
    return (
        replace(frames, **{name: getattr(frames, name)[~yes] for name, yes in objected.items()}),
        replace(frames, **{name: getattr(frames, name)[yes] for name, yes in objected.items()}),
    )


def keep_counting(frames: DrugFrames) -> DrugFrames:
    """The records that count: complete, under complete ones."""
    kept: dict[str, Any] = {name: _complete(getattr(frames, name)) for name in PEOPLE}
    for name, parent in PARENTS.items():
        kept[name] = _under(_complete(getattr(frames, name)), kept[parent.frame], key=parent.key)
    return replace(frames, **kept)


def count_drafts(frames: DrugFrames, *, counting: DrugFrames) -> Drafts:
    """How many records are left out: drafts, and complete records under a draft.

    counting: the records of the frames that count. Only patients with a course of the drug are looked at, and only
    records whose parents are there (not void).
    """
    present = {"patients": _with_course(frames), "applicants": frames.applicants}
    drafts, beneath = {"patients": _drafts(present["patients"])}, {}
    for name, parent in PARENTS.items():
        above = present[parent.frame]
        present[name] = _under(getattr(frames, name), above, key=parent.key)
        if "status" in COLUMNS[name]:
            kept = _under(getattr(counting, name), above, key=parent.key)
            drafts[name] = _drafts(present[name])
            beneath[name] = len(_complete(present[name])) - len(kept)
    return Drafts(drafts, beneath)


def _with_course(frames: DrugFrames) -> pd.DataFrame:
    """The patients with a course of the drug, complete or draft."""
    return _under(frames.patients, frames.courses, key="patient_id")


def _complete(records: pd.DataFrame) -> pd.DataFrame:
    """The complete records; rows of a form have no status of their own and go with it."""
    if records.empty or "status" not in records:
        return records
    return records[records["status"] == COMPLETE]


def _drafts(records: pd.DataFrame) -> int:
    return int((records["status"] == DRAFT).sum())


def _under(records: pd.DataFrame, parents: pd.DataFrame, *, key: str) -> pd.DataFrame:
    return records if records.empty else records[records[key].isin(parents[key])]
