"""create_app: the only place where the parts of the application meet."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import config as settings
from registry import i18n
from registry.access import gate
from registry.db import connect, sessions
from registry.web import (
    account,
    analysts,
    case_report,
    centres,
    computing,
    context,
    dossier,
    drugs,
    errors,
    export_jobs,
    export_log,
    exports,
    guide,
    headers,
    imports,
    journal,
    paper,
    patients,
    records,
    report_texts,
    roles,
    schemes,
    snapshot_form,
    snapshots,
    users,
)
from registry.web.api import install as api
from registry.web.redcap import contents as redcap

BLUEPRINTS = (
    dossier.bp,
    account.bp,
    patients.bp,
    records.bp,
    computing.bp,
    paper.bp,
    case_report.bp,
    drugs.bp,
    exports.bp,
    analysts.bp,
    export_jobs.bp,
    export_log.bp,
    imports.bp,
    centres.bp,
    users.bp,
    journal.bp,
    roles.bp,
    guide.bp,
    schemes.bp,
    snapshots.bp,
    snapshot_form.bp,
    redcap.bp,
    report_texts.bp,
)


def create_app(config: settings.Config | None = None) -> Flask:
    """The application for a configuration, by default the one of the environment.

    It refuses to start when a view is not marked with the right it needs.
    """
    chosen = config or settings.read()
    app = Flask("registry", template_folder="templates", static_folder="static")
    app.config.update(
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
    )
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if chosen.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=chosen.proxies, x_proto=chosen.proxies)  # type: ignore[method-assign]
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    api.install(app)
    gate.install(app, sessions(connect(chosen.database_url)), config=chosen)
    headers.install(app)
    errors.install(app)
    context.install(app)
    gate.check_marked(app)
    return app
