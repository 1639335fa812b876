"""What a campaign's code host has to install: exactly what runs here, from where it was installed."""

from __future__ import annotations

import json
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

PROGRAM = "coalition"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SECRET = re.compile(r"://[^/@\s]*@")
_HEAD = """\
# What the code host installs to check and build the campaign: exactly these versions, which were there when it was
# founded. The same versions make the same files. For a newer coalition, change its line, and what it needs below:
# "pip freeze" says it, where the newer one is installed.
"""
_UNKNOWN = """\
# This coalition was installed from a folder of somebody's machine, which a code host cannot reach. Write here from where
# it is to be installed, as one line, and push again:
#   coalition @ git+https://HOST/OWNER/coalition@COMMIT
#   coalition @ https://HOST/coalition-VERSION-py3-none-any.whl#sha256=DIGEST
# Do not write the name alone: on the public index it may be another's program.
"""


def requirements(source: str | None = None) -> str:
    """The text of `requirements.txt`; `source` says where the program comes from, instead of what was found out.

    Law: nothing is named that would be looked up on an index under the program's name, unless it was installed so.
    """
    line = source or program()
    return _HEAD + (f"{line}\n" if line else _UNKNOWN) + "".join(f"{needed}\n" for needed in needs())


def program() -> str | None:
    """From where this program was installed, as a line of requirements; None when others cannot reach it."""
    found = distribution(PROGRAM)
    direct = found.read_text("direct_url.json")
    if direct is None:
        return f"{PROGRAM}=={found.version}"
    return _address(json.loads(direct))


def _address(direct: dict[str, Any]) -> str | None:
    """Of the standard record of an installation from an address: the same address, without a password in it."""
    url = _SECRET.sub("://", str(direct.get("url", "")))
    if not url.startswith("https://"):
        return None
    if "vcs_info" in direct:
        return f"{PROGRAM} @ {direct['vcs_info']['vcs']}+{url}@{direct['vcs_info']['commit_id']}"
    digest = direct.get("archive_info", {}).get("hashes", {}).get("sha256")
    return f"{PROGRAM} @ {url}#sha256={digest}" if digest else None


def needs() -> tuple[str, ...]:
    """Every library that the program needs, itself or through another, at the version that is here: `babel==2.18.0`."""
    found: dict[str, str] = {}
    waiting = [PROGRAM]
    while waiting:
        for name in _required(distribution(waiting.pop())):
            one = _installed(name)
            if one is not None and one.name.lower() not in found:
                found[one.name.lower()] = f"{one.name}=={one.version}"
                waiting.append(one.name)
    return tuple(line for _, line in sorted(found.items()))


def _required(one: Distribution) -> list[str]:
    """The names that it requires, but for extras; of those for other systems some are not there."""
    plain = (line for line in one.requires or () if "extra ==" not in line)
    return [found[0] for line in plain if (found := _NAME.match(line))]


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None
