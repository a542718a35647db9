"""What a WSGI server or the flask command imports."""

from portal import create_app

app = create_app()
