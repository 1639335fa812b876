"""The registry as its secretariat changes it: each command touches the lines concerned, and refuses with a cure."""

from __future__ import annotations

import difflib

import pytest

from coalition.cli import asking
from coalition.errors import CoalitionError

CHARTER = ", charter: {version: '2026', page: pages/charter.md}"


def refusal(done) -> str:
    """Why a command did nothing: the sentence and the cure."""
    assert isinstance(done.exception, CoalitionError), done.output
    return f"{done.exception.message} {done.exception.hint}"


@pytest.fixture
def changed(folder, run):
    """A command's lines: those that went, those that came."""

    def changed(*words: object, **more: object) -> tuple[list[str], list[str]]:
        before = (folder / "members.yaml").read_text().splitlines()
        done = run("member", *words, **more)
        assert done.exit_code == 0, (done.output, done.exception)
        after = (folder / "members.yaml").read_text().splitlines()
        diff = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
        return [line[1:] for line in diff if line[0] == "-"], [line[1:] for line in diff if line[0] == "+"]

    return changed


@pytest.fixture
def charter(folder):
    text = (folder / "coalition.yaml").read_text()
    (folder / "coalition.yaml").write_text(text.replace("languages: [en, es]", f"languages: [en, es]{CHARTER}"))


def test_a_new_member_stands_below_the_last_and_touches_no_other_line(changed):
    went, came = changed("add", "Casa Jacarandá", "--type", "national-ngo", "--country", "Panamá", "--language", "es")
    assert went == []
    assert came == [
        "",
        "  - id: casa-jacaranda",
        "    name: Casa Jacarandá",
        "    type: national-ngo",
        "    country: PA",
        "    languages: [es]",
        "    membership:",
        "      - {status: applied, on: 2026-11-21}",
        "    visibility: public",
    ]


def test_na_is_namibia_where_somebody_gives_a_code(changed):
    went, came = changed(
        "add", "Desert House", "--type", "national-ngo", "--country", "NA", "--area", "na", "--area", "ZA; NA"
    )
    assert went == []
    assert came[4:6] == ["    country: NA", "    areas_served: [NA, ZA]"]


@pytest.mark.parametrize("nothing", [" ", "n/a", "-"])
def test_an_option_that_says_nothing_is_as_one_not_given(run, nothing):
    done = run("member", "add", "Dhow House", "--type", "network", "--country", nothing)
    assert (done.exit_code, "Say it with --country" in done.output) == (2, True)


def test_a_new_member_gets_a_file_where_members_have_files(folder, run):
    (folder / "members").mkdir()
    (folder / "members/dhow-house.yaml").write_text(
        "id: dhow-house\nname: Dhow House\ntype: network\ncountry: OM\nmembership: [{status: active, on: 2026-01-01}]\n"
    )
    before = (folder / "members.yaml").read_bytes()
    done = run("member", "add", "移民之家", "--type", "national-ngo", "--country", "TW", "--status", "active")
    assert done.stdout == "Wrote members/yi-min-zhi-jia.yaml\n"
    assert (folder / "members.yaml").read_bytes() == before
    assert run("check").exit_code == 0


def test_what_is_missing_is_asked_in_plain_words(folder, run, monkeypatch):
    monkeypatch.setattr(asking, "at_terminal", lambda: True)
    monkeypatch.setattr("coalition.cli.joining.at_terminal", lambda: True)
    answers = [
        "Dhow House",
        "ngo",
        "network",
        "n/a",
        "Oman Sea",
        "Oman",
        "ar, en",
        "",
        "a at dhow",
        "a@dhow.example",
        "y",
    ]
    done = run("member", "add", answers="\n".join(answers) + "\n")
    assert done.exit_code == 0, done.output
    assert "What is the organisation called" in done.stderr
    assert '"ngo" can be more than one type.' in done.stderr
    assert '"n/a" says nothing; this has to be known.' in done.stderr
    assert '"Oman Sea" is no country that we know.' in done.stderr
    assert '"a at dhow" is not an e-mail address. Write it as' in done.stderr
    entry = (folder / "members.yaml").read_text().partition("  - id: dhow-house\n")[2]
    assert "    country: OM\n    languages: [ar, en]\n" in entry
    assert "- {type: email, value: a@dhow.example, public: true}" in entry


