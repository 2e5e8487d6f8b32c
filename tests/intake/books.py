"""Workbooks made by hand, part by part: what no spreadsheet program writes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def text(reference: str, words: str) -> str:
    """A cell with text in it."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{words}</t></is></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def header(*names: str) -> str:
    return row(1, *(text(f"{chr(65 + place)}1", name) for place, name in enumerate(names)))


def parts(rows: Iterable[str], *, name: str = "drug", strings: str = "") -> dict[str, str]:
    """The parts of a workbook with one sheet."""
    sheet = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    kinds = f"{OFFICE}/"
    return {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>'
            f"{_content('workbook', 'sheet.main')}{_content('sharedStrings', 'sharedStrings')}</Types>"
        ),
        "_rels/.rels": (
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{kinds}officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{kinds}worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{strings}</sst>',
    }


def _content(part: str, kind: str) -> str:
    media = f"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"
    return f'<Override PartName="/xl/{part}.xml" ContentType="{media}"/>'


def pack(made: Mapping[str, str | bytes], *, compression: int = ZIP_DEFLATED) -> bytes:
    """The parts as a zip."""
    target = io.BytesIO()
    with ZipFile(target, "w", compression) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return target.getvalue()


def save(path: Path, made: Mapping[str, str | bytes], **how: int) -> Path:
    path.write_bytes(pack(made, **how))
    return path
