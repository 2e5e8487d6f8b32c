"""Who the token belongs to."""

from __future__ import annotations

from flask import Response, g, request
from flask_login import current_user

from registry.access import tokens
from registry.access.gate import NotSignedIn
from registry.i18n import gettext as _
from registry.web.api import wire


def me() -> Response:
    """The account, its role and rights, and when its token ends."""
    found = tokens.find(g.session, request.headers["Authorization"].partition(" ")[2].strip())
    if found is None:
        raise NotSignedIn(_("Send a valid token as Authorization: Bearer …"))
    token, role = found[0], g.scope.role
    return wire.answer(
        {
            "email": g.scope.actor,
            "language": current_user.user.language,
            "role": role.name,
            "rows": role.rows.value,
            "centres": None if g.scope.centres is None else sorted(g.scope.centres),
            "permissions": sorted(role.permissions),
            "token": {
                "read_only": token.read_only,
                "created_at": token.created_at.isoformat(),
                "expires_at": token.expires_at.isoformat(),
            },
        }
    )
