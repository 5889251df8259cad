"""Who spoke, who looked, and how long it is kept."""

import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.base.sealing import unseal
from balai.cases import actions as cases
from balai.cases.models import Case, Glass, Message, Move, Referral
from balai.cases.rules.states import Kind
from balai.people.models import Identity, Opening
from balai.voices import actions, jobs
from balai.voices.models import Voice
from balai.voices.rules.words import Naming
from tests import make

pytestmark = pytest.mark.django_db
WHY = "Menelepon balik tentang jadwal perbaikan."
RISK = "Suami saya memukuli saya setiap malam."
EMERGENCY = "Pelapor menelepon dan meminta tolong sekarang juga."


@pytest.fixture(autouse=True)
def clock_stands(at) -> None:
    at(make.NOW)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_name_is_opened_with_a_reason_and_the_person_sees_it() -> None:
    voice = make.voice(naming=Naming.NAMED)
    by = make.officer("koordinator", voice.case.office, name="petugas.rahasia")
    url = reverse("voices:identity", args=[voice.case.code])
    asked = make.browser(by).get(url)
    assert "Warga Rekaan" not in asked.content.decode()
    opened = make.browser(by).post(url, {"reason": WHY})
    assert "Warga Rekaan" in text_of(opened)
    assert opened["Cache-Control"] == "private, no-store"
    own = text_of(Client().get(reverse("voices:own", args=[voice.case.token])))
    assert WHY in own
    assert "Koordinator layanan" in own
    assert "petugas.rahasia" not in own


def test_no_reason_opens_nothing() -> None:
    voice = make.voice(naming=Naming.NAMED)
    by = make.officer("koordinator", voice.case.office)
    url = reverse("voices:identity", args=[voice.case.code])
    assert "Warga Rekaan" not in make.browser(by).post(url, {"reason": "cek"}).content.decode()
    assert not Opening.objects.exists()


def test_anonim_is_kept_from_the_office_and_not_from_its_head() -> None:
    voice = make.voice(naming=Naming.ANONYMOUS)
    url, office = reverse("voices:identity", args=[voice.case.code]), voice.case.office
    refused = make.browser(make.officer("koordinator", office)).post(url, {"reason": WHY})
    assert "memilih anonim" in text_of(refused)
    assert "Warga Rekaan" in text_of(make.browser(make.head(office)).post(url, {"reason": WHY}))


def test_the_record_of_deeds_holds_no_reason() -> None:
    voice = make.voice(naming=Naming.NAMED)
    by = make.officer("koordinator", voice.case.office)
    make.browser(by).post(reverse("voices:identity", args=[voice.case.code]), {"reason": WHY})
    assert "Menelepon" not in str(Entry.objects.get(verb="identity.opened").facts)


def test_broken_glass_shows_the_case_for_an_hour_and_no_longer(at) -> None:
    glass = make.glass()
    url = reverse("voices:case", args=[glass.case.code])
    assert make.browser(glass.person).get(url).status_code == 200
    at(make.NOW + timedelta(minutes=59))
    assert make.browser(glass.person).get(url).status_code == 200
    at(make.NOW + timedelta(minutes=60))
    assert make.browser(glass.person).get(url).status_code == 404


def test_the_second_person_is_told_and_says_so() -> None:
    glass = make.glass()
    head = make.browser(glass.told)
    assert EMERGENCY in text_of(head.get(reverse("voices:glasses")))
    head.post(reverse("voices:read_glass", args=[glass.pk]))
    glass.refresh_from_db()
    assert glass.read_by == glass.told


def test_who_broke_it_does_not_read_their_own() -> None:
    office = make.office()
    voice = make.voice(office, text=RISK)
    first = make.head(office)
    with pytest.raises(RuleBroken, match="sudah ada di meja"):
        cases.break_glass(case=voice.case, reason=EMERGENCY, by=first, now=make.NOW)
    glass = make.glass()
    with pytest.raises(DatabaseError), transaction.atomic():
        Glass.objects.filter(pk=glass.pk).update(read_by=glass.person, read_at=make.NOW)


def test_without_a_second_person_no_glass_is_broken() -> None:
    voice = make.voice(text=RISK)
    by = make.officer("koordinator", voice.case.office)
    with pytest.raises(RuleBroken, match="orang kedua"):
        cases.break_glass(case=voice.case, reason=EMERGENCY, by=by, now=make.NOW)


def test_a_short_reason_breaks_no_glass_and_the_page_keeps_it() -> None:
    voice = make.voice(text=RISK)
    make.head(voice.case.office)
    browser = make.browser(make.officer("koordinator", voice.case.office))
    page = browser.post(reverse("voices:emergency"), {"code": voice.case.code, "reason": "darurat sekali"})
    assert page.status_code == 409
    assert "darurat sekali" in page.content.decode()
    assert not Glass.objects.exists()


def test_another_offices_code_is_unknown_in_an_emergency() -> None:
    voice = make.voice(text=RISK)
    browser = make.browser(make.officer("koordinator", make.office()))
    page = browser.post(reverse("voices:emergency"), {"code": voice.case.code, "reason": EMERGENCY})
    assert "tidak ada di kantor Anda" in text_of(page)


