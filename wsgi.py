"""The application as a server loads it: `gunicorn wsgi:app`."""

from registry.app import create_app

app = create_app()
