"""What several rooms' tests share. That this file is here lets them import `site_sample`."""

import pytest
from hypothesis import settings

# A machine at work on something else is no failure of a law.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="keep what is made as what is expected")
