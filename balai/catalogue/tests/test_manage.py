"""Officers' pages: flags, draft, rows without scripts, difference, publish, discard."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from balai.catalogue.models import Standard
from balai.catalogue.rules import State
from balai.catalogue.rules.content import ConditionRow, FeeRow, StepRow
from balai.catalogue.tests.cast import filled
from balai.people.rules import Role
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sunday_morning(at: Callable[[datetime], None]) -> None:
    at(make.NOW)


def editor(draft: Standard, role: Role = Role.EDITOR) -> Client:
    return make.browser(make.officer(role, office=draft.office))


def address(draft: Standard, page: str = "") -> str:
    assert draft.office
    return f"/kelola/layanan/{draft.service.slug}/{draft.office.slug}/{page}"


def form_of(client: Client, draft: Standard) -> dict[str, str]:
    return filled(client.get(address(draft, "ubah/")).content.decode())


class TestList:
    def test_flags_stand_beside_each_service(self) -> None:
        office = make.office()
        make.services()
        seen = make.browser(make.officer(Role.EDITOR, office=office)).get("/kelola/layanan/").content.decode()
        assert "8 syarat tanpa dasar hukum" not in seen
        assert "syarat tanpa dasar hukum" in seen
        assert "perlu dikonfirmasi" in seen
        assert "contoh nasional" in seen

    def test_the_list_takes_the_same_queries_however_long(self, django_assert_max_num_queries) -> None:
        client = make.browser(make.officer(Role.EDITOR, office=make.office()))
        make.services()
        client.get("/kelola/layanan/")
        with django_assert_max_num_queries(18):
            client.get("/kelola/layanan/")

    def test_without_that_permission_the_door_is_closed(self) -> None:
        client = make.browser(make.officer(Role.FRONT_DESK, office=make.office()))
        assert client.get("/kelola/layanan/").status_code == 403

    def test_without_a_sign_in_one_is_sent_there(self, client: Client) -> None:
        assert client.get("/kelola/layanan/").status_code == 302


class TestDraft:
    def test_a_click_begins_one(self) -> None:
        service, office = make.service(), make.office()
        client = make.browser(make.officer(Role.EDITOR, office=office))
        client.post(f"/kelola/layanan/{service.slug}/{office.slug}/")
        assert Standard.objects.drafts().of(office).count() == 1

    def test_the_page_sent_back_untouched_changes_nothing(self) -> None:
        draft = make.draft(
            says=make.content(
                conditions=(ConditionRow("menumpang", "Menumpang?", "menumpang"),),
                requirements=(make.requirement(condition="menumpang", unless=True, confirm="Pasti?"),),
                steps=(StepRow("Camat", "Menandatangani.", minutes=5),),
                fees=(FeeRow("Meterai", 10_000, is_elsewhere=True),),
                texts={"facilities": "Kursi roda\nRuang menyusui"},
            )
        )
        client = editor(draft)
        response = client.post(address(draft, "ubah/"), form_of(client, draft))
        assert response.status_code == 302
        after = Standard.objects.with_rows().get(pk=draft.pk)
        assert after.content == draft.content
        assert after.revision == draft.revision + 1

    def test_what_is_typed_is_saved(self) -> None:
        draft = make.draft()
        client = editor(draft)
        data = form_of(client, draft) | {"fees-0-amount": "5000", "isi-note": "Bawa pulpen."}
        client.post(address(draft, "ubah/"), data)
        after = Standard.objects.with_rows().get(pk=draft.pk)
        assert (after.cost, after.note) == ("Rp5.000", "Bawa pulpen.")

    @pytest.mark.parametrize("amount", ["-1", "", "lima", "99999999999999"])
    def test_a_wrong_amount_is_refused_and_nothing_is_lost(self, amount: str) -> None:
        draft = make.draft()
        client = editor(draft)
        data = form_of(client, draft) | {"fees-0-amount": amount, "isi-note": "Bawa pulpen."}
        response = client.post(address(draft, "ubah/"), data)
        assert response.status_code == 200
        assert "Belum disimpan" in response.content.decode()
        assert "Bawa pulpen." in response.content.decode()

    def test_a_row_is_added_without_scripts_and_without_saving(self) -> None:
        draft = make.draft()
        client = editor(draft)
        data = form_of(client, draft) | {"tambah": "steps", "isi-note": "Bawa pulpen."}
        seen = client.post(address(draft, "ubah/"), data).content.decode()
        after = filled(seen)
        assert after["steps-TOTAL_FORMS"] == "2"
        assert after["isi-note"] == "Bawa pulpen."
        assert Standard.objects.get(pk=draft.pk).revision == draft.revision

    def test_a_row_is_removed_and_one_moved_up(self) -> None:
        steps = tuple(StepRow("Camat", text) for text in ("Satu.", "Dua.", "Tiga."))
        draft = make.draft(says=make.content(steps=steps))
        client = editor(draft)
        data = form_of(client, draft)
        moved = filled(client.post(address(draft, "ubah/"), data | {"naik": "steps-2"}).content.decode())
        assert [moved[f"steps-{n}-action"] for n in range(3)] == ["Satu.", "Tiga.", "Dua."]
        left = filled(client.post(address(draft, "ubah/"), moved | {"hapus": "steps-0"}).content.decode())
        client.post(address(draft, "ubah/"), left)
        after = Standard.objects.with_rows().get(pk=draft.pk)
        assert [step.action for step in after.content.steps] == ["Tiga.", "Dua."]

    def test_an_added_row_that_stays_empty_is_no_row(self) -> None:
        draft = make.draft()
        client = editor(draft)
        data = form_of(client, draft)
        more = filled(client.post(address(draft, "ubah/"), data | {"tambah": "time_limits"}).content.decode())
        client.post(address(draft, "ubah/"), more)
        after = Standard.objects.with_rows().get(pk=draft.pk)
        assert after.revision == draft.revision + 1
        assert len(after.content.time_limits) == 1

    def test_a_new_requirement_gets_its_key(self) -> None:
        draft = make.draft()
        client = editor(draft)
        data = form_of(client, draft) | {"tambah": "requirements"}
        more = filled(client.post(address(draft, "ubah/"), data).content.decode())
        more |= {"requirements-1-document": "Surat Keterangan Kehilangan", "requirements-1-form": "asli"}
        client.post(address(draft, "ubah/"), more)
        rows = Standard.objects.with_rows().get(pk=draft.pk).content.requirements
        assert [row.key for row in rows] == ["surat-polisi", "surat-keterangan-kehilangan"]

    def test_two_editors_do_not_overwrite_each_other(self) -> None:
        draft = make.draft()
        first, second = editor(draft), editor(draft)
        both = form_of(first, draft)
        first.post(address(draft, "ubah/"), both | {"isi-note": "Satu"})
        seen = second.post(address(draft, "ubah/"), both | {"isi-note": "Dua"}).content.decode()
        assert "Petugas lain" in seen
        assert Standard.objects.get(pk=draft.pk).note == "Satu"

    def test_a_situation_that_is_used_cannot_vanish_unseen(self) -> None:
        draft = make.draft(
            says=make.content(
                conditions=(ConditionRow("menumpang", "Menumpang?", "menumpang"),),
                requirements=(make.requirement(condition="menumpang"),),
            )
        )
        client = editor(draft)
        data = form_of(client, draft) | {"hapus": "conditions-0"}
        left = filled(client.post(address(draft, "ubah/"), data).content.decode())
        refused = client.post(address(draft, "ubah/"), left).content.decode()
        assert "Keadaan itu sudah dihapus" in refused
        again = client.post(address(draft, "ubah/"), left | {"requirements-0-situation": ""})
        assert again.status_code == 302

    def test_another_offices_draft_is_not_there(self) -> None:
        draft = make.draft()
        stranger = make.browser(make.officer(Role.OFFICE_HEAD, office=make.office()))
        for page in ("", "ubah/", "beda/", "terbit/", "buang/"):
            assert stranger.get(address(draft, page)).status_code == 404, page

    def test_without_a_draft_there_is_nothing_to_edit(self) -> None:
        standard = make.standard()
        for page in ("ubah/", "beda/", "terbit/", "buang/"):
            assert editor(standard, Role.OFFICE_HEAD).get(address(standard, page)).status_code == 404


class TestPublishing:
    def test_the_difference_shows_old_and_new(self) -> None:
        draft = make.draft(says=make.content(fees=(FeeRow("KTP-el", 5_000),)))
        seen = editor(draft).get(address(draft, "beda/")).content.decode()
        assert "<del>KTP-el: gratis" in seen
        assert "<ins>KTP-el: Rp5.000" in seen
        assert "Terbitkan…" not in seen, "an editor may not publish"

    def test_the_head_publishes_from_a_day(self) -> None:
        draft = make.draft()
        client = editor(draft, Role.OFFICE_HEAD)
        assert client.post(address(draft, "terbit/"), {"valid_from": "2026-06-01"}).status_code == 302
        draft.refresh_from_db()
        assert (draft.state, str(draft.valid_from)) == (State.PUBLISHED, "2026-06-01")
        assert "sudah terbit" in client.get(address(draft)).content.decode()

    def test_a_day_in_the_past_is_refused_beside_the_field(self) -> None:
        draft = make.draft()
        seen = editor(draft, Role.OFFICE_HEAD).post(address(draft, "terbit/"), {"valid_from": "2026-05-23"})
        assert "Pilih hari ini atau hari sesudahnya." in seen.content.decode()

    def test_an_editor_may_not_open_the_publishing_page(self) -> None:
        draft = make.draft()
        assert editor(draft).get(address(draft, "terbit/")).status_code == 403

    def test_discarding_asks_first(self) -> None:
        draft = make.draft()
        client = editor(draft)
        assert "Ya, buang" in client.get(address(draft, "buang/")).content.decode()
        client.post(address(draft, "buang/"))
        assert not Standard.objects.filter(pk=draft.pk).exists()
