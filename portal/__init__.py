"""Awaken (唤专): the portal package."""
