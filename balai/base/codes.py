"""Short codes that a person can read out, and numbers of rows that come back from a page.

A code alone never opens anything.
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0 O 1 I L U, which eyes and ears mix up
LENGTH = 8
LONGEST_NUMBER = 18  # digits: what every database keeps as a whole number


def new_code() -> str:
    return code_of(secrets.randbelow(len(ALPHABET) ** LENGTH))


def code_of(number: int) -> str:
    """The last letters of this number, written in our alphabet."""
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def show_code(code: str) -> str:
    """'7K4MQ2XP' -> '7K4M-Q2XP'."""
    return f"{code[:4]}-{code[4:]}"


def read_code(text: str) -> str | None:
    """What a person typed, in any case, with any separators; None if it cannot be a code."""
    letters = "".join(c for c in text.upper() if c.isalnum())
    if len(letters) != LENGTH or any(c not in ALPHABET for c in letters):
        return None
    return letters


def read_number(text: str) -> int | None:
    """A row's number as a form or an address brings it; None for everything that cannot be one.

    `str.isdigit` alone says yes to '²' and to five thousand nines, and `int` refuses both.
    """
    is_one = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if is_one else None