def test_without_a_terminal_the_option_is_named(run):
    done = run("member", "add", "Dhow House", "--type", "network")
    assert (done.exit_code, "Say it with --country" in done.output) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["HARBOUR  Nétwork"], "harbour, Harbour Network: it has the same name"),
        (["Harbour Networks"], 'harbour, Harbour Network: its name "Harbour Networks" is nearly the same'),
        (
            ["The Gate of Nairobi", "--website", "http://www.gate.example/about"],
            "open-gate, Open Gate: it has the same website (gate.example)",
        ),
        (
            ["The Gate of Nairobi", "--email", "Office@gate.example"],
            "open-gate, Open Gate: it has the same e-mail address",
        ),
        (["Open Door"], "open-gate, Open Gate: it has the same name, or had it once"),
    ],
)
def test_who_may_be_a_member_already_is_not_added_silently(folder, run, words, said):
    text = (folder / "members.yaml").read_text()
    more = """    other_names: [{name: Open Door, until: 2024-01-01}]
    website: https://gate.example
    contacts: [{type: email, value: office@gate.example}]
"""
    text = text.replace("    name: Open Gate\n", f"    name: Open Gate\n{more}")
    (folder / "members.yaml").write_text(text)
    done = run("member", "add", *words, "--type", "network", "--country", "KE")
    assert said in refusal(done)
    assert "give --another" in refusal(done)
    assert (folder / "members.yaml").read_text() == text


def test_another_organisation_of_nearly_that_name_is_added_when_somebody_says_so(run):
    done = run("member", "add", "Harbour Networks", "--type", "network", "--country", "KE", "--another")
    assert done.exit_code == 0
    assert "From now on check says: members.yaml" in done.stderr
    assert "near-duplicate-name" in done.stderr
    same = run("member", "add", "Harbour Network", "--type", "network", "--country", "KE", "--another")
    assert "is the same name as that of harbour" in refusal(same)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--type", "network", "--country", "NP", "--id", "New"], '"New" cannot be an id.'),
        (["--type", "network", "--country", "NP", "--id", "harbour"], 'The id "harbour" is, or once was,'),
        (["--type", "network", "--country", "NP", "--email", "x"], '"x" is not an e-mail address.'),
    ],
)
def test_an_entry_with_a_mistake_is_not_written(folder, run, options, said):
    before = (folder / "members.yaml").read_bytes()
    assert said in refusal(run("member", "add", "Dhow House", *options))
    assert (folder / "members.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--type", "ngo"], '"ngo" can be more than one type. Write one of: international-ngo, national-ngo'),
        (["--country", "Nepaly"], '"Nepaly" is no country that we know. Did you mean "Nepal" (NP)?'),
        (["--theme", "peace"], '"peace" is no theme'),
        (["--part-of", "harbor"], 'Did you mean "harbour"?'),
    ],
)
def test_a_word_that_means_nothing_here_is_a_mistake_on_the_command_line(run, options, said):
    done = run("member", "add", "Dhow House", "--type", "network", "--country", "NP", *options)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())


