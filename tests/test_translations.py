"""Every message that a page, a command or a file says has its French; placeholders are the same in both."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from registry.i18n import LANGUAGES, TRANSLATIONS

ROOT = Path(__file__).parent.parent
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"**/templates/**.html": {"newstyle_gettext": "true", "trimmed": "true"}}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
PLACE = re.compile(r"%(?:\((\w+)\))?[sd]")


def messages() -> dict[str, str]:
    """Each message of the code and its first place."""
    found = {}
    for room in ("registry", "exports", "migrations"):
        extracted = extract_from_dir(ROOT / room, METHODS, OPTIONS, KEYWORDS)
        for file, line, message, _comments, _context in extracted:
            found.setdefault(message[0] if isinstance(message, tuple) else message, f"{room}/{file}:{line}")
    return found


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_message_is_translated_with_its_placeholders(language: str) -> None:
    text = (TRANSLATIONS / language / "messages.po").read_bytes()
    catalogue = read_po(io.BytesIO(text), locale=language)
    lacking, wrong = [], []
    for message, place in messages().items():
        entry = catalogue.get(message)
        said = (
            [] if entry is None else list(entry.string) if isinstance(entry.string, tuple) else [entry.string]
        )
        if not said or not all(said):
            lacking.append(f"{place}: {message}")
            continue
        forms = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        known = {name for form in forms for name in PLACE.findall(form)}
        wrong += [f"{place}: {one}" for one in said if not set(PLACE.findall(one)) <= known]
    assert not lacking, "give these in registry/translations:\n" + "\n".join(lacking)
    assert not wrong
