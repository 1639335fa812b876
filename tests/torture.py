"""A campaign that is all exceptions: its chapters hold everything that a text may hold, in whatever combination hurts.

The chapter is one pattern for every language: `§w` stands for a word, `§s` for a sentence, `§p` for a long paragraph.
`tests/outputs/report/test_torture.py` demands that no kind of node, list, table or passage is missing from it.
"""

# ruff: noqa: RUF001 -- letters of many scripts are the matter

from __future__ import annotations

import io
from itertools import cycle

from PIL import Image

LANGUAGES = ("en", "es", "ar")

WORDS = {
    "en": ("harbour", "wages", "border", "passport", "contract", "journey"),
    "es": ("puerto", "salario", "frontera", "pasaporte", "contrato", "travesía"),
    "ar": ("ميناء", "أجور", "حدود", "جواز", "عقد", "رحلة"),
}
SENTENCES = {
    "en": (
        "Two people leave the same workplace with the same unpaid wages.",
        "The office that registers complaints closes before the shift ends.",
        "Nobody at the counter asks who keeps the passport.",
        "A rule that is written down can be read by whoever it binds.",
        "What was promised by word of mouth stands in no contract.",
    ),
    "es": (
        "Dos personas dejan el mismo trabajo con los mismos salarios sin pagar.",
        "La oficina que recibe las denuncias cierra antes de que acabe el turno.",
        "Nadie pregunta en la ventanilla quién guarda el pasaporte.",
        "Una norma escrita puede leerla cualquiera a quien obligue.",
        "Lo que se prometió de palabra no figura en ningún contrato.",
    ),
    "ar": (
        "يغادر شخصان مكان العمل نفسه بالأجور نفسها التي لم تُدفع.",
        "يغلق المكتب الذي يسجل الشكاوى أبوابه قبل أن تنتهي الوردية.",
        "لا أحد عند الشباك يسأل من يحتفظ بجواز السفر.",
        "القاعدة المكتوبة يستطيع أن يقرأها كل من تلزمه.",
        "ما وُعد به شفهيا لا يرد في أي عقد.",
    ),
}
_TITLES = {
    "en": ("All that a text may hold", "The other shore", "Foreword", "Summary", "How we asked"),
    "es": ("Todo lo que cabe en un texto", "La otra orilla", "Prólogo", "Resumen", "Cómo preguntamos"),
    "ar": ("كل ما قد يرد في نص", "الشاطئ الآخر", "تصدير", "ملخص", "كيف سألنا"),
}
_SCRIPTS = (
    "[Ελληνικά, πολυτονικά: ᾄδω τὴν ὁδόν]{lang=el}, [Русский, Қазақша, Українська: съезд ґанок]{lang=ru}, "
    "[Tiếng Việt: người lao động]{lang=vi}, [Hausa: ƙasa, ɗan Adam]{lang=ha}, [Eʋegbe: ɖeviwo]{lang=ee}, "
    "[Türkçe: işçi, İstanbul, ağır]{lang=tr}, [Íslenska: þræll, ðögun]{lang=is}, [العربية: عمال مهاجرون]{lang=ar dir=rtl}, "
    "[English, from the left: 12 boats]{lang=en dir=ltr}"
)
_URL = (
    "https://www.example.org/publications/2026/annual-report/" + "a-very-long-segment-without-an-end-" * 5 + "?page=17"
)
_LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2

_INLINES = f"""\
§s *§w*, **§w**, ***§w***, ~~§w~~, H~2~O, 3^rd^, [§w]{{.smallcaps}}, [§w]{{.underline}}, [§w]{{.mark}}, `§w = 1`, "§w and
'§w' in it", §w--§w, §w---§w …, §w&nbsp;§w, Donau&shy;dampf&shy;schiff, §w\\
after a break. {_SCRIPTS}. A long word: {_LONG}. An address: <{_URL}>, [§w]({_URL} "§w"),
[post](mailto:office@harbour.example). ← ↑ → ↓ ≤ ≥ ≠ ± × ÷ √ ∞ ¼ ½ ¾ € £ ₦ ₹ ₽ ₿ № § ¶ † ‡ • ‰ ′ ″ © ® ™ ✓. \
![A small square]({{}}){{width=5%}} in the line.
"""

