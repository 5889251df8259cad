"""balai mask reads lines, writes them with persons masked, and nothing by halves."""

import argparse
import io
import json
from pathlib import Path

import pytest

from balai.site.commands import mask
from tests import make

pytestmark = pytest.mark.django_db


def run(file: str) -> int:
    return mask.run(argparse.Namespace(file=file))


def test_each_line_comes_back_with_its_masked_text(tmp_path: Path, capsys) -> None:
    file = tmp_path / "aduan.jsonl"
    file.write_text('{"id": 7, "text": "NIK saya 9912034508800007"}\n')
    assert run(str(file)) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["id"] == 7
    assert row["masked"] == "NIK saya [NIK]"
    assert row["spans"] == [{"start": 9, "end": 25, "type": "NIK"}]


def test_a_line_that_cannot_be_read_stops_all_of_it(tmp_path: Path, capsys) -> None:
    file = tmp_path / "aduan.jsonl"
    file.write_bytes(b'{"text": "baik"}\nbukan json\n{"tulisan": "x"}\n\xff\n')
    assert run(str(file)) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split(":")[0] for line in said.err.splitlines()[:3]] == ["Baris 2", "Baris 3", "Baris 4"]


def test_lines_may_come_from_standard_input(monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "Ibu Indah datang"}')))
    assert run("-") == 0
    assert json.loads(capsys.readouterr().out)["masked"] == "Ibu [NAMA] datang"


def test_a_file_that_is_not_there_is_said(capsys) -> None:
    assert run("/tidak/ada.jsonl") == 1
    assert "Berkas tidak terbaca" in capsys.readouterr().err


def test_offices_of_the_database_stay_readable(tmp_path: Path, capsys) -> None:
    make.office(name="Balai Wening Prajna")
    file = tmp_path / "aduan.jsonl"
    file.write_text('{"text": "Saya ke Balai Wening Prajna kemarin"}\n')
    assert run(str(file)) == 0
    assert json.loads(capsys.readouterr().out)["spans"] == []
