"""Tests of listings below the web."""
