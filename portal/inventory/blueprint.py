"""The blueprints of the inventory: what the organisation sees, and what an inventor sees behind the link."""

from flask import Blueprint

inventory = Blueprint("inventory", __name__, url_prefix="/inventory")
answers = Blueprint("inventory_answers", __name__, url_prefix="/answer")
