"""Who is blamed for a problem: nobody for what was there before."""

from hypothesis import given
from hypothesis import strategies as st

from coalition.problems import Place, Problem, parted


def test_a_problem_whose_line_moved_was_there_before_and_a_second_like_it_is_new():
    before = [Problem(Place("a.md", 3), "dead-link", "It leads nowhere.")]
    after = [
        Problem(Place("a.md", 5), "dead-link", "It leads nowhere."),
        Problem(Place("a.md", 9), "dead-link", "It leads nowhere."),
        Problem(Place("b.md", 3), "dead-link", "It leads nowhere."),
    ]

    assert parted(after, before) == (tuple(after[1:]), (after[0],))


PROBLEMS = st.lists(
    st.builds(Problem, st.builds(Place, st.sampled_from("ab"), st.integers(1, 9)), st.just("c"), st.sampled_from("xy"))
)


@given(PROBLEMS, PROBLEMS)
def test_every_problem_is_either_new_or_old_and_none_is_new_without_a_change(after, before):
    new, old = parted(after, before)

    assert sorted((*new, *old)) == sorted(after)
    assert len(old) <= len(before)
    assert parted(after, after) == ((), tuple(after))
