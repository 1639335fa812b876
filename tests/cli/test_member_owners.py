"""`coalition member owners` as a person runs it."""

from __future__ import annotations

import pytest


@pytest.fixture
def accounts(folder):
    def entered(*names: str) -> None:
        registry = folder / "members.yaml"
        text = registry.read_text(encoding="utf-8")
        listed = ", ".join(
            f"{{host: {host}, name: {name}}}" for host, _, name in (name.partition("/") for name in names)
        )
        registry.write_text(
            text.replace("\n\n  - id: open-gate", f"\n    accounts: [{listed}]\n\n  - id: open-gate"), encoding="utf-8"
        )

    return entered


def test_each_host_gets_its_file_and_the_second_time_nothing_changes(run, folder, accounts):
    accounts("github.com/harbour-bot", "codeberg.org/harbour")

    first = run("member", "owners").stdout.splitlines()
    second = run("member", "owners").stdout

    assert first == ["Wrote .forgejo/CODEOWNERS", "Wrote .github/CODEOWNERS"]
    assert (folder / ".github/CODEOWNERS").read_text().endswith("* @harbour-bot\n")
    assert (folder / ".forgejo/CODEOWNERS").read_text().endswith(".* @harbour\n")
    assert second.startswith("Nothing has changed")


def test_a_change_is_shown_and_made(run, folder, accounts):
    accounts("github.com/harbour-bot")
    run("member", "owners")
    (folder / ".github/CODEOWNERS").write_text("* @somebody\n")

    dry = run("member", "owners", "--dry-run").stdout
    assert "Would change .github/CODEOWNERS" in dry
    assert "-* @somebody" in dry
    assert (folder / ".github/CODEOWNERS").read_text() == "* @somebody\n"
    assert run("member", "owners").stdout == "Changed .github/CODEOWNERS\n"


def test_without_accounts_it_says_what_to_do(run, folder):
    assert "enter one below accounts:" in run("member", "owners").stdout
    assert not (folder / ".github").exists()


def test_a_host_that_cannot_be_told_and_two_for_one_file_are_asked_about(run, folder, accounts):
    accounts("git.harbour.example/hb", "gitlab.com/hb", "gitlab.harbour.example/hb")

    assert "cannot be told from its name" in str(run("member", "owners").exception)
    shared = run("member", "owners", "--host", "gitlab.com", "--host", "gitlab.harbour.example")
    assert "would write the same file" in str(shared.exception)
    done = run("member", "owners", "--host", "git.harbour.example", "--style", "forgejo")
    assert done.stdout == "Wrote .forgejo/CODEOWNERS\n"