_CITES = """\
§s [@ilo-2022, p. 3]. @doe-2020 says so, [-@doe-2020, pp. 4--7] too [see @ilo-2022, para. 12; also @roe-2021].[^long] §s^[A
note in the line, with *stress*, a [link](https://www.example.org/) and a work [@roe-2021].] See @fig-photo, @tbl-spans,
@sec-lists, @other/sec-other and [that passage](#rec-first). The [Refugee Convention]{.instrument} speaks of every
trafficked person.[^short]

[^long]: §p

    - §s
    - §s

        1. §s
        2. §s [@doe-2020]

    > §s

    | §w | §w |
    |----|---:|
    | §w | 12 |

[^short]: §s
"""

_LISTS = """\
## §w, §w {#sec-lists}

- §s
    - §s
        - §s
            - §s
                - §s
- §w

1. §s

    §p

    > §s

    ```
    code = "in a list"
    ```

2. §s

    | §w | §w |
    |----|----|
    | §w | §w |

    - §s

(3) §w
(4) §w

a) §w
b) §w

A.  §w
B.  §w

i. §w
ii. §w

IV. §w
V.  §w

I)  §w
II) §w

(i) §w
(ii) §w

#. §w
#. §w

§w *§w*
:   §p

:   §s

    - §s
    - §s

§w
:   §s

| §w,
|     §w that is set in,
| §w.

> §p
>
> > §s
>
> - §s
>
> — §w

---

```python
for person in people:
    print(f"{person}: <b> & 'quotes' # no $markup$ _here_")    # a line that is far longer than any page is wide, on and on
```
"""

_GRID = """\
+---------------+-----------------------+------------------+
| §w            | §w                    | §w               |
|               +-----------+-----------+                  |
|               | §w        | §w        |                  |
+===============+===========+===========+==================+
| §w            | - a       | 12        | 1. one           |
| over two      | - b       |           | 2. two           |
|               +-----------+-----------+------------------+
|               | 14 and 15             | > quoted         |
+---------------+-----------+-----------+------------------+
| §w            | 16        | 17        | `code`           |
+===============+===========+===========+==================+
| all           | 28        | 32        | a foot           |
+===============+===========+===========+==================+
"""


def _pattern() -> str:
    """The chapter, before words are put in."""
    square = "figures/square.png"
    return "\n\n".join(
        [
            f"§p\n\n{_INLINES.replace('{}', square)}",
            "## §s {#sec-inlines}\n\n§p §p\n\n### §s {#sec-third}\n\n#### §s\n\n##### §w\n\n###### §w\n\n§p",
            f"## [§w]{{lang=de}} *§w* `§w` and H~2~O {{#sec-marked}}\n\n{_CITES}",
            _LISTS,
            "## §w {#sec-tables}\n\n@tbl-long §s",
            _rows(46),
            f"{_wide(11)}\n\n: §s {{#tbl-wide}}",
            _spans(),
            f'| §w | §w |\n|:---|:--|\n| {" ".join(["§s"] * 40)} | §w |\n\n: §s {{#tbl-cell source="[@doe-2020, p. 9]"}}',
            "| §w | §w |\n|:--:|---:|\n| [@ilo-2022] | **9**^[§s] |\n| [§w](#sec-lists) |  |",
            "  -------  -----\n  §w         12\n\n  §w          4\n  -------  -----",
            "::: {.case-data #cd-one}\n| §w | §w |\n|----|---:|\n| §w | 240 |\n\n:::",
            "## §w {#sec-figures}\n\n§s",
            '![§s](figures/photo.jpg){#fig-photo alt="A harbour at night" source="[@ilo-2022, p. 40]" width=70%}',
            f'![]({square}){{#fig-bare alt="A red square"}}',
            '![§s](figures/tall.png){#fig-tall alt="A tall strip of stripes"}',
            *_charts(),
            "## §w {#sec-passages}",
            *_passages(),
            "::: {lang=de}\nEin Absatz auf Deutsch mit „Anführung“.\n\n- Ein Punkt\n:::",
            "::: {lang=ar dir=rtl}\nفقرة بالعربية مع 12 رقما و English فيها.\n\n- نقطة\n:::",
            "::: {lang=en dir=ltr}\nA paragraph in English.\n:::",
            "\n\n".join(["§p §s"] * 12),
            "## §w {.unnumbered}\n\n§p",
        ]
    )


