from __future__ import annotations

import pytest

from coalition.publishing.requests import foreign

ASKING = {
    '<img src="https://x.example/a.png">': "https://x.example/a.png",
    "<img src=//x.example/a>": "//x.example/a",
    "<IMG SRC='HTTP://x.example/a'>": "HTTP://x.example/a",
    '<img srcset="a.png 1x, https://x.example/b.png 2x">': "https://x.example/b.png 2x",
    '<img alt=">" src="https://x.example/a">': "https://x.example/a",
    '<img src="https:&#x2f;&#x2f;x.example/a">': "https://x.example/a",
    '<script src="https://x.example/a.js"></script>': "https://x.example/a.js",
    '<link rel="stylesheet" href="https://x.example/a.css">': "https://x.example/a.css",
    '<link rel="preconnect" href="https://x.example">': "https://x.example",
    '<link rel="alternate stylesheet" href="https://x.example/a.css">': "https://x.example/a.css",
    '<link href="https://x.example/a">': "https://x.example/a",
    '<iframe src="https://x.example/">': "https://x.example/",
    '<form action="https://x.example/">': "https://x.example/",
    '<base href="https://x.example/">': "https://x.example/",
    '<video poster="https://x.example/p.png">': "https://x.example/p.png",
    '<body background="https://x.example/p.png">': "https://x.example/p.png",
    '<meta http-equiv="refresh" content="0; url=https://x.example/">': "https://x.example/",
    '<svg><use href="https://x.example/a.svg#b"/></svg>': "https://x.example/a.svg#b",
    '<svg><image xlink:href="https://x.example/a.png"/></svg>': "https://x.example/a.png",
    '<p style="background: url(https://x.example/a)">': "https://x.example/a",
    '<style>@import "https://x.example/a.css";</style>': "https://x.example/a.css",
}


@pytest.mark.parametrize("html", sorted(ASKING))
def test_what_a_browser_would_fetch_from_elsewhere(html):
    assert list(foreign("a.html", html.encode())) == [ASKING[html]]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://x.example/">follow</a>',
        '<img src="../a.png" srcset="a.png 1x">',
        '<img src="data:image/png;base64,AAAA">',
        '<link rel="canonical" href="https://x.example/">',
        '<link rel="alternate" hreflang="es" href="https://x.example/es/">',
        '<meta name="x" content="https://x.example/">',
        '<meta http-equiv="refresh" content="0; url=../">',
        '<p style="color: red">url(https://x.example)</p>',
        "<style>p { background: url(a.png) }</style>",
    ],
)
def test_what_asks_nobody_else(html):
    assert list(foreign("a.html", html.encode())) == []


def test_style_sheets_and_pictures():
    assert list(foreign("a.css", b'@font-face { src: url("//x.example/f.woff2") }')) == ["//x.example/f.woff2"]
    assert list(foreign("a.css", b"@import url(https://x.example/a.css); p { background: url('b.png') }")) == [
        "https://x.example/a.css"
    ]
    assert list(foreign("a.svg", b'<svg><image href="https://x.example/a"/></svg>')) == ["https://x.example/a"]
    assert list(foreign("a.json", b'{"src": "https://x.example/a.png"}')) == []


def test_a_word_document_may_link_but_not_fetch():
    relations = (
        '<Relationships><Relationship Type="http://x/image" Target="https://x.example/a.png" TargetMode="External"/>'
        '<Relationship Type="http://x/hyperlink" Target="https://y.example/" TargetMode="External"/>'
        '<Relationship Type="http://x/image" Target="media/a.png"/></Relationships>'
    )
    assert list(foreign("word/_rels/document.xml.rels", relations.encode())) == ["https://x.example/a.png"]
