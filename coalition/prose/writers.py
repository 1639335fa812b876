"""The door to the formats: a document that has passed the allow-list, as HTML, Typst, DOCX, EPUB or plain text."""

from __future__ import annotations

from coalition.prose.to_docx import docx
from coalition.prose.to_epub import epub
from coalition.prose.to_html import Piece, html, html_pieces
from coalition.prose.to_plain import plain, redline
from coalition.prose.to_typst import typst

__all__ = ["Piece", "docx", "epub", "html", "html_pieces", "plain", "redline", "typst"]
