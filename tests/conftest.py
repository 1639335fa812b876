"""What several rooms' tests share. That this file is here lets them import `site_sample`."""

import os
import shutil
import signal

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
# In a container there is no graphics card, little shared memory and no namespace for the browser's own sandbox.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="keep what is made as what is expected")


def pytest_configure() -> None:
    """A shell that runs the tests in the background has them ignore Ctrl-C, and so would each program they start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests of a process: two cannot be driven at once.

    Without Chromium the tests are skipped, and say so; where CI is set they fail instead, so that nobody takes silence
    for success.
    """
    if not CHROMIUM:
        reason = "Chromium is not installed (Debian: apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()
