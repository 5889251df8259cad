"""Write the second half of docs/GLOSSARY.md from the code: every state, kind and role, and its word.

`make fmt` runs it; tests/house refuses a glossary that lags behind.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

GLOSSARY = Path(__file__).resolve().parent.parent / "docs" / "GLOSSARY.md"
MARK = "<!-- From here on written by `make fmt` from the code; change the words there. -->\n"


def states() -> Iterator[str]:
    from django.apps import apps

    for model in apps.get_models():
        if model.__module__.startswith("balai."):
            for field in model._meta.local_concrete_fields:
                if field.choices:
                    words = ", ".join(f"`{value}` = {label}" for value, label in field.flatchoices)
                    yield f"| {model._meta.app_label} | {model.__name__}.{field.name} | {words} |"


def second_half() -> str:
    return "\n".join(
        [
            MARK,
            "## States and kinds",
            "",
            "| app | column | in code = on screen |",
            "|---|---|---|",
            *sorted(states()),
            "",
        ]
    )


def written() -> str:
    by_hand, _, _ = GLOSSARY.read_text().partition(MARK)
    return by_hand.rstrip() + "\n\n" + second_half()


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BALAI_PROFILE"] = "test"
        os.environ["BALAI_STATE_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.site.settings")
        import django

        django.setup()
        GLOSSARY.write_text(written())
    return 0


if __name__ == "__main__":
    sys.exit(main())
