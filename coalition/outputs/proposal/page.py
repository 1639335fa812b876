"""The report of a proposal: first what it does, in words; then what is wrong with it, with place and cure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coalition.outputs import verdict
from coalition.outputs.proposal.deeds import deeds
from coalition.outputs.proposal.names import Names, counted, sentence
from coalition.outputs.verdict import COMMENT_LIMIT, Verdict, fitting, inert, problem_table, visible
from coalition.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coalition.outputs.verdict import Paint
    from coalition.prose.redlined import Tally
    from coalition.standing.proposal import Proposal

DEEDS_LIMIT = 20_000
"""Characters for what a proposal does; the rest of the comment is for what is wrong."""
NOTHING = "Nothing that the campaign holds would change."
GOOD = "Nothing is wrong with it."


def found(proposal: Proposal) -> Verdict:
    """What is wrong with the proposal, and was not before it."""
    name = proposal.after.settings.campaign.id
    return Verdict(name, proposal.problems, len(proposal.after.entries), proposal.summaries)


def markdown(proposal: Proposal, tallies: Mapping[str, Tally]) -> str:
    """For a comment on a pull request; at most as long as hosts take.

    Law: nothing that the proposal holds is a mark, a link, a picture, a mention or HTML in it. `tallies` has, by path,
    how much differs in each text.
    """
    told = deeds(proposal, tallies) or (NOTHING,)
    lines = [f"**{inert(_who(proposal))}**", ""]
    lines += fitting((f"- {inert(deed)}" for deed in told), DEEDS_LIMIT, "change")
    names = Names(proposal)
    problems = [
        replace(
            one,
            place=replace(one.place, path=names.masked(one.place.path)),
            message=names.masked(one.message),
            hint=names.masked(one.hint),
        )
        for one in proposal.problems
    ]
    lines += ["", f"**{_judged(proposal)}**", ""]
    lines += problem_table(problems, COMMENT_LIMIT - sum(len(line) + 1 for line in lines) - _TAIL)
    if proposal.inherited:
        lines += ["", _inherited(proposal)]
    return "\n".join(lines).rstrip("\n") + "\n"


_TAIL = 400
"""Characters for what stands below the problems."""


def text(proposal: Proposal, tallies: Mapping[str, Tally], paint: Paint) -> str:
    """For a terminal: the same, the problems as `check` tells them."""
    told = deeds(proposal, tallies) or (NOTHING,)
    lines = [paint(visible(_who(proposal)), "place"), *(f"  {visible(deed)}" for deed in told), ""]
    lines.append(verdict.text(found(proposal), paint).rstrip("\n"))
    if proposal.inherited:
        lines.append(_inherited(proposal))
    return "\n".join(lines) + "\n"


def _who(proposal: Proposal) -> str:
    actor = proposal.actor
    if actor.member is None:
        return "What somebody whom the registry does not know proposes:"
    return f"What {Names(proposal).member(actor.member.id)} proposes:"


def _judged(proposal: Proposal) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in proposal.problems)
    warnings = len(proposal.problems) - errors
    said = [counted(errors, "thing", "things") + " to mend"] if errors else []
    said += [counted(warnings, "thing", "things") + " to look at"] if warnings else []
    return sentence(" and ".join(said)) if said else GOOD


def _inherited(proposal: Proposal) -> str:
    number = len(proposal.inherited)
    there = "problem that was" if number == 1 else "problems that were"
    return (
        f"The campaign has {counted(number, there, there)} there before, and for which this proposal is not to blame: "
        "`coalition check` shows all."
    )
