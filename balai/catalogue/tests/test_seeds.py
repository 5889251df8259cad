"""The service files: what they say, planted twice, changed, and wrong."""

import re
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from balai.base.errors import RuleBroken
from balai.catalogue.models import Service, Standard
from balai.catalogue.rules import Part
from balai.catalogue.rules.reading import flags
from balai.catalogue.seeds import plant_services, read_folder
from tests import make
from tests.make.catalogue import SERVICES

LOST = "ktp-el-hilang.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(SERVICES, tmp_path / "services"))


def rewrite(folder: Path, old: str, new: str, file: str = LOST) -> None:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))


@pytest.mark.django_db
class TestPlanting:
    def test_what_minggu_senyum_ceria_offers_is_there(self) -> None:
        make.services()
        offered = Service.objects.current(date(2026, 5, 24)).values_list("slug", flat=True)
        assert set(offered) >= {
            "ktp-el-pertama", "ktp-el-hilang", "ktp-el-rusak", "ktp-el-ubah-data",
            "kk-baru", "kk-pisah", "kk-ubah", "kk-hilang",
            "akta-kelahiran", "akta-kematian", "pindah-keluar", "pindah-dalam", "pindah-datang",
            "kia-balita", "kia-anak",
        }  # fmt: skip

    def test_planting_twice_changes_nothing(self) -> None:
        make.services()
        before = list(Standard.objects.order_by("pk").values())
        assert plant_services(SERVICES, now=make.NOW) == []
        assert list(Standard.objects.order_by("pk").values()) == before

    def test_every_civil_document_is_free_and_forwarded(self) -> None:
        make.services()
        for standard in Standard.objects.with_rows().filter(service__part=Part.FORWARDS):
            assert standard.is_free, standard
            assert "Menerbitkan dokumen" in standard.does_not

    def test_a_changed_file_is_a_new_version_and_the_old_one_stays(self, folder: Path) -> None:
        plant_services(folder, now=make.NOW)
        rewrite(folder, "Kantor polisi terdekat, gratis.", "Polsek terdekat, gratis.")
        told = plant_services(folder, now=make.NOW)
        versions = Standard.objects.filter(service__slug="ktp-el-hilang").order_by("version")
        assert [v.valid_from for v in versions] == [date(2026, 1, 1), date(2026, 5, 24)]
        assert told == ["layanan ktp-el-hilang: templat versi 2, berlaku mulai Minggu, 24 Mei 2026"]

    def test_two_changes_on_one_day_follow_each_other(self, folder: Path) -> None:
        plant_services(folder, now=make.NOW)
        for words in ("Polsek terdekat.", "Polres terdekat."):
            text = (folder / LOST).read_text()
            (folder / LOST).write_text(re.sub(r'dari = "\w+ \w+', f'dari = "{words}', text, count=1))
            plant_services(folder, now=make.NOW)
        last = Standard.objects.filter(service__slug="ktp-el-hilang").latest("version")
        assert last.valid_from == make.NOW.date() + timedelta(days=1)

    def test_an_offices_own_standard_stays_and_the_difference_is_told(self, folder: Path) -> None:
        plant_services(folder, now=make.NOW)
        service = Service.objects.get(slug="ktp-el-hilang")
        own = make.standard(service, says=make.content())
        (told,) = plant_services(folder, now=make.NOW)
        assert str(own.office) in told
        assert "persyaratan" in told
        assert Standard.objects.with_rows().get(pk=own.pk).content == make.content()

    def test_a_name_that_was_changed_by_hand_stays(self, folder: Path) -> None:
        plant_services(folder, now=make.NOW)
        Service.objects.filter(slug="ktp-el-hilang").update(name="KTP hilang atau dicuri")
        rewrite(folder, 'nama = "KTP-el hilang"', 'nama = "KTP-el yang hilang"')
        (told,) = plant_services(folder, now=make.NOW)
        assert "tetap “KTP hilang atau dicuri”" in told
        assert Service.objects.get(slug="ktp-el-hilang").name == "KTP hilang atau dicuri"

    def test_a_wrong_file_plants_nothing(self, folder: Path) -> None:
        rewrite(folder, 'bentuk = "asli"', 'bentuk = "emas"')
        with pytest.raises(RuleBroken):
            plant_services(folder, now=make.NOW)
        assert not Service.objects.exists()


