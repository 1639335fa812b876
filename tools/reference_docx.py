"""Make coalition/outputs/report/templates/reference.docx: the Word styles that the report and statements are given.

    python tools/reference_docx.py

It begins with the reference document that pandoc brings, whose style names pandoc looks for, and gives every style a
look of ours. In the header and footer stand words in braces that coalition.outputs.report.docx fills in. Needs
python-docx and Pillow; the same run gives the same bytes.
"""

# ruff: noqa: INP001 -- a script, not a package

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import docx
import pypandoc
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from PIL import Image, ImageDraw

from coalition.outputs.report import cover

TARGET = Path(__file__).resolve().parent.parent / "coalition/outputs/report/templates/reference.docx"
SERIF, SANS = "Source Serif 4", "Source Sans 3"
STAND_INS = {SERIF: ("Georgia", "roman"), SANS: ("Calibri", "swiss")}
"""What Word takes where the typeface is not installed."""
INK, PETROL, RUST, QUIET, HAIRLINE = "1D2528", "12495A", "9C3D16", "566469", "C9D2D4"
TINT, WARM, SAND = "EEF3F4", "FBF3E7", "E3A857"
PIXELS_PER_MM = 6


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
        return self.name.replace(" ", "").replace("toc", "TOC")


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
    Look("Block Text", based="BodyText", size=10.5, before=4, after=8, line=BODY, left=16, right=16),
    Look("Quote", based="BodyText", size=10.5, italic=True, before=4, after=8, line=BODY, left=16, right=16),
    Look("footnote text", font=SERIF, size=9, after=2, line=1.04),
    Look("Footnote Block Text", based="FootnoteText", size=9, left=12, line=1.04),
    Look("Definition Term", font=SANS, size=10, bold=True, before=8, keep_next=True),
    Look("Definition", after=4, line=1.1, left=14),
    Look("Caption", font=SANS, size=9.5, before=6, after=6, line=1.04, keep_lines=True),
    Look("Table Caption", based="Caption", font=SANS, size=9.5, before=12, after=5, line=1.04, keep_next=True),
    Look("Image Caption", based="Caption", font=SANS, size=9.5, before=5, after=14, line=1.04),
    Look("Figure", before=10, after=4, keep_next=True),
    Look("Captioned Figure", based="Figure", before=10, after=4, keep_next=True),
    Look("Table Text", font=SANS, size=9.5, before=2, after=2, line=1.02),
    Look("Table Header", font=SANS, size=9.5, colour=PETROL, bold=True, before=2, after=2, line=1.02, keep_next=True),
    Look("Source Code", font=SANS, size=9.5, after=6, line=1.04, fill=TINT),
    Look("Credits", font=SANS, size=10, after=3, line=1.04, left=118, hanging=118),
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


def style_xml(look: Look, text_width: int) -> str:
    """The paragraph style as Word writes it."""
    twips = lambda points: round(points * 20)  # noqa: E731 -- a unit, used six times below
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"/>'
        for side, width, colour, space in (one.split(":") for one in look.border.split())
    )
    paragraph = "".join(
        [
            "<w:keepNext/>" * look.keep_next,
            "<w:keepLines/>" * look.keep_lines,
            "<w:pageBreakBefore/>" * look.new_page,
            "<w:widowControl/>",
            f"<w:pBdr>{borders}</w:pBdr>" if borders else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{look.fill}"/>' if look.fill else "",
            f'<w:tabs><w:tab w:val="right" w:pos="{text_width}"/></w:tabs>' if look.tabs else "",
            "<w:suppressAutoHyphens/>",
            f'<w:spacing w:before="{twips(look.before)}" w:after="{twips(look.after)}" w:line="{round(look.line * 240)}" w:lineRule="auto"/>',
            f'<w:ind w:left="{twips(look.left)}" w:right="{twips(look.right)}" w:hanging="{twips(look.hanging)}"/>',
            "<w:contextualSpacing/>" * look.joined,
            f'<w:outlineLvl w:val="{look.level}"/>' if look.level is not None else "",
        ]
    )
    run = "".join(
        [
            f'<w:rFonts w:ascii="{look.font}" w:hAnsi="{look.font}" w:cs="{look.font}" w:eastAsia="{look.font}"/>',
            "<w:b/><w:bCs/>" if look.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>',
            "<w:i/><w:iCs/>" if look.italic else '<w:i w:val="0"/><w:iCs w:val="0"/>',
            f'<w:color w:val="{look.colour}"/><w:sz w:val="{round(look.size * 2)}"/>',
            f'<w:szCs w:val="{round(look.size * 2)}"/>',
        ]
    )
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{look.id}"><w:name w:val="{look.written}"/>'
        f'<w:basedOn w:val="{look.based}"/>'
        + (f'<w:next w:val="{look.following}"/>' if look.following else "")
        + f'<w:uiPriority w:val="9"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        + ("" if look.bare else f"<w:rPr>{run}</w:rPr>")
        + "</w:style>"
    )