def _rows(count: int) -> str:
    rows = "\n".join(f"| §w {number} | §w | {number * 1017:,} |" for number in range(count))
    return f'| §w | §w | §w |\n|:--|:-:|--:|\n{rows}\n\n: §s §s {{#tbl-long source="§w"}}'


def _wide(columns: int) -> str:
    line = lambda cell: "|" + "|".join(f" {cell} " for _ in range(columns)) + "|"  # noqa: E731 -- three lines below
    return "\n".join((line("§w"), "|" + "----:|" * columns, line("1,234"), line("12"), line("§w")))


def _spans() -> str:
    return f"{_GRID}\n: §s {{#tbl-spans}}"


def _charts() -> list[str]:
    kinds = (("bar", ""), ("grouped-bar", ""), ("line", ' width="80%"'), ("dot", ""))
    made = [
        f'```{{.chart #fig-{kind} data="data/fees.csv" type="{kind}" label="place" value="people; fee" '
        f'names="§w; §w" alt="{kind}: the second is the highest." source="@doe-2020"{more}}}\n§s\n```'
        for kind, more in kinds
    ]
    made.append(
        '```{.map #fig-map data="data/states.csv" label="country" value="people" alt="Most live in the south." '
        'source="@ilo-2022"}\n§s\n```'
    )
    return made


def _passages() -> list[str]:
    named = {
        "recommendation": '#rec-first to="all-states media" countries="NP QA"',
        "demand": '#dem-first to="business"',
        "key-finding": "#kf-first",
        "case-study": '#cs-first practice="desk"',
        "testimony": '#tm-first consent="2026-014" pseudonym="§w"',
        "case-data": "#cd-first",
    }
    short = [f"::: {{.{kind} {rest}}}\n§s\n:::" for kind, rest in named.items()]
    inside = "§p [@doe-2020]\n\n- §s\n- §s\n\n> §s\n\n| §w | §w |\n|--|--|\n| §w | 1 |\n\n"
    long = inside + "\n\n".join(["§p §p"] * 6)
    return [
        *short,
        f'::: {{.recommendation to="all-states"}}\n{long}\n:::',
        f'::: {{.case-study}}\n### §w\n\n{inside}![§s](figures/square.png){{alt="A square again"}}\n:::',
        f'::: {{.testimony consent="2026-014" pseudonym="§w" lang=es}}\n{"§s " * 3}\n:::',
        '::: {.demand to="all-states"}\n1. §s\n2. §s^[§s]\n:::\n\n::: {.demand to="media"}\n§s\n:::',
    ]


def _spoken(pattern: str, language: str) -> str:
    """A pattern with words of a language, in an order that is always the same."""
    words, sentences = cycle(WORDS[language]), cycle(SENTENCES[language])
    made = []
    for index, part in enumerate(pattern.split("§")):
        if not index or part[:1] not in {"w", "s", "p"}:
            made.append("§" * bool(index) + part)
            continue
        spoken = {"w": 0, "s": 1, "p": 5}[part[0]]
        given = " ".join(next(sentences) for _ in range(spoken)) if spoken else next(words)
        rest = part[1:]
        padding = len(rest) - len(rest.lstrip(" "))
        if padding > 2:  # a cell of a grid keeps its width
            rest = " " * (padding + 2 - len(given)) + rest.lstrip(" ")
        made.append(given + rest)
    return "".join(made)


_BIBLIOGRAPHY = f"""\
@report{{ilo-2022, author = {{{{International Labour Organization}}}}, title = {{Global Estimates of Modern Slavery}}, year = {{2022}}, url = {{{_URL}}}}}
@book{{doe-2020, author = {{Doe, Jane and Öztürk, Ğül}}, title = {{Boats, \\emph{{and}} {{Other}} Ways}}, year = {{2020}}, publisher = {{Quay}}, doi = {{10.1000/182}}}}
@article{{roe-2021, author = {{Roe, Иван}}, title = {{On "wages" & more}}, journal = {{J. of <b>Work</b>}}, volume = {{3}}, pages = {{1--9}}, year = {{2021}}}}
"""
_SETTINGS = {
    "en": "  parts:\n    - {title: On the way, chapters: [torture]}\n    - {title: Ashore, chapters: [other]}\n  index: true\n",
    "es": "  chapters: [torture, other]\n  numbered_paragraphs: true\n",
    "ar": "  chapters: [torture, other]\n  bibliography: by-chapter\n",
}


