from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from coalition.prose.typefaces import coverage, ours, uncovered


def test_characters_that_no_face_has_are_named_once_in_order():
    assert uncovered("Tokyo, 東京, 京都") == ("東", "京", "都")


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Thị Bích, Łódź, Český, İstanbul, ƙasa, ɖevi, ẹ̀kọ́",
        "Ελλάδα, ἄνθρωπος, Україна, Қазақстан",
        "مرحبا بكم",
        "“quoted” — 12 ₦ → ✓ ½ №",
        "a\u200db\u200f\n\tc\ufe0f\xad",
    ],
)
def test_what_the_report_promises_to_print(text):
    assert uncovered(text) == ()


def test_another_set_of_typefaces():
    assert uncovered("abc", coverage("0061-0062\n0064-0065\n")) == ("c",)
    assert uncovered("A", coverage("0061-0062\n")) == ("A",)


def test_the_listing_is_what_the_files_hold():
    from importlib.resources import files

    folder = files("coalition").joinpath("assets", "fonts")
    held = set()
    for entry in folder.iterdir():
        if entry.name.endswith(".ttf"):
            held |= set(TTFont(str(entry), lazy=True).getBestCmap())
    known = ours()
    assert {point for point in range(0x20, 0x20000) if point in known} == {point for point in held if point >= 0x20}


def test_every_typeface_travels_with_its_licence():
    from importlib.resources import files

    for folder in (
        files("coalition").joinpath("assets", "fonts"),
        files("coalition").joinpath("assets", "fonts", "web"),
    ):
        licences = [entry for entry in folder.iterdir() if entry.name.startswith("OFL-")]
        assert len(licences) == 4
        assert all("SIL OPEN FONT LICENSE" in entry.read_text(encoding="utf-8") for entry in licences)
