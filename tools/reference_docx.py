"""Make coalition/outputs/report/templates/reference.docx: the Word styles that the report and statements are given.

    python -m tools.reference_docx

It begins with the reference document that pandoc brings, whose style names pandoc looks for, and gives every style a
look of ours. In the header and footer stand words in braces that coalition.outputs.report.docx fills in. Needs
python-docx and Pillow; the same run gives the same bytes.
"""

# ruff: noqa: INP001 -- a script, not a package

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import docx
import pypandoc
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from PIL import Image, ImageDraw

from coalition.outputs.report import cover
from tools.word_looks import CHARACTERS, INK, LOOKS, SERIF, STAND_INS, TABLE, Look

TARGET = Path(__file__).resolve().parent.parent / "coalition/outputs/report/templates/reference.docx"
PIXELS_PER_MM = 6


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
    top = Mm(297 - cover.HEIGHT)
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


def settings(document) -> None:  # noqa: ANN001 -- python-docx has no types
    """Say that it is a document of today: Word opens one that says nothing as if it were twenty years old."""
    element = document.settings.element
    mode = (
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    element.find(qn("w:rsids")).addprevious(parse_xml(mode))


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
    settings(document)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue())


if __name__ == "__main__":
    TARGET.write_bytes(make())