WRONG = {
    'bentuk = "asli"': ('bentuk = "emas"', "'emas' tidak dikenal"),
    'dokumen = "Surat keterangan kehilangan dari kepolisian"': ("dokumen = 5", "harus teks"),
    'kunci = "f-1-02"': ('kunci = "surat-polisi"', "dipakai dua kali"),
    "berlaku_dari = 2026-01-01": ('berlaku_dari = "besok"', "tanggal"),
    'peristiwa = "ktp"': ('peristiwa = "pesta"', "'pesta' tidak dikenal"),
    'nama = "KTP-el hilang"': ('nama = ""', "isi 'nama'"),
    'ringkas = "Pengganti': ('ringkasan = "Pengganti', "kunci 'ringkasan' tidak dikenal"),
    'dasar = "Permendagri 109/2019"': ('keadaan = "menumpang"', "tidak ada di [[keadaan]]"),
}


@pytest.mark.parametrize("old", WRONG)
def test_a_wrong_key_is_told_with_file_and_line(folder: Path, old: str) -> None:
    new, why = WRONG[old]
    rewrite(folder, old, new)
    line = next(n for n, row in enumerate((folder / LOST).read_text().splitlines(), 1) if new in row)
    if "dua kali" in why:
        line = max(n for n, row in enumerate((folder / LOST).read_text().splitlines(), 1) if new in row)
    with pytest.raises(RuleBroken) as refused:
        read_folder(folder)
    assert why in refused.value.message
    assert f"{LOST}, baris {line}:" in refused.value.message


def test_a_missing_key_is_told_with_its_table(folder: Path) -> None:
    rewrite(folder, 'bentuk = "asli"\n', "")
    with pytest.raises(RuleBroken, match=r"\[\[syarat\]\] ke-1: isi 'bentuk'"):
        read_folder(folder)


def test_a_negative_fee_is_told(folder: Path) -> None:
    with (folder / LOST).open("a") as file:
        file.write('\n[[biaya]]\nuntuk = "Jasa"\nrupiah = -5\n')
    with pytest.raises(RuleBroken, match="paling sedikit 0"):
        read_folder(folder)


def test_what_is_no_toml_is_told(folder: Path) -> None:
    (folder / LOST).write_text("nama = KTP")
    with pytest.raises(RuleBroken, match=rf"{LOST}.*line 1"):
        read_folder(folder)


def test_a_text_too_long_for_its_column_is_told(folder: Path) -> None:
    rewrite(folder, 'nama = "KTP-el hilang"', f'nama = "{"x" * 200}"')
    with pytest.raises(RuleBroken, match="paling panjang 120 huruf"):
        read_folder(folder)


@pytest.mark.parametrize("seed", read_folder(SERVICES)[0], ids=lambda seed: seed.slug)
def test_every_fact_has_a_source_and_a_basis_or_a_mark(seed) -> None:
    """Nothing is invented: without a law there is a mark that somebody must confirm it."""
    content = seed.content
    assert content.text("sources")
    for row in (*content.requirements, *content.fees):
        assert row.legal_basis or row.confirm, row
    for limit in content.time_limits:
        assert limit.legal_basis or limit.confirm, limit
    assert flags(content).to_confirm


@pytest.mark.parametrize("seed", read_folder(SERVICES)[0], ids=lambda seed: seed.slug)
def test_abbreviations_are_explained_at_first_use(seed) -> None:
    for row in seed.content.requirements:
        for short in re.findall(r"\b(SPTJM|SKPWNI|KUA|JKN)\b", row.document):
            assert f"{short} (" in row.document or f"({short}" in row.document, row.document
