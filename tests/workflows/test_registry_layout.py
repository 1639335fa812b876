"""One file for all members or a file for each: what is in them, in which order, and where comments go."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.errors import CoalitionError
from coalition.parsing import yaml
from coalition.workflows.registry import converting
from coalition.workflows.registry.layout import apart, together

SETTINGS = "format: 1\ncampaign: {id: fair, name: Fair, domain: fair.example, secretariat: oak, languages: [en]}\n"
MEMBERS = """\
# All of them are invented.

members:  # in the order of joining
  # The secretariat.
  - id: oak   # steers
    name: >-
      Oak
      House
    # where
    country: "NO"
    # the last of oak

  # Far away.

  - {id: elm, name: Elm,
     country: NP}   # in brackets
  -
    id: ash
    name: |+
      Ash

  -   id: yew
      name: 'It''s Yew'
# the end
"""


def values(text: str) -> Any:
    parsed = yaml.parse("members.yaml", text)
    assert parsed.problems == ()
    return parsed.value.data


def joined(files: dict[str, str], rest: str) -> str:
    return together(rest, {f"members/{name}.yaml": text for name, text in sorted(files.items())})


def test_entries_go_into_files_with_the_comments_above_and_inside_them():
    files, rest = apart(MEMBERS)
    assert files["oak"] == (
        '# The secretariat.\nid: oak   # steers\nname: >-\n  Oak\n  House\n# where\ncountry: "NO"\n# the last of oak\n'
    )
    assert files["elm"] == "# Far away.\n{id: elm, name: Elm,\n country: NP}   # in brackets\n"
    assert files["yew"] == "id: yew\nname: 'It''s Yew'\n"
    assert rest == (
        "# All of them are invented.\n# order: oak elm ash yew\nmembers: []  # in the order of joining\n# the end\n"
    )
    assert [values(text) for text in files.values()] == values(MEMBERS)["members"]


def test_files_come_together_in_the_order_of_before():
    text = joined(*apart(MEMBERS))
    assert values(text) == values(MEMBERS)
    assert "  # The secretariat.\n  - id: oak   # steers\n" in text
    assert text.startswith("# All of them are invented.\nmembers:  # in the order of joining\n")
    assert text.endswith("# the end\n")
    assert "# order" not in text


def test_what_joined_since_comes_last_and_nothing_is_left_of_a_list_in_the_order_of_ids():
    files, rest = apart("members:\n- id: ash\n  name: Ash\n- id: oak\n  name: Oak\n")
    assert rest == ""
    text = joined({**files, "elm": "# new\nid: elm\nname: Elm\n"}, rest)
    assert text == (
        "members:\n  - id: ash\n    name: Ash\n\n  # new\n  - id: elm\n    name: Elm\n\n  - id: oak\n    name: Oak\n"
    )
    files, rest = apart(MEMBERS)
    ids = [entry["id"] for entry in values(joined({**files, "aspen": "id: aspen\n"}, rest))["members"]]
    assert ids == ["oak", "elm", "ash", "yew", "aspen"]


def test_entries_that_stand_in_the_list_stay_where_they_are():
    text = together("members:\n- id: oak\n  name: Oak\n", {"members/ash.yaml": "---\nid: ash\nname: Ash\n"})
    assert text == "members:\n- id: oak\n  name: Oak\n\n- id: ash\n  name: Ash\n"


def test_an_entry_that_cannot_be_moved_as_it_stands_is_written_anew():
    text = joined({"ash": '--- {id: ash, name: "012"}\n'}, "")
    assert text == 'members:\n  - id: ash\n    name: "012"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("members:\n- name: Oak\n", "An entry of members.yaml has no id."),
        ("members:\n- Oak\n", "has no id"),
        ("members:\n- id: Oak\n", "has no id"),
        ("members:\n- id: oak\n- id: oak\n", 'Two entries have the id "oak".'),
        ("members:\n- id: oak\n  id: ash\n", "cannot be read: 3:"),
        ("members: [{id: oak}]\n", "in brackets"),
        ("member:\n- id: oak\n", 'does not hold a list called "members"'),
        ("- id: oak\n", 'does not hold a list called "members"'),
        ("<<<<<<< ours\nmembers: []\n", "cannot be read"),
    ],
)
def test_a_list_that_is_none_is_left_alone(text, said):
    with pytest.raises(CoalitionError, match=re.escape(said)):
        apart(text)


@pytest.mark.parametrize("text", ["", "# nothing\n", "members:\n", "members: []\n", "members: ~\n"])
def test_an_empty_list_takes_members(text):
    made = together(text, {"members/ash.yaml": "id: ash\n"})
    assert values(made) == {"members": [{"id": "ash"}]}
    assert apart(made)[0] == {"ash": "id: ash\n"}


# On disk


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "coalition.yaml").write_text(SETTINGS)
    (tmp_path / "members.yaml").write_bytes(MEMBERS.encode().replace(b"\n", b"\r\n"))
    return tmp_path


def files_of(folder) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}


def test_a_split_and_a_join_leave_one_file_with_its_own_line_ends(folder):
    converting.convert(folder, converting.split, dry=False)
    found = files_of(folder)
    assert {"members/oak.yaml", "members/elm.yaml", "members/ash.yaml", "members/yew.yaml"} < set(found)
    assert found["members/yew.yaml"] == b"id: yew\r\nname: 'It''s Yew'\r\n"
    converting.convert(folder, converting.join, dry=False)
    assert set(files_of(folder)) == {"coalition.yaml", "members.yaml"}
    assert not (folder / "members").exists()
    raw = (folder / "members.yaml").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n")
    assert values(raw.decode().replace("\r\n", "\n")) == values(MEMBERS)


def test_nothing_is_written_to_see_what_would_be(folder):
    before = files_of(folder)
    pages = converting.convert(folder, converting.split, dry=True)
    assert [page.path for page in pages][-1] == "members.yaml"
    assert files_of(folder) == before


def test_what_was_stopped_half_way_is_finished_by_the_same_command(folder):
    whole = dict(files_of(folder))
    pages = converting.convert(folder, converting.split, dry=True)
    (folder / "members").mkdir()
    for page in pages[:2]:
        (folder / page.path).write_bytes(page.content)
    converting.convert(folder, converting.split, dry=False)
    after = files_of(folder)
    (folder / "members.yaml").write_bytes(whole["members.yaml"])
    converting.convert(folder, converting.join, dry=False)
    assert set(files_of(folder)) == {"coalition.yaml", "members.yaml"}
    assert values((folder / "members.yaml").read_text()) == values(MEMBERS)
    assert set(after) == {"coalition.yaml", "members.yaml", *(f"members/{name}.yaml" for name in ("oak", "elm", "ash", "yew"))}  # fmt: skip


def test_what_cannot_be_converted_says_why_and_stays(folder):
    with pytest.raises(CoalitionError, match="No member has a file of its own"):
        converting.convert(folder, converting.join, dry=False)
    (folder / "members").mkdir()
    (folder / "members/elm.yaml").write_text("id: elm\nname: Another\n")
    before = files_of(folder)
    for make, said in ((converting.split, "holds another entry"), (converting.join, 'Two entries have the id "elm"')):
        with pytest.raises(CoalitionError, match=said):
            converting.convert(folder, make, dry=False)
    (folder / "members/elm.yaml").write_bytes(b"id: \xe9lm\n")
    with pytest.raises(CoalitionError, match="not in UTF-8"):
        converting.convert(folder, converting.join, dry=False)
    assert {**files_of(folder), "members/elm.yaml": b""} == {**before, "members/elm.yaml": b""}
    (folder / "members.yaml").write_text("members: []\n")
    with pytest.raises(CoalitionError, match="holds no entries"):
        converting.convert(folder, converting.split, dry=False)
    (folder / "members.yaml").unlink()
    with pytest.raises(CoalitionError, match=r"There is no members\.yaml"):
        converting.convert(folder, converting.split, dry=False)


# Laws

VALUES = ["Oak", "'it''s'", '"a: \\u00e9 #"', "[a, 'b']  # why", "{a: 1}", "|\n  one\n\n  two", ">-\n  one\n  # no comment\n  two",
          "|+\n  one\n\n", "[a,\n  b, # c\n  d]", "\n  - one\n  # between\n  - two", "\n- one\n- two", "\n  x: 1\n\n  # in\n  y: 2", "", '"a\n  b"', "a\n  b"]  # fmt: skip
NOTES = st.sampled_from(["", "", "", "\n", "# note\n", "\n# note\n\n# more\n", "    # deep\n"])


@st.composite
def lists(draw: st.DrawFn) -> str:
    """`members.yaml` as people write it."""
    dash = draw(st.sampled_from([0, 2, 4]))
    names = draw(st.lists(st.sampled_from(["ash", "elm", "oak", "yew", "a2", "b-c"]), unique=True, max_size=5))
    text = draw(st.sampled_from(["", "# head\n\n", "\n"])) + "members:" + draw(st.sampled_from(["", "  # all"])) + "\n"
    for name in names:
        text += "".join(
            f"{' ' * dash}{line}" if line.strip() else line for line in draw(NOTES).splitlines(keepends=True)
        )
        pad = draw(st.sampled_from([1, 1, 1, 3]))
        if draw(st.integers(0, 5)) == 0:
            text += f"{' ' * dash}- {{id: {name},\n{' ' * dash}  name: x}}  # brackets\n"
            continue
        column = " " * (dash + 1 + pad)
        lines = [f"id: {name}{draw(st.sampled_from(['', '  # why']))}"]
        for key in draw(st.lists(st.sampled_from("uvwxyz"), unique=True, max_size=3)):
            lines += draw(NOTES).splitlines()
            lines += f"{key}: {draw(st.sampled_from(VALUES))}".split("\n")
        first = draw(st.sampled_from([" " * pad, f"\n{column}", f"  # dash\n{column}"]))
        below = "".join(f"{column}{line}\n" if line.strip() else "\n" for line in lines)
        text += f"{' ' * dash}-{first}{below[len(column) :]}"
    return text + draw(st.sampled_from(["", "\n", "# foot\n", f"{' ' * dash}  # foot\n"]))


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"# (?:head|note|more|deep|why|all|brackets|dash|foot|c|between|in)\b", text))


@settings(max_examples=100, deadline=None)
@given(lists())
def test_split_and_joined_it_holds_the_same_members_in_the_same_order(text):
    wanted = values(text)["members"] or []
    files, rest = apart(text)
    assert {name: values(content) for name, content in files.items()} == {entry["id"]: entry for entry in wanted}
    if files:
        back = joined(files, rest)
        assert values(back)["members"] == wanted
        assert comments(back) == comments(text)
        again, left = apart(back)
        assert (joined(again, left), again) == (back, files)
