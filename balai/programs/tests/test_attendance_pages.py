"""The door of the hall, and the desk beside it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from balai.base.codes import show_code
from balai.engine.models import Once
from balai.people.rules import Role
from balai.programs.models import Attendance, Hall, HeadCount
from balai.programs.rules.head_counts import CountState
from balai.programs.views import attendance
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ten_to_nine(at):
    at(make.NOW)


@pytest.fixture
def hall():
    return make.hall()


def officer(hall, role=Role.FRONT_DESK):
    return make.browser(make.officer(role, office=hall.session.program.office))


def desk(hall):
    return f"/kelola/hadir/{hall.session_id}/"


class TestTheDoor:
    def test_one_press_gives_a_code_and_the_telephone_keeps_it(self, client, hall):
        path = f"/hadir/{hall.code}/"
        assert "Saya hadir" in client.get(path).content.decode()
        seen = client.post(path, {"form_key": "satu"}).content.decode()
        code = show_code(Attendance.objects.get().code)
        assert code in seen
        assert code in client.get(path).content.decode()
        client.post(path, {"form_key": "dua"})
        assert Attendance.objects.count() == 1

    def test_the_same_form_five_times_is_one_person(self, hall):
        answers = {Client().post(f"/hadir/{hall.code}/", {"form_key": "satu"}).status_code for _ in range(5)}
        assert (answers, Attendance.objects.count()) == ({200}, 1)

    def test_one_address_is_not_given_codes_without_end(self, hall, monkeypatch):
        monkeypatch.setattr(attendance, "A_HALL", 2)
        answers = [
            Client().post(f"/hadir/{hall.code}/", {"form_key": key}) for key in ("satu", "dua", "tiga")
        ]
        assert [answer.status_code for answer in answers] == [200, 200, 409]
        assert "Saya hadir" in answers[-1].content.decode()
        assert Attendance.objects.count() == 2

    def test_too_early_is_said_kindly(self, client, hall, at):
        at(make.NOW - timedelta(hours=3))
        answer = client.post(f"/hadir/{hall.code}/")
        assert answer.status_code == 409
        assert "Kehadiran baru bisa dicatat mulai" in answer.content.decode()

    def test_a_typed_code_leads_in_and_a_wrong_one_stays(self, client, hall):
        answer = client.post("/hadir/", {"code": show_code(hall.code).lower()})
        assert answer["Location"] == f"/hadir/{hall.code}/"
        for wrong, said in (("xxxx", "berisi 8 huruf"), ("22222222", "tidak dikenal")):
            seen = client.post("/hadir/", {"code": wrong})
            assert (seen.status_code, said in seen.content.decode()) == (422, True)
            assert f'value="{wrong}"' in seen.content.decode()

    def test_a_new_code_of_the_hall_closes_the_old_one(self, client, hall):
        officer(hall).post(desk(hall), {"langkah": "ganti"})
        assert Hall.objects.get().code != hall.code
        assert client.get(f"/hadir/{hall.code}/").status_code == 404


class TestTheDesk:
    def test_it_makes_the_code_and_shows_it_big(self):
        session = make.session()
        hall = Hall(session=session)
        assert officer(hall).post(desk(hall), {"langkah": "ruang"}).status_code == 302
        code = Hall.objects.get().code
        seen = officer(hall).get(f"{desk(hall)}layar/").content.decode()
        assert show_code(code) in seen
        assert "Kode QR pintu ruangan" in seen

    def test_who_has_no_telephone_gets_a_code_on_paper(self, hall):
        by = officer(hall)
        seen = by.post(desk(hall), {"langkah": "kode"}, follow=True).content.decode()
        code = Attendance.objects.get().code
        assert show_code(code) in seen
        assert not {code, show_code(code)} & set(Once.objects.values_list("answer", flat=True))

    def test_a_sheet_of_names_is_keyed_at_once_or_not_at_all(self, hall):
        by, names = officer(hall), "Sari Contoh; RT 05\nTono Contoh\n\nsari contoh; rt 5"
        answer = by.post(desk(hall), {"langkah": "nama", "names": names})
        seen = answer.content.decode()
        assert (answer.status_code, Attendance.objects.count()) == (409, 0)
        assert "Baris 3: Nama ini sudah dicatat" in seen
        assert "Tono Contoh" in seen
        by.post(desk(hall), {"langkah": "nama", "names": "Sari Contoh; RT 05\nTono Contoh"})
        page = by.get(desk(hall)).content.decode()
        assert "Hadir 2 orang" in page
        assert "Tono" not in page

    def test_two_sheets_that_contradict_each_other_are_shown_to_the_head(self, hall):
        make.head_count(hall.session, 21)
        by = officer(hall)
        sent = {"langkah": "lembar", "group": "rt_rw", "label": "rt.5", "number": 23, "sheet": make.upload()}
        seen = by.post(desk(hall), sent, follow=True).content.decode()
        assert "Kepala kantor memilih" in seen
        assert "Pilih 23" not in seen
        head = make.browser(make.head(hall.session.program.office))
        assert "Pilih 23" in head.get(desk(hall)).content.decode()
        count = HeadCount.objects.get(number=23)
        path = f"/kelola/hadir/hitungan/{count.pk}/pilih/"
        assert by.post(path, {"reason": "Saya yakin"}).status_code == 403
        assert head.post(path, {"reason": ""}).status_code == 422
        assert head.post(path, {"reason": "Dihitung ulang"}).status_code == 302
        count.refresh_from_db()
        assert count.state == CountState.COUNTED
        assert "Hadir 23 orang" in head.get(desk(hall)).content.decode()

    def test_a_sheet_without_its_photo_is_refused_and_nothing_typed_is_lost(self, hall):
        sent = {"langkah": "lembar", "group": "rt_rw", "label": "RT 05", "number": 23}
        answer = officer(hall).post(desk(hall), sent)
        seen = answer.content.decode()
        assert answer.status_code == 422
        assert "Pilih berkasnya dulu" in seen
        assert 'value="23"' in seen

    def test_the_photo_is_for_officers_of_this_office_alone(self, hall):
        count = make.head_count(hall.session, 14, clean=True)
        path = f"/kelola/hadir/hitungan/{count.pk}/foto/"
        assert officer(hall).get(path)["Content-Type"] == "image/jpeg"
        assert make.browser(make.head()).get(path).status_code == 404

    @pytest.mark.parametrize("many", [1, 6])
    def test_however_many_came_it_asks_as_often(self, hall, many, django_assert_num_queries):
        for number in range(many):
            make.attendance(hall.session)
            make.head_count(hall.session, 5, label=f"RT {number}")
        by = officer(hall)
        by.get(desk(hall))
        with django_assert_num_queries(9):
            by.get(desk(hall))


def test_the_list_shows_what_is_near_at_ones_own_office(hall):
    seen = officer(hall).get("/kelola/hadir/").content.decode()
    assert re.search(rf'href="{desk(hall)}"', seen)
    stranger = make.browser(make.officer(Role.FRONT_DESK)).get("/kelola/hadir/").content.decode()
    assert "Tidak ada acara" in stranger


def test_when_it_is_over_no_code_of_the_hall_is_offered_nor_made(hall, at):
    session, client = hall.session, officer(hall)
    assert "Ganti kode ruang" in client.get(desk(hall)).content.decode()
    at(session.ends_at)
    assert "Ganti kode ruang" not in client.get(desk(hall)).content.decode()
    Hall.objects.all().delete()
    page = client.get(desk(hall)).content.decode()
    assert "Acara sudah selesai" in page
    assert "Buat kode ruang" not in page
    refused = client.post(desk(hall), {"langkah": "ruang", "form_key": "dari-halaman-lama"})
    assert (refused.status_code, Hall.objects.count()) == (409, 0)
    assert "sudah selesai" in refused.content.decode()