@pytest.mark.usefixtures("charter")
class TestCharter:
    """A campaign with a charter."""

    ADD = ("member", "add", "Dhow House", "--type", "network", "--country", "OM")

    def test_who_applies_names_two_sponsors_and_the_charter(self, run):
        assert "2 members vouch" in refusal(run(*self.ADD, "--sponsor", "harbour"))
        done = run(*self.ADD, "--sponsor", "harbour", "--sponsor", "open-gate", "--charter", "2025")
        assert 'The charter in force is "2026" (pages/charter.md).' in refusal(done)
        done = run(*self.ADD, "--sponsor", "harbour", "--sponsor", "old-tower", "--charter", "2026")
        assert '"old-tower" was not an active member on 2026-11-21: lapsed since 2025-06-01.' in refusal(done)

    def test_an_application_that_is_whole_becomes_a_membership(self, run, changed):
        run(*self.ADD, "--sponsor", "harbour", "--sponsor", "open-gate", "--charter", "2026")
        went, came = changed("status", "dhow-house", "active", "--on", "2026-12-01")
        assert (went, came) == ([], ["      - {status: active, on: 2026-12-01}"])

    def test_sponsors_are_those_of_the_day_of_the_application(self, run):
        words = ("--sponsor", "harbour", "--sponsor", "old-tower", "--charter", "2026", "--on", "2025-05-01")
        assert run(*self.ADD, *words).exit_code == 0

    def test_nobody_is_made_active_whose_application_is_not_whole(self, folder, run, changed):
        with (folder / "members.yaml").open("a") as file:
            file.write(
                "\n  - id: dhow\n    name: Dhow\n    type: network\n    country: OM\n"
                "    membership: [{status: applied, on: 2026-11-01}]\n"
            )
        assert "needs 2 active sponsors; it names 0" in refusal(run("member", "status", "dhow", "active"))
        done = run("member", "set", "dhow", "application", "sponsors=harbour,old-tower", "charter=2026")
        assert '"old-tower" was not an active member on 2026-11-01: lapsed' in refusal(done)
        (folder / "members.yaml").write_text(
            (folder / "members.yaml").read_text()
            + "    application: {sponsors: [harbour, old-tower], charter: '2025'}\n"
        )
        assert "old-tower was not active on 2026-11-01" in refusal(run("member", "status", "dhow", "active"))
        changed("set", "dhow", "application.sponsors", "harbour", "open-gate")
        assert 'has not accepted the charter "2026"' in refusal(run("member", "status", "dhow", "active"))
        changed("set", "dhow", "application.charter", "2026")
        changed("status", "dhow", "active")

    def test_the_charter_and_the_sponsors_are_asked_for(self, folder, run, monkeypatch):
        monkeypatch.setattr(asking, "at_terminal", lambda: True)
        monkeypatch.setattr("coalition.cli.joining.at_terminal", lambda: True)
        done = run(*self.ADD, answers="harbour, open-gate\ny\n")
        assert done.exit_code == 0, done.output
        assert 'application: {sponsors: [harbour, open-gate], charter: "2026"}' in (folder / "members.yaml").read_text()


def test_a_name_that_changes_leaves_the_earlier_one_with_its_dates(run, changed):
    went, came = changed("rename", "open-gate", "Gateway", "--on", "2026-06-01")
    assert went == ["    name: Open Gate"]
    assert came == ["    name: Gateway", "    other_names:", "      - {name: Open Gate, until: 2026-06-01}"]
    _, came = changed("rename", "open-gate", "The Gate", "--on", "2026-07-01")
    assert came[1:] == ["      - {name: Gateway, since: 2026-06-01, until: 2026-07-01}"]
    for day, name in (("2026-05-31", "Open Gate"), ("2026-06-01", "Gateway"), ("2026-07-01", "The Gate")):
        assert f"name  {name}\n" in run("member", "show", "open-gate", "--as-of", day).stdout
    assert "another cannot begin on 2026-07-01" in refusal(
        run("member", "rename", "open-gate", "X", "--on", "2026-07-01")
    )
    assert 'is called "The Gate" already' in refusal(run("member", "rename", "open-gate", "The  Gate"))
    assert 'harbour is called "Harbour Network" already' in refusal(
        run("member", "rename", "open-gate", "harbour network")
    )


