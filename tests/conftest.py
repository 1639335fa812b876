"""What several rooms' tests share. That this file is here lets them import `site_sample`."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="keep what is made as what is expected")
