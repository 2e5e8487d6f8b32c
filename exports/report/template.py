"""The Word template that the registry brings: made here, so that its styles stand in one place and in words.

Whoever wants another look takes this one (`registry export template`), changes styles, cover, header and order of the
chapters in Word, and gives it back with --template.
"""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZipFile

from exports.files import SteadyZip

ACCENT, INK, SOFT, WARN, LINE, TINT = "0B5E69", "15242B", "56676F", "855200", "DBE2E4", "F4F7F7"
FONT = "Arial"
CHAPTERS = ("summary", "abbreviations", *(f"chapter_{number}" for number in range(1, 13)), "annexes")
"""The places of the chapters, in order."""


def default_template() -> bytes:
    """The template as a Word document: A4, cover, contents, chapters, running head and foot.

    The contents list the chapters without their pages, until Word or LibreOffice brings them up to date.
    """
    from docx import Document

    document = Document()
    for paragraph in list(document.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)  # noqa: SLF001
    _set_page(document)
    _set_styles(document)
    _write_cover(document)
    for chapter in CHAPTERS:
        document.add_paragraph(f"{{{{ {chapter} }}}}")
    _write_edges(document)
    held, packed = io.BytesIO(), io.BytesIO()
    document.save(held)
    with ZipFile(held) as source, SteadyZip(packed) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
    return packed.getvalue()


def _set_page(document: Any) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(24), Mm(20)
    section.different_first_page_header_footer = True


def _set_styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    _look(document.styles["Normal"], size=10, after=6)
    for level, size in ((1, 16), (2, 12)):
        heading = document.styles[f"Heading {level}"]
        _look(heading, size=size, colour=ACCENT, bold=True, before=14, after=6)
        heading.paragraph_format.page_break_before = level == 1
        heading.paragraph_format.keep_with_next = True
    _look(document.styles["Title"], size=24, colour=ACCENT, bold=True, before=90, after=4)
    _look(document.styles["Subtitle"], size=13, colour=SOFT, after=24)
    _look(document.styles["Caption"], size=9, colour=INK, before=10, after=3)
    _look(document.styles["List Bullet"], size=10, after=2)
    for name, size, colour in (("Note", 8, SOFT), ("To write", 10, WARN), ("Table Text", 8, INK)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _look(style, size=size, colour=colour, after=0 if name == "Table Text" else 4)
        style.paragraph_format.line_spacing = Pt(size * 1.25)
    _frame(document.styles["To write"])
    _add_table_style(document)


def _look(
    style: Any, *, size: float, colour: str = INK, bold: bool = False, before: float = 0, after: float = 0
) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _frame(style: Any) -> None:
    """A line at the left of what is still to be written."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    border = (
        f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="6" w:color="{WARN}"/></w:pBdr>'
    )
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FDF4E3"/>'
    properties = style.element.get_or_add_pPr()
    spacing = properties.find("{*}spacing")
    for element in (parse_xml(border), parse_xml(shade)):
        spacing.addprevious(element)


def _add_table_style(document: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Report">'
            '<w:name w:val="Report"/><w:uiPriority w:val="99"/><w:tblPr>'
            f"<w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
            '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" '
            f'w:fill="{TINT}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
        )
    )


def _write_cover(document: Any) -> None:
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ subtitle }}", style="Subtitle")
    table = document.add_table(rows=3, cols=2, style="Report")
    table.cell(0, 0).text = "{%tr for fact in facts %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ fact.what }}", "{{ fact.value }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    _widen(table)
    document.add_paragraph("")
    document.add_paragraph("{{ status }} {{ status_words }}", style="To write")
    document.add_paragraph("{%p for reason in reasons %}")
    document.add_paragraph("{{ reason }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    contents = document.add_paragraph("{{ contents }}", style="Subtitle")
    contents.paragraph_format.page_break_before = True
    _begin_field(document.add_paragraph(style="Note"), 'TOC \\o "1-1" \\h \\z \\u')
    document.add_paragraph("{%p for chapter in chapters %}")
    document.add_paragraph("{{ chapter }}", style="Normal")
    document.add_paragraph("{%p endfor %}")
    _end_field(document.add_paragraph(style="Note"))


def _widen(table: Any) -> None:
    from docx.shared import Mm

    table.autofit = False
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Mm(52), Mm(118)


def _write_edges(document: Any) -> None:
    """The running head and foot, the same under the cover."""
    section = document.sections[0]
    for header in (section.header,):
        header.paragraphs[0].text = "{{ header }}   {{ status }}"
        header.paragraphs[0].style = document.styles["Note"]
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.style = document.styles["Note"]
        line.add_run("{{ footer }}   {{ page }} ")
        _field(line, "PAGE")
        line.add_run(" / ")
        _field(line, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    """A field that Word and LibreOffice work out themselves."""
    _begin_field(paragraph, code)
    paragraph.add_run("1")
    _end_field(paragraph)


def _begin_field(paragraph: Any, code: str) -> None:
    _add_mark(paragraph, '<w:fldChar {ns} w:fldCharType="begin"/>')
    _add_mark(paragraph, f'<w:instrText {{ns}} xml:space="preserve"> {code} </w:instrText>')
    _add_mark(paragraph, '<w:fldChar {ns} w:fldCharType="separate"/>')


def _end_field(paragraph: Any) -> None:
    _add_mark(paragraph, '<w:fldChar {ns} w:fldCharType="end"/>')


def _add_mark(paragraph: Any, element: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph.add_run()._r.append(parse_xml(element.format(ns=nsdecls("w"))))  # noqa: SLF001