def test_a_member_that_leaves_is_not_deleted_and_what_follows_is_told(run, changed):
    went, came = changed("leave", "open-gate", "--on", "2026-12-01", "--reason", "no funds")
    assert (went, came) == (
        ["    membership: [{status: active, on: 2024-01-01}]"],
        ["    membership: [{status: active, on: 2024-01-01}, {status: withdrawn, on: 2026-12-01, reason: no funds}]"],
    )
    assert "is no member any more: withdrawn since" in refusal(
        run("member", "leave", "open-gate", "--on", "2027-01-01")
    )
    done = run("member", "leave", "harbour", "--on", "2026-11-01", "--dry-run")
    assert "Then check would say: coalition.yaml:2:" in done.stderr
    assert '"harbour" was not an active member on 2026-11-21' in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["status", "old-tower", "lapsed"], "old-tower is lapsed since 2025-06-01 already."),
        (["status", "old-tower", "active", "--on", "2025-05-31"], "a change cannot come before that."),
        (["merge", "open-gate", "--into", "open-gate"], "cannot become part of itself"),
        (["merge", "open-gate", "--into", "old-tower"], "old-tower is not an active member on 2026-11-21: lapsed"),
        (["merge", "open-gate", "--into", "harbor"], 'Did you mean "harbour"?'),
        (["network", "open-gate", "open-gate"], '"open-gate" would be part of itself.'),
        (["network", "open-gate", "harbour", "--until", "2026-01-01"], 'no part of "harbour" then'),
        (["set", "open-gate", "status", "active"], "coalition member status"),
        (["set", "open-gate", "name", "X"], "coalition member rename"),
        (["set", "open-gate", "keys.1.until", "2027-01-01"], "coalition member key"),
        (["set", "open-gate", "accounts", "x"], "coalition member account"),
        (["set", "open-gate", "id", "gate"], "An id stays for ever"),
        (["set", "open-gate", "websit", "x"], 'Did you mean "website"?'),
        (["set", "open-gate", "type.x", "x"], 'A member has no "type.x".'),
        (["set", "open-gate", "type", "ngo"], '"ngo" is not a word that can stand here.'),
        (["set", "open-gate", "type", "network", "x"], "type takes one value"),
        (["set", "open-gate", "type", "--add", "x"], "type is no list"),
        (["set", "open-gate", "type", "--remove"], '"type" is missing here.'),
        (["set", "open-gate", "type", "--remove", "x"], "type is no list"),
        (["set", "open-gate", "website"], "There is no value for website."),
        (["set", "open-gate", "website", "--remove"], "open-gate has no website."),
        (["set", "open-gate", "contacts.1.value", "x"], 'There is no "1" in contacts. It has 0.'),
        (["set", "open-gate", "contacts", "--add", "email"], '"email" does not say what it is.'),
        (["rename", "open-gate", " "], "A member needs a name."),
        (["network", "old-tower", "harbour", "--until", "2026-01-01"], "It is part of: none."),
        (["set", "harbour", "languages", "--remove", "en"], "harbour has no languages."),
        (["set", "open-gate", "other_names", "x"], "coalition member rename"),
        (["set", "open-gate", "part_of", "harbour"], "coalition member network"),
        (["set", "open-gat", "type", "network"], 'No member is called "open-gat".'),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do_instead(folder, run, words, said):
    before = (folder / "members.yaml").read_bytes()
    assert said in refusal(run("member", *words))
    assert (folder / "members.yaml").read_bytes() == before


def test_a_member_becomes_part_of_another(changed):
    _, came = changed("merge", "open-gate", "--into", "harbour", "--on", "2026-12-01")
    assert came[0].endswith("{status: merged, on: 2026-12-01, into: harbour}]")


