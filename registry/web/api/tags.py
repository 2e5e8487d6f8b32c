"""The ETag of a record: it stands for one version of one record, so that nobody changes what they have not read.

It says nothing of the questions and notes, which also depend on the day and on other records.
"""

from __future__ import annotations

import hashlib
from typing import Any

from flask import request

from registry.i18n import gettext as _
from registry.web.api.errors import Unconditional


def tag_of(kind: str, row: Any) -> str:
    """The tag, without its quotes."""
    return hashlib.sha256(f"{kind}\n{row.id}\n{row.version}".encode()).hexdigest()[:32]


def headers_of(kind: str, row: Any) -> dict[str, str]:
    return {"ETag": f'"{tag_of(kind, row)}"'}


def is_known(kind: str, row: Any) -> bool:
    """Whether the reader holds this version already (If-None-Match)."""
    return request.if_none_match.contains_weak(tag_of(kind, row))


def version_meant(kind: str, row: Any) -> int | None:
    """The version that If-Match names: the present one, or None when it is another.

    Weak tags count too, as proxies that compress make strong ones weak. A bare * names no version.
    """
    if not request.if_match or request.if_match.star_tag:
        raise Unconditional(
            _("Read the record and send its ETag as If-Match: only what you have read can change.")
        )
    return row.version if request.if_match.contains_weak(tag_of(kind, row)) else None
