"""The documentation of what is reported of charts and maps."""

from __future__ import annotations

from coalition.problems import Severity

ERROR = Severity.ERROR

CHARTS: tuple[tuple[str, Severity, str], ...] = (
    (
        "chart-without-caption",
        ERROR,
        """A chart or map has a caption: the words between its two lines of three backticks.

        Bad:  nothing between the lines
        Good: `Fees paid to recruiters in 2024, by country, in US dollars.`
        """,
    ),
    (
        "chart-caption-markup",
        ERROR,
        """The caption of a chart or map is plain words.

        Bad:  `Fees paid to *recruiters* [@doe-2020].`
        Good: `Fees paid to recruiters.`, and `source="@doe-2020"`
        """,
    ),
    (
        "chart-out-of-place",
        ERROR,
        """Charts and maps are drawn in chapters and in the texts of report/: members sign the text of a statement, and would not sign the table behind a chart.

        Bad:  a chart in a statement, a practice, a meeting or a page
        Good: a table in the text; a link to the chapter that shows the chart
        """,
    ),
    (
        "figure-in-note",
        ERROR,
        """Figures, charts and maps stand in the text and not in a footnote.

        Bad:  `[^1]: See.`, and a picture in a paragraph of the note
        Good: `[^1]: See @fig-routes.`
        """,
    ),
    (
        "chart-without-source",
        ERROR,
        """A chart or map says where its numbers are from.

        Bad:  `{.chart data="data/fees.csv" type="bar"}`
        Good: `{.chart data="data/fees.csv" type="bar" source="@doe-2020"}`
        """,
    ),
    (
        "unknown-chart-type",
        ERROR,
        """A chart is of a type that can be drawn: bar, grouped-bar, line or dot.

        Bad:  `type="pie"`
        Good: `type="bar"`
        """,
    ),
    (
        "missing-chart-data",
        ERROR,
        """A chart or map shows a table of its own chapter; in a text of report/, one of report/data/.

        Bad:  `data="data/fee.csv"`, where the folder holds data/fees.csv
        Good: `data="data/fees.csv"`
        """,
    ),
    (
        "unknown-chart-column",
        ERROR,
        """A chart or map shows columns that its table has; more than one are parted by semicolons.

        Bad:  `value="fees"`, where the table has the column fee
        Good: `value="fee"`
        """,
    ),
    (
        "chart-names",
        ERROR,
        """The columns that a chart shows have names for readers all together, parted by semicolons, or none.

        Bad:  `value="people; fee" names="People"`
        Good: `value="people; fee" names="People asked; Average fee"`
        """,
    ),
    (
        "chart-not-a-number",
        ERROR,
        """What a chart or map shows as a number is written in digits, with a point before decimals and without blanks or commas. A cell without a number is empty. The cell's row is named.

        Bad:  `NP,about 900`, `NP,"1,200"`
        Good: `NP,1200`
        """,
    ),
    (
        "empty-chart",
        ERROR,
        """A chart or map has a number to show, in each of its columns.

        Bad:  a table of nothing but the names of its columns
        Good: a table with a row for each bar
        """,
    ),
    (
        "chart-too-large",
        ERROR,
        """A chart shows no more than can be read: 30 rows of bars or dots, 20 rows and 48 bars in groups, 60 rows in lines; at most 3 columns as bars, 6 otherwise, 1 on a map. A text shows at most 60 charts.

        Bad:  bars for 120 countries
        Good: bars for the ten largest and one for all others, or a map
        """,
    ),
    (
        "unknown-map-country",
        ERROR,
        """A map has one row a country, named by the two capital letters of ISO 3166-1.

        Bad:  `NPL,140`, `UK,90`, two rows that begin with `NP`
        Good: `NP,140`, `GB,90`
        """,
    ),
)
