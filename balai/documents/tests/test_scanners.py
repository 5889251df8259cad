"""ClamAV's adapter and its fake say the same; whatever is not a plain OK is not clean."""

from pathlib import Path

import pytest

from balai.documents.scanners import ScannerDown, TooLargeToScan, does_without, the_scanner
from balai.documents.scanners.clamav import ClamAV, understood
from balai.documents.scanners.clamav_fake import FakeClamAV
from balai.documents.tests.clamd import LARGEST, clamd


@pytest.fixture(params=["fake", "tcp", "unix"])
def scanner(request, tmp_path_factory):
    if request.param == "fake":
        yield FakeClamAV(largest=LARGEST)
        return
    at = Path("/tmp") / f"{tmp_path_factory.mktemp('c').parent.name[-20:]}-clamd.sock"
    at.unlink(missing_ok=True)
    with clamd(at if request.param == "unix" else None) as (address, _):
        yield ClamAV(address)
    at.unlink(missing_ok=True)


def test_a_harmless_file_is_clean(scanner):
    assert scanner.scan(b"halo" * 40_000).is_clean


def test_what_is_found_is_named(scanner):
    assert scanner.scan(b"xx EICAR xx").found == "Eicar-Test-Signature"


def test_more_than_it_takes_is_said(scanner):
    with pytest.raises(TooLargeToScan):
        scanner.scan(bytes(3 * LARGEST))


@pytest.mark.parametrize("plays", ["slow", "hangs up", "nonsense", "error"])
def test_what_is_no_answer_is_no_verdict(plays):
    with clamd(plays=plays) as (address, _), pytest.raises(ScannerDown):
        ClamAV(address, patience=0.1).scan(b"halo")


@pytest.mark.parametrize("address", ["/tmp/there/is/none", "127.0.0.1:1", "nonsense", "127.0.0.1:x"])
def test_nobody_there_is_no_verdict(address):
    with pytest.raises(ScannerDown):
        ClamAV(address).scan(b"halo")


@pytest.mark.parametrize("said", ["", "OK", "stream: ", "stream: OK ", "stream: OK\nmore", "UNKNOWN COMMAND"])
def test_only_a_plain_ok_is_clean(said):
    with pytest.raises(ScannerDown):
        understood(said)


def test_the_file_arrives_whole():
    raw = bytes(range(256)) * 700
    with clamd() as (address, server):
        ClamAV(address).scan(raw)
        assert server.seen == [raw]


def test_the_setting_chooses(settings):
    settings.BALAI_CLAMAV = ""
    assert the_scanner() is None
    assert not does_without()
    settings.BALAI_CLAMAV = "tanpa"
    assert the_scanner() is None
    assert does_without()
    settings.BALAI_CLAMAV = "/run/clamav/clamd.ctl"
    assert isinstance(the_scanner(), ClamAV)
