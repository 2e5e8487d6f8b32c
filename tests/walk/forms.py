"""Forms as a browser without scripts sends them: what a page offers, filled in, and sent back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

URLENCODED = "application/x-www-form-urlencoded"


@dataclass
class Form:
    """A form of a page: where it goes, and what it would send as it stands."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, **typed: str | list[str]) -> dict[str, list[str]]:
        """The values with others typed over them; the names of controls with - in them come by `**{...}`."""
        return self.values | {n: [v] if isinstance(v, str) else v for n, v in typed.items()}

    def send(self, browser: FlaskClient, **typed: str | list[str]) -> TestResponse:
        """Press a button: any text travels, half a character too."""
        return browser.post(self.action, data=encoded(self.filled(**typed)), content_type=URLENCODED)


def encoded(values: Mapping[str, Iterable[str]]) -> str:
    """The body that a browser makes: half a character becomes the replacement sign."""
    return urlencode([(name, _whole(value)) for name, found in values.items() for value in found])


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Reader(HTMLParser):
    """Reads the controls of the form with one id, those that name it from elsewhere included."""

    def __init__(self, form_id: str) -> None:
        super().__init__(convert_charrefs=True)
        self.form_id = form_id
        self.form: Form | None = None
        self.text: list[str] = []
        self._inside = False
        self._skipped = 0
        self._select, self._several = "", False
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag in ("template", "noscript"):
            self._skipped += 1
        if tag == "form":
            self._inside = found.get("id") == self.form_id
            if self._inside:
                self.form = Form(found.get("action", ""))
        if self.form and not self._skipped and (self._inside or found.get("form") == self.form_id):
            self._control(tag, found)

    def _control(self, tag: str, found: Mapping[str, str]) -> None:
        if tag == "input" and found.get("type") not in ("radio", "checkbox", "submit", "button", "file"):
            self._add(found.get("name", ""), found.get("value", ""))
        elif tag == "input" and "checked" in found:
            self._add(found.get("name", ""), found.get("value", "on"))
        elif tag == "select":
            self._select, self._several = found.get("name", ""), "multiple" in found
        elif tag == "option" and "selected" in found and self.form:
            if not self._several:
                self.form.values.pop(self._select, None)
            self._add(self._select, found.get("value", ""))
        elif tag == "textarea":
            self._area, self.text = found.get("name", ""), []

    def _add(self, name: str, value: str) -> None:
        if name and self.form:
            self.form.values.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._area:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("template", "noscript"):
            self._skipped -= 1
        if tag == "textarea" and self._area:
            # A browser drops the line break that follows the tag.
            self._add(self._area, "".join(self.text).removeprefix("\n"))
            self._area = ""
        if tag == "form":
            self._inside = False


def form_of(answer: TestResponse, form_id: str = "record-form") -> Form:
    """A form of a page, as a browser reads it."""
    reader = Reader(form_id)
    reader.feed(answer.text)
    assert reader.form is not None, (
        f"there is no form {form_id!r} in {answer.status_code}: {answer.text[:300]}"
    )
    return reader.form


class Words(HTMLParser):
    """The words of a page as its reader sees them, and what in it could run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.runs: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.runs |= {name for name in found if name.startswith("on")}
        self.runs |= {value for value in found.values() if value.strip().lower().startswith("javascript:")}
        if tag in ("iframe", "object", "embed", "base") or (
            tag == "script" and not found.get("src", "").startswith("/static/")
        ):
            self.runs.add(tag)
        self.found += found.values()

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words_of(page: str) -> Words:
    words = Words()
    words.feed(page)
    return words
