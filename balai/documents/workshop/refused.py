"""How the workshop says no."""


class Refused(Exception):
    """`word` is one of balai.documents.rules.refusals.WORDS."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word
