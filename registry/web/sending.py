"""A file that was made for one answer: sent, and gone."""

from __future__ import annotations

from pathlib import Path

from flask import Response, send_file


def send_and_forget(path: Path, *, name: str) -> Response:
    """The file under a name. It stays open after its folder is removed, so nothing stays on the disk."""
    file, size = path.open("rb"), path.stat().st_size
    response = send_file(file, as_attachment=True, download_name=name, max_age=0)
    response.content_length = size
    return response
