"""mkdocs.yml as data."""

from __future__ import annotations

import pytest

from coalition.kinds.record import Files
from coalition.kinds.site import SiteSettings, fetching, parse


def read(text: str) -> tuple[SiteSettings | None, list[str]]:
    parsed = parse(Files({"mkdocs.yml": text}, ("mkdocs.yml",)))
    problems = [
        f"{problem.place.line}:{problem.place.column} {problem.code} {problem.message}" for problem in parsed.problems
    ]
    return (parsed.value[0] if parsed.value else None), problems


def test_name_look_and_navigation_are_read():
    site, problems = read(
        "site_name: Fair Passage\nsite_url: https://fair.example/\ndocs_dir: pages\ntheme:\n  name: material\n"
        "  font: false\n  palette:\n    - {scheme: default, primary: teal, toggle: {icon: sun, name: Light}}\n"
        "    - {media: '(prefers-color-scheme: dark)', scheme: slate}\n  features: [navigation.tabs]\n"
        "nav:\n  - index.md\n  - About: about.md\n  - More:\n      - Join: join.md\n      - Deep:\n          - x.md\n"
        "copyright: CC BY 4.0\nextra_css: [styles/own.css]\nextra: {social: [{icon: x, link: https://s.example}], generator: false}\n"
    )

    assert problems == []
    assert site is not None
    assert site.theme.font == "false"
    assert site.theme.palette[0].primary == "teal"
    assert site.nav[0].root == "index.md"
    assert site.nav[2].root["More"][1].root["Deep"][0].root == "x.md"


@pytest.mark.parametrize(
    "key", ["hooks", "plugins", "markdown_extensions", "INHERIT", "extra_javascript", "extra_templates", "watch"]
)
def test_what_would_run_code_is_refused_and_the_rest_is_read(key: str):
    site, problems = read(f"site_name: Fair Passage\n{key}: [x]\n")

    assert site is not None
    assert site.site_name == "Fair Passage"
    assert problems == [f'2:1 site-runs-code "{key}" would run code, or load it, while the site is built.']


def test_a_theme_of_ones_own_would_run_code():
    assert read("site_name: A\ntheme: {custom_dir: overrides}\n")[1] == [
        '2:9 site-runs-code "theme.custom_dir" would run code, or load it, while the site is built.'
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("site_name: A\nrepo_url: https://github.com/x\n", "2:1 unknown-key"),
        ("site_name: A\nthem: {}\n", "2:1 unknown-key"),
        ("site_name: A\ntheme: {name: readthedocs}\n", "2:15 wrong-value"),
        ("site_name: A\ntheme: {font: {text: Roboto}}\n", "2:15 wrong-value"),
        ("site_name: A\ntheme: {palette: {primary: mauve}}\n", "2:28 wrong-value"),
        ("site_name: A\ntheme: {features: [content.action.edit]}\n", "2:20 wrong-value"),
        ("site_name: A\ndocs_dir: docs\n", "2:11 wrong-value"),
        ("site_name: A\nextra_css: [../secret.css]\n", "2:13 wrong-value"),
        ("site_name: A\ntheme: {logo: ../../secret.txt}\n", "2:15 wrong-value"),
        ("site_name: A\ntheme: {favicon: images/icon.ico}\n", "2:18 wrong-value"),
        ("site_name: A\nextra_css: ['https://x.example/a.css']\n", "2:13 wrong-value"),
        ("site_name: A\nnav:\n  - {One: one.md, Two: two.md}\n", "3:5 wrong-value"),
        ("site_name: A\nnav:\n  - {}\n", "3:5 wrong-value"),
        ("nav: []\n", "1:1 missing-key"),
        ("- a\n", "1:1 wrong-value"),
        ("", "1:1 missing-key"),
        ("site_name: [\n", "yaml-syntax"),
    ],
)
def test_another_key_or_value_is_told_at_its_place(text: str, said: str):
    _, problems = read(text)

    assert any(said in problem for problem in problems), problems
    assert len(problems) == 1


def test_no_file_is_no_settings():
    assert parse(Files({}, ())).value == ()


@pytest.mark.parametrize(
    "text",
    [
        "a{background:url(https://x.example/a.png)}",
        "a{background:URL (a.png)}",
        "a{background:u\\72l(a.png)}",
        "@import 'a.css';",
        '@IMPORT"//x.example/a.css"',
        "/* */@charset 'utf-7';",
        "a{background:-webkit-image-set('a.png' 1x)}",
        "a{background:image-set('a.png' 1x)}",
        "a{background:src('a.png')}",
        "a{width:expression(alert(1))}",
        "a{-moz-binding:none}",
        "</style><script>",
        "a{content:'} /* ' url( */",
    ],
)
def test_a_style_sheet_that_would_fetch_anything_is_seen(text: str):
    assert list(fetching(text))


def test_a_style_sheet_of_colours_and_sizes_fetches_nothing():
    text = '/* ours */\n@media print { .deck::before { content: "“"; } }\n@font-face{font-family:x;src:local(y)}\na:hover>b{color:#123}'
    assert list(fetching(text)) == []