def character_xml(name: str, run: str) -> str:
    """The character style as Word writes it."""
    return (
        f'<w:style {nsdecls("w")} w:type="character" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{run}</w:rPr></w:style>'
    )


def put(styles, xml: str) -> None:  # noqa: ANN001 -- python-docx has no types
    """Replace the style of the same id, or add it."""
    element = parse_xml(xml)
    wanted = element.get(qn("w:styleId")).casefold()
    for old in list(styles.element.findall(qn("w:style"))):
        if old.get(qn("w:styleId")).casefold() == wanted:
            styles.element.remove(old)
    styles.element.append(element)


def drawing() -> bytes:
    """The lower half of the first page."""
    size = (round(cover.WIDTH * PIXELS_PER_MM), round(cover.HEIGHT * PIXELS_PER_MM))
    picture = Image.new("RGB", size, cover.GROUND)
    pen = ImageDraw.Draw(picture)
    for bar in cover.bars():
        corners = (bar.x, bar.y, bar.x + bar.width, bar.y + bar.height)
        pen.rectangle([round(value * PIXELS_PER_MM) for value in corners], fill=bar.colour)
    out = io.BytesIO()
    picture.quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


def anchor(paragraph) -> None:  # noqa: ANN001 -- python-docx has no types
    """Set the drawing behind the text, at the foot of the page, from edge to edge; it is decoration."""
    inline = paragraph.add_run().add_picture(io.BytesIO(drawing()), width=Mm(cover.WIDTH))._inline  # noqa: SLF001 -- there is no public way
    top = Mm(297 - cover.HEIGHT - 25)
    xml = (
        f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{inline.extent.cx}" cy="{inline.extent.cy}"/><wp:wrapNone/>'
        '<wp:docPr id="1001" name="Cover" descr=""/></wp:anchor>'
    )
    made = parse_xml(xml)
    made.append(inline.graphic)
    inline.getparent().replace(inline, made)


def field(paragraph, code: str, shown: str) -> None:  # noqa: ANN001 -- python-docx has no types
    """A field that Word computes; `shown` stands until it does."""
    for kind, text in (("begin", None), (None, code), ("separate", None), ("text", shown), ("end", None)):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
            continue
        element = OxmlElement("w:instrText" if kind is None else "w:fldChar")
        if kind is None:
            element.set(qn("xml:space"), "preserve")
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001 -- there is no public way


def furnish(document) -> None:  # noqa: ANN001 -- python-docx has no types
    """Page, header and footer."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(34), Mm(31)
    section.top_margin, section.bottom_margin = Mm(32), Mm(28)
    section.header_distance, section.footer_distance = Mm(15), Mm(14)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    head = section.header.paragraphs[0]
    head.style = document.styles["header"]
    field(head, ' STYLEREF "Heading 1" ', "{title}")
    foot = section.footer.paragraphs[0]
    foot.style = document.styles["footer"]
    foot.add_run("{running}\t")
    field(foot, " PAGE ", "1")
    first = section.first_page_header.paragraphs[0]
    first.style = document.styles["header"]
    anchor(first)
    section.first_page_footer.paragraphs[0].style = document.styles["footer"]


def typefaces(document) -> None:  # noqa: ANN001 -- python-docx has no types
    """Name what stands in for the typefaces where they are not installed."""
    part = next(part for part in document.part.package.iter_parts() if str(part.partname) == "/word/fontTable.xml")
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (other, family) in STAND_INS.items()
    )
    part._blob = (  # noqa: SLF001 -- there is no public way
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
    )


def defaults(styles) -> None:  # noqa: ANN001 -- python-docx has no types
    """What every style begins with."""
    old = styles.element.find(qn("w:docDefaults"))
    styles.element.replace(
        old,
        parse_xml(
            f'<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr><w:rFonts w:ascii="{SERIF}" w:hAnsi="{SERIF}" w:cs="{SERIF}" '
            f'w:eastAsia="{SERIF}"/><w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-GB" w:eastAsia="en-GB" '
            'w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
        ),
    )


def settled(raw: bytes) -> bytes:
    """The same archive without the time at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def make() -> bytes:
    """The reference document."""
    default = subprocess.run(
        [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"], capture_output=True, check=True
    ).stdout
    document = docx.Document(io.BytesIO(default))
    width = round((210 - 34 - 31) / 25.4 * 1440)
    defaults(document.styles)
    for look in LOOKS:
        put(document.styles, style_xml(look, width))
    for name, run in CHARACTERS.items():
        put(document.styles, character_xml(name, run))
    put(document.styles, TABLE)
    furnish(document)
    typefaces(document)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue())


if __name__ == "__main__":
    TARGET.write_bytes(make())
