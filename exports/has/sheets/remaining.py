"""The fields of the protocol that no column of the specification shows, so that completeness is told of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exports.has.columns import Item, field
from registry.fields.base import Kind, T
from registry.fields.catalogue import KINDS
from registry.summaries.quality import mandatory


def remaining(*kinds: str, shown: Iterable[Item]) -> Iterator[Item]:
    """A column for each mandatory field of these kinds that is not shown yet, named kind_field."""
    taken = {named for item in shown for named in item.shows}
    for kind in kinds:
        declared = KINDS[kind]
        for one in mandatory(declared):
            if (kind, one.name) not in taken and one.kind is not Kind.LONG_TEXT:
                words = T(
                    f"{one.label.fr} ({declared.record.label.fr.lower()})",
                    f"{one.label.en} ({declared.record.label.en.lower()})",
                )
                of = "drug" if kind == "course_drug" else kind
                yield field(f"{kind}_{one.name}", kind, one.name, of=of, label=words)
