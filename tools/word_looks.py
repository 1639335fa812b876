"""How each Word style of the reference document looks: a table, read by tools/reference_docx.py."""

# ruff: noqa: INP001 -- scripts, not a package

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.ns import nsdecls

SERIF, SANS = "Source Serif 4", "Source Sans 3"
STAND_INS = {SERIF: ("Georgia", "roman"), SANS: ("Calibri", "swiss")}
"""What Word takes where the typeface is not installed."""
INK, PETROL, RUST, QUIET, HAIRLINE = "1D2528", "12495A", "9C3D16", "566469", "C9D2D4"
TINT, WARM, SAND = "EEF3F4", "FBF3E7", "E3A857"


@dataclass(frozen=True)
class Look:
    """How a paragraph style looks; lengths in points."""

    name: str
    based: str = "Normal"
    font: str = SERIF
    size: float = 10.5
    colour: str = INK
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    line: float = 1.0
    left: float = 0
    right: float = 0
    hanging: float = 0
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    fill: str = ""
    border: str = ""
    """`left:24:9C3D16`: side, width in eighths of a point, colour; several with blanks between."""
    level: int | None = None
    following: str = ""
    tabs: str = ""
    joined: bool = False
    """Whether paragraphs of the style that follow each other stand close."""
    bare: bool = False
    """Whether it leaves letters to what it is based on."""

    @property
    def written(self) -> str:
        """The name as it stands in the file: Word writes some of its own in small letters and shows them in large."""
        return self.name.lower() if self.name.startswith("Heading") or self.name == "Caption" else self.name

    @property
    def id(self) -> str:
        """Word's name for the style inside the file."""
        given = "".join(word if word == "of" else word[0].upper() + word[1:] for word in self.name.split())
        return given.replace("Toc", "TOC")


