"""The API put into the application: a blueprint per resource, the account, and the two faces of the documentation."""

from __future__ import annotations

from typing import Any

import flask_smorest
from flask import Flask, Response

from registry.access.gate import requires
from registry.web.api import docs, document
from registry.web.api.operations import ME, Operation, of_resource
from registry.web.api.resources import PREFIX, RESOURCES, Resource


def install(app: Flask) -> None:
    """Register every address of the API and gather the document that describes them."""
    api = document.new_api()
    api.init_app(app)
    document.prepare(api)
    for resource in RESOURCES:
        api.register_blueprint(_blueprint(resource))
    api.register_blueprint(_account())
    app.register_blueprint(docs.bp)
    app.extensions[docs.EXTENSION] = document.finished(api)


def _blueprint(resource: Resource) -> flask_smorest.Blueprint:
    made = flask_smorest.Blueprint(resource.blueprint, __name__, url_prefix=resource.path)
    for operation in of_resource(resource):
        _add(made, operation, tag=resource.address, resource=resource)
    return made


def _account() -> flask_smorest.Blueprint:
    made = flask_smorest.Blueprint("api_account", __name__, url_prefix=PREFIX)
    _add(made, ME, tag=document.ACCOUNT)
    return made


def _add(blueprint: Any, operation: Operation, *, tag: str, **bound: Any) -> None:
    """One operation of a blueprint: its view under its door, and its description."""

    def view(**values: str) -> Response:
        return operation.view(*bound.values(), **values)

    described = blueprint.doc(**document.of_operation(operation, tag=tag))(view)
    blueprint.add_url_rule(
        operation.path,
        endpoint=operation.name,
        view_func=requires(*operation.doors)(described),
        methods=[operation.method],
        tags=[tag],
        parameters=[dict(document.RECORD_ID)] if "<record_id>" in operation.path else [],
        merge_slashes=False,
    )
