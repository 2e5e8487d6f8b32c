"""The pharmacovigilance report of a toxicity on paper: its chapters, each line with its E2B(R3) element."""

from __future__ import annotations

from collections.abc import Sequence

from exports.paper.parts import Box, Cells, Document, Entry, Form, Part
from exports.paper.words import CENTRE, DICTIONARY, PAGE, PATIENT, PRINTED, REGISTRY
from registry import dictionary
from registry.fields.base import T
from registry.i18n import language, say
from registry.rules.case_line import Chapter, Line

TITLE = T("Déclaration d’un effet indésirable", "Report of an adverse reaction")
INCOMPLETE = T("Incomplète", "Incomplete")
LACKING = T("Manque", "Lacking")
NOTHING = T("Non renseigné", "Not recorded")
CODED = T("{words} [code {code}]", "{words} [code {code}]")


def document(
    chapters: Sequence[Chapter], *, number: str, centre: str, record: str, version: int, by: str, when: str
) -> Document:
    """The report as it stands; what it still lacks is said in the place of the value."""
    lines = [line for chapter in chapters for line in chapter.lines]
    is_lacking = any(line.is_lacking for line in lines)
    form = Form(
        title=say(TITLE),
        mark=say(INCOMPLETE) if is_lacking else "",
        is_loud=is_lacking,
        head=(_printed(say(PATIENT), number), _printed(say(CENTRE), centre)),
        parts=tuple(
            Part(place, chapter.title, "", tuple(_entry(line) for line in chapter.lines))
            for place, chapter in enumerate(chapters, start=1)
        ),
        notes=(say(PRINTED).format(when=when, by=by, version=version, record=record),),
    )
    version_words = say(DICTIONARY).format(version=dictionary.VERSION)
    cells = Cells("", "", "", "", "," if language() == "fr" else ".")
    title = f"{say(TITLE)} {number}".strip()
    return Document(title, language(), say(REGISTRY), version_words, say(PAGE), cells, (form,))


def _entry(line: Line) -> Entry:
    label = " · ".join(filter(None, (say(line.label), line.element)))
    if line.value:
        words = say(CODED).format(words=line.value, code=line.code) if line.code else line.value
        return _printed(label, words)
    return Entry(label, Box.PRINTED, value=say(LACKING if line.is_lacking else NOTHING), is_reason=True)


def _printed(label: str, words: str) -> Entry:
    return Entry(label, Box.PRINTED, value=words)
