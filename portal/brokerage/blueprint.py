"""The blueprint of the brokers' pages."""

from flask import Blueprint

brokerage = Blueprint("brokerage", __name__)
