"""The addresses for programs: what they are, and the token that a request brings. No cookie opens them."""

from __future__ import annotations

from flask import request

API = "/api/"
API_PAGE = "/api/v1/docs"
"""Shows the API to people, so it knows them as pages do."""
API_DOCUMENT = "/api/v1/openapi.json"
"""What that page shows, for programs; a browser that is signed in may read it too."""
REDCAP = "/redcap/api/"
"""Read by programs made for REDCap: one address, asked by POST, the token among the fields of the form."""
REDCAP_REFUSAL = "You do not have permissions to use the API"
"""The sentence by which these programs know that a token opens nothing."""


def is_api() -> bool:
    """Whether the address is one for programs: known by their token, told everything as data."""
    return is_for_programs(request.path)


def is_redcap() -> bool:
    """Whether the address is the one for programs made for REDCap, which only reads."""
    return request.path == REDCAP


def is_for_programs(path: str) -> bool:
    return (path.startswith(API) and path != API_PAGE) or path == REDCAP


def sent_token() -> str:
    """The token of the request, "" where it brings none. For REDCap the form is read, and must have a limit before."""
    if is_redcap():
        return request.form.get("token", "").strip()
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else ""
