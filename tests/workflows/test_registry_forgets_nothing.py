"""The law of the registry: whatever is changed as of a day, every earlier day stays what it was."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.errors import CoalitionError
from coalition.kinds.member import MembershipChange
from coalition.workflows.desk import open_campaign, write
from coalition.workflows.registry import revising

SETTINGS = "format: 1\ncampaign: {id: fair, name: Fair, domain: fair.example, secretariat: oak, languages: [en]}\n"
MEMBERS = """\
members:
  - id: oak   # steers
    name: Oak
    type: network
    country: NP
    membership: [{status: active, on: 2020-01-01}]

  - id: elm
    name: Elm
    type: national-ngo
    country: NP
    membership:
      # by vote
      - {status: active, on: 2020-01-01}
"""
FIRST = date(2020, 1, 1)
DAYS = [FIRST + timedelta(days=50 * number) for number in range(9)]
STEPS = st.tuples(
    st.sampled_from(["rename", "lapsed", "active", "withdrawn", "merged", "begin", "end"]), st.sampled_from(DAYS)
)


def state(folder: Path) -> list[tuple[object, ...]]:
    """What is so on each day, of each member."""
    members = open_campaign(folder).members
    return [
        (day, name, member.name_on(day), member.active_on(day), member.networks_on(day), member.as_of(day).name)
        for day in DAYS
        for name, member in members.items()
    ]


def step(folder: Path, what: str, day: date, number: int) -> None:
    campaign = open_campaign(folder)
    if what == "rename":
        sheets = revising.rename(folder, campaign, "elm", f"Elm {number}", day)
    elif what == "begin":
        sheets = revising.begin_part(folder, campaign, "elm", "oak", day)
    elif what == "end":
        sheets = revising.end_part(folder, campaign, "elm", "oak", day)
    else:
        change = MembershipChange(status=what, on=day, into="oak" if what == "merged" else None)
        sheets = revising.change(folder, campaign, "elm", change)
    write(folder, sheets)


@settings(max_examples=30, deadline=None)
@given(st.lists(STEPS, max_size=7))
def test_what_was_so_on_an_earlier_day_stays_so(steps):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "coalition.yaml").write_text(SETTINGS)
        (folder / "members.yaml").write_text(MEMBERS)
        for number, (what, day) in enumerate(steps):
            before = state(folder)
            with suppress(CoalitionError):
                step(folder, what, day, number)
            after = state(folder)
            assert [one for one in after if one[0] < day] == [one for one in before if one[0] < day]
        text = (folder / "members.yaml").read_text()
        assert text.startswith(MEMBERS.partition("  - id: elm")[0])
        assert "      # by vote\n" in text