def texts(language: str) -> dict[str, str]:
    """The files of the campaign that are texts: all of it is in one language."""
    title, other, foreword, summary, annex = _TITLES[language]
    word = lambda pattern: _spoken(pattern, language)  # noqa: E731 -- many times below
    chapter = f"---\ntitle: {title}\ntheme: work\nlead: harbour\ncontributors: [quay]\nstatus: final\nabstract: >-\n  §p\n---\n\n"
    return {
        "coalition.yaml": "format: 1\n"
        f"campaign: {{id: torture, name: {title}, domain: torture.example, secretariat: harbour, languages: [{language}]}}\n"
        f"themes: {{work: {{title: {other}}}}}\nreport:\n  title: {title}\n  subtitle: {other}\n  edition: '2026'\n"
        f"{_SETTINGS[language]}",
        "mkdocs.yml": f"site_name: {title}\nsite_url: https://torture.example/\nnav:\n  - {title}: index.md\n",
        "members.yaml": "members:\n"
        "  - {id: harbour, name: Harbour Network, type: network, country: 'NO', membership: [{status: active, on: 2024-01-01}],"
        " contacts: [{type: email, value: office@harbour.example, public: true}]}\n"
        "  - {id: quay, name: Quay House, type: national-ngo, country: NP, membership: [{status: active, on: 2024-01-01}]}\n",
        "pages/index.md": f"---\ntitle: {title}\n---\n\n{word('§p')}\n",
        "practices/desk.md": f"---\ntitle: {other}\nmember: quay\nsummary: {word('§s')}\n---\n\n{word('§p')}\n",
        "chapters/torture/chapter.md": word(chapter + _pattern()) + "\n",
        "chapters/torture/data/fees.csv": "place,people,fee\n§w,12,1200.5\n§w,400,900\n§w,,30\n".replace(
            "§w", "{}"
        ).format(*WORDS[language]),
        "chapters/torture/data/states.csv": "country,people\nNP,400\nIN,1200\nKE,90\nNO,4\nBR,700\n",
        "chapters/other/chapter.md": word(
            f"---\ntitle: {other}\ntheme: work\nlead: quay\nreviewers: [harbour]\nstatus: final\n---\n\n"
            "§p\n\n## §w {#sec-other}\n\n§p [@ilo-2022; @torture/sec-lists].\n\n"
            '::: {.recommendation #rec-first to="all-states"}\n§s\n:::\n'
        ),
        "references.bib": _BIBLIOGRAPHY,
        "consents.yaml": "consents:\n  - {id: 2026-014, scope: [report, site], media: [web, print], languages: [en, es, ar],"
        " on: 2026-01-01, until: 2030-01-01}\n",
        "report/foreword.md": word(f"---\ntitle: {foreword}\n---\n\n§p §p\n\n§p\n"),
        "report/summary.md": word(f"---\ntitle: {summary}\n---\n\n§p\n\n- **§w** §s\n- **§w** §s\n"),
        "report/method.md": word(f"---\ntitle: {annex}\n---\n\n§p\n\n## §w\n\n§p[^1] [@roe-2021]\n\n[^1]: §s\n"),
        "report/glossary.yaml": "terms:\n  - id: trafficked-person\n    term: trafficked person\n    definition: "
        f"{word('§p')}\n    source: ilo-2022\n",
        "report/instruments.yaml": "instruments:\n  - id: refugee-convention-1951\n    title: Convention relating to the Status of"
        " Refugees\n    short_title: Refugee Convention\n    date: 1951-07-28\n    url: https://www.example.org/\n",
    }


def files(language: str) -> dict[str, str | bytes]:
    """Everything of the campaign, its pictures too."""
    return {
        **texts(language),
        "chapters/torture/figures/square.png": _picture(20, 20, "PNG"),
        "chapters/torture/figures/photo.jpg": _picture(640, 420, "JPEG"),
        "chapters/torture/figures/tall.png": _picture(120, 900, "PNG"),
    }


def _picture(width: int, height: int, form: str) -> bytes:
    """Stripes, which show whether a picture is drawn whole and upright."""
    image = Image.new("RGB", (width, height), "#12495a")
    for top in range(0, height, 20):
        image.paste((200, top * 255 // height, 60), (0, top, width * (top + 20) // (height + 20), top + 10))
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()
