"""The documentation of what prose reports: what a text may hold, refer to and show."""

from __future__ import annotations

from coalition.problems import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

PROSE: tuple[tuple[str, Severity, str], ...] = (
    (
        "unreadable-prose",
        ERROR,
        """A text can be read in a few seconds. What stops the converter is named; the other texts are checked.

        Bad:  a page of `[`, or lists within lists within lists
        Good: brackets that are closed; `\\[` for one that is meant as such
        """,
    ),
    (
        "overlong-text",
        ERROR,
        """Words, headings and descriptions of pictures are as long as a line, a page or a listener can hold.

        Bad:  a heading of a whole page, a row of 3,000 letters without a blank
        Good: a heading of a line, and the rest below it
        """,
    ),
    (
        "table-too-wide",
        ERROR,
        """Every word of a table has room in its column on a page of the report, be it in small letters over its whole width. On the site tables scroll.

        Bad:  a table of 25 columns, a web address of 150 characters in a cell
        Good: two tables, or rows for columns; `[the form](https://site.example/...)`
        """,
    ),
    (
        "too-many-lists",
        ERROR,
        """The report has no more lists than one Word file can hold. The text with which there are too many is named.

        Bad:  a report of 5,000 lists
        Good: a report of 200 chapters with 15 lists each
        """,
    ),
    (
        "text-without-content",
        ERROR,
        """A text says or shows something. Chapters in outline or draft, meetings and the home page may have no text yet.

        Bad:  a page whose text is `[]{}`, or nothing but blank lines
        Good: a page with words or a picture
        """,
    ),
    (
        "dead-reference",
        ERROR,
        """`@fig-x`, `@tbl-x`, `@sec-x` and `@chapter/sec-x` refer to something that is there.

        Bad:  `as @fig-labor shows`, where the figure is `{#fig-labour}`
        Good: `as @fig-labour shows`
        """,
    ),
    (
        "dead-link",
        ERROR,
        """A link within the campaign leads somewhere.

        Bad:  `[Join us](jion.md)`, `[above](#sec-dept)`
        Good: `[Join us](join.md)`, `[above](#sec-debt)`
        """,
    ),
    (
        "duplicate-identifier",
        ERROR,
        """An id stands once in a text.

        Bad:  two headings with `{#sec-debt}`
        Good: `{#sec-debt}` and `{#sec-debt-women}`
        """,
    ),
    (
        "missing-figure",
        ERROR,
        """A picture that is shown is in the folder of its text.

        Bad:  `![Routes](figures/route.png)`, where the file is figures/routes.png
        Good: `![Routes](figures/routes.png)`
        """,
    ),
    (
        "missing-alt-text",
        ERROR,
        """A picture says in words what it shows, for those who cannot see it.

        Bad:  `![Forced labour by region](figures/map.png){#fig-map}`
        Good: `![Forced labour by region](figures/map.png){#fig-map alt="Asia: 15.1 million people. Africa: 3.8."}`
        """,
    ),
    (
        "alt-is-caption",
        WARNING,
        """What a picture shows is not what its caption says: both are read out.

        Bad:  `![Forced labour by region](figures/map.png){alt="Forced labour by region"}`
        Good: `![Forced labour by region](figures/map.png){alt="Asia: 15.1 million people. Africa: 3.8."}`
        """,
    ),
    (
        "unreadable-picture",
        ERROR,
        """A picture can be opened.

        Bad:  figures/map.png, which is a PDF, or was cut off on its way
        Good: the picture saved again as PNG or JPEG
        """,
    ),
    (
        "svg-picture",
        ERROR,
        """Drawings are pictures: an SVG can hold programs and addresses.

        Bad:  figures/map.svg
        Good: figures/map.png, drawn from it at twice the size at which it is shown
        """,
    ),
    (
        "picture-too-large",
        ERROR,
        """A picture has no more points than anyone can see.

        Bad:  figures/map.png of 20,000 by 20,000 points
        Good: the same picture, 4,000 points wide
        """,
    ),
    (
        "moving-picture",
        ERROR,
        """Pictures stand still: nobody on paper sees them move.

        Bad:  an animated GIF
        Good: the one of its pictures that says most
        """,
    ),
    (
        "picture-with-place",
        WARNING,
        """A picture's file does not say where it was taken: the published one is made anew of its pixels, and the repository keeps the other.

        Bad:  a photograph as it comes from a telephone
        Good: a copy of it, saved without its properties
        """,
    ),
    (
        "wrong-picture-ending",
        WARNING,
        """The ending of a picture's name says what it is.

        Bad:  figures/map.png, which is a JPEG
        Good: figures/map.jpg
        """,
    ),
    (
        "skipped-heading-level",
        ERROR,
        """Headings go down one level at a time: readers of a page by ear find their way by them.

        Bad:  `## Debt`, then `#### Interest`
        Good: `## Debt`, then `### Interest`
        """,
    ),
    (
        "title-within-text",
        ERROR,
        """The title of a text is in its front matter, and the highest heading of the text has two signs.

        Bad:  `# Debt`
        Good: `## Debt`
        """,
    ),
    (
        "unknown-div-class",
        ERROR,
        """Marked passages are of a kind that the text can hold.

        Bad:  `::: {.recomendation #rec-x to="media"}`
        Good: `::: {.recommendation #rec-x to="media"}`
        """,
    ),
    (
        "recommendation-without-addressee",
        ERROR,
        """A recommendation or demand says to whom it is addressed.

        Bad:  `::: {.recommendation #rec-firewall}`
        Good: `::: {.recommendation #rec-firewall to="destination-states"}`
        """,
    ),
    (
        "citations-not-set",
        ERROR,
        """The citation style can be used.

        Bad:  a file styles/ours.csl that is no CSL style
        Good: a style from the CSL project
        """,
    ),
    (
        "dropped-raw-html",
        ERROR,
        """Texts are Markdown: HTML is left out, since it works on the site alone and can do harm there.

        Bad:  `<b>now</b>`
        Good: `**now**`
        """,
    ),
    (
        "dropped-raw-code",
        ERROR,
        """Texts are Markdown: LaTeX and other code is left out.

        Bad:  `\\textbf{now}`
        Good: `**now**`
        """,
    ),
    (
        "dropped-attribute",
        ERROR,
        """Attributes are those that mean something here.

        Bad:  `[now]{style="color: red"}`
        Good: `**now**`
        """,
    ),
    (
        "dropped-identifier",
        ERROR,
        """Ids are made of Latin letters, digits and hyphens, and stand where something can refer to them.

        Bad:  `## Debt {#schuldknechtschaft_§}`
        Good: `## Debt {#sec-debt}`
        """,
    ),
    (
        "dropped-link",
        ERROR,
        """Links lead to the web, to an e-mail address, or into the campaign.

        Bad:  `[Read it](javascript:alert(1))`, `[Read it](file:///home/report.pdf)`
        Good: `[Read it](https://report.example/report.pdf)`
        """,
    ),
    (
        "dropped-picture",
        ERROR,
        """Pictures are files of the campaign, in the folder of their text: a site that shows others' tells them who reads.

        Bad:  `![Map](https://maps.example/map.png)`, `![Map](../../map.png)`
        Good: `![Map](figures/map.png)`
        """,
    ),
    (
        "dropped-mathematics",
        ERROR,
        """Formulas are written in words, or shown as a figure. Dollars are dollars.

        Bad:  `$x^2$`, `$$ ... $$`, `\\(x = 3\\)`
        Good: `the square of x`, `between $200 and $500`
        """,
    ),
    (
        "dropped-character",
        ERROR,
        """Characters that nobody sees are not written as numbers either.

        Bad:  `Harbour&#8203;Network`
        Good: `Harbour Network`
        """,
    ),
    (
        "dropped-unknown",
        ERROR,
        """What the converter makes of a text is known to the allow-list.

        Bad:  a kind of element that a later version of the converter invents
        Good: everything in the manual
        """,
    ),
)
"""Code, severity, and a sentence with Bad and Good."""
