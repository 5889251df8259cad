"""balai train topics: learns from lines or decided cases, keeps what is better, writes nothing by halves."""

import argparse
import json
import sys
from pathlib import Path

import pytest

from balai.site.commands import train
from balai.voices.suggestion import store
from bench.complaints import complaints
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.STATE_DIR = tmp_path
    return tmp_path / "suggestion"


def run(file: Path | str | None = None, *, office: str | None = None) -> int:
    return train.run(argparse.Namespace(what="topics", file=str(file) if file else None, office=office))


def lines_in(path: Path, count: int, *, seed: int = 3, only: str = "", wrong: bool = False) -> Path:
    rows = [row for row in complaints(count, seed=seed) if not only or row["agency"] in only.split()]
    if wrong:  # learns the contrary, and is measured on the truth
        turned = dict(zip(only.split(), reversed(only.split()), strict=True))
        rows = [row | {"agency": turned[row["agency"]]} if row["date"] < "2025-06" else row for row in rows]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_lines_that_cannot_be_read_are_named_and_nothing_is_learned(
    folder: Path, tmp_path: Path, capsys
) -> None:
    file = tmp_path / "aduan.jsonl"
    good = b'{"text": "sampah", "agency": "dlh", "date": "2026-01-01"}\n'
    bad = [
        b"bukan json", b"[]", b'{"agency": "dlh", "date": "2026-01-01"}',
        b'{"text": "a", "date": "2026-01-01"}',
        b"\xff",
        b'{"text": "a", "agency": "dlh", "date": "kemarin"}', b'{"text": "a", "agency": "dlh"}',
        b'{"text": "a", "agency": "dlh", "date": "2026-01-01", "topic": 7}', b"[" * 5000,
    ]  # fmt: skip
    file.write_bytes(good + b"\n".join(bad))
    assert run(file) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert [f"Baris {n}:" in said.err for n in range(1, 11)] == [False, *[True] * 9]
    assert str(file) in said.err
    assert "Tidak ada yang dilatih: 9 kesalahan." in said.err
    assert not folder.exists()


def test_a_file_that_is_not_there_is_said(folder: Path, tmp_path: Path, capsys) -> None:
    assert run(tmp_path / "tidak-ada.jsonl") == 1
    assert "Berkas tidak terbaca" in capsys.readouterr().err


def test_an_unknown_office_is_said(folder: Path, capsys) -> None:
    assert run(office="tidak-ada") == 1
    assert "tidak-ada" in capsys.readouterr().err


def test_no_decided_case_is_too_little(folder: Path, capsys) -> None:
    make.voice()
    assert run() == 1
    assert "Belum cukup untuk dilatih: belum ada teks" in capsys.readouterr().err
    assert not folder.exists()


def test_without_scikit_learn_it_says_how_to_install_it(folder: Path, monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    assert run() == 1
    assert "python3 tools/bootstrap.py learn" in capsys.readouterr().err


@pytest.mark.slow
def test_a_worse_model_is_not_kept_and_a_better_one_is(folder: Path, tmp_path: Path, capsys) -> None:
    office = make.office()
    two = "dlh pln"
    good = lines_in(tmp_path / "baik.jsonl", 3000, only=two)
    contrary = lines_in(tmp_path / "terbalik.jsonl", 3000, only=two, wrong=True)
    path = store.path_of(folder, office.slug)

    assert run(contrary, office=office.slug) == 0
    first = path.read_bytes()
    assert "Tersimpan" in capsys.readouterr().out
    assert run(good, office=office.slug) == 0
    said = capsys.readouterr().out
    assert "model lama" in said
    better = path.read_bytes()
    assert better != first

    assert run(contrary, office=office.slug) == 0
    said = capsys.readouterr().out
    assert "Model lama tetap dipakai" in said
    assert "Tidak ada yang ditulis" in said
    assert path.read_bytes() == better
    assert [p.name for p in folder.iterdir()] == [path.name]
    assert run(good, office=office.slug) == 0  # the same once more is no worse
    assert "Tersimpan" in capsys.readouterr().out
