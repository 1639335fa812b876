"""A citation in round brackets is a citation: nothing else may take it for its own."""

from coalition.prose.book import prepare
from coalition.prose.model import Bibliography, Manuscript, Reference
from coalition.prose.pandoc import Pandoc
from coalition.prose.writers import html
from coalition.sources.cache import Cache


def test_a_key_in_round_brackets_is_cited():
    pandoc = Pandoc(Cache(None))
    source = Reference("doe-2020", "@book{doe-2020, author = {Doe, Jane}, title = {Fees}, year = {2020}}")
    text = Manuscript(id="one", path="chapters/one/chapter.md", body="It is known (@doe-2020).\n", number=1)
    book = prepare([text], Bibliography(shared=(source,)), pandoc=pandoc)
    assert book.problems == ()
    assert book.value.section("one").cited == ("doe-2020",)
    assert "Doe" in html(book.value.section("one").ast, {}, pandoc=pandoc)
