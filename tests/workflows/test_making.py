"""What is made of a reading without touching the disk."""

import io
from datetime import UTC, datetime
from hashlib import sha256

from PIL import Image
from small_campaign import FILES

from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache
from coalition.sources.trees import MemoryTree
from coalition.workflows.making import Workshop, look_files
from coalition.workflows.reading import read

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SITE = """\
site_name: Fair Passage
theme: {name: material, logo: images/Our Logo.jpg, favicon: images/gone.png}
extra_css: [styles/own.css, styles/fetching.css, styles/gone.css, styles/own.css]
"""


def photograph(comment: bytes) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "JPEG", comment=comment)
    return out.getvalue()


def test_logo_and_style_sheets_are_published_and_what_fetches_or_is_not_there_is_not():
    style = "h1 { color: #123456; }\n"
    tree = MemoryTree(
        {
            "coalition.yaml": FILES["coalition.yaml"],
            "mkdocs.yml": SITE,
            "pages/images/Our Logo.jpg": photograph(b"27.7 N, 85.3 E"),
            "pages/styles/own.css": style,
            "pages/styles/fetching.css": "p { background: url(https://pictures.example/a.png); }\n",
        }
    )
    pandoc = Pandoc(Cache(None))
    reading = read(tree, NOW, pandoc)
    workshop = Workshop(reading, pandoc, NOW, commit="", draft=False, drafts=False, history={}, languages=("en",))

    found = look_files(workshop)

    assert sorted(found) == ["images/Our Logo.jpg", "styles/own.css"]
    path, content = found["styles/own.css"]
    assert (path, content) == (f"assets/styles/own-{sha256(style.encode()).hexdigest()[:8]}.css", style.encode())
    path, content = found["images/Our Logo.jpg"]
    assert path.startswith("assets/pictures/our-logo-")
    assert path.endswith(".jpg")
    assert b"27.7 N" not in content
