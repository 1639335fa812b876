"""The door to the formats: a document that has passed the allow-list, as HTML, Typst, DOCX, EPUB or plain text."""

from __future__ import annotations

from coalition.prose.to_html import Piece, html, html_pieces
from coalition.prose.to_typst import typst

__all__ = ["Piece", "html", "html_pieces", "typst"]
