"""A form sent as a browser sends it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def send(browser: FlaskClient, address: str, data: Mapping[str, str]) -> TestResponse:
    """With the token of a page of the same visit."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/account").text)
    return browser.post(address, data={"csrf_token": token[1] if token else "", **data})
