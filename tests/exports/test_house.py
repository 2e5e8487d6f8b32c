"""Only the modules that write files know a library that does, so every cell goes one way."""

import re
from pathlib import Path

EXPORTS = Path(__file__).parents[2] / "exports"
WRITERS = {
    "csv": {"records.py", "freeze/tables.py"},  # a freeze reads its own tables back; it writes none
    "rustpy_xlsxwriter": {"records.py", "exchange/workbook.py"},
    "pyarrow": {"exchange/parquet.py"},
    "pyreadstat": {"exchange/spss.py", "exchange/sas.py"},
    "odmlib": {"exchange/odm/metadata.py"},
    "fhir": {"exchange/fhir/bundle.py"},
    "openpyxl": {"workbook.py", "book_cells.py", "style.py"},
}


def test_each_library_is_imported_where_it_is_at_home() -> None:
    found: dict[str, set[str]] = {library: set() for library in WRITERS}
    for path in EXPORTS.rglob("*.py"):
        for library in re.findall(r"^\s*(?:from|import) (\w+)", path.read_text("utf-8"), re.MULTILINE):
            if library in found:
                found[library].add(str(path.relative_to(EXPORTS)))
    assert found == WRITERS
