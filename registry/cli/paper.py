"""`registry export forms`: every blank form as a PDF, and all of them in one."""

from __future__ import annotations

from pathlib import Path

import click

from exports.files import new_folder
from exports.paper import layout
from exports.paper.typeset import typeset
from registry import i18n

BOOKLET = "all"


@click.command("forms")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="A new folder, or one made before."
)
@click.option("--language", default=None, type=click.Choice(i18n.LANGUAGES))
def export_forms(out: Path, language: str | None) -> None:
    """The blank forms as PDF files, one each and all of them in one, to be filled in on paper."""
    names = (*layout.kinds(), BOOKLET)
    with (
        i18n.speaking(language or i18n.language()),
        new_folder(out, ours=frozenset(map(_file, names))) as folder,
    ):
        for name in names:
            document = layout.booklet() if name == BOOKLET else layout.blank(name)
            (folder / _file(name)).write_bytes(typeset(document))
    click.echo(str(out))


def _file(name: str) -> str:
    return f"{name}.pdf"
