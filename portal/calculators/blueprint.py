"""The blueprint of the calculators."""

from flask import Blueprint

calculators = Blueprint("calculators", __name__, url_prefix="/calculators")
