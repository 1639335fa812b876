"""Laws: what is exported is imported again."""

from __future__ import annotations

from datetime import date
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.interchange import directory, grids
from coalition.interchange.candidates import Terms, candidates
from coalition.interchange.cells import bare, is_nothing, joined, marked, parts
from coalition.interchange.fields import FIELDS
from coalition.interchange.layout import recognise
from coalition.interchange.values import Lexicon
from coalition.kinds.member import Contact, Identifier, Member, MembershipChange, OtherName
from coalition.outputs.tables import as_written, inert
from coalition.parsing.text import unwelcome

DAY = date(2026, 11, 22)
WORDS = Lexicon(
    themes={"refugees": "refugees", "poverty": "poverty"},
    stages={"origin": "origin", "transit": "transit"},
    members={"asiacommittee": "asia-committee"},
)
AWKWARD = st.sampled_from(
    ["N/A", "None", "'none", "-", "'", "''NA", "=1+1", "'=1+1", "@home", "+Pool; =x", "a;b|c\\;d", "x: y", "\\", '"q", r', "#tag"]
)  # fmt: skip
LINES = (
    AWKWARD
    | st.text(st.sampled_from("aé水 ;|\\:,'\"=+-@#()0"), min_size=1, max_size=12)
    | st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=20)
)
LINE = LINES.map(lambda text: " ".join(text.split())).filter(lambda text: text and not unwelcome(text))
PAST = st.dates(date(1990, 1, 1), date(2026, 1, 1))
ADDRESSES = st.sampled_from(["a@b.example", "c@d.example"])
CONTACT = st.builds(
    Contact, type=st.sampled_from(["phone", "address", "form", "signal", "other"]), value=LINE, public=st.booleans()
) | st.builds(Contact, type=st.just("email"), value=ADDRESSES, public=st.booleans())
STAGES = st.dictionaries(st.sampled_from(["NP", "035"]), st.sampled_from([("origin",), ("transit", "origin")]))


def unique(values):
    return st.lists(values, max_size=3, unique_by=repr).map(tuple)


MEMBERS = st.builds(
    Member,
    id=st.from_regex(r"[a-z][a-z0-9-]{1,10}", fullmatch=True),
    name=LINE,
    other_names=unique(st.builds(OtherName, name=LINE, until=st.none() | PAST)),
    type=st.sampled_from(["national-ngo", "network", "other"]),
    country=st.sampled_from(["NP", "NA", "NO", "CD"]),
    areas_served=unique(st.sampled_from(["NP", "NA", "035", "001"])),
    stages=STAGES,
    themes=unique(st.sampled_from(["refugees", "poverty"])),
    languages=unique(st.sampled_from(["en", "na", "pt-BR", "sr-Latn", "fil"])),
    summary=st.none() | LINE,
    website=st.none() | st.sampled_from(["https://a.example", "http://b.example/x?y=1;2"]),
    identifiers=unique(st.builds(Identifier, scheme=LINE, id=LINE)),
    consultative_status=st.sampled_from([None, "general", "roster"]),
    part_of=st.sampled_from([(), ("asia-committee",)]),
    contacts=unique(CONTACT),
    membership=st.builds(lambda on: (MembershipChange(status="active", on=on),), PAST),
    visibility=st.sampled_from(["public", "unnamed", "hidden"]),
)


def columns(member: Member) -> dict[str, object]:
    """What the table carries of a member, each column by itself."""
    return {field.name: field.write(member, DAY) for field in FIELDS}


@given(MEMBERS)
@settings(max_examples=150, deadline=None)
def test_importing_what_was_exported_gives_the_same_columns(member):
    raw = directory.table([member], DAY, private=True)
    layout = recognise(grids.from_text("members.csv", raw), {})
    taken, rejected = candidates(layout, Terms(WORDS, DAY))
    assert rejected == ()
    assert columns(Member.model_validate(taken[0].entry)) == columns(member)


@given(LINE)
def test_what_is_guarded_against_spreadsheets_can_be_read_again(text):
    assert as_written(inert(text)) == text


@given(st.lists(LINE, max_size=4))
def test_values_joined_in_a_cell_are_found_again(values):
    assert parts("; ".join(joined(values))) == tuple(values)


@given(LINE)
def test_a_text_that_looks_like_nothing_is_marked(text):
    assert bare(marked(text)) == text
    assert not is_nothing(marked(text))


def test_every_key_of_a_member_has_a_column_or_is_left_out_on_purpose():
    """Keys and accounts prove who speaks for a member: they come by their own ways, never in a table."""
    of_several_columns = {"contacts", "membership", "application"}
    columns = {field.name for field in FIELDS} | of_several_columns
    assert set(Member.model_fields) - columns == {"keys", "accounts"}
    kinds = get_args(Contact.model_fields["type"].annotation)
    assert {f"{prefix}{kind}" for prefix in ("", "public_") for kind in kinds} <= columns
