"""The blueprints of rescues, reserves and the public-domain catalogue."""

from flask import Blueprint

rescue = Blueprint("rescue", __name__, url_prefix="/rescue")
reserves = Blueprint("reserves", __name__, url_prefix="/reserves")
public_domain = Blueprint("public_domain", __name__, url_prefix="/public-domain")
