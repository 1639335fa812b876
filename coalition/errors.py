"""What is raised when the tool could not do its work.

A mistake in what people wrote is never an exception: it is a `coalition.problems.Problem`.
"""


class CoalitionError(Exception):
    """The tool could not do its work, for a reason that a person can act on.

    `message` says what went wrong in plain words; `hint` what to do about it. The command line prints both and
    ends with status 3.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
