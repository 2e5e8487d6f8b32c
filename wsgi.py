"""The application as a server loads it: `gunicorn wsgi:app`."""

from registry.app import create_app
from registry.serving import collect_rarely

app = create_app()
collect_rarely()