def test_a_member_is_part_of_a_network_for_a_time(run, changed):
    _, came = changed("network", "open-gate", "harbour", "--from", "2026-01-01")
    assert came == ["    part_of:", "      - {network: harbour, from: 2026-01-01}"]
    assert "open-gate is part of harbour already" in refusal(run("member", "network", "open-gate", "harbour"))
    too_soon = run("member", "network", "open-gate", "harbour", "--until", "2026-01-01")
    assert "is part of harbour since 2026-01-01" in refusal(too_soon)
    _, came = changed("network", "open-gate", "harbour", "--until", "2026-06-01")
    assert came == ["      - {network: harbour, from: 2026-01-01, until: 2026-06-01}"]
    _, came = changed("network", "open-gate", "harbour", "--from", "2026-09-01")
    assert came == ["      - {network: harbour, from: 2026-09-01}"]
    usage = run("member", "network", "open-gate", "harbour", "--from", "2026-09-01", "--until", "2026-10-01")
    assert usage.exit_code == 2


def test_one_thing_is_set_and_its_line_alone_changes(run, changed):
    assert changed("set", "harbour", "languages", "en")[1] == ["    languages: [en]"]
    assert changed("set", "open-gate", "country", "NO")[1] == ['    country: "NO"']
    assert changed("set", "open-gate", "languages", "en,sw", "so")[1] == ["    languages: [en, sw, so]"]
    assert changed("set", "open-gate", "languages", "--add", "am")[1] == ["    languages: [en, sw, so, am]"]
    assert changed("set", "open-gate", "languages", "--remove", "so", "en")[1] == ["    languages: [sw, am]"]
    assert changed("set", "open-gate", "languages", "--remove", "sw,am") == (["    languages: [sw, am]"], [])
    assert changed("set", "open-gate", "summary", "Helps: people #1")[1] == ['    summary: "Helps: people #1"']
    assert changed("set", "open-gate", "stages.KE", "transit")[1] == ["    stages: {KE: [transit]}"]
    _, came = changed("set", "open-gate", "contacts", "--add", "value=a@b.example", "type=email", "languages=en,sw")
    assert came == ["    contacts:", "      - {type: email, value: a@b.example, languages: [en, sw]}"]
    _, came = changed("set", "open-gate", "contacts.1.verified", "2026-11-01")
    assert came == ["      - {type: email, value: a@b.example, languages: [en, sw], verified: 2026-11-01}"]
    assert 'has "en" in languages already' in refusal(run("member", "set", "harbour", "languages", "--add", "en"))
    assert 'has no "fr" in languages. It has: en.' in refusal(
        run("member", "set", "harbour", "languages", "--remove", "fr")
    )
    bad_day = run("member", "set", "open-gate", "contacts.1.verified", "2026-02-30")
    assert '"2026-02-30"; it should be a date.' in refusal(bad_day)
    _, came = changed("set", "open-gate", "contacts.1.public", "true")
    assert came[0].count("public: true,") == 1


def test_nothing_is_written_to_see_what_would_be(folder, run):
    before = (folder / "members.yaml").read_bytes()
    done = run("member", "add", "Dhow House", "--type", "network", "--country", "OM", "--dry-run")
    assert "Would change members.yaml:" in done.stdout
    assert "    +  - id: dhow-house" in done.stdout
    for words in (["leave", "open-gate", "--on", "2026-12-01"], ["rename", "open-gate", "Gate"], ["set", "open-gate", "country", "UG"]):  # fmt: skip
        assert run("member", *words, "--dry-run").stdout.startswith("Would change members.yaml:")
    assert (folder / "members.yaml").read_bytes() == before


