"""What answers say, and what of it a reader must not see."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from registry.access.permissions import Rows
from tests.exports import pdf
from tests.people import World
from tests.walk import ground as grounds
from tests.walk import policy
from tests.walk.ground import CENTRES, OBJECTED, WORDS, canary
from tests.walk.policy import CENTRE_OF, Place
from tests.walk.visitors import Visitor

NUMBERS = (
    "drugs.show",
    "drugs.behind",
    "drugs.figure",
    "drugs.report",
    "exports.records",
    "analysts.research",
    "api_drugs.summary",
)
"""Where a patient who objected is no more."""


@dataclass(frozen=True)
class Reading:
    """One answer: its address, endpoint and all the text in it, that of a workbook included."""

    address: str
    endpoint: str
    place: Place
    status: int
    text: str


def text_of(body: bytes) -> str:
    """The text of a page, of JSON, of all parts of a workbook, of a PDF as far as this machine reads one."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "\n".join(book.read(part).decode() for part in book.namelist())
    if body.startswith(b"%PDF"):
        return pdf.words(body) if shutil.which("pdftotext") else ""
    # A picture says nothing that can be read here; its SVG and CSV are walked too.
    return "" if body.startswith(b"\x89PNG") else body.decode()


@dataclass(frozen=True)
class Forbidden:
    """What must not be read, anywhere or in numbers and exports; `names` are ids and patient numbers."""

    words: tuple[str, ...]
    names: frozenset[str]
    objected: frozenset[str]

    @classmethod
    def of(cls, who: Visitor, world: World) -> Forbidden:
        seen = set(centres_of(who))
        hidden = [centre for centre in CENTRES if centre not in seen]
        places_seen = CENTRES if who.role.rows is Rows.NONE else seen
        words = tuple(canary(centre) for centre in CENTRES if centre not in places_seen)
        with world.session() as session:
            names = frozenset(n for centre in hidden for n in grounds.names(session, centre=centre))
            objected = grounds.names(session, objected=True)
        typed = () if who.role.reads_text and seen else (WORDS,)
        return cls(words + typed, names, objected | {OBJECTED})

    def found_in(self, reading: Reading) -> Iterator[str]:
        yield from (f"shows {word!r}" for word in self.words if word in reading.text)
        if reading.status == 200:
            asked = reading.address
            yield from (f"shows {n!r}" for n in self.names if n in reading.text and n not in asked)
        if reading.endpoint in NUMBERS:
            yield from (f"shows {n!r} of a patient who objected" for n in self.objected if n in reading.text)


def centres_of(who: Visitor) -> Iterator[str]:
    return (CENTRE_OF[place] for place in policy.CENTRES_OF[who.role.rows])
