"""What python-docx has no words for: tables in one go, repeated headings, texts for screen readers, turned pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import deepcopy
from typing import Any
from xml.sax.saxutils import escape, quoteattr

TWENTIETHS = 635
"""English metric units in a twentieth of a point, which tables are measured in."""
TABLE_STYLE = "Report"
SMALL = 13
"""Half points of the words of a wide table."""


def new_table(
    document: Any,
    rows: Sequence[Sequence[str]],
    *,
    shares: Sequence[float],
    room: int,
    right: Collection[int],
    strong: Collection[int],
    merged: Collection[int],
    small: bool,
) -> Any:
    """A table as an element, its first row repeated on every page.

    Written as text and parsed once: python-docx takes a time that grows with the square of the cells.
    shares: of the room, by column. right: columns set to the right. strong, merged: rows in bold, rows of one cell.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    style = document.styles[TABLE_STYLE].style_id
    whole = sum(shares)
    widths = [round(room / TWENTIETHS * share / whole) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(
        _row(
            cells,
            widths,
            place=place,
            right=right,
            strong=place in strong,
            is_merged=place in merged,
            small=small,
        )
        for place, cells in enumerate(rows)
    )
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblStyle w:val={quoteattr(style)}/>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    *,
    place: int,
    right: Collection[int],
    strong: bool,
    is_merged: bool,
    small: bool,
) -> str:
    repeated = "<w:tblHeader/>" if place == 0 else ""
    if is_merged:
        span = f'<w:gridSpan w:val="{len(widths)}"/>'
        inside = _cell(cells[0], sum(widths), extra=span, to_right=False, bold=True, small=small)
    else:
        inside = "".join(
            _cell(words, width, to_right=column in right, bold=strong, small=small)
            for column, (words, width) in enumerate(zip(cells, widths, strict=True))
        )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{inside}</w:tr>"


def _cell(words: str, width: int, *, to_right: bool, bold: bool, small: bool, extra: str = "") -> str:
    side = '<w:jc w:val="right"/>' if to_right else ""
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{SMALL}"/>' if small else "")
    run = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{side}</w:pPr>{run}</w:p></w:tc>'
    )


def caption_table(table: Any, text: str) -> None:
    """What the table is, for who does not see it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text)
    table.tblPr.append(caption)


def describe(picture: Any, *, name: str, text: str) -> None:
    """What a picture shows, for who does not see it."""
    properties = picture._inline.docPr  # noqa: SLF001
    properties.set("name", name)
    properties.set("descr", text)


def long_side(document: Any) -> int:
    """The room across a page on its side."""
    section = document.sections[0]
    return int(section.page_height - section.left_margin - section.right_margin)


def end_section(place: Any, document: Any, *, turned: bool) -> None:
    """End the pages so far here; turned: they lie on their side."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.section import Section

    paragraph = place.insert_paragraph_before("", style="Note")
    properties = deepcopy(document.sections[-1]._sectPr)  # noqa: SLF001
    paragraph._p.get_or_add_pPr().append(properties)  # noqa: SLF001
    for kind in properties.findall(qn("w:type")):
        properties.remove(kind)
    if turned:
        section = Section(properties, document.part)
        section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE
