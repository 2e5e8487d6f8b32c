"""What the sheets of a dossier are made from: the records that count on the cut-off, and what is worked out of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from exports.basis import records as rows_of
from exports.has.visibility import Visibility
from registry.fields.catalogue import KINDS
from registry.summaries.declarations import follow_declarations
from registry.summaries.dossier import DossierBasis, DossierRequest
from registry.summaries.dossier_numbers import Spans, number_spans
from registry.summaries.frames import DrugFrames
from registry.summaries.parameters import DEFAULTS
from registry.summaries.subjects import Subjects, describe_subjects

if TYPE_CHECKING:
    import pandas as pd

Record = Mapping[str, Any]
NOTHING: Record = MappingProxyType({})

FRAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "patient": ("applicants", "patients"),
        "diagnosis": ("diagnoses",),
        "alteration": ("alterations",),
        "prior_line": ("prior_lines",),
        "history": ("histories",),
        "concomitant": ("concomitants",),
        "board": ("boards",),
        "access_request": ("requests",),
        "course": ("courses",),
        "initiation": ("initiations",),
        "dose_period": ("dose_periods",),
        "follow_up": ("follow_ups",),
        "assessment": ("assessments",),
        "toxicity": ("toxicities",),
        "declaration": ("declarations",),
        "questionnaire": ("questionnaires",),
        "special_situation": ("situations",),
    }
)
"""The frames in which the records of a kind count; a later one comes first."""


@dataclass(frozen=True, eq=False)
class Material:
    """The records of a dossier as plain mappings with all their fields, and its numbers.

    A value that was not known yet on the cut-off is None in them, as the summaries read it.
    """

    basis: DossierBasis
    frames: DrugFrames
    spans: Spans
    visibility: Visibility

    @classmethod
    def of(cls, basis: DossierBasis) -> Material:
        """From what was read; typed terms are left out before anything is counted where they may not be seen."""
        visibility = Visibility.of(basis)
        frames = basis.frames if visibility.shows_text else _without_words(basis.frames)
        return cls(basis, frames, number_spans(frames, basis.request), visibility)

    @property
    def request(self) -> DossierRequest:
        return self.basis.request

    @property
    def counting(self) -> DrugFrames:
        """The records that count on the cut-off."""
        return self.spans.study.frames

    @cached_property
    def subjects(self) -> Subjects:
        return describe_subjects(self.frames, cut_off=self.request.end, parameters=DEFAULTS)

    def kind(self, name: str) -> Sequence[Record]:
        """The records of a kind that count, with all their fields, by id."""
        found = self._kinds.get(name)
        if found is None:
            found = self._kinds[name] = self._read(name)
        return found

    def by_id(self, name: str) -> Mapping[str, Record]:
        """The records of a kind by their ids."""
        return {record_id: group[0] for record_id, group in self.under(name, "id").items()}

    def under(self, name: str, parent: str) -> Mapping[str, Sequence[Record]]:
        """The records of a kind by the id of what they stand under, such as "course_id"."""
        key = (name, parent)
        if key not in self._groups:
            groups: defaultdict[str, list[Record]] = defaultdict(list)
            for record in self.kind(name):
                groups[record[parent]].append(record)
            self._groups[key] = groups
        return self._groups[key]

    def rows(self, name: str, parent: str) -> Mapping[str, Sequence[Record]]:
        """The rows of a form (drugs, scores, criteria) by the id of the form."""
        key = (name, parent)
        if key not in self._groups:
            groups: defaultdict[str, list[Record]] = defaultdict(list)
            for record in rows_of(self.basis.records[name]):
                groups[record[parent]].append(record)
            self._groups[key] = groups
        return self._groups[key]

    @cached_property
    def centres(self) -> Mapping[str, Record]:
        return {record["id"]: record for record in rows_of(self.basis.records["centre"])}

    @cached_property
    def references(self) -> Mapping[str, Record]:
        """The registered patients by id: the course that stands for each, its diagnosis, whether it was treated."""
        return {row["patient_id"]: row for row in rows_of(self.spans.study.registered.patients)}

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """The place of each treated patient in the population, by patient id."""
        treated = self.spans.study.treated.patients
        return dict(zip(treated["patient_id"], treated.index, strict=True))

    @cached_property
    def counted(self) -> Mapping[str, Record]:
        """What each toxicity counts as, by its id; those that do not count are not there."""
        return {row["toxicity_id"]: row for row in rows_of(self.spans.events)}

    @cached_property
    def followed(self) -> Mapping[str, Record]:
        """Of each serious toxicity that counts its declaration and delay, by id."""
        found = follow_declarations(
            self.counting, events=self.spans.events, cut_off=self.request.end, parameters=DEFAULTS
        )
        return {row["toxicity_id"]: row for row in rows_of(found)}

    @property
    def overdue(self) -> Sequence[str]:
        """The serious toxicities that should have been declared."""
        return [toxicity for toxicity, row in self.followed.items() if row["overdue"]]

    @cached_property
    def _kinds(self) -> dict[str, Sequence[Record]]:
        return {}

    @cached_property
    def _groups(self) -> dict[tuple[str, str], Mapping[str, Sequence[Record]]]:
        return {}

    def _read(self, name: str) -> Sequence[Record]:
        """Every field from the record, overlaid with what the summaries know of it on the cut-off."""
        known: dict[str, Record] = {}
        declared = frozenset(KINDS[name].fields)
        for frame in FRAMES[name]:
            known |= _facts(getattr(self.counting, frame), f"{name}_id", declared)
        found = []
        for record in rows_of(self.basis.records[name]):
            facts = known.get(record["id"])
            if facts is not None:
                found.append({**record, **facts})
        return found


def _facts(frame: pd.DataFrame, key: str, declared: frozenset[str]) -> dict[str, Record]:
    """What a frame says of the declared fields, by the id of the record."""
    names = [name for name in map(str, frame.columns) if name.removesuffix("_missing") in declared]
    ids = (str(found) for found in frame[key])
    return dict(zip(ids, rows_of(_objects(frame[names])), strict=True))


def _objects(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype("object")


def _without_words(frames: DrugFrames) -> DrugFrames:
    return replace(frames, toxicities=frames.toxicities.assign(term_text=None))
