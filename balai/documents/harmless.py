"""From a stranger's upload to what cannot act: size, first bytes, then the workshop, a process of its own."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile

from balai.documents import rules
from balai.documents.rules import Form, Kind, Size, refusal
from balai.documents.rules.boxes import Box

if TYPE_CHECKING:
    Upload: TypeAlias = UploadedFile[Any]
else:
    Upload = UploadedFile

SECONDS = 40  # of waiting for one file
AT_ONCE = BoundedSemaphore(1)  # in this process: a large picture takes memory
WAIT = 20
ROOT = str(Path(__file__).resolve().parents[2])
WORKSHOP = [sys.executable, "-s", "-P", "-m", "balai.documents.workshop"]


@dataclass(frozen=True)
class Harmless:
    """What was made of an upload; the upload itself is forgotten, its name too."""

    kind: Kind
    parts: dict[Size, bytes]
    width: int | None = None
    height: int | None = None
    pages: int | None = None

    @property
    def full(self) -> bytes:
        return self.parts[Size.FULL]


def prepare(upload: Upload) -> Harmless:
    """RuleBroken says in plain words why not. Takes up to some seconds: never inside a transaction."""
    size = int(upload.size or 0)
    rules.require_not_empty(size)
    rules.require_not_too_large(size)
    upload.seek(0)
    form = rules.sniff(upload.read(64))
    upload.seek(0)
    return made_harmless(upload.read(), form)


def made_harmless(raw: bytes, form: Form, boxes: Sequence[Box] = ()) -> Harmless:
    facts, parts = _ask_the_workshop(raw, form, boxes)
    kind = Kind.PDF if form == Form.PDF else Kind.PICTURE
    made = Harmless(kind, {Size(name): part for name, part in parts.items()}, **facts)
    rules.require_not_too_large(len(made.full), 2 * rules.LARGEST)
    return made


def _ask_the_workshop(
    raw: bytes, form: Form, boxes: Sequence[Box] = ()
) -> tuple[dict[str, int], dict[str, bytes]]:
    if not AT_ONCE.acquire(timeout=WAIT):
        raise refusal("busy")
    try:
        done = subprocess.run(  # noqa: S603 (our own module, in a process that is held back)
            [*WORKSHOP, form.value, json.dumps(boxes)],
            input=raw,
            capture_output=True,
            env={"PYTHONPATH": ROOT},
            cwd="/",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise refusal("costly") from error
    finally:
        AT_ONCE.release()
    if done.returncode:  # stopped by its limits, or a library fell over
        raise refusal("costly")
    return _understood(done.stdout)


def _understood(said: bytes) -> tuple[dict[str, int], dict[str, bytes]]:
    head, _, body = said.partition(b"\n")
    words = json.loads(head)
    if "refused" in words:
        raise refusal(words["refused"])
    parts, at = {}, 0
    for name, length in words["parts"].items():
        parts[name] = body[at : at + length]
        at += length
    return words["facts"], parts
