"""The blueprint that all views of statements belong to."""

from flask import Blueprint

statements = Blueprint("openlicence", __name__, url_prefix="/open-licences")
