"""The report as a Word document, through a template that its owner may replace.

The template holds the cover and, where the chapters belong, a paragraph with the place of each: {{ summary }},
{{ chapter_1 }} to {{ chapter_12 }}, {{ annexes }}. docxtpl fills in the words; the blocks of a chapter are then put
where its place stands, in the styles of the template: Heading 1, Heading 2, Normal, Note, Caption, To write, List
Bullet and the table style Report.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from exports.files import FileRefused, SteadyZip
from exports.plots.png import png_of
from exports.report import word_marks
from exports.report.parts import Block, Chapter, Figure, Heading, Mark, Paragraph, Points, Report, Table
from exports.report.template import default_template
from registry.i18n import gettext

XML_BREAKERS = {code: None for code in range(32) if code not in (9, 10, 13)}
"""Control characters, which no document can hold."""


def docx_of(report: Report, *, template: Path | None = None) -> bytes:
    """The bytes of the document; the same report and template give the same bytes.

    FileRefused: the template is no Word document, names a place that there is not, or lacks a style.
    """
    tokens = {chapter.key: f"\N{WHITE SQUARE}{chapter.key}\N{WHITE SQUARE}" for chapter in report.chapters}
    document = _filled(template, _words(report) | tokens)
    for chapter in report.chapters:
        _put_chapter(document, chapter, tokens[chapter.key], report)
    _describe(document, report)
    return _steady(document)


def _words(report: Report) -> dict[str, Any]:
    """What the template may name beside the chapters."""
    cover = report.cover
    return {
        "title": _clean(cover.title),
        "subtitle": _clean(cover.subtitle),
        "facts": [{"what": _clean(what), "value": _clean(value)} for what, value in cover.facts],
        "status": cover.status,
        "status_words": _clean(cover.status_words),
        "reasons": [_clean(reason) for reason in cover.reasons],
        "footer": _clean(report.footer),
        "header": _clean(report.title),
        "page": report.words["page"],
        "contents": report.words["contents"],
        "chapters": [_clean(chapter.full_title) for chapter in report.chapters],
    }


def _filled(template: Path | None, context: Mapping[str, Any]) -> Any:
    """The template with its words filled in, as a document of python-docx."""
    from docxtpl import DocxTemplate

    source = io.BytesIO(default_template() if template is None else template.read_bytes())
    try:
        form = DocxTemplate(source)
        if unknown := sorted(form.get_undeclared_template_variables() - set(context)):
            raise _unknown(unknown, context)
        form.render(dict(context), jinja_env=_places_only(), autoescape=True)
    except BadZipFile:
        raise FileRefused(gettext("The template is not a Word document (.docx).")) from None
    except (ArithmeticError, LookupError, SyntaxError, TypeError, ValueError, TemplateError) as wrong:
        sentence = gettext("The template cannot be read as a Word document with places: %(why)s.")
        raise FileRefused(sentence % {"why": str(wrong).rstrip(".")}) from None
    return form.docx


def _places_only() -> ImmutableSandboxedEnvironment:
    """Templates come from outside: they name places and repeat lines, and reach nothing else of the program."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _unknown(names: Iterable[str], known: Iterable[str]) -> FileRefused:
    sentence = gettext("The template names %(unknown)s, which the report does not know. It knows: %(known)s.")
    return FileRefused(sentence % {"unknown": ", ".join(names), "known": ", ".join(sorted(known))})


def _put_chapter(document: Any, chapter: Chapter, token: str, report: Report) -> None:
    """The chapter in front of its place, which then goes. A template may leave chapters out."""
    place = next((one for one in document.paragraphs if token in one.text), None)
    if place is None:
        return
    writer = _Writer(document, place, report)
    heading = writer.paragraph(chapter.full_title, "Heading 1")
    heading.paragraph_format.page_break_before = chapter.new_page
    for block in chapter.blocks:
        writer.put(block)
    place._element.getparent().remove(place._element)  # noqa: SLF001


class _Writer:
    """Writes blocks in front of a paragraph of the document."""

    def __init__(self, document: Any, place: Any, report: Report) -> None:
        self.document = document
        self.place = place
        self.report = report

    def paragraph(self, text: str, style: str) -> Any:
        try:
            return self.place.insert_paragraph_before(_clean(text), style=style)
        except KeyError:
            sentence = gettext(
                "The template has no style %(name)s. Add it, or begin from the registry's template."
            )
            raise FileRefused(sentence % {"name": style}) from None

    def put(self, block: Block) -> None:
        match block:
            case Heading(text):
                self.paragraph(text, "Heading 2")
            case Paragraph(text, note):
                self.paragraph(text, "Note" if note else "Normal")
            case Points(items):
                for item in items:
                    self.paragraph(item, "List Bullet")
            case Mark(_key, expected):
                self.paragraph(f"{self.report.words['to_write']} {expected}", "To write")
            case Figure():
                self._figure(block)
            case Table():
                self._table(block)

    def _caption(self, name: str, caption: str) -> None:
        line = self.paragraph("", "Caption")
        line.paragraph_format.keep_with_next = True
        line.add_run(_clean(f"{name}{self.report.words['colon']} ")).bold = True
        line.add_run(_clean(caption))

    def _figure(self, figure: Figure) -> None:
        self._caption(figure.name, figure.caption)
        if figure.drawing is None:
            self.paragraph(self.report.words["nothing_drawn"], "Note")
        else:
            held = self.paragraph("", "Normal")
            picture = held.add_run().add_picture(io.BytesIO(png_of(figure.drawing)), width=self._room())
            word_marks.describe(picture, name=figure.name, text=_clean(figure.alt))
        self._notes(figure.notes)

    def _room(self) -> Any:
        section = self.document.sections[0]
        return section.page_width - section.left_margin - section.right_margin

    def _table(self, table: Table) -> None:
        if table.wide:
            word_marks.end_section(self.place, self.document, turned=False)
        self._caption(table.name, table.caption)
        self._grid(table)
        self._notes(table.notes)
        if table.wide:
            word_marks.end_section(self.place, self.document, turned=True)

    def _grid(self, table: Table) -> None:
        grid = word_marks.new_table(
            self.document,
            [[_clean(words) for words in table.head], *_cells(table)],
            shares=table.shares,
            room=word_marks.long_side(self.document) if table.wide else self._room(),
            right=table.numbers,
            strong={place + 1 for place, row in enumerate(table.rows) if row.strong or row.section},
            merged={place + 1 for place, row in enumerate(table.rows) if row.section},
            small=table.wide,
        )
        word_marks.caption_table(grid, _clean(f"{table.name}. {table.caption}"))
        self.place._element.addprevious(grid)  # noqa: SLF001

    def _notes(self, notes: tuple[str, ...]) -> None:
        for note in notes:
            self.paragraph(note, "Note")


def _cells(table: Table) -> Iterator[list[str]]:
    width = len(table.head)
    for row in table.rows:
        yield [_clean(words) for words in (*row.cells, *("",) * (width - len(row.cells)))]


def _clean(text: str) -> str:
    return text.translate(XML_BREAKERS)


def _describe(document: Any, report: Report) -> None:
    properties = document.core_properties
    properties.title = _clean(report.title)
    properties.language = report.language
    properties.author = "Registry"
    properties.comments = ""


def _steady(document: Any) -> bytes:
    """The document with every entry at the same time."""
    held = io.BytesIO()
    document.save(held)
    packed = io.BytesIO()
    with ZipFile(held) as source, SteadyZip(packed) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
    return packed.getvalue()
