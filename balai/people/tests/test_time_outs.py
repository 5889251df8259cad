"""Signed in, but not for ever: idle, a day's work, and sign-ins that are ended from elsewhere."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from balai.audit.models import Entry
from balai.base import clock
from balai.people.middleware import BACKGROUND, SEEN, SINCE
from tests.make import people
from tests.make.moment import NOW

pytestmark = pytest.mark.django_db
PAGE = "/akun/"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch):
    """`later(minutes=29)`: the machine's own clock is put forward."""
    real = clock.real_now
    passed = timedelta()

    def put_forward(**more: float) -> None:
        nonlocal passed
        passed += timedelta(**more)

    monkeypatch.setattr(clock, "real_now", lambda: real() + passed)
    return put_forward


def test_half_an_hour_without_a_click_ends_a_sign_in_and_leads_back(later):
    client = people.browser(people.officer())
    client.get(PAGE)
    later(minutes=30)
    response = client.get("/akun/perangkat/?dari=sini")
    assert response["Location"] == "/masuk/?sebab=diam&next=%2Fakun%2Fperangkat%2F%3Fdari%3Dsini"
    page = client.get(response["Location"]).content.decode()
    assert "lama tidak ada kegiatan" in page
    assert 'name="next" value="/akun/perangkat/?dari=sini"' in page
    assert Entry.objects.get(verb="person.signed_out").facts == {"why": "diam"}


def test_clicks_keep_a_sign_in_for_a_working_day_and_no_longer(later):
    client = people.browser(people.officer())
    client.get(PAGE)
    for _ in range(12 * 3 - 1):
        later(minutes=20)
        assert client.get(PAGE).status_code == 200
    later(minutes=20)
    response = client.get(PAGE)
    assert response["Location"].startswith("/masuk/?sebab=lama")
    assert "12 jam" in client.get(response["Location"]).content.decode()


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(later):
    client = people.browser(people.officer())
    client.get(PAGE)
    for _ in range(3):
        later(minutes=10)
        last = client.get(PAGE, headers={BACKGROUND: "1"})
    assert last.status_code == 302


def test_after_a_form_one_comes_back_to_the_page_that_it_stood_on(later):
    client = people.browser(people.head())
    client.get(PAGE)
    later(minutes=31)
    response = client.post(
        "/kelola/petugas/baru/",
        {"username": "x"},
        headers={"Referer": "http://testserver/kelola/petugas/?hal=2"},
    )
    assert response["Location"].endswith("next=%2Fkelola%2Fpetugas%2F%3Fhal%3D2")


def test_a_referer_from_elsewhere_leads_nowhere(later):
    client = people.browser(people.head())
    client.get(PAGE)
    later(minutes=31)
    response = client.post("/kelola/petugas/baru/", headers={"Referer": "https://jahat.example/kelola/"})
    assert response["Location"].endswith("next=%2Fkelola%2F")


def test_a_piece_of_a_page_moves_the_whole_page_to_the_sign_in(later):
    client = people.browser(people.officer())
    client.get(PAGE)
    later(minutes=31)
    response = client.get(
        PAGE, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/akun/perangkat/"}
    )
    assert response.status_code == 200
    assert response["HX-Redirect"] == "/masuk/?sebab=diam&next=%2Fakun%2Fperangkat%2F"


def test_the_session_is_written_once_a_minute_at_most(later):
    client = people.browser(people.officer())
    client.get(PAGE)
    first = client.session[SEEN]
    later(seconds=59)
    client.get(PAGE)
    assert client.session[SEEN] == first
    later(seconds=2)
    client.get(PAGE)
    assert client.session[SEEN] > first
    assert client.session[SINCE] == first


def sign_in_of(client: Client, person) -> UserSession:
    return UserSession.objects.create(
        user=person,
        session_key=client.session.session_key,
        ip="203.0.113.1",
        user_agent="Mozilla Android Chrome",
    )


def test_one_sees_and_ends_single_sign_ins():
    person = people.officer()
    here, there = people.browser(person), people.browser(person)
    other = sign_in_of(there, person)
    sign_in_of(here, person)
    page = here.get(reverse("usersessions_list")).content.decode()
    assert "HP Android, Chrome" in page
    assert "Perangkat ini" in page
    end = reverse("people:end_sign_in", args=[other.pk])
    assert here.post(end)["Location"].startswith(reverse("account_reauthenticate"))
    assert there.get(PAGE).status_code == 200
    here.post(reverse("account_reauthenticate"), {"password": people.PASSWORD, "next": end}, follow=True)
    assert there.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200


def test_nobody_ends_a_sign_in_of_somebody_else():
    other = people.officer()
    theirs = people.browser(other)
    sign_in = sign_in_of(theirs, other)
    assert (
        people.browser(people.officer()).post(reverse("people:end_sign_in", args=[sign_in.pk])).status_code
        == 404
    )
    assert theirs.get(PAGE).status_code == 200


def test_ending_takes_a_form_not_a_link():
    person = people.officer()
    client = people.browser(person)
    sign_in = sign_in_of(client, person)
    assert client.get(reverse("people:end_sign_in", args=[sign_in.pk])).status_code == 405


def test_a_changed_password_ends_the_other_sign_ins():
    person = people.officer()
    here, there = people.browser(person), people.browser(person)
    words = {
        "oldpassword": people.PASSWORD,
        "password1": "empat kata yang lain",
        "password2": "empat kata yang lain",
    }
    assert here.post(reverse("account_change_password"), words).status_code == 302
    assert here.get(PAGE).status_code == 200
    assert there.get(PAGE).status_code == 302


def test_signing_out_asks_by_form_and_is_written_down():
    client = people.browser(people.officer())
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(PAGE).status_code == 200
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"storage"'
    assert client.get(PAGE).status_code == 302
    assert Entry.objects.filter(verb="person.signed_out").count() == 1


def test_the_demo_steps_into_a_role_only_in_a_marked_demo(settings):
    from django.contrib.auth.models import AnonymousUser
    from django.core.exceptions import PermissionDenied
    from django.test import RequestFactory

    from balai.engine.models import Installation
    from balai.people.actions import demo_sign_in

    person, client = people.officer(), Client()
    request = RequestFactory().post("/demo/peran/")
    request.session, request.user = client.session, AnonymousUser()
    for is_demo, marked in ((False, False), (False, True), (True, False)):
        settings.IS_DEMO = is_demo
        Installation.objects.update_or_create(pk=1, defaults={"is_demo": marked, "made_at": NOW})
        with pytest.raises(PermissionDenied):
            demo_sign_in(request, person)
    settings.IS_DEMO = True
    Installation.objects.update(is_demo=True)
    demo_sign_in(request, person)
    request.session.save()
    client.cookies["sessionid"] = str(request.session.session_key)
    assert client.get(PAGE).status_code == 200
