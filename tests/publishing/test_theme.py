from __future__ import annotations

import re
from importlib.resources import files

import pytest

from coalition.errors import CoalitionError
from coalition.kinds.site import COLOURS
from coalition.publishing import theme


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def stylesheet():
    return dict(theme.assets())[theme.stylesheet()].decode()


def test_a_language_without_words_of_the_theme_is_spoken_to_in_english():
    assert [theme.language(tag) for tag in ("es", "es-MX", "pt-BR", "tlh")] == ["es", "es", "pt-BR", "en"]


def test_the_search_knows_the_stems_of_the_languages_that_it_can():
    assert theme.search_languages(("es", "en")) == ("es", "en")
    assert theme.search_languages(("pt-BR", "pt")) == ("pt",)
    assert theme.search_languages(("tlh",)) == ("en",)


def test_the_search_brings_the_scripts_that_it_loads_and_no_others():
    assert theme.search_scripts(("en",)) == {theme.worker()}
    names = {path.rpartition("/")[2] for path in theme.search_scripts(("ja", "en"))}
    assert {"lunr.ja.min.js", "tinyseg.js", "lunr.multi.min.js", "lunr.stemmer.support.min.js"} < names
    for path in theme.search_scripts(("es", "th", "hi", "en")):
        assert files("material").joinpath("templates", *path.split("/")).is_file(), path


def test_a_theme_without_its_search_is_a_failure(monkeypatch, tmp_path):
    workers = tmp_path / "assets" / "javascripts" / "workers"
    workers.mkdir(parents=True)
    (workers / "other.js").write_text("")
    monkeypatch.setattr(theme, "_templates", lambda: tmp_path)
    with pytest.raises(CoalitionError, match="lost its search"):
        theme.worker()


def test_assets_are_named_by_their_content_and_come_with_their_licences():
    paths = dict(theme.assets())
    assert re.fullmatch(r"assets/site-[0-9a-f]{8}\.css", theme.stylesheet())
    assert {theme.stylesheet(), theme.search_script(), "assets/favicon.svg"} <= paths.keys()
    assert any(path.startswith("assets/fonts/OFL") for path in paths)


def test_every_typeface_that_the_style_sheet_names_is_there():
    named = set(re.findall(r'url\("([^"]+)"\)', stylesheet()))
    assert named
    assert {f"assets/{name}" for name in named} <= {path for path, _ in theme.assets()}


def test_every_colour_of_the_theme_has_two_shades_of_good_contrast():
    css = stylesheet()
    for name in COLOURS.__args__:
        found = re.search(rf'\[data-accent="{name}"\][^{{]*{{ --accent-light: (#\w+); --accent-dark: (#\w+);', css)
        assert found, name
        assert min(contrast(found[1], ground) for ground in ("#ffffff", "#eef1f0")) >= 7, name
        assert min(contrast(found[2], ground) for ground in ("#12171a", "#1d2426")) >= 7, name


@pytest.mark.parametrize(
    ("ground", "shades"), [("#eef1f0", ("#14191b", "#454d50")), ("#1d2426", ("#e9ecea", "#b9c1c1"))]
)
def test_text_has_good_contrast(ground, shades):
    for shade in shades:
        assert shade in stylesheet()
        assert contrast(shade, ground) >= 7


def test_our_templates_stand_alone():
    assert [name for name, _ in theme.templates()] == ["404.html", "main.html"]
