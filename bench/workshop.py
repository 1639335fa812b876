"""A temporary campaign in a git repository, and the library's command to work on it."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from bench import campaign, timing
from bench.bare import Bare

COALITION = Path(sys.executable).with_name("coalition")
"""The console script beside the interpreter that runs the bench."""


@dataclass
class Workshop:
    """Where measuring is done. What takes long to make is made when it is first asked for, and once."""

    folder: Path
    size: campaign.Size
    registry: int
    """Members of the registry that is checked alone."""
    runs: int
    """How often what takes seconds is measured."""
    edits: list[str] = field(default_factory=list)

    @cached_property
    def repository(self) -> Path:
        """The reference campaign, committed."""
        folder = self.folder / "campaign"
        campaign.write(folder, campaign.files(self.size))
        return folder

    @cached_property
    def registry_alone(self) -> Path:
        """A campaign with a large registry and nothing else."""
        folder = self.folder / "registry"
        campaign.write(folder, campaign.registry_alone(self.registry))
        return folder

    @cached_property
    def bare(self) -> Bare:
        """The bare tools with the same material."""
        if not (self.repository / "public").exists():
            timing.output(self.build)
        return Bare(self.folder / "bare", self.repository, self.repository / "public")

    @property
    def build(self) -> list[str | Path]:
        """The command that builds everything."""
        return [COALITION, "-C", self.repository, "build", "--quiet"]

    def check(self, folder: Path) -> list[str | Path]:
        """The command that checks a campaign."""
        return [COALITION, "-C", folder, "check"]

    def forget(self, folder: Path) -> None:
        """Remove the cache, so that the next run is a cold one."""
        shutil.rmtree(folder / ".coalition", ignore_errors=True)

    def cold(self) -> float:
        """Seconds of a build that finds nothing made before."""
        self.forget(self.repository)
        shutil.rmtree(self.repository / "public", ignore_errors=True)
        return timing.seconds(self.build)

    def cold_check(self, folder: Path) -> float:
        """Seconds of a check that finds nothing made before."""
        self.forget(folder)
        return timing.seconds(self.check(folder))

    def edit(self, *, commit: bool) -> tuple[str, str]:
        """Write a new sentence into a chapter: the chapter's id, and a word that stands nowhere else."""
        chapters = sorted(path.parent.name for path in self.repository.glob("chapters/*/chapter.md"))
        chapter, word = chapters[len(self.edits) % len(chapters)], f"amendment{len(self.edits) + 1:04}"
        path = self.repository / f"chapters/{chapter}/chapter.md"
        head, mark, rest = path.read_text().partition("{#sec-2}\n\n")
        path.write_text(f"{head}{mark}The {word} stands here. {rest}")
        self.edits.append(word)
        if commit:
            when = datetime(2026, 11, 1, 12, tzinfo=UTC) + timedelta(hours=len(self.edits))
            campaign.commit(self.repository, f"Edit {chapter}", when=when.isoformat())
        return chapter, word
