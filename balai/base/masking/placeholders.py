"""What has been masked already stays as it is."""

import re

from balai.base.masking.reading import Reading
from balai.base.masking.spans import PLACEHOLDERS

MASKED = re.compile("|".join(map(re.escape, PLACEHOLDERS.values())))


def hidden(reading: Reading) -> None:
    if "[" in reading.text:
        for found in MASKED.finditer(reading.text):
            reading.keep(*found.span())
