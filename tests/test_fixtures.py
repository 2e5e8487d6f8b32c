"""What the tests stand on: separate databases, a watched browser, LibreOffice that reads back."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url

from tests import servers
from tests.browser import opened, served, watch
from tests.office import Office


def run(url: str, *statements: str) -> list[Any]:
    """The rows of the last statement, in a connection that closes."""
    engine = create_engine(url)
    with engine.begin() as connection:
        results = [connection.execute(text(statement)) for statement in statements]
        rows = list(results[-1]) if results[-1].returns_rows else []
    engine.dispose()
    return rows


def tables(url: str) -> list[str]:
    engine = create_engine(url)
    names = inspect(engine).get_table_names()
    engine.dispose()
    return names


def test_a_new_database_is_empty(database_url: str) -> None:
    assert tables(database_url) == []
    run(database_url, "CREATE TABLE kept (id integer)")
    assert tables(database_url) == ["kept"]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_template_is_filled_once_and_its_copies_are_apart(kind: str) -> None:
    filled: list[str] = []

    def build(url: str) -> None:
        filled.append(url)
        run(url, "CREATE TABLE number (value integer)", "INSERT INTO number VALUES (1)")

    template = servers.Template("numbers", build)
    with servers.database(kind, like=template) as first, servers.database(kind, like=template) as second:
        run(first, "INSERT INTO number VALUES (2)")
        assert run(first, "SELECT value FROM number ORDER BY value") == [(1,), (2,)]
        assert run(second, "SELECT value FROM number") == [(1,)]
    assert len(filled) == 1


def test_a_database_goes_when_its_test_ends() -> None:
    with servers.database("sqlite") as url:
        run(url, "CREATE TABLE kept (id integer)")
        path = Path(str(make_url(url).database))
        assert path.exists()
    assert not path.exists()


def test_the_owner_of_a_postgresql_database_is_no_superuser(postgres_url: str) -> None:
    assert run(postgres_url, "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == [
        (False, False)
    ]


def hello(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """A page for each fault that the watch must see, and a good one."""
    bodies = {
        "/": "<title>Hello</title><h1>Hello</h1>",
        "/script-error": "<script>throw new Error('broken')</script>",
        "/elsewhere": "<img src='http://192.0.2.1/picture.png' alt=''>",
        "/policy": "<p style='color: red'>inline</p>",
    }
    policy = "default-src 'self'" if environ["PATH_INFO"] == "/policy" else "img-src *"
    start_response(
        "200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", policy)]
    )
    return [bodies.get(environ["PATH_INFO"], "").encode()]


def test_pages_have_the_two_sizes(page: Page, phone_page: Page) -> None:
    with served(hello) as address:
        for one, width in ((page, 1280), (phone_page, 390)):
            one.goto(f"{address}/")
            assert one.title() == "Hello"
            assert one.viewport_size is not None
            assert one.viewport_size["width"] == width


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/script-error", "Script error"),
        ("/elsewhere", "Request to another host: http://192.0.2.1/picture.png"),
        ("/policy", "Content security policy"),
    ],
)
def test_a_page_that_misbehaves_is_noticed(browser: Browser, path: str, fault: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    faults = watch(page)
    with served(hello) as address:
        page.goto(f"{address}{path}", wait_until="commit")
        for _ in range(400):
            if faults:
                break
            page.wait_for_timeout(25)
        context.close()
    assert len(faults) == 1
    assert faults[0].startswith(fault)


def test_a_misbehaving_page_fails_its_test(browser: Browser) -> None:
    with (
        served(hello) as address,
        pytest.raises(AssertionError, match="broken"),
        opened(browser, width=1280, height=900) as page,
    ):
        page.goto(f"{address}/script-error")


def test_libreoffice_reads_every_sheet_of_a_workbook(office: Office, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    first, second = book.worksheets[0], book.create_sheet("Deuxième")
    first.title = "Drugs"
    first.append(["drug", "patients", "first dose"])
    first.append(["dabrafenib", 12, dt.date(2026, 11, 3)])
    first["C2"].number_format = "yyyy-mm-dd"
    second.append(["«é»", "a,b"])
    source = tmp_path / "report.xlsx"
    book.save(source)

    assert office.sheets(source) == {
        "Drugs": [["drug", "patients", "first dose"], ["dabrafenib", "12", "2026-11-03"]],
        "Deuxième": [["«é»", "a,b"]],
    }
    assert "dabrafenib" in office.text(office.convert(source, to="pdf"))


def test_a_file_that_libreoffice_cannot_open_is_said(office: Office, tmp_path: Path) -> None:
    source = tmp_path / "absent.xlsx"
    with pytest.raises(AssertionError, match=r"could not open absent\.xlsx"):
        office.convert(source, to="pdf")
