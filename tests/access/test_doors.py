"""The marks on views: an unmarked one stops the application at start."""

import pytest
from flask import Flask
from flask.views import MethodView

from registry.access import gate
from registry.access.gate import Door, UnmarkedView, open_door, requires
from registry.access.permissions import Permission

P = Permission


def application() -> Flask:
    return Flask(__name__, static_folder=None)


def test_an_unmarked_view_stops_the_start_and_is_named() -> None:
    app = application()
    app.add_url_rule("/open", "open", open_door(lambda: ""))

    @app.get("/forgotten")
    def forgotten() -> str:
        return ""

    with pytest.raises(UnmarkedView, match=r"GET /forgotten \(tests\.access\.test_doors\..*forgotten\)"):
        gate.check_marked(app)


def test_marked_views_start() -> None:
    app = application()

    @app.get("/reading")
    @requires(P.READ)
    def reading() -> str:
        return ""

    @app.get("/sign")
    @open_door
    def sign() -> str:
        return ""

    gate.check_marked(app)
    assert gate.door_of(reading, "GET") == Door(frozenset({P.READ}))
    assert gate.door_of(sign, "GET") == Door(is_open=True)


class Records(MethodView):
    @requires(P.READ)
    def get(self) -> str:
        return ""

    def put(self) -> str:
        return ""


@requires(P.MANAGE_DRUGS)
class Drugs(MethodView):
    @requires(P.READ)
    def get(self) -> str:
        return ""

    def post(self) -> str:
        return ""


def test_each_method_of_a_method_view_is_marked() -> None:
    app = application()
    app.add_url_rule("/records", view_func=Records.as_view("records"))
    with pytest.raises(UnmarkedView, match=r"PUT /records") as stopped:
        gate.check_marked(app)
    assert "GET /records" not in str(stopped.value)


def test_the_mark_of_a_class_is_for_the_methods_without_their_own() -> None:
    view = Drugs.as_view("drugs")
    assert gate.door_of(view, "GET") == Door(frozenset({P.READ}))
    assert gate.door_of(view, "HEAD") == Door(frozenset({P.READ}))
    assert gate.door_of(view, "POST") == Door(frozenset({P.MANAGE_DRUGS}))


def test_a_door_for_no_permission_at_all_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one permission"):
        requires()


def test_one_view_behind_two_doors_is_a_mistake() -> None:
    def view() -> str:
        return ""

    requires(P.READ)(view)
    with pytest.raises(ValueError, match="marked twice"):
        open_door(view)


def test_every_view_of_the_application_is_marked(sqlite_app: Flask) -> None:
    gate.check_marked(sqlite_app)


def test_the_open_doors_are_few_and_known(sqlite_app: Flask) -> None:
    opened = {
        rule.endpoint
        for rule in sqlite_app.url_map.iter_rules()
        for method in rule.methods or set()
        if (door := gate.door_of(sqlite_app.view_functions[rule.endpoint], method)) and door.is_open
    }
    assert {endpoint for endpoint in opened if not endpoint.startswith("api")} == {
        "static",
        "account.sign_in",
        "account.enter",
        "account.sign_out",
        "account.language",
        "account.link",
        "account.choose_password",
    }
