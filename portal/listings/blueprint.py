"""The blueprint that all views of listings belong to."""

from flask import Blueprint

listings = Blueprint("listings", __name__, url_prefix="/listings")
