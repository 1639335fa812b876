"""What the report is written in: quick to import, for the command line."""

from __future__ import annotations

FORMATS = ("pdf", "docx", "epub", "html")
"""This room has a module of each name."""
