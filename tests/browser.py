"""Browser tests: Debian's chromium, driven by playwright, looking at the application on 127.0.0.1.

`page` is a desk (1280 x 900), `phone_page` a telephone (390 x 844), each with cookies of its own; for a
second person, `with opened(browser, width=1280, height=900) as other_page`. A page that raised a script
error, broke the content security policy or asked another host for anything fails its test at the end.
"""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from werkzeug.serving import make_server

from tests.provide import demand

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
)
HOME = ("127.0.0.1", "localhost")


@contextmanager
def served(app: "WSGIApplication") -> Iterator[str]:
    """The application on a free port of this machine, and its address, for as long as the block runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, *, width: int, height: int) -> Iterator[Page]:
    """A page with cookies of its own, watched until it closes."""
    phone = width < 768
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=phone, is_mobile=phone, reduced_motion="reduce"
    )
    page = context.new_page()
    faults = watch(page)
    yield page
    context.close()
    assert not faults, "\n".join(faults)


def watch(page: Page) -> list[str]:
    """The list that fills with what a page must never do."""
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(f"Content security policy: {message.text}")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in HOME:
            faults.append(f"Request to another host: {request.url}")

    page.on("pageerror", lambda error: faults.append(f"Script error on {page.url}: {error}"))
    page.on("console", on_console)
    page.on("request", on_request)
    return faults


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    demand("browser")
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, width=1280, height=900) as page:
        yield page


@pytest.fixture
def phone_page(browser: Browser) -> Iterator[Page]:
    with opened(browser, width=390, height=844) as page:
        yield page