def test_an_account_acts_for_a_member_for_a_time(run, changed):
    _, came = changed("account", "open-gate", "code.example/Gate")
    assert came == ["    accounts: [{host: code.example, name: Gate}]"] or came[0] == "    accounts:"
    assert "acts for open-gate already" in refusal(run("member", "account", "open-gate", "code.example/gate"))
    assert "This account is also that of" in refusal(run("member", "account", "harbour", "code.example/gate"))
    _, came = changed("account", "open-gate", "code.example/gate", "--until", "2026-11-01")
    assert "until: 2026-11-01" in came[0]
    done = run("member", "account", "open-gate", "code.example/gate", "--until", "2026-12-01")
    assert "does not act for open-gate then. Its accounts are: code.example/Gate." in refusal(done)
    _, came = changed("account", "open-gate", "code.example/gate", "--from", "2026-11-20")
    assert "from: 2026-11-20" in came[0]
    assert run("member", "account", "open-gate", "gate").exit_code == 2
    assert run("member", "account", "open-gate", "a/b", "--from", "2026-11-20", "--until", "2026-11-21").exit_code == 2


def test_what_was_wrong_before_is_not_told_again(folder, run):
    (folder / "practices").mkdir()
    for name in ("x", "y"):
        (folder / f"practices/{name}.md").write_text(f"---\ntitle: {name}\nmember: gatte\nsummary: S\n---\n\n{name}\n")
    text = (folder / "members.yaml").read_text()
    (folder / "members.yaml").write_text(text.replace("name: Old Tower", "name: Open Gates"))
    assert "near-duplicate-name" in run("check").stdout
    assert run("member", "add", "Gatte", "--type", "network", "--country", "NP", "--id", "gat").stderr == ""
    assert run("member", "set", "open-gate", "summary", "A line above the problem").stderr == ""


def test_of_many_consequences_the_first_are_told(folder, run):
    (folder / "practices").mkdir()
    for number in range(20):
        text = f"---\ntitle: {number}\nmember: open-gate\nsummary: S\n---\n\n{number}\n"
        (folder / f"practices/p{number}.md").write_text(text)
    done = run("member", "set", "open-gate", "visibility", "unnamed", "--dry-run")
    assert done.stderr.count("Then check would say") == 10
    assert done.stderr.endswith("And 10 more; see: coalition check\n")


def test_a_member_that_may_be_there_is_asked_about(folder, run, monkeypatch):
    monkeypatch.setattr(asking, "at_terminal", lambda: True)
    monkeypatch.setattr("coalition.cli.joining.at_terminal", lambda: True)
    text = (folder / "coalition.yaml").read_text()
    (folder / "coalition.yaml").write_text(text + "themes: {refugees: {title: Refugees}}\n")
    words = ("--language", "en", "--website", "https://n.example", "--email", "n@n.example", "--type", "network")
    answers = "Harbour Networks\nNorway\nrefugees\n"
    assert "may be a member already" in refusal(run("member", "add", *words, answers=f"{answers}n\n"))
    done = run("member", "add", *words, answers=f"{answers}y\n")
    assert 'harbour (Harbour Network): its name "Harbour Networks" is nearly the same.' in done.stderr
    assert "    themes: [refugees]\n" in (folder / "members.yaml").read_text()


def test_a_reason_that_says_nothing_is_a_slip(run):
    assert run("member", "leave", "open-gate", "--on", "2026-12-01", "--reason", " ").exit_code == 2


def test_members_get_files_of_their_own_and_come_back(folder, run):
    before = (folder / "members.yaml").read_bytes()
    shown = run("member", "split", "--dry-run").stdout
    assert "Would write members/open-gate.yaml:\n    id: open-gate   # in Nairobi\n" in shown
    assert run("member", "split").stdout.splitlines()[:2] == [
        "Wrote members/harbour.yaml",
        "Wrote members/open-gate.yaml",
    ]
    assert run("check").exit_code == 0
    done = run("member", "add", "Dhow House", "--type", "network", "--country", "OM")
    assert done.stdout == "Wrote members/dhow-house.yaml\n"
    (folder / "members/dhow-house.yaml").unlink()
    assert "Would remove members/open-gate.yaml\n" in run("member", "join", "--dry-run").stdout
    assert "Removed members/open-gate.yaml\n" in run("member", "join").stdout
    assert (folder / "members.yaml").read_bytes() == before
