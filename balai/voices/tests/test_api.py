"""Other programs bring something and follow it: the same rules, stable codes, nothing repeated."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from balai.cases.models import Case
from balai.cases.rules.states import Kind
from balai.voices.models import Voice
from balai.voices.rules.words import Naming
from tests import make

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "satu-kunci-yang-panjang"}


@pytest.fixture(autouse=True)
def clock_stands(at) -> None:
    at(make.NOW)


def bring(office, headers=None, **fields):
    body = {
        "office": getattr(office, "slug", office),
        "kind": Kind.COMPLAINT,
        "text": make.WORDS,
        "pin": make.PIN,
    } | fields
    return Client().post("/api/v1/voices", json.dumps(body), content_type="application/json", headers=headers)


def test_it_is_brought_and_followed_by_its_token() -> None:
    make.clocks()
    made = bring(make.office()).json()
    seen = Client().get(f"/api/v1/voices/{made['token']}").json()
    assert seen["code"] == Case.objects.get().code
    assert [promise["step"] for promise in seen["promises"]] == ["verify", "answer"]
    assert make.WORDS not in json.dumps(seen)


def test_code_and_pin_find_it_and_neither_alone() -> None:
    voice = make.voice()
    right = {"code": voice.case.code, "pin": make.PIN}
    find = "/api/v1/voices/find"
    assert Client().post(find, right, content_type="application/json").json()["code"] == voice.case.code
    wrong = Client().post(find, right | {"pin": "864209"}, content_type="application/json")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "track.unknown")


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"office": "tidak-ada"}, 404, "not_found"),
        ({"pin": "111111"}, 409, "pin.easy"),
        ({"pin": ""}, 409, "voice.needs_pin"),
        ({"naming": "named"}, 409, "voice.no_identity"),
        ({"kind": "pengaduan_pengawasan"}, 409, "voice.kind"),
        ({"kind": "lain"}, 422, "request.invalid"),
        ({"text": "a" * 100_000}, 422, "request.invalid"),
        ({"phone": "12", "naming": "anonim"}, 409, "phone.unreadable"),
    ],
)
def test_a_refusal_has_a_code_that_stays(fields: dict, status: int, code: str) -> None:
    make.clocks()
    answer = bring(**{"office": make.office()} | fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Voice.objects.exists()


@pytest.mark.crowd
@pytest.mark.django_db(transaction=True)
def test_five_at_once_with_one_key_are_one_case() -> None:
    make.clocks()
    office = make.office()

    def one(_: int) -> str:
        try:
            return str(bring(office, KEY).json()["token"])
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        tokens = set(pool.map(one, range(5)))
    assert len(tokens) == 1
    assert Case.objects.count() == 1


def test_one_key_for_two_matters_is_refused() -> None:
    make.clocks()
    office = make.office()
    bring(office, KEY)
    assert bring(office, KEY, text="Hal yang lain sama sekali.").json()["code"] == "request.key_reused"


def test_bringing_asks_at_most_ten() -> None:
    make.clocks()
    office = make.office()
    bring(office)
    with CaptureQueriesContext(connection) as asked:
        bring(office, naming=Naming.ANONYMOUS, phone="081200000001")
    assert len([q for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]) <= 10