BODY = 1.14
LOOKS = (
    Look("Body Text", after=7, line=BODY),
    Look("First Paragraph", based="BodyText", after=7, line=BODY, following="BodyText"),
    Look("Compact", based="BodyText", after=3, line=1.08, bare=True),
    Look("Title", font=SERIF, size=38, colour=PETROL, bold=True, before=60, after=10, line=0.9, keep_lines=True),
    Look("Subtitle", size=16, colour=PETROL, after=0, line=1.1),
    Look("Author", font=SANS, size=10.5, colour=RUST, bold=True, before=16, after=0, line=1.1),
    Look("Date", font=SANS, size=10.5, colour=QUIET, before=3, line=1.1),
    Look("Abstract Title", font=SANS, size=9, colour=QUIET, bold=True, keep_next=True, after=3),
    Look(
        "Abstract", size=12, colour=PETROL, before=16, after=18, line=1.14, border=f"top:6:{SAND}:8 bottom:6:{SAND}:8"
    ),
    Look("Bibliography", size=9.5, after=5, line=1.04, left=14, hanging=14, keep_lines=True),
    Look(
        "Heading 1",
        size=26,
        colour=PETROL,
        bold=True,
        before=0,
        after=18,
        line=1.0,
        keep_next=True,
        keep_lines=True,
        new_page=True,
        level=0,
        following="FirstParagraph",
    ),
    Look(
        "Heading 2",
        size=15.5,
        colour=PETROL,
        bold=True,
        before=22,
        after=6,
        line=1.05,
        keep_next=True,
        keep_lines=True,
        level=1,
        following="FirstParagraph",
    ),
    Look(
        "Heading 3",
        font=SANS,
        size=11.5,
        bold=True,
        before=15,
        after=4,
        line=1.1,
        keep_next=True,
        keep_lines=True,
        level=2,
        following="FirstParagraph",
    ),
    Look(
        "Heading 4",
        font=SANS,
        size=10.5,
        bold=True,
        italic=True,
        before=12,
        after=3,
        line=1.1,
        keep_next=True,
        keep_lines=True,
        level=3,
        following="FirstParagraph",
    ),
    Look("Heading 5", font=SANS, size=10.5, colour=QUIET, bold=True, before=10, after=3, keep_next=True, level=4),
    Look("Heading 6", font=SANS, size=10.5, colour=QUIET, italic=True, before=10, after=3, keep_next=True, level=5),
    Look("TOC Heading", size=26, colour=PETROL, bold=True, after=18, keep_next=True, new_page=True),
    Look("toc 1", size=12, colour=PETROL, bold=True, before=10, after=2, line=1.1, right=18, tabs="right"),
    Look("toc 2", font=SANS, size=10, after=2, line=1.1, left=14, right=18, tabs="right"),
    Look("toc 3", font=SANS, size=9.5, colour=QUIET, after=2, line=1.1, left=28, right=18, tabs="right"),
    Look("Table of Figures", font=SANS, size=10, after=4, line=1.1, left=28, hanging=28, right=18),
    Look("Block Text", based="BodyText", size=10.5, before=4, after=8, line=BODY, left=16, right=16),
    Look("Quote", based="BodyText", size=10.5, italic=True, before=4, after=8, line=BODY, left=16, right=16),
    Look("footnote text", font=SERIF, size=9, after=2, line=1.04),
    Look("Footnote Block Text", based="FootnoteText", size=9, left=12, line=1.04),
    Look("Definition Term", font=SANS, size=10, bold=True, before=8, keep_next=True),
    Look("Definition", after=4, line=1.1, left=14),
    Look("Caption", font=SANS, size=9.5, before=6, after=6, line=1.04, keep_lines=True),
    Look("Table Caption", based="Caption", font=SANS, size=9.5, before=12, after=5, line=1.04, keep_next=True),
    Look("Image Caption", based="Caption", font=SANS, size=9.5, before=5, after=14, line=1.04),
    Look("Source Line", based="Caption", font=SANS, size=8.5, colour=QUIET, before=1, after=14, line=1.04),
    Look("Index Line", font=SERIF, size=10, after=3, line=1.08, left=14, hanging=14),
    Look("Figure", before=10, after=4, keep_next=True),
    Look("Captioned Figure", based="Figure", before=10, after=4, keep_next=True),
    Look("Table Text", font=SANS, size=9.5, before=2, after=2, line=1.02),
    Look("Table Header", font=SANS, size=9.5, colour=PETROL, bold=True, before=2, after=2, line=1.02, keep_next=True),
    Look("Source Code", font=SANS, size=9.5, after=6, line=1.04, fill=TINT),
    Look("Credits", font=SANS, size=10, after=3, line=1.04, left=118, hanging=118),
    Look("Letter Title", size=26, colour=PETROL, bold=True, before=8, after=8, line=0.95, keep_lines=True),
    Look("Letter Kind", font=SANS, size=10.5, colour=QUIET, before=3, after=14, line=1.1),
    Look("Letter Remark", font=SANS, size=10, colour=QUIET, before=8, after=10, line=1.1),
    Look("Imprint", font=SANS, size=10, after=6, line=1.08, left=118, hanging=118),
    Look(
        "Draft",
        font=SANS,
        size=10.5,
        colour=RUST,
        bold=True,
        before=6,
        after=10,
        line=1.08,
        fill=WARM,
        border=f"left:18:{RUST}:6",
    ),
    Look("Passage Label", font=SANS, size=9, colour=RUST, bold=True, before=12, after=2, line=1.1, keep_next=True),
    Look("Passage Addressee", font=SANS, size=9, colour=QUIET, after=4, line=1.1, keep_next=True),
    Look(
        "Recommendation",
        after=14,
        joined=True,
        line=BODY,
        left=9,
        right=4,
        fill=WARM,
        border=f"left:18:{RUST}:8",
        keep_lines=True,
    ),
    Look(
        "Demand",
        bold=True,
        after=14,
        joined=True,
        line=BODY,
        left=9,
        right=4,
        fill=TINT,
        border=f"left:18:{PETROL}:8",
        keep_lines=True,
    ),
    Look(
        "Key Finding",
        size=13,
        colour=PETROL,
        before=2,
        after=14,
        line=1.1,
        keep_lines=True,
        border=f"top:8:{PETROL}:6 bottom:8:{PETROL}:6",
    ),
    Look(
        "Case Study",
        font=SANS,
        size=10,
        after=14,
        joined=True,
        line=1.1,
        left=9,
        right=4,
        fill=TINT,
        border=f"left:4:{TINT}:8",
    ),
    Look("Testimony", size=11.5, italic=True, after=14, joined=True, line=BODY, left=9, border=f"left:8:{SAND}:8"),
    Look("Case Data", after=6, line=1.08),
    Look("header", font=SANS, size=8.5, colour=QUIET),
    Look("footer", font=SANS, size=8.5, colour=QUIET, tabs="right"),
)
CHARACTERS = {
    "Hyperlink": f'<w:color w:val="{PETROL}"/><w:u w:val="single" w:color="{SAND}"/>',
    "Inner Link": f'<w:color w:val="{PETROL}"/>',
    "Footnote Reference": '<w:vertAlign w:val="superscript"/>',
    "Verbatim Char": f'<w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:cs="{SANS}"/>',
    "Number": f'<w:color w:val="{RUST}"/>',
    "Label": f'<w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:cs="{SANS}"/><w:color w:val="{QUIET}"/><w:sz w:val="18"/>',
    "Figure Label": f'<w:b/><w:color w:val="{PETROL}"/>',
}
TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:default="1" w:customStyle="1" w:styleId="Table">
  <w:name w:val="Table"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:pPr><w:spacing w:before="40" w:after="40" w:line="269" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:cs="{SANS}"/><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/>
    <w:tblBorders>
      <w:top w:val="single" w:sz="9" w:space="0" w:color="{PETROL}"/>
      <w:bottom w:val="single" w:sz="6" w:space="0" w:color="{PETROL}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
    </w:tblBorders>
    <w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
      <w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:trPr><w:cantSplit/></w:trPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{PETROL}"/></w:rPr>
    <w:trPr><w:tblHeader/></w:trPr>
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="{PETROL}"/></w:tcBorders>
      <w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
</w:style>"""
