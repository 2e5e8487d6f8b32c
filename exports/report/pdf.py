"""The report as a PDF: tagged, PDF/UA-1, A4. What it says reaches Typst as JSON text, never as markup."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from exports.paper.typeset import compiled
from exports.plots.plot import Plot, Table
from exports.plots.svg import svg_in_page
from exports.report.parts import Block, Figure, Report

TEMPLATE = Path(__file__).with_name("report.typ")


def pdf_of(report: Report) -> bytes:
    """The bytes of the PDF; the same report gives the same bytes."""
    chapters = [
        {
            "number": chapter.number,
            "title": chapter.full_title,
            "new_page": chapter.new_page,
            "blocks": [_block(block) for block in chapter.blocks],
        }
        for chapter in report.chapters
    ]
    content = asdict(replace(report, chapters=())) | {"chapters": chapters, "is_draft": report.is_draft}
    return compiled(TEMPLATE, {"report": json.loads(json.dumps(content, default=sorted))})


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    if isinstance(block, Figure):
        return {
            "kind": kind,
            "name": block.name,
            "caption": block.caption,
            "alt": block.alt,
            "svg": _svg(block),
            "notes": block.notes,
        }
    found = asdict(block)
    if kind == "table":
        found |= {"numbers": sorted(found["numbers"]), "widths": block.shares}  # type: ignore[union-attr]
    return {"kind": kind, **found}


def _svg(figure: Figure) -> str:
    if figure.drawing is None:
        return ""
    bare = Plot(figure.name, figure.name, "", "", figure.alt, (), None, None, Table((), ()))
    return svg_in_page(bare, figure.drawing, prefix="figure")
