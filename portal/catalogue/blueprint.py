"""The blueprint of the search pages."""

from flask import Blueprint

catalogue = Blueprint("catalogue", __name__)
