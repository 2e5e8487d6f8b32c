"""Filters that are typed above a list, read like the boxes of any form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from registry.fields.base import Field
from registry.i18n import say
from registry.schemas.reading import Gate, Unreadable, read
from registry.web.page_gate import gate_of_page


@dataclass(frozen=True, slots=True)
class Box:
    """One filter as it was typed: its value, or the sentence that says why there is none."""

    name: str
    label: str
    text: str
    value: Any = None
    errors: tuple[str, ...] = ()


def read_boxes(filters: Mapping[str, Field]) -> Mapping[str, Box]:
    """Each filter of the address."""
    gate = gate_of_page()
    return {name: _read_box(name, field, gate) for name, field in filters.items()}


def _read_box(name: str, field: Field, gate: Gate) -> Box:
    label, text = say(field.label), request.args.get(name, "")
    try:
        return Box(name, label, text, read(field, text, gate))
    except Unreadable as refused:
        return Box(name, label, text, errors=(str(refused),))
