"""The page that explains the roles, made from the permissions that the gate itself asks."""

from flask import Blueprint, g, render_template

from registry.access.gate import requires
from registry.access.permissions import PERMISSION_LABELS, ROLES, ROWS_LABELS, Permission, may

bp = Blueprint("roles", __name__)


@bp.get("/help/roles")
@requires(Permission.OWN_ACCOUNT)
def index() -> str:
    return render_template(
        "pages/roles.html",
        roles=ROLES.values(),
        own=g.scope.role,
        rows=ROWS_LABELS,
        permissions=PERMISSION_LABELS,
        may=may,
    )
