"""What every answer tells the browser: what it may load, run, frame, send and keep."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request

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
VERSIONED = "vendor/"
"""Files of others lie in folders named after their version: their stylesheets refer to them by the bare path."""
FOREVER = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """Send the headers with every answer, errors and static files included."""
    config: Config = app.extensions["registry.config"]

    def protect(response: Response) -> Response:
        response.headers.update(HEADERS)
        if config.production:
            response.headers["Strict-Transport-Security"] = HSTS
        response.headers["Cache-Control"] = _keeping(response)
        response.vary.add("Cookie")
        return response

    app.after_request(protect)
    app.url_defaults(_name_content)


def _keeping(response: Response) -> str:
    """Pages are kept nowhere. A static file is kept for good under an address that names its content or version."""
    if request.endpoint != STATIC or response.status_code not in (200, 206, 304):
        return "no-store"
    named = "v" in request.args or (request.view_args or {}).get("filename", "").startswith(VERSIONED)
    return FOREVER if named else "no-cache"


def _name_content(endpoint: str, values: dict[str, Any]) -> None:
    """Give the address of a static file a fingerprint of its content, so that a new version is a new address."""
    folder = current_app.static_folder
    if endpoint != STATIC or not folder or values["filename"].startswith(VERSIONED):
        return
    path = Path(folder, values["filename"])
    if path.is_file():
        values.setdefault("v", _fingerprint(path, path.stat().st_mtime_ns))


@cache
def _fingerprint(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
