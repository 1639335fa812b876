"""`python -m coalition` is `coalition`."""

from coalition.cli.main import run

run()
