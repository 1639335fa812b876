"""Vectors of texts and bytes: what was changed after it was signed, and what a text hid before."""

from __future__ import annotations

from tools.vectors.ground import STATEMENT, TEXT, Vector, sha

PATH = f"statements/{STATEMENT}/v1/en.md"
BOM = b"\xef\xbb\xbf"


def text_edited_by_one_space(it: Vector) -> None:
    """One blank is added to the text after a member signed it."""
    it.member("alpha-aid")
    it.freeze()
    path = it.answer("alpha-aid")
    it.edit(PATH, b"to open safe", b"to open  safe")
    it.expect(path, "altered-text")
    it.expected["status"] = 1
    it.more["check"] = ["altered-text"]


def text_and_digest_edited(it: Vector) -> None:
    """The text is changed, and the digest in the answer with it: then the signature no longer fits."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid", at=None)
    old = sha(it.files[PATH]).encode()
    it.edit(PATH, b"safe channels.", b"no channels.")
    it.edit(path, old, sha(it.files[PATH]).encode())
    it.receive(path)
    it.expect(path, "bad-signature")
    it.expected["status"] = 1


def crlf_in_text(it: Vector) -> None:
    """The text's lines end as on Windows."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid")
    _windows(it, PATH)
    it.expect(path, "altered-text")
    it.expected["status"] = 1
    it.more["check"] = ["windows-line-ends"]


def crlf_in_answer(it: Vector) -> None:
    """The answer's lines end as on Windows."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid")
    _windows(it, path)
    it.expect(path, "malformed", strength="announced")
    it.expected["status"] = 1
    it.more["check"] = ["windows-line-ends"]


def crlf_in_signature(it: Vector) -> None:
    """The signature's lines end as on Windows: OpenSSH does not read it."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid")
    _windows(it, f"{path}.sig")
    it.expect(path, "malformed")
    it.expected["status"] = 1
    it.more["check"] = ["windows-line-ends"]


def checkout_with_autocrlf(it: Vector) -> None:
    """A checkout with core.autocrlf and without .gitattributes: every text's lines end as on Windows."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid")
    it.keep_log()
    for name in tuple(it.files):
        _windows(it, name)
    it.expect(path, "malformed", strength="announced")
    it.expected |= {"status": 1, "papers": {"trust/receipts.log": "malformed"}}
    it.more["check"] = ["windows-line-ends"]


def bom_in_text(it: Vector) -> None:
    """A byte order mark before the text."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid")
    it.files[PATH] = BOM + it.files[PATH]
    it.expect(path, "altered-text")
    it.expected["status"] = 1


def bom_in_answer(it: Vector) -> None:
    """A byte order mark before the answer."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid")
    it.files[path] = BOM + it.files[path]
    it.expect(path, "malformed", strength="announced")
    it.expected["status"] = 1


def bom_in_signature(it: Vector) -> None:
    """A byte order mark before the signature."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid")
    it.files[f"{path}.sig"] = BOM + it.files[f"{path}.sig"]
    it.expect(path, "malformed")
    it.expected["status"] = 1


def _windows(it: Vector, path: str) -> None:
    it.files[path] = it.files[path].replace(b"\n", b"\r\n")


def _hidden(it: Vector, addition: str, *codes: str) -> None:
    it.statement(STATEMENT, texts={"v1/en.md": TEXT + addition})
    it.freeze()
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.more["check"] = list(codes)


def hidden_comment(it: Vector) -> None:
    """The text holds a comment that no reader sees, and every signer signs. Before anybody does, `check` names it."""
    _hidden(it, "\n<!-- and to close all others -->\n", "hidden-text")


def hidden_html(it: Vector) -> None:
    """The text holds HTML that no reader sees."""
    _hidden(it, '\n<div style="display:none">and to close all others</div>\n', "dropped-raw-html")


def hidden_zero_width(it: Vector) -> None:
    """The text holds a character without width between two letters."""
    _hidden(it, "\nOpen chan\u200bnels.\n", "invisible-character")


def hidden_direction(it: Vector) -> None:
    """The text holds characters that turn the direction of what is shown."""
    _hidden(it, "\nOpen \u202eslennahc\u202c.\n", "bidi-control")


def look_alike_names(it: Vector) -> None:
    """Two members whose names look alike, one of them with a letter of another script."""
    it.member("alpha-aid", "Alpha Aid")
    it.member("alpha-aid-two", "\u0410lpha Aid")
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expect(it.answer("alpha-aid-two"), "good", counts=True)
    it.more["check"] = ["mixed-scripts"]


STORIES = (
    text_edited_by_one_space, text_and_digest_edited, crlf_in_text, crlf_in_answer, crlf_in_signature,
    checkout_with_autocrlf, bom_in_text, bom_in_answer, bom_in_signature, hidden_comment, hidden_html,
    hidden_zero_width, hidden_direction, look_alike_names,
)  # fmt: skip
