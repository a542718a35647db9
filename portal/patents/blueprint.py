"""The blueprint that all views of patents belong to."""

from flask import Blueprint

patents = Blueprint("patents", __name__, url_prefix="/patents")
