"""/api/v1/services says what the pages say."""

from collections.abc import Callable
from datetime import datetime

import pytest
from ninja.testing import TestClient

from balai.catalogue.api import router
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def api() -> TestClient:
    return TestClient(router)


@pytest.fixture(autouse=True)
def sunday_morning(at: Callable[[datetime], None]) -> None:
    at(make.NOW)


def test_all_services_with_cost_and_time(api: TestClient) -> None:
    make.services()
    found = {row["slug"]: row for row in api.get("").json()}
    assert found["ktp-el-hilang"]["cost"] == "Gratis"
    assert len(found) == 22


def test_a_question_is_answered_best_first(api: TestClient) -> None:
    make.services()
    assert api.get("/?q=ktp ilang").json()[0]["slug"] == "ktp-el-hilang"


def test_one_service_with_its_standard(api: TestClient) -> None:
    make.services()
    found = api.get("/kk-hilang").json()
    assert found["requirements"][0]["when"] == "jika hilang"
    assert (found["office"], found["version"]) == (None, 1)


def test_an_unknown_service_is_not_there(api: TestClient) -> None:
    assert api.get("/tidak-ada").status_code == 404
