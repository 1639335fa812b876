# ruff: noqa: RUF001 -- readers see dashes, not hyphens
from __future__ import annotations

import io
import re
import string
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

from coalition.outputs import words
from coalition.outputs.words import UnknownWord, Words

ROOT = Path(words.__file__).parents[1]
LOCALES = ROOT / "locale"
USED = re.compile(
    r"""\b(?:w|words|self|catalogue)(?:\.html|\.count)?\(\s*"([a-z][a-z0-9-]*(?:\.[a-z0-9_-]+)+)"(?!\s*~)"""
)


def catalogue(language):
    with (LOCALES / language / "LC_MESSAGES" / "coalition.po").open("rb") as stream:
        return read_po(stream, locale=language)


def messages(language):
    return {
        (message.id if isinstance(message.id, str) else message.id[0]): message.string
        for message in catalogue(language)
        if message.id
    }


def forms(said):
    return (said,) if isinstance(said, str) else said


def placeholders(said):
    return {name for form in forms(said) for _, name, _, _ in string.Formatter().parse(form) if name}


def test_english_and_spanish_have_the_same_keys_and_leave_none_empty():
    english, spanish = messages("en"), messages("es")
    assert english.keys() == spanish.keys()
    assert all(form.strip() for said in (*english.values(), *spanish.values()) for form in forms(said))


def test_arabic_has_no_key_of_its_own():
    assert messages("ar").keys() <= messages("en").keys()


@pytest.mark.parametrize("language", ["es", "ar"])
def test_a_translation_fills_in_what_the_english_does(language):
    english = messages("en")
    for key, said in messages(language).items():
        assert placeholders(said) <= placeholders(english[key]), key
        if isinstance(said, str):
            assert placeholders(said) == placeholders(english[key]), key


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_the_compiled_catalogue_is_that_of_the_text(language):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    assert (LOCALES / language / "LC_MESSAGES" / "coalition.mo").read_bytes() == compiled.getvalue()


def test_every_key_that_a_template_or_builder_names_is_in_the_catalogue():
    known = messages("en")
    sources = [*(ROOT / "assets" / "site" / "pages").glob("*.html"), *(ROOT / "outputs").rglob("*.py")]
    named = {key for path in sources for key in USED.findall(path.read_text("utf-8"))}
    assert len(named) > 100
    assert sorted(named - known.keys()) == []


def test_templates_hold_no_sentence_of_their_own():
    for path in (ROOT / "assets" / "site").rglob("*.html"):
        bare = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", path.read_text("utf-8"), flags=re.DOTALL)
        shown = re.sub(r"<[^>]*>", " ", bare)
        assert not re.search(r"[A-Za-z]{2,}", shown), (path.name, re.findall(r"[A-Za-z]{2,}", shown))


def test_a_number_is_written_in_its_plural_form():
    assert Words("en").count("members.total", 1) == "One organisation is a member."
    assert Words("en").count("members.total", 1200) == "1,200 organisations are members."
    assert Words("es").count("members.total", 12) == "12 organizaciones son miembros."
    assert "منظمتان" in Words("ar").count("members.total", 2)


def test_html_escapes_the_values_but_not_the_markup():
    said = Words("en").html("chapter.led-by", lead=Markup("<b>{}</b>").format("A & <B>"))
    assert said == "Led by <b>A &amp; &lt;B&gt;</b>"
    assert Words("en").html("chapter.led-by", lead="<i>") == "Led by &lt;i&gt;"


def test_a_language_without_a_catalogue_speaks_english_and_names_things_itself():
    japanese = Words("ja")
    assert japanese("members.title") == "Members"
    assert japanese.country("NP") == "ネパール"
    assert Words("es-MX")("members.title") == "Miembros"
    assert Words("tlh").date(date(2026, 9, 14)) == "14 September 2026"


def test_an_unknown_key_is_a_fault_of_ours():
    with pytest.raises(UnknownWord, match=r"members\.titel"):
        Words("es")("members.titel")
    with pytest.raises(UnknownWord):
        Words("en").count("members.totally", 2)
    assert not Words("en").has("members.titel")
    assert Words("es").has("members.title")


def test_direction():
    assert Words("ar").direction == "rtl"
    assert Words("es").direction == "ltr"


def test_names_of_countries_regions_and_languages():
    spanish = Words("es")
    assert spanish.country("NO") == "Noruega"
    assert spanish.country("035") == "Sudeste asiático"
    assert spanish.country("QQ") == "QQ"
    assert spanish.language_name("sr-Latn") == "serbio (latino)"
    assert spanish.language_name("zzz") == "zzz"
    assert words.endonym("es") == "Español"
    assert words.endonym("en") == "English"
    assert words.endonym("zzz") == "Zzz"


def test_dates_are_written_as_the_language_does():
    first, last = date(2026, 12, 15), date(2026, 12, 16)
    assert Words("en").date(first) == "15 December 2026"
    assert Words("en").days(first, last) == "15–16 December 2026"
    assert Words("es").days(first, last) == "15–16 de diciembre de 2026"
    assert Words("ja").days(first, last) == "2026年12月15–16日"
    assert Words("ja").days(date(2026, 12, 10), date(2026, 12, 12)) == "2026年12月10–12日"
    assert Words("en").days(first, first) == "15 December 2026"
    assert Words("en").days(date(2026, 12, 31), date(2027, 1, 2)) == "31 December 2026 – 2 January 2027"
    assert Words("en").month("2023-02") == "February 2023"
    assert Words("en").month("2023") == "2023"


def test_an_instant_never_goes_without_its_distance_from_utc():
    moment = datetime(2026, 12, 15, 9, 30, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))
    assert Words("en").instant(moment) == "15 December 2026, 09:30 (UTC−03:30)"
    assert Words("en").instant(moment.astimezone(UTC)) == "15 December 2026, 13:00 (UTC)"
    assert Words("en").time(moment) == "09:30"
    assert words.offset(datetime(2026, 1, 1)) == "UTC"  # noqa: DTZ001 -- an instant without a zone is the case


def test_opening_hours_name_the_days_in_the_language():
    assert Words("en").hours("Mo-Fr 09:00-17:00; Sa,Su 10:00-12:00") == "Mon–Fri 09:00–17:00; Sat, Sun 10:00–12:00"
    assert Words("es").hours("Mo-Fr 09:00-17:00") == "lun–vie 09:00–17:00"
    assert Words("en").hours("on request") == "on request"


@pytest.mark.parametrize(
    ("count", "shown"),
    [(1, "1 kB"), (52_345, "52 kB"), (999_499, "999 kB"), (1_234_567, "1.2 MB"), (12_345_678, "12 MB"), ("…", "…")],
)
def test_sizes(count, shown):
    assert Words("en").size(count) == shown


def test_names_sort_without_regard_to_case_and_accents():
    names = ["Zeta", "Öpen Gate", "andes", "Open Door", "Ándes base"]
    assert sorted(names, key=words.alphabetical) == ["andes", "Ándes base", "Open Door", "Öpen Gate", "Zeta"]


def test_a_listing_escapes_what_is_not_markup():
    assert Words("en").listing(["A & B", Markup("<i>C</i>"), "D"]) == "A &amp; B, <i>C</i> and D"


def test_the_languages_of_the_catalogues_are_those_that_check_knows():
    from importlib.resources import files

    from coalition.kinds.words import INTERFACE

    folders = sorted(each.name for each in files("coalition").joinpath("locale").iterdir() if each.is_dir())
    assert tuple(folders) == INTERFACE
