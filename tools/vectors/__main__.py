"""Make the test vectors anew: `python -m tools.vectors [NAME...]`, into tests/vectors/; with `cases [CODE...]`, tests/checks/bad/.

Their keys are made for it in a folder that is then removed: nobody has them. So every run makes other signatures; run
it when a format or a vector changes, for those alone that change.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tools.vectors import answers, approvals, cases, keys, numbers, receipts, signers, standing, texts
from tools.vectors.ground import Ground

TESTS = Path(__file__).resolve().parents[2] / "tests"
MODULES = (answers, approvals, keys, numbers, receipts, signers, standing, texts)
STORIES = tuple(story for module in MODULES for story in module.STORIES)


def main(names: list[str]) -> None:
    """Write the vectors of these names, or all of them."""
    wanted = [story for story in STORIES if not names or story.__name__.replace("_", "-") in names]
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder))
        for story in wanted:
            vector = ground.vector(story.__name__.replace("_", "-"), (story.__doc__ or "").split("\n\n")[0])
            story(vector)
            home = TESTS / "vectors" / vector.name
            shutil.rmtree(home, ignore_errors=True)
            for path, content in vector.finished().items():
                (home / path).parent.mkdir(parents=True, exist_ok=True)
                (home / path).write_bytes(content)
        for case in cases.cases(ground) if names[:1] == ["cases"] else ():
            if case.code in names or len(names) == 1:
                (TESTS / "checks/bad" / f"{case.code}.case").write_text(case.written(), encoding="utf-8")
    print(f"{len(wanted)} vectors")  # noqa: T201 -- a command


if __name__ == "__main__":
    main(sys.argv[1:])
