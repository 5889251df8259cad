"""The one way in which the matter says no."""


class RuleBroken(Exception):
    """A rule refuses. `code` is for machines and never changes; `message` is plain Indonesian."""

    def __init__(self, code: str, message: str, **details: object) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details


class Busy(Exception):
    """The database could not give a lock in time, twice: the page asks the reader to try again."""
