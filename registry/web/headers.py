"""What every answer tells the browser: what it may load, run, frame, send and keep."""

import hashlib
import re
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from config import Config

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000; includeSubDomains"
STATIC = "static"
FOREVER = "public, max-age=31536000, immutable"
RELEASE = re.compile(r"r-[0-9a-f]{12}/")
"""Static files are addressed below the fingerprint of their folder, so that what they refer to is found there too."""


def install(app: Flask) -> None:
    """Send the headers with every answer, errors and static files included."""
    config: Config = app.extensions["registry.config"]
    release = _fingerprint(Path(app.static_folder or ""))

    def protect(response: Response) -> Response:
        response.headers.update(HEADERS)
        if config.production:
            response.headers["Strict-Transport-Security"] = HSTS
        response.headers["Cache-Control"] = _keeping(response, release)
        response.vary.add("Cookie")
        return response

    def name_release(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == STATIC:
            values["filename"] = release + values["filename"]

    app.after_request(protect)
    app.url_defaults(name_release)
    app.url_value_preprocessor(_find_in_any_release)


def _find_in_any_release(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A page of before an upgrade gets the files of now."""
    if endpoint == STATIC and values:
        values["filename"] = RELEASE.sub("", values["filename"], count=1)


def _keeping(response: Response, release: str) -> str:
    """Pages are kept nowhere. A static file is kept for good under the address of this release."""
    if request.endpoint != STATIC or response.status_code not in (200, 206, 304):
        return "no-store"
    return FOREVER if request.path.startswith(f"/static/{release}") else "no-cache"


def _fingerprint(folder: Path) -> str:
    """The part of an address that changes whenever a file below the folder does: r-0123456789ab/."""
    content = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return f"r-{content.hexdigest()[:12]}/"
