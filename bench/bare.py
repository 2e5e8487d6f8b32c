"""The floor of bench/save.py: Flask, one record row, one audit row, one commit; no form, gate, scope or checks."""

from __future__ import annotations

import json
import os
import uuid

from flask import Flask, jsonify, request
from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, Text, func, insert

from registry.db import connect

tables = MetaData()
record = Table(
    "bare_record",
    tables,
    Column("id", String(64), primary_key=True),
    *(Column(name, String(80)) for name in ("term", "nature", "grade", "onset", "outcome")),
)
audit = Table(
    "bare_audit",
    tables,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", DateTime(timezone=True), server_default=func.now()),
    Column("row_id", String(64)),
    Column("new", Text),
)


def prepare(url: str) -> None:
    """The two tables, with the rights that the application's role has elsewhere."""
    engine = connect(url, owner=True)
    with engine.begin() as connection:
        tables.create_all(connection)
        if engine.dialect.name == "postgresql":
            for name in ("bare_record", "bare_audit", "bare_audit_id_seq"):
                connection.exec_driver_sql(f"GRANT ALL ON {name} TO registry_app")
    engine.dispose()


def make() -> Flask:
    app = Flask("bare")
    engine = connect(os.environ["BARE_DATABASE_URL"]).execution_options(writer=True)

    @app.post("/save")
    def save() -> object:
        values = {name: request.form.get(name) for name in ("term", "nature", "grade", "onset", "outcome")}
        key = uuid.uuid4().hex
        with engine.begin() as connection:
            connection.execute(insert(record).values(id=key, **values))
            connection.execute(insert(audit).values(row_id=key, new=json.dumps(values)))
        return jsonify({"location": f"/{key}"})

    return app


app = make() if "BARE_DATABASE_URL" in os.environ else None
