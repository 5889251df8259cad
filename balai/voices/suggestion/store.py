"""Models on the disk: one .npz each, never a pickle; written whole or not at all, refused when foreign."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import threading
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from balai.voices.suggestion.model import Head, Model, Terms

if TYPE_CHECKING:
    import numpy as np

FORM = "balai-topics-1"
SHARED = "semua"
SLUG = re.compile(r"[a-z0-9-]{1,60}")
MOST_BYTES = 200_000_000


class Refused(ValueError):
    """This file is not a model of ours."""


def path_of(folder: Path, office: str = "") -> Path:
    """One file an office, and one for all; an office's slug may be the word for all, its file may not."""
    if office and not SLUG.fullmatch(office):
        raise Refused(office)
    return folder / (f"kantor-{office}.npz" if office else f"{SHARED}.npz")


def write(path: Path, model: Model) -> None:
    import numpy as np

    arrays: dict[str, Any] = {
        "words": _bytes("\n".join(_in_order(model.words))),
        "words_rarity": model.words.rarity,
        "pieces": _bytes("\n".join(_in_order(model.pieces))),
        "pieces_rarity": model.pieces.rarity,
    }
    heads = {"agencies": model.agencies} | ({"topics": model.topics} if model.topics else {})
    for name, head in heads.items():
        arrays |= {f"{name}_weights": head.weights, f"{name}_bias": head.bias}
    facts = {
        "form": FORM,
        "until": model.until.isoformat(),
        "heads": {name: {"labels": head.labels, "sharpness": head.sharpness} for name, head in heads.items()},
        "sum": _sum(arrays),
    }
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, facts=_bytes(json.dumps(facts)), **arrays)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o640)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def read(path: Path) -> Model:
    """Raises Refused for what is corrupt, foreign, or does not fit together."""
    import numpy as np

    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(path.name)
        with path.open("rb") as file, np.load(file, allow_pickle=False) as found:
            arrays = {name: found[name] for name in found.files}
        facts = json.loads(arrays.pop("facts").tobytes())
        if facts["form"] != FORM or facts["sum"] != _sum(arrays):
            raise Refused(path.name)
        return _model(facts, arrays)
    except Exception as trouble:  # a foreign file may provoke anything in the reader of zip files
        raise Refused(path.name) from trouble


def _model(facts: dict[str, Any], arrays: dict[str, np.ndarray[Any, Any]]) -> Model:
    import numpy as np

    terms = {}
    for kind in ("words", "pieces"):
        listed = arrays[kind].tobytes().decode().split("\n") if arrays[kind].size else []
        rarity = arrays[f"{kind}_rarity"].astype(np.float32)
        if rarity.shape != (len(listed),):
            raise Refused(kind)
        terms[kind] = Terms({term: place for place, term in enumerate(listed)}, rarity)
    size = sum(len(kind.places) for kind in terms.values())
    heads = {}
    for name, said in facts["heads"].items():
        labels = tuple(str(label) for label in said["labels"])
        weights, bias = arrays[f"{name}_weights"], arrays[f"{name}_bias"]
        if len(labels) < 2 or weights.shape != (size, len(labels)) or bias.shape != (len(labels),):
            raise Refused(name)
        if not (np.isfinite(weights).all() and np.isfinite(bias).all()):
            raise Refused(name)
        heads[name] = Head(
            labels, weights.astype(np.float32), bias.astype(np.float32), float(said["sharpness"])
        )
    return Model(
        terms["words"], terms["pieces"], heads["agencies"], heads.get("topics"),
        until=date.fromisoformat(facts["until"]),
    )  # fmt: skip


def _bytes(text: str) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.frombuffer(text.encode(), dtype=np.uint8)


def _in_order(terms: Terms) -> list[str]:
    return sorted(terms.places, key=terms.places.__getitem__)


def _sum(arrays: dict[str, np.ndarray[Any, Any]]) -> str:
    """Against a damaged disk, not against an enemy: who may write here may write anything."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(f"{name}{arrays[name].shape}{arrays[name].dtype}".encode())
        digest.update(arrays[name].tobytes())
    return digest.hexdigest()


_kept: dict[Path, tuple[tuple[int, int, int], Model | None]] = {}
_lock = threading.Lock()


def kept(path: Path) -> Model | None:
    """The model of this file, read once a process, again when it changed; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    mark = stat.st_mtime_ns, stat.st_size, stat.st_ino
    found = _kept.get(path)
    if found and found[0] == mark:
        return found[1]
    with _lock:
        found = _kept.get(path)
        if found is None or found[0] != mark:
            _kept[path] = found = mark, _or_none(path)
    return found[1]


def _or_none(path: Path) -> Model | None:
    try:
        return read(path)
    except (Refused, ImportError):  # without numpy the lexicon speaks
        return None
