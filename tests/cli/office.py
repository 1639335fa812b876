"""Settles tracked changes in LibreOffice: run by a Python that has UNO, `office.py IN ACTION OUT …`.

ACTION is `accept`, `reject` or `keep`; OUT ends in .txt or .docx.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
FILTERS = {".txt": "Text (encoded)", ".docx": "MS Word 2007 XML"}


def main(words: list[str]) -> None:
    """Open each document, do with its changes what is asked, and write it."""
    profile = tempfile.mkdtemp()
    name = f"settling{os.getpid()}"
    options = ["--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}"]
    office = subprocess.Popen(
        ["soffice", *options, f"--accept=pipe,name={name};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        context = _context(name)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        helper = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        for source, action, target in zip(words[::3], words[1::3], words[2::3], strict=True):
            document = desktop.loadComponentFromURL(Path(source).resolve().as_uri(), "_blank", 0, _given(Hidden=True))
            if action in COMMANDS:
                helper.executeDispatch(document.CurrentController.Frame, COMMANDS[action], "", 0, ())
            how = _given(FilterName=FILTERS[Path(target).suffix], FilterOptions="UTF8")
            document.storeToURL(Path(target).resolve().as_uri(), how)
            document.close(True)  # noqa: FBT003 -- as UNO takes it
        with contextlib.suppress(Exception):  # the answer is lost with the office that ends
            desktop.terminate()
    finally:
        office.wait(60)
        shutil.rmtree(profile, ignore_errors=True)


def _context(name: str):
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        with contextlib.suppress(Exception):
            return resolver.resolve(f"uno:pipe,name={name};urp;StarOffice.ComponentContext")
        time.sleep(0.5)
    raise SystemExit("LibreOffice did not start.")


def _given(**values):
    from com.sun.star.beans import PropertyValue

    made = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


if __name__ == "__main__":
    main(sys.argv[1:])
