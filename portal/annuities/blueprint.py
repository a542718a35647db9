"""The blueprint that all views of annual fees belong to."""

from flask import Blueprint

annuities = Blueprint("annuities", __name__, url_prefix="/annuities")
