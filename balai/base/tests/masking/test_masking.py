"""What is masked and what stays, one sentence at a time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balai.base.masking import PLACEHOLDERS, Gazetteer, Type, find, mask, shipped

MASKED = [
    ("NIK saya 9912034508800007", "NIK saya [NIK]"),
    ("nik 99 1203 450880 0007 ya", "nik [NIK] ya"),
    ("KK kami 9912.0310.1112.0004", "KK kami [KK]"),
    ("wa saya 0870-1122-3344", "wa saya [TELEPON]"),
    ("hp nol delapan tujuh nol dua dua tiga tiga empat empat lima", "hp [TELEPON]"),
    ("nomornya o87o 1122 3344", "nomornya [TELEPON]"),
    ("surel rina@surel.example ya", "surel [SUREL] ya"),
    ("kirim ke gusti titik ngurah at gmail titik com", "kirim ke [SUREL]"),
    ("mobil B 1234 XYZ parkir", "mobil [PELAT] parkir"),
    ("motor dk 5531 wn parkir", "motor [PELAT] parkir"),
    ("rekening BRI 0987 0102 3344 505", "rekening BRI [REKENING]"),
    ("ke OVO 0870 1122 3344", "ke OVO [REKENING]"),
    ("rumah di Jl. Kenari Gang 4 No. 17, Kelurahan Liliba", "rumah di [ALAMAT], Kelurahan Liliba"),
    ("warga RT 03/RW 07", "warga [ALAMAT]"),
    ("lahir Soe, 3 Maret 1985", "lahir [KELAHIRAN]"),
    ("ttl kupang 3-3-85", "ttl [KELAHIRAN]"),
    ("ig @kue_mamah", "ig [AKUN]"),
    ("Nama saya Budi Santoso.", "Nama saya [NAMA]."),
    ("Ibu Indah datang", "Ibu [NAMA] datang"),
    ("kata pak slamet begitu", "kata pak [NAMA] begitu"),
    ("Drs. Hotman Sinaga, M.Si. hadir", "[NAMA] hadir"),
    ("mobil PA-1764-M. Parlindungan marah", "mobil [PELAT]. [NAMA] marah"),
]
KEPT = [
    "UU 25/2009 pasal 18",
    "Rp 1.250.000 untuk 12 orang",
    "antre sejak jam 08.30 WITA",
    "Nomor antrean A012 di loket 3",
    "surat 470/1182/Dukcapil/2026",
    "pemandangan indah sekali di pantai",
    "rapat Sabtu, 6 Juni 2026",
    "Jalan Sudirman rusak",
    "Kepada Bapak Camat di tempat",
    "Dinas Kependudukan dan Pencatatan Sipil Kota Kupang",
    "telepon 112 atau 1500-046",
    "kode tiket 7K4M-Q2XP",
    "RSUD Prof. Dr. W. Z. Johannes penuh",
    "surel pengaduan@kecamatan.example",
]


@pytest.mark.parametrize(("text", "masked"), MASKED)
def test_who_is_meant_is_masked(text: str, masked: str) -> None:
    assert mask(text, shipped()).text == masked


@pytest.mark.parametrize("text", KEPT)
def test_what_means_nobody_stays(text: str) -> None:
    assert mask(text, shipped()).text == text


def test_places_and_agencies_of_the_gazetteer_stay() -> None:
    text = "Warga Tumpang Lemari mengadu ke Yayasan Sinar Bahtera"
    known = Gazetteer.of(places=["Tumpang Lemari"], agencies=["Yayasan Sinar Bahtera"])
    assert mask(text, known).text == text


def test_every_type_has_its_placeholder() -> None:
    assert set(PLACEHOLDERS) == set(Type)


PIECES = st.sampled_from(
    [text for text, _ in MASKED]
    + KEPT
    + ["pak ", "[NIK]", "İ", "ß", "🙏", "@", "jl. ", " no ", "0", "a.n. ", ", ", "\n"]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=6).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_its_spans_follow_each_other(text: str) -> None:
    done = 0
    for span in find(text, shipped()):
        assert done <= span.start < span.end <= len(text)
        done = span.end


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_masking_leaves_nothing_that_it_knows_how_to_find_in_its_own_placeholders(text: str) -> None:
    masked = mask(text, shipped())
    for span in find(masked.text, shipped()):
        assert "[" not in masked.text[span.start : span.end]


@pytest.mark.parametrize(("text", "masked"), MASKED)
def test_masking_twice_changes_nothing(text: str, masked: str) -> None:
    assert mask(masked, shipped()).text == masked


@pytest.mark.parametrize(
    "piece", ["1", "@", " ", "jalan ", "a@", "1-1-2000 ", "satu ", "pak ", "jl. a, 1 ", "o8 ", "b 1 "]
)
def test_ten_times_the_text_takes_about_ten_times_as_long(piece: str) -> None:
    short, long = piece * (2_000 // len(piece)), piece * (20_000 // len(piece))
    assert taken(long) <= 25 * taken(short) + 0.05  # a square would be a hundred times


def taken(text: str) -> float:
    def once() -> float:
        began = time.process_time()
        find(text, shipped())
        return time.process_time() - began

    return min(once() for _ in range(3))
