"""The blueprint that all views of deals belong to."""

from flask import Blueprint

deals = Blueprint("deals", __name__)
