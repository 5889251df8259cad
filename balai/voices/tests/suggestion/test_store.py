"""What lies on the disk: whole, ours, or not used."""

import pickle
from pathlib import Path

import numpy as np
import pytest

from balai.voices.suggestion import store
from balai.voices.suggestion.learning import Learned
from balai.voices.suggestion.model import Head, Model, Terms


def small(label: str = "dlh") -> Model:
    terms = Terms({"sampah": 0, "listrik": 1}, np.array([1, 1], dtype=np.float32))
    weights = np.array([[3, -3], [-3, 3]], dtype=np.float32)
    none = Terms({}, np.zeros(0, dtype=np.float32))
    return Model(terms, none, Head((label, "pln"), weights, np.zeros(2, dtype=np.float32)))


@pytest.mark.slow
def test_what_was_written_scores_the_same(learned: Learned, tmp_path: Path) -> None:
    store.write(tmp_path / "m.npz", learned.model)
    again = store.read(tmp_path / "m.npz")
    for line in learned.last[:40]:
        assert (
            again.scores(again.agencies, line.text) == learned.model.scores(learned.model.agencies, line.text)
        ).all()
        assert again.guess(again.topics, line.text) == learned.model.guess(learned.model.topics, line.text)
    assert [path.name for path in tmp_path.iterdir()] == ["m.npz"]


def test_a_small_model_comes_back(tmp_path: Path) -> None:
    store.write(tmp_path / "m.npz", small())
    assert store.read(tmp_path / "m.npz").agencies.labels == ("dlh", "pln")


@pytest.mark.parametrize("size", [0, 1, 100, 900])
def test_a_cut_file_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "m.npz"
    store.write(path, small())
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(store.Refused):
        store.read(path)
    assert store.kept(path) is None


def test_a_changed_byte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.npz"
    store.write(path, small())
    whole = path.read_bytes()
    for at in range(0, len(whole), 5):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            read = store.read(path)
        except store.Refused:
            continue
        assert (read.agencies.weights == small().agencies.weights).all()  # a byte that says nothing


def test_foreign_files_and_pickles_are_refused(tmp_path: Path) -> None:
    for name, content in {"a": b"PK\x03\x04 not really", "b": pickle.dumps({"facts": 1}), "c": b"{}"}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(store.Refused):
            store.read(tmp_path / name)
    np.savez(tmp_path / "d.npz", facts=np.array([{"form": store.FORM}], dtype=object))
    np.savez(tmp_path / "e.npz", other=np.zeros(3))
    for name in "de":
        with pytest.raises(store.Refused):
            store.read(tmp_path / f"{name}.npz")


def test_a_new_file_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "m.npz"
    assert store.kept(path) is None
    store.write(path, small("dlh"))
    first = store.kept(path)
    assert first
    assert store.kept(path) is first
    store.write(path, small("kebersihan"))
    assert store.kept(path).agencies.labels[0] == "kebersihan"


@pytest.mark.parametrize("slug", ["../x", "a/b", "A B", "\x00"])
def test_a_path_stays_in_its_folder(tmp_path: Path, slug: str) -> None:
    with pytest.raises(store.Refused):
        store.path_of(tmp_path, slug)
