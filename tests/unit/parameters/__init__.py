"""Tests of the law's figures below the web."""
