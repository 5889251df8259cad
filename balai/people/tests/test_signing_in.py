"""The way in: password, second factor, start code; and what is refused on that way."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from balai.audit.models import Entry
from balai.base import clock
from balai.base.sealing import unseal
from balai.people import actions, limits, rules
from balai.people.models import Person
from balai.people.rules import Role
from tests.make import people, places
from tests.make.moment import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def within_one_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries are counted by the hour of the machine; a test that runs at its turn would count anew."""
    moment = clock.real_now().replace(minute=7)
    monkeypatch.setattr(limits, "clock", SimpleNamespace(real_now=lambda: moment))


def code_of(person: Person) -> str:
    """What the officer's telephone shows now."""
    factor = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    return code_for(unseal(factor.data["secret"]))


def code_for(secret: str) -> str:
    now = list(yield_hotp_counters_from_time())[1]
    return str(format_hotp_value(hotp_value(secret, now)))


def type_password(client: Client, username: str, password: str = people.PASSWORD, **more: str):
    return client.post(reverse("account_login"), {"login": username, "password": password, **more})


def type_code(client: Client, code: str):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def is_in(client: Client) -> bool:
    return client.get(reverse("mfa_index")).status_code == 200


def test_an_officer_comes_in_with_password_and_code():
    person, client = people.officer(), Client()
    assert type_password(client, person.username)["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    response = type_code(client, code_of(person))
    assert response["Location"] == reverse("front:manage")
    assert is_in(client)
    assert Entry.objects.filter(verb="person.signed_in", actor=person.pseudonym).count() == 1


def test_a_network_of_a_million_addresses_has_one_count():
    person, client = people.officer(), Client()
    answers = [
        client.post(
            reverse("account_login"),
            {"login": person.username, "password": "salah"},
            REMOTE_ADDR=f"2001:db8::{n:x}",
        ).status_code
        for n in range(1, rules.TRIES_OWN + 2)
    ]
    assert answers == [200] * rules.TRIES_OWN + [429]


def test_a_password_alone_opens_nothing():
    person, client = people.officer(), Client()
    type_password(client, person.username)
    assert client.get(reverse("people:officers")).status_code == 302
    assert not is_in(client)


def test_the_user_name_may_be_typed_in_capitals():
    people.officer(name="siti.loket")
    client = Client()
    assert type_password(client, "Siti.Loket")["Location"] == reverse("mfa_authenticate")


def test_a_wrong_password_says_so_in_indonesian():
    person = people.officer()
    page = type_password(Client(), person.username, "salah sekali ini").content.decode()
    assert "belum benar" in page


def test_a_person_whose_account_rests_does_not_come_in():
    person = people.officer()
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert type_password(Client(), person.username).status_code == 200


def test_a_code_works_once_even_in_another_process():
    person, first, second = people.officer(), Client(), Client()
    code = code_of(person)
    type_password(first, person.username)
    type_code(first, code)
    cache.clear()  # another process has another cache
    type_password(second, person.username)
    page = type_code(second, code).content.decode()
    assert "sudah dipakai" in page
    assert not is_in(second)


def test_a_recovery_code_works_once():
    person = people.officer()
    codes = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    for client, expected in ((Client(), True), (Client(), False)):
        type_password(client, person.username)
        type_code(client, codes[0])
        assert is_in(client) is expected


def test_guessing_codes_ends_after_thirty_tries():
    person, client = people.officer(), Client()
    type_password(client, person.username)
    pages = [type_code(client, "000000").content.decode() for _ in range(rules.CODE_TRIES_ACCOUNT + 1)]
    assert "Terlalu sering dicoba" not in pages[-2]
    assert "Terlalu sering dicoba" in pages[-1]
    assert "Terlalu sering dicoba" in type_code(client, code_of(person)).content.decode()


def test_brute_force_from_one_client_is_stopped_and_told_when_to_try_again():
    person, client = people.officer(), Client()
    for _ in range(rules.TRIES_OWN):
        assert type_password(client, person.username, "tebakan").status_code == 200
    refused = type_password(client, person.username)  # the right one now
    assert refused.status_code == 429
    assert re.search(r"Coba lagi <strong>\d+ menit lagi, pukul \d\d\.\d\d WIB", refused.content.decode())
    assert int(refused["Retry-After"]) <= 900
    assert Entry.objects.filter(verb="person.tries_refused").count() == 1


def test_a_stranger_elsewhere_locks_nobody_out():
    person, stranger = people.officer(), Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(rules.TRIES_OWN + 5):
        type_password(stranger, person.username, "tebakan")
    assert type_password(Client(), person.username)["Location"] == reverse("mfa_authenticate")


def test_a_stranger_behind_the_same_address_does_not_lock_a_known_device_out():
    person, known, stranger = people.officer(), Client(), Client()
    type_password(known, person.username)
    type_code(known, code_of(person))
    known.post(reverse("account_logout"))
    for _ in range(rules.TRIES_OWN + 5):
        type_password(stranger, person.username, "tebakan")
    assert type_password(stranger, person.username).status_code == 429
    assert type_password(known, person.username)["Location"] == reverse("mfa_authenticate")


def test_a_device_mark_of_one_officer_helps_nobody_with_another():
    person, other, device = people.officer(), people.officer(), Client()
    type_password(device, other.username)
    type_code(device, code_of(other))
    device.post(reverse("account_logout"))
    for _ in range(rules.TRIES_OWN):
        type_password(device, person.username, "tebakan")
    assert type_password(device, person.username).status_code == 429


def test_one_address_that_tries_many_names_is_slowed():
    client = Client(REMOTE_ADDR="203.0.113.7")
    answers = [
        type_password(client, f"nama{number}", "tebakan").status_code
        for number in range(rules.TRIES_ADDRESS + 1)
    ]
    assert set(answers[:-1]) == {200}
    assert answers[-1] == 429


def test_the_right_password_wipes_earlier_slips():
    person, client = people.officer(), Client()
    for _ in range(3):
        for _ in range(rules.TRIES_OWN - 1):
            type_password(client, person.username, "tebakan")
        assert type_password(client, person.username).status_code == 302
        client.post(reverse("account_logout"))


@pytest.mark.parametrize(
    "elsewhere",
    ["https://jahat.example/", "//jahat.example/", "/\\jahat.example", "javascript:alert(1)", "https:jahat"],
)
def test_signing_in_leads_nowhere_but_to_this_site(elsewhere):
    person, client = people.officer(), Client()
    type_password(client, person.username, next=elsewhere)
    assert type_code(client, code_of(person))["Location"] == reverse("front:manage")


def test_signing_in_leads_back_to_the_page_that_was_asked_for():
    person, client = people.officer(), Client()
    type_password(client, person.username, next="/kelola/petugas/")
    assert type_code(client, code_of(person))["Location"] == "/kelola/petugas/"


def test_a_session_key_from_before_is_worth_nothing_afterwards():
    person, client = people.officer(), Client()
    client.get(reverse("account_login"))
    type_password(client, person.username)
    before = client.cookies["sessionid"].value
    type_code(client, code_of(person))
    assert client.cookies["sessionid"].value != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert not is_in(thief)


def test_there_is_no_sign_up_and_no_reset_by_mail():
    for path in ("/masuk/daftar/", "/accounts/signup/", "/accounts/password/reset/", "/akun/lupa/"):
        assert Client().get(path).status_code == 404


def begun() -> actions.NewAccess:
    return actions.create_officer(
        username="budi.loket",
        display_name="Petugas loket 2",
        role=Role.FRONT_DESK,
        office=places.office(),
        now=NOW,
    )


def test_the_first_day_password_then_code_then_recovery_codes(at):
    at(NOW)
    access, client = begun(), Client()
    typed = access.start_code.lower().replace("-", " ")
    assert type_password(client, "budi.loket", typed)["Location"] == reverse("front:manage")
    assert client.get(reverse("front:manage"))["Location"] == reverse("people:begin")
    assert client.get(reverse("mfa_activate_totp"))["Location"] == reverse("people:begin")

    words = {"password": "hujan sore di pasar", "again": "hujan sore di pasar"}
    assert client.post(reverse("people:begin"), words)["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("front:manage"))["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("people:officers"))["Location"] == reverse("mfa_activate_totp")

    page = client.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    done = client.post(reverse("mfa_activate_totp"), {"code": code_for(client.session["mfa.totp.secret"])})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert "10 dari 10" in client.get(done["Location"]).content.decode()
    assert client.get(reverse("front:manage")).status_code == 200
    factor = Authenticator.objects.get(user=access.person, type="totp")
    assert re.match(r"\d+\.", factor.data["secret"])  # sealed


def test_a_start_code_ends_after_three_days(at):
    access = begun()
    at(NOW + timedelta(days=3))
    assert type_password(Client(), "budi.loket", access.start_code).status_code == 200


def test_a_start_code_is_used_up_by_the_first_password(at):
    at(NOW)
    access, client = begun(), Client()
    type_password(client, "budi.loket", access.start_code)
    client.post(reverse("people:begin"), {"password": "hujan sore di pasar", "again": "hujan sore di pasar"})
    assert type_password(Client(), "budi.loket", access.start_code).status_code == 200


@pytest.mark.parametrize("weak", ["pendek", "budi.loket12", "123456789012", "password1234"])
def test_a_weak_password_is_refused(at, weak):
    at(NOW)
    access, client = begun(), Client()
    type_password(client, "budi.loket", access.start_code)
    assert client.post(reverse("people:begin"), {"password": weak, "again": weak}).status_code == 200
    access.person.refresh_from_db()
    assert access.person.start_code_until


def test_a_sign_in_from_before_the_second_factor_ends_when_it_is_set_up_elsewhere(at):
    """Who had only the password must not stay in beside the one who set up the code."""
    at(NOW)
    person, early = people.officer(), Client()
    early.force_login(person)
    response = early.get(reverse("people:officers"))
    assert response["Location"].startswith(f"{reverse('account_login')}?sebab=kode")
    assert not is_in(early)
