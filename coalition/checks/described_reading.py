"""The documentation of what reading reports: bytes, YAML, front matter, schemas, BibTeX, tables, signed files."""

from __future__ import annotations

from coalition.problems import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

READING: tuple[tuple[str, Severity, str], ...] = (
    (
        "no-campaign",
        ERROR,
        """A campaign's folder holds coalition.yaml.

        Bad:  `coalition check` in the folder above
        Good: `coalition -C my-campaign check`
        """,
    ),
    (
        "oversized-file",
        ERROR,
        """A text has at most 20 MB, any other file 25.

        Bad:  figures/map.png of 60 MB, as it came from the printer
        Good: the same picture at the size at which it is shown
        """,
    ),
    (
        "git-lfs-pointer",
        ERROR,
        """Files are in the repository themselves, not in Git LFS.

        Bad:  a file that begins with `version https://git-lfs.github.com/spec/v1`
        Good: the file's own content
        """,
    ),
    (
        "invalid-utf8",
        ERROR,
        """Texts are saved as UTF-8.

        Bad:  the byte E9, as old Windows programs write é
        Good: the bytes C3 A9
        """,
    ),
    (
        "utf16-text",
        ERROR,
        """Texts are saved as UTF-8, not as what Windows calls Unicode.

        Bad:  a file that begins with the bytes FF FE
        Good: the same text, saved again as UTF-8
        """,
    ),
    (
        "byte-order-mark",
        WARNING,
        """A text begins with its first letter, not with an invisible mark.

        Bad:  a file saved as UTF-8 with BOM
        Good: UTF-8 without BOM
        """,
    ),
    (
        "nul-character",
        ERROR,
        """No text holds a NUL.

        Bad:  a file that some program cut off or filled up
        Good: the text alone
        """,
    ),
    (
        "control-character",
        ERROR,
        """No text holds control characters: some make a terminal do things.

        Bad:  the character U+001B before [2J
        Good: the text without it
        """,
    ),
    (
        "bidi-control",
        ERROR,
        """No text holds invisible characters that change the order in which it is shown.

        Bad:  U+202E in a name, which is then read from right to left
        Good: the name without it; right-to-left scripts need none
        """,
    ),
    (
        "invisible-character",
        ERROR,
        """No text holds characters that nobody sees: two words that look the same would differ.

        Bad:  a zero-width space (U+200B) in `name: Harbour Network`
        Good: the name typed again
        """,
    ),
    (
        "too-many-accents",
        ERROR,
        """No letter bears more accents than anybody can read: they would cover the lines above and below.

        Bad:  a letter with forty accents, copied from a chat
        Good: the word typed again
        """,
    ),
    (
        "conflict-marker",
        ERROR,
        """What git could not merge is decided by somebody.

        Bad:  `<<<<<<< HEAD`, two versions of a line, `>>>>>>> theirs`
        Good: the right one of the two versions, and none of the marks
        """,
    ),
    (
        "yaml-syntax",
        ERROR,
        """A YAML file is made of lines of `name: value`, what belongs together having the same indentation.

        Bad:  `name:Harbour Network`
        Good: `name: Harbour Network`
        """,
    ),
    (
        "tab-indentation",
        ERROR,
        """Lines of YAML are indented by blanks.

        Bad:  a tab before `country: JP`
        Good: two blanks
        """,
    ),
    (
        "duplicate-key",
        ERROR,
        """A name stands once in an entry: of two, one would be lost.

        Bad:  `country: JP` and, four lines below in the same entry, `country: NP`
        Good: the right one of the two
        """,
    ),
    (
        "yaml-alias",
        ERROR,
        """Values are written out: YAML's aliases can make a small file endless.

        Bad:  `lead: &me harbour-network` and `reviewers: [*me]`
        Good: `lead: harbour-network` and `reviewers: [harbour-network]`
        """,
    ),
    (
        "yaml-tag",
        ERROR,
        """Values bear no tags: YAML's tags can run code.

        Bad:  `name: !!python/name:os.system`
        Good: `name: "!Alto!"`
        """,
    ),
    (
        "yaml-too-deep",
        ERROR,
        """Lists and entries are nested at most 40 levels deep.

        Bad:  a line of two hundred `[`
        Good: `themes: [refugees, poverty]`
        """,
    ),
    (
        "yaml-line-too-long",
        ERROR,
        """A line of YAML has at most 20,000 characters.

        Bad:  a list of thousands in one line
        Good: one entry a line
        """,
    ),
    (
        "yaml-several-documents",
        ERROR,
        """A file is one document.

        Bad:  a line of `---` in the middle of members.yaml
        Good: the file without it
        """,
    ),
    (
        "no-front-matter",
        ERROR,
        """A text begins with its front matter, between two lines of `---`.

        Bad:  a page that begins with its first sentence
        Good: `---`, `title: Join us`, `---`, then the text
        """,
    ),
    (
        "unclosed-front-matter",
        ERROR,
        """Front matter ends with a line of `---`.

        Bad:  `---`, `title: Join us`, and then the text
        Good: `---`, `title: Join us`, `---`, then the text
        """,
    ),
    (
        "missing-key",
        ERROR,
        """What a file must say is said.

        Bad:  a member without `country:`
        Good: `country: JP`
        """,
    ),
    (
        "unknown-key",
        ERROR,
        """Files say only what their format knows: a slip would be passed over in silence.

        Bad:  `contry: JP`
        Good: `country: JP`
        """,
    ),
    (
        "wrong-value",
        ERROR,
        """Values have the form that their format asks for.

        Bad:  `country: Japan`, `type: NGO`, `closes: 2026-12-10`
        Good: `country: JP`, `type: national-ngo`, `closes: {date: 2026-12-10, zone: anywhere-on-earth}`
        """,
    ),
    (
        "site-runs-code",
        ERROR,
        """The file mkdocs.yml says how the site looks, and runs nothing.

        Bad:  `hooks: [build.py]`, `plugins: [macros]`, `markdown_extensions: […]`
        Good: `site_name:`, `nav:`, `theme:` with its colours
        """,
    ),
    (
        "malformed-record",
        ERROR,
        """A signed file has its lines in their order, each as `name: value`, in one form only.

        Bad:  `action: endorsed`, a line left out, a blank too many, no line feed at the end
        Good: the lines of its format, in their order
        """,
    ),
    (
        "broken-receipts",
        ERROR,
        """Every line of the receipt log names the line before it, and none is earlier than that.

        Bad:  a line of trust/receipts.log edited, moved or taken out
        Good: the log as it is on the main branch, with new lines at its end alone
        """,
    ),
    (
        "unreadable-source",
        ERROR,
        """Every entry of references.bib can be read.

        Bad:  `@report{ilo-2022, title = {Estimates}, year = 2022` without its last brace
        Good: `@report{ilo-2022, title = {Estimates}, year = 2022}`
        """,
    ),
    (
        "duplicate-source-key",
        ERROR,
        """A key stands once in a references.bib. (Where both entries are the same, it is a warning.)

        Bad:  two works under `ilo-2022`
        Good: `ilo-2022-estimates` and `ilo-2022-profits`
        """,
    ),
    (
        "bad-source-key",
        ERROR,
        """The key of a source is made of letters, digits and single marks, and does not look like a figure's.

        Bad:  `@book{doe 2020,`, `@book{fig-doe,`
        Good: `@book{doe-2020,`
        """,
    ),
    (
        "empty-table",
        ERROR,
        """A data file holds a table.

        Bad:  data/forced-labour.csv without a line
        Good: a line with the names of the columns, and the rows below
        """,
    ),
    (
        "empty-heading",
        ERROR,
        """Every column of a data file has a name.

        Bad:  `region,,per_thousand`
        Good: `region,total_millions,per_thousand`
        """,
    ),
    (
        "duplicate-heading",
        ERROR,
        """Every column of a data file has a name of its own.

        Bad:  `region,total,total`
        Good: `region,total_2016,total_2021`
        """,
    ),
    (
        "ragged-row",
        ERROR,
        """Every row of a data file has as many cells as the first line.

        Bad:  `Africa,3.8` below `region,total_millions,per_thousand`
        Good: `Africa,3.8,2.9`
        """,
    ),
    (
        "chapter-not-approved",
        ERROR,
        """An edition holds chapters that their leads and reviewers have approved as they stand, and nobody objects to.
        `coalition report release` alone reports it.

        Bad:  `lead: open-gate`, and no approval of open-gate, or one of an earlier text
        Good: chapters/refugees/approvals/open-gate.txt, given after the last change
        """,
    ),
    (
        "edition-held-back",
        WARNING,
        """The files of an edition are offered while every testimony in them may be told, and everybody whom they name
        may be named.

        Bad:  edition 2026 tells a testimony, and its record in consents.yaml now says `withdrawn: 2026-11-20`
        Good: edition 2026.1 without it: `coalition report release 2026.1 --corrects 2026`
        """,
    ),
    (
        "edition-without-its-commit",
        WARNING,
        """The history holds the commit of which an edition was made, so that the edition can be made again and compared.
        Looked at where the whole history is there.

        Bad:  a branch that was rewritten and pushed with force after edition 2026 had been released from it
        Good: commits that are only added to; what was a mistake is taken back by another commit
        """,
    ),
    (
        "unreadable-row",
        ERROR,
        """Quotation marks in a data file are closed.

        Bad:  `"Asia and the Pacific,15.1`
        Good: `"Asia and the Pacific",15.1`
        """,
    ),
)
"""Code, severity, and a sentence with Bad and Good."""
