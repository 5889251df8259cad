"""/api/v1 as another program sees it."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from balai.queues.models import Ticket
from tests import make

pytestmark = pytest.mark.django_db
OPENAPI = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"


@pytest.fixture(autouse=True)
def that_morning(at):
    cache.clear()
    at(make.NOW)


def post(path: str, body: object, key: str = "") -> tuple[int, dict]:
    headers = {"Idempotency-Key": key} if key else {}
    answer = Client().post(f"/api/v1{path}", json.dumps(body), "application/json", headers=headers)
    return answer.status_code, answer.json()


def get(path: str, **asked: object) -> tuple[int, dict]:
    answer = Client().get(f"/api/v1{path}", asked)
    return answer.status_code, answer.json()


def wish(sitting, number: int = 0, **more: object) -> dict:
    return {"slot": make.slot(sitting, number).pk, "service": "ktp-el-rusak", "phone": make.phone()} | more


def test_the_checked_in_openapi_file_is_what_we_answer():
    """BALAI_WRITE=1 writes it anew."""
    from balai.site.api import openapi_text

    if os.environ.get("BALAI_WRITE"):
        OPENAPI.write_text(openapi_text())
    assert OPENAPI.read_text() == openapi_text(), "BALAI_WRITE=1 pytest balai/queues/tests/test_api.py"


def test_every_answer_of_every_endpoint_is_declared():
    paths = json.loads(OPENAPI.read_text())["paths"]
    for path, verbs in paths.items():
        for verb, told in verbs.items():
            assert {"400", "422", "503"} <= set(told["responses"]), (path, verb)
            assert ("404" in told["responses"]) == (
                "{" in path or (path, verb) in {("/api/v1/tickets", "post"), ("/api/v1/voices", "post")}
            )


def test_booking_reading_and_cancelling():
    sitting = make.sitting()
    status, ticket = post("/tickets", wish(sitting))
    assert (status, ticket["number"], ticket["state"]) == (201, "A001", "booked")
    assert get(f"/tickets/{ticket['token']}") == (200, ticket)
    for _ in range(2):
        status, cancelled = post(f"/tickets/{ticket['token']}/cancel", {})
        assert (status, cancelled["state"]) == (200, "cancelled")


def test_with_a_key_the_repeat_is_the_first_answer():
    sitting = make.sitting()
    body = wish(sitting)
    assert post("/tickets", body, "kunci-satu-0123456789") == post("/tickets", body, "kunci-satu-0123456789")
    assert Ticket.objects.count() == 1


def test_a_key_that_somebody_could_guess_is_none():
    """It opens the first answer, and with it a ticket."""
    assert post("/tickets", wish(make.sitting()), "kunci")[0] == 422


def test_a_key_used_for_something_else_is_refused():
    sitting = make.sitting()
    post("/tickets", wish(sitting), "kunci-satu-0123456789")
    status, answer = post("/tickets", wish(sitting), "kunci-satu-0123456789")
    assert (status, answer["code"]) == (409, "request.key_reused")


def test_a_refused_key_may_be_tried_again():
    sitting = make.sitting(counters=1, walk_in_units=0)
    first = make.booked(sitting)
    body = wish(sitting)
    assert post("/tickets", body, "kunci-lain-0123456789")[1]["code"] == "queue.full"
    from balai.queues import actions

    actions.cancel(ticket=first, now=make.NOW)
    assert post("/tickets", body, "kunci-lain-0123456789")[0] == 201


def test_a_refusal_is_409_with_a_code_and_plain_words():
    sitting = make.sitting(counters=1, walk_in_units=0)
    make.booked(sitting)
    status, answer = post("/tickets", wish(sitting))
    assert (status, answer["code"]) == (409, "queue.full")
    assert "Jam lain masih ada" in answer["message"]
    assert set(answer) == {"code", "message"}


def test_twice_by_one_phone_does_not_tell_the_first():
    sitting = make.sitting()
    body = wish(sitting)
    _, first = post("/tickets", body)
    status, answer = post("/tickets", body | {"slot": make.slot(sitting, 3).pk})
    assert (status, answer["code"]) == (409, "queue.twice")
    assert first["token"] not in json.dumps(answer)
    assert first["code"] not in json.dumps(answer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"slot": 2**63},
        {"slot": 0},
        {"slot": "x"},
        {"service": "../x"},
        {"priority": "vip"},
        {"phone": "1" * 31},
    ],
)
def test_what_makes_no_sense_is_422_and_never_repeated(wrong: dict):
    status, answer = post("/tickets", {"slot": 1, "service": "nib", "phone": "0812"} | wrong)
    assert (status, answer["code"]) == (422, "request.invalid")
    assert str(next(iter(wrong.values()))) not in answer["message"]


def test_no_json_is_400():
    answer = Client().post("/api/v1/tickets", "{", "application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "request.unreadable")


def test_an_unknown_slot_service_or_token_is_no_500():
    sitting = make.sitting()
    assert post("/tickets", wish(sitting, slot=2**62))[0] == 409
    assert post("/tickets", wish(sitting, service="tidak-ada"))[0] == 404
    assert get(f"/tickets/{'x' * 22}")[0] == 404
    assert get("/tickets/short")[0] == 422


def test_finding_needs_code_and_phone_and_is_limited():
    ticket = make.booked(make.sitting(), phone="081234567890")
    assert post("/tickets/find", {"code": ticket.code, "phone": "081234567890"})[0] == 200
    for _ in range(9):
        assert post("/tickets/find", {"code": ticket.code, "phone": "081200000000"})[0] == 409
    assert post("/tickets/find", {"code": ticket.code, "phone": "081200000000"})[0] == 429


def test_openings_of_a_programme():
    program = make.program()
    status, days = get(f"/programs/{program.slug}/openings", first="2026-05-24", last="2026-05-31")
    assert status == 200
    assert [d["on"] for d in days] == ["2026-05-24", "2026-05-27", "2026-05-31"]
    for wrong in (
        {"first": "2026-01-01", "last": "2028-01-01"},
        {"first": "9999-12-31"},
        {"first": "0001-01-01"},
    ):
        assert get(f"/programs/{program.slug}/openings", **wrong)[0] == 409
    assert get("/programs/tidak-ada/openings")[0] == 404


def test_a_session_shows_its_hours_and_free_places():
    sitting = make.sitting()
    make.booked(sitting)
    status, day = get(f"/programs/{sitting.session.program.slug}/sessions/2026-05-24")
    assert status == 200
    assert [slot["free"] for slot in day["lines"][0]["slots"]][:3] == [2, 2, 3]
    assert {row["service"]: row["units"] for row in day["lines"][0]["services"]} == {
        "kk-baru": 2,
        "ktp-el-rusak": 1,
    }
    assert get(f"/programs/{sitting.session.program.slug}/sessions/2026-05-25")[0] == 404


def test_lists_are_bounded():
    make.the_service()
    assert get("/services")[1]["count"] == 1
    assert get("/programs")[0] == 200
    for wrong in ({"limit": 201}, {"limit": 0}, {"offset": 2**63}, {"offset": -1}):
        assert get("/services", **wrong)[0] == 422


def test_unpublished_programmes_are_not_there():
    program = make.program(published=False)
    assert get("/programs")[1]["count"] == 0
    assert get(f"/programs/{program.slug}/openings")[0] == 404


def test_reading_is_kept_for_seconds_and_tickets_never():
    sitting = make.sitting()
    path = f"/api/v1/programs/{sitting.session.program.slug}/sessions/2026-05-24"
    assert "max-age=5" in Client().get(path)["Cache-Control"]
    with CaptureQueriesContext(connection) as captured:
        Client().get(path)
    assert len(captured) == 0
    ticket = make.booked(sitting)
    assert "no-store" in Client().get(f"/api/v1/tickets/{ticket.token}")["Cache-Control"]


def test_no_cookie_is_asked_for_or_given():
    answer = Client(enforce_csrf_checks=True).post(
        "/api/v1/tickets", json.dumps(wish(make.sitting())), "application/json"
    )
    assert answer.status_code == 201
    assert not answer.cookies


def test_a_booking_over_http_takes_few_statements():
    sitting = make.sitting()
    body = wish(sitting)
    with CaptureQueriesContext(connection) as captured:
        assert post("/tickets", body)[0] == 201
    asked = [q["sql"] for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 9, "\n".join(asked)


def test_a_past_session_is_refused(at):
    sitting = make.sitting()
    body = wish(sitting)
    at(make.NOW + timedelta(days=7))
    assert post("/tickets", body)[1]["code"] == "queue.past"
