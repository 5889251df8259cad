"""/sehat asks nothing; /siap asks the database, the migrations and the keys, and passes alarms on."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from balai.base import sealing
from tests.make.audit import MOMENT, deed

pytestmark = [pytest.mark.urls("balai.site.tests.urls")]


def test_alive_needs_no_database():
    assert Client().get("/sehat").json() == {"sehat": True}


@pytest.mark.django_db
def test_ready_when_all_is_there():
    response = Client().get("/siap")
    assert (response.status_code, response.json()) == (200, {"siap": True, "sebab": "", "peringatan": []})


@pytest.mark.django_db
def test_not_ready_without_the_database(monkeypatch):
    def away(*args: object) -> None:
        raise OperationalError("could not connect to server: host=db")

    monkeypatch.setattr("balai.site.health.MigrationExecutor", away)
    response = Client().get("/siap")
    assert (response.status_code, response.json()["sebab"]) == (503, "basis data tidak terjangkau")


@pytest.mark.django_db
def test_not_ready_before_the_migrations():
    MigrationRecorder(connection).record_unapplied("audit", "0002_triggers")
    assert Client().get("/siap").json()["sebab"] == "migrasi basis data belum selesai"


@pytest.mark.django_db
def test_not_ready_without_keys(settings):
    settings.BALAI_KEYS = "/nowhere/keys.json"
    sealing.forget_keys()
    assert Client().get("/siap").json()["sebab"] == "berkas kunci tidak terbaca"


@pytest.mark.django_db
def test_deeds_without_a_seal_are_an_alarm(at):
    deed()
    at(MOMENT + timedelta(minutes=2))
    response = Client().get("/siap")
    assert response.status_code == 200
    assert "belum disegel" in response.json()["peringatan"][0]