def test_words_go_when_their_time_is_over_and_figures_stay(at) -> None:
    cases.set_retention(
        kind=Kind.COMPLAINT, days=10, basis="Aturan contoh", since=date(2020, 1, 1), now=make.NOW
    )
    voice = make.voice(naming=Naming.NAMED, topic=make.topic("lampu"))
    actions.write_back(voice=voice, text="Tambahan.", now=make.NOW)
    actions.hand_on(
        voice=voice, asked="Lampu padam.", by=make.officer("koordinator", voice.case.office), now=make.NOW,
        to_office=make.office(),
    )  # fmt: skip
    cases.withdraw(case=voice.case, now=make.NOW)
    jobs.settle_closed(make.NOW)
    assert jobs.erase_old(make.NOW + timedelta(days=10)) == 0
    later = make.NOW + timedelta(days=11)
    assert (jobs.erase_old(later), jobs.erase_old(later)) == (1, 0)
    voice.refresh_from_db()
    assert (voice.text, voice.masked, voice.identity) == ("", "", None)
    assert not Message.objects.exists()
    assert not Identity.objects.exists()
    assert Referral.objects.get().asked == "(dihapus)"
    assert voice.topic
    assert Move.objects.filter(case=voice.case).exists()


def test_what_is_opened_again_is_kept_again() -> None:
    voice = make.voice(naming=Naming.NAMED)
    by = make.officer("koordinator", voice.case.office)
    case = cases.verify(case=voice.case, by=by, now=make.NOW)
    case = cases.answer(case=case, text="Sudah.", by=by, now=make.NOW)
    cases.close(case=case, outcome="solved", by=make.officer("koordinator", case.office), now=make.NOW)
    jobs.settle_closed(make.NOW)
    voice.refresh_from_db()
    assert voice.keep_until
    cases.reopen(case=voice.case, text="Masih padam.", now=make.NOW)
    jobs.settle_closed(make.NOW)
    voice.refresh_from_db()
    assert voice.keep_until is None
    assert voice.identity
    assert voice.identity.keep_until > date(2029, 1, 1)


def every_text() -> str:
    """All that the database holds in readable columns, sealed ones opened."""
    found = []
    for model in apps.get_models():
        if model.__module__.startswith("balai."):
            for row in model._default_manager.values():
                found += [str(unseal(v) if str(k).endswith("_sealed") else v) for k, v in row.items()]
    return " ".join(found)


def test_the_person_has_everything_erased_and_no_word_is_left_anywhere() -> None:
    phone, nik = "081298765432", "9901016501900001"
    voice = make.voice(
        naming=Naming.NAMED, text=f"NIK saya {nik}, telepon {phone}.", contact=make.contact(phone=phone)
    )
    actions.write_back(voice=voice, text=f"Hubungi {phone}.", now=make.NOW)
    assert nik in every_text()
    Client().post(reverse("voices:erase", args=[voice.case.token]), {"pin": make.PIN})
    left = every_text()
    assert nik not in left
    assert phone not in left
    assert phone[1:] not in left
    assert Case.objects.get().outcome == "withdrawn"


def test_a_withdrawn_permission_takes_the_referral_back_at_once() -> None:
    office = make.office()
    voice = make.voice(shared_with=[(office, False)])
    by = make.officer("koordinator", voice.case.office)
    referral = actions.hand_on(voice=voice, asked="Lampu.", by=by, now=make.NOW, to_office=office)
    Client().post(reverse("voices:take_back", args=[voice.case.token, voice.shared_with.get().pk]))
    referral.refresh_from_db()
    assert referral.is_revoked
    assert Case.objects.get().state == "verified"


def test_a_step_is_never_rewritten_under_the_same_key() -> None:
    voice = make.voice()
    by = make.officer("koordinator", voice.case.office)
    cases.verify(case=voice.case, by=by, now=make.NOW)
    case = cases.start(case=voice.case, by=by, now=make.NOW, note="Tim berangkat.")
    from balai.base.sealing import seal

    with pytest.raises(DatabaseError), transaction.atomic():
        Move.objects.filter(case=case, verb="case.followed_up").update(note_sealed=seal("Lain."))
    with pytest.raises(DatabaseError), transaction.atomic():
        Move.objects.filter(case=case).update(new="closed")
    assert connection.vendor in ("sqlite", "postgresql")


def test_no_voice_of_another_is_erased_by_a_link() -> None:
    mine, other = make.voice(), make.voice()
    Client().post(reverse("voices:erase", args=[mine.case.token]), {"pin": make.PIN})
    assert Voice.objects.kept().get() == other


def test_a_link_that_somebody_found_erases_nothing_where_a_pin_was_chosen() -> None:
    voice = make.voice()
    url = reverse("voices:erase", args=[voice.case.token])
    for typed in ({}, {"pin": "864209"}):
        Client().post(url, typed)
    assert Voice.objects.kept().get() == voice
