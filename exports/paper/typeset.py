"""From the description of a form to the bytes of a PDF: tagged, PDF/UA-1, A4.

What a form says reaches Typst as JSON text in one input, never as markup: no sign that somebody typed means anything
there. Fonts are those beside this file, whatever the machine has, and the same form gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from exports.paper.glyphs import FONTS, drawable
from exports.paper.parts import Document

TEMPLATE = Path(__file__).with_name("form.typ")


def typeset(document: Document) -> bytes:
    """The PDF of a document."""
    return compiled(TEMPLATE, {"document": asdict(document)})


def compiled(template: Path, inputs: Mapping[str, Any]) -> bytes:
    """The PDF that a template makes of its inputs, each of which it reads as JSON."""
    import typst

    return typst.compile(
        template.read_bytes(),
        root=str(template.parent),
        font_paths=_fonts(),
        sys_inputs={
            name: json.dumps(_drawable(content), ensure_ascii=False) for name, content in inputs.items()
        },
        pdf_standards="ua-1",
    )


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _drawable(value: Any) -> Any:
    """The same values with every text as the fonts can draw it."""
    match value:
        case str():
            return drawable(value)
        case dict():
            return {name: _drawable(held) for name, held in value.items()}
        case list() | tuple():
            return [_drawable(held) for held in value]
        case _:
            return value
