"""An office's own services, and the services that it does not offer."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.catalogue import actions, finder
from balai.catalogue.models import NotServed, Service
from balai.people.rules import Role
from balai.places.models import Office
from tests import make

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "Legalisasi fotokopi",
    "summary": "Cap bahwa fotokopi sesuai aslinya.",
    "words": "legalisir ktp\n\n cap fotokopi ",
    "event": "ktp",
    "part": "menerbitkan",
    "issuer": "Kecamatan",
}


@pytest.fixture(autouse=True)
def sunday_morning(at: Callable[[datetime], None]) -> None:
    at(make.NOW)


@pytest.fixture
def office() -> Office:
    return make.office("kec-contoh")


def browser(office: Office, role: Role = Role.EDITOR) -> Client:
    return make.browser(make.officer(role, office=office))


class TestOwnService:
    def test_an_editor_makes_one_and_is_led_to_its_standard(self, office: Office) -> None:
        client = browser(office)
        answer = client.post("/kelola/layanan/baru/", FACTS | {"office": office.pk}, follow=True)
        assert "Layanan dibuat" in answer.content.decode()
        service = Service.objects.get(slug="legalisasi-fotokopi")
        assert (service.office, service.word_list) == (office, ["legalisir ktp", "cap fotokopi"])
        assert Entry.objects.filter(verb="catalogue.service_created").exists()

    def test_residents_see_it_once_its_standard_is_in_force(self, office: Office, client: Client) -> None:
        service = make.own_service(office, words="legalisir ktp")
        assert client.get(f"/layanan/{service.slug}/").status_code == 404
        assert not finder.find("legalisir ktp").matches
        make.standard(service, office=office, says=make.content())
        assert "Hanya di" in client.get(f"/layanan/{service.slug}/").content.decode()
        assert [match.slug for match in finder.find("legalisir ktp").matches] == [service.slug]

    def test_visitors_of_another_office_learn_where_it_is(self, office: Office, client: Client) -> None:
        other = make.office("kec-lain")
        make.own_service(office, words="legalisir ktp", published=True)
        client.cookies["kantor"] = other.slug
        for page in ("/cari/?q=legalisir+ktp", "/layanan/"):
            seen = client.get(page).content.decode()
            assert f"Hanya di {office.name}" in seen, page

    def test_what_was_typed_stays_when_something_lacks(self, office: Office) -> None:
        answer = browser(office).post("/kelola/layanan/baru/", FACTS | {"office": office.pk, "issuer": ""})
        seen = answer.content.decode()
        assert answer.status_code == 422
        assert "Isi bagian ini dulu." in seen
        assert "legalisir ktp" in seen

    def test_a_name_that_the_list_has_already_is_refused(self, office: Office) -> None:
        make.own_service(office)
        seen = browser(office).post("/kelola/layanan/baru/", FACTS | {"office": office.pk})
        assert "sudah ada di daftar kantor Anda" in seen.content.decode()

    def test_two_offices_may_have_the_same_name_at_two_addresses(self, office: Office) -> None:
        slugs = {make.own_service(office).slug, make.own_service(make.office()).slug}
        assert slugs == {"legalisasi-fotokopi", "legalisasi-fotokopi-2"}

    def test_new_words_are_found_at_once(self, office: Office) -> None:
        service = make.own_service(office, published=True)
        assert not finder.find("cap basah").matches
        sent = FACTS | {"words": "cap basah"}
        address = f"/kelola/layanan/{service.slug}/{office.slug}/nama/"
        assert browser(office).post(address, sent).status_code == 302
        assert [match.slug for match in finder.find("cap basah").matches] == [service.slug]

    def test_a_shared_service_has_no_page_of_words(self, office: Office) -> None:
        service = make.service()
        address = f"/kelola/layanan/{service.slug}/{office.slug}/nama/"
        assert browser(office).get(address).status_code == 404
        with pytest.raises(RuleBroken, match="berkas benih"):
            actions.edit_service(
                service=service, by=make.officer(Role.EDITOR, office=office), now=make.NOW, name="X"
            )

    def test_another_offices_service_is_not_there(self, office: Office) -> None:
        service = make.own_service(office)
        stranger = browser(make.office(), Role.OFFICE_HEAD)
        for page in ("", "nama/", "tutup/", "buka/"):
            address = f"/kelola/layanan/{service.slug}/{office.slug}/{page}"
            assert stranger.get(address).status_code == 404, page

    def test_another_office_cannot_be_given_a_service(self, office: Office) -> None:
        other = make.office()
        seen = browser(office).post("/kelola/layanan/baru/", FACTS | {"office": other.pk}).content.decode()
        assert "Pilih salah satu kantor Anda." in seen
        with pytest.raises(PermissionDenied):
            actions.create_service(
                office=other, by=make.officer(Role.EDITOR, office=office), now=make.NOW, **FACTS
            )

    def test_the_front_desk_may_not(self, office: Office) -> None:
        assert browser(office, Role.FRONT_DESK).get("/kelola/layanan/baru/").status_code == 403

    def test_an_empty_list_says_what_comes_next(self, office: Office) -> None:
        seen = browser(office).get("/kelola/layanan/").content.decode()
        assert "Belum ada layanan." in seen
        assert "/kelola/layanan/baru/" in seen


class TestNotServed:
    SAID = {"reason": "Alat perekaman rusak.", "go_to": "Disdukcapil, Jalan Rekaan 1"}

    def address(self, service: Service, office: Office, page: str) -> str:
        return f"/kelola/layanan/{service.slug}/{office.slug}/{page}/"

    def test_the_head_says_why_and_where_to_go(self, office: Office, client: Client) -> None:
        service = make.service()
        head = browser(office, Role.OFFICE_HEAD)
        assert head.post(self.address(service, office, "tutup"), self.SAID).status_code == 302
        seen = client.get(f"/layanan/{service.slug}/?kantor={office.slug}").content.decode()
        assert f"Tidak dilayani di {office.name}." in seen
        assert "Datang ke Disdukcapil, Jalan Rekaan 1." in seen
        assert "Alat perekaman rusak." in seen

    def test_the_sentence_is_ended_once(self, office: Office) -> None:
        service = make.service()
        sent = {"reason": "Alat rusak", "go_to": "Datang ke Disdukcapil."}
        browser(office, Role.OFFICE_HEAD).post(self.address(service, office, "tutup"), sent)
        said = NotServed.objects.get()
        assert (said.reason, said.go_to) == ("Alat rusak.", "Disdukcapil")

    def test_search_and_the_list_say_it_too(self, office: Office, client: Client) -> None:
        service = make.service(words="ktp ilang")
        make.not_served(service, office)
        client.cookies["kantor"] = office.slug
        for page in ("/cari/?q=ktp+ilang", "/layanan/"):
            assert f"Tidak dilayani di {office.name}" in client.get(page).content.decode(), page

    def test_the_first_office_is_meant_where_none_is_chosen(self, office: Office, client: Client) -> None:
        service = make.service()
        make.not_served(service, office)
        assert "Tidak dilayani" in client.get(f"/layanan/{service.slug}/").content.decode()

    def test_another_office_goes_on(self, office: Office, client: Client) -> None:
        service, other = make.service(), make.office()
        make.not_served(service, office)
        assert (
            "Tidak dilayani"
            not in client.get(f"/layanan/{service.slug}/?kantor={other.slug}").content.decode()
        )

    def test_the_home_page_does_not_offer_it(self, office: Office, client: Client) -> None:
        service = make.service("KTP-el hilang", slug="ktp-el-hilang")
        assert "KTP hilang</a>" in client.get("/").content.decode()
        make.not_served(service, office)
        assert "KTP hilang</a>" not in client.get("/").content.decode()

    def test_it_is_opened_again_after_asking(self, office: Office) -> None:
        service = make.service()
        make.not_served(service, office)
        head = browser(office, Role.OFFICE_HEAD)
        assert "Ya, layani lagi" in head.get(self.address(service, office, "buka")).content.decode()
        head.post(self.address(service, office, "buka"))
        assert not NotServed.objects.exists()
        assert Entry.objects.filter(verb="catalogue.service_resumed").count() == 1

    def test_nobody_is_sent_away_without_a_way_on(self, office: Office) -> None:
        service = make.service()
        head = browser(office, Role.OFFICE_HEAD)
        answer = head.post(self.address(service, office, "tutup"), {"reason": "Alat rusak.", "go_to": ""})
        assert answer.status_code == 422
        assert "Alat rusak." in answer.content.decode()
        with pytest.raises(IntegrityError):
            NotServed.objects.create(service=service, office=office, reason="x", go_to="", since=make.NOW)

    def test_an_editor_may_not_decide_it(self, office: Office) -> None:
        assert browser(office).get(self.address(make.service(), office, "tutup")).status_code == 403

    def test_another_office_cannot_decide_it(self, office: Office) -> None:
        service, stranger = make.service(), make.officer(Role.OFFICE_HEAD, office=make.office())
        with pytest.raises(PermissionDenied):
            actions.stop_serving(service=service, office=office, by=stranger, now=make.NOW, **self.SAID)

    def test_the_officers_list_marks_it(self, office: Office) -> None:
        make.not_served(make.service(), office)
        assert "tidak dilayani di sini" in browser(office).get("/kelola/layanan/").content.decode()
