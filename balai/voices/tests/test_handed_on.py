"""What goes along with a referral, who there may see it, and what becomes of it when it is taken back."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from balai.base.errors import RuleBroken
from balai.cases import actions as cases
from balai.cases.models import Referral
from balai.documents.models import File
from balai.people.models import Person
from balai.places.models import Office
from balai.voices import actions
from balai.voices.models import Voice
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock_stands(at) -> None:
    at(make.NOW)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def worker(voice: Voice) -> Person:
    return make.officer("koordinator", voice.case.office)


def hand(voice: Voice, to: Office | str, **more: Any) -> Referral:
    voice.case.refresh_from_db()
    target: dict[str, Any] = {"outside": to} if isinstance(to, str) else {"to_office": to}
    by = worker(voice)
    return actions.hand_on(voice=voice, asked="Tiang miring.", by=by, now=make.NOW, **target, **more)


def clean(voice: Voice) -> File:
    return make.clean_file(of=voice.case, office=voice.case.office)


def liaison(office: Office) -> Client:
    return make.browser(make.officer("pejabat penghubung", office))


def at_agency(part: Referral, file: File) -> int:
    assert part.to_office
    url = reverse("voices:referral_file", args=[part.pk, file.pk])
    return liaison(part.to_office).get(url).status_code


def outside(part: Referral, file: File) -> int:
    return Client().get(reverse("voices:outside_file", args=[part.token, file.pk])).status_code


def test_no_file_is_chosen_before_somebody_chose_it_and_the_preview_shows_what_leaves() -> None:
    voice, to = make.voice(), make.office()
    file, other, by = clean(voice), clean(voice), make.browser(worker(voice))
    page = by.get(reverse("voices:case", args=[voice.case.code])).content.decode()
    assert page.count('name="along"') == 2
    assert not re.search(r'name="along"[^>]*checked', page)
    assert "dapat menunjukkan orangnya" in page
    send = {"to_office": to.pk, "asked": "Tiang miring.", "along": [file.pk]}
    url = reverse("voices:deed", args=[voice.case.code, "teruskan"])
    preview = by.post(url, send).content.decode()
    assert f"Foto {file.pk}" in preview
    assert f"Foto {other.pk}" not in preview
    by.post(url, send | {"langkah": "kirim"})
    assert list(Referral.objects.get().files.all()) == [file]


def test_a_case_without_clean_files_offers_none() -> None:
    voice = make.voice()
    make.file(of=voice.case, office=voice.case.office)
    page = make.browser(worker(voice)).get(reverse("voices:case", args=[voice.case.code]))
    assert 'name="along"' not in page.content.decode()


def test_what_is_in_quarantine_or_of_another_case_goes_nowhere() -> None:
    voice, foreign = make.voice(), clean(make.voice())
    held = make.file(of=voice.case, office=voice.case.office)
    for file in (held, foreign):
        with pytest.raises(RuleBroken, match="tidak dapat ikut"):
            hand(voice, make.office(), along=[file])
    assert not Referral.objects.exists()


def test_each_sees_the_files_of_its_own_part_alone() -> None:
    voice, agency, other = make.voice(), make.office(), make.office()
    file, kept = clean(voice), clean(voice)
    part, foreign = hand(voice, agency, along=[file]), hand(voice, other)
    body = hand(voice, "Perusahaan listrik", along=[file])
    assert (at_agency(part, file), outside(body, file)) == (200, 200)
    assert (at_agency(part, kept), outside(body, kept)) == (404, 404)
    assert at_agency(foreign, file) == 404
    assert liaison(other).get(reverse("voices:referral_file", args=[part.pk, file.pk])).status_code == 404
    assert "Berkas" in text_of(liaison(agency).get(reverse("voices:referral", args=[part.pk])))


def test_what_was_refused_answered_or_taken_back_shows_no_file_any_more() -> None:
    voice = make.voice()
    file = clean(voice)
    body, part = hand(voice, "Perusahaan listrik", along=[file]), hand(voice, make.office(), along=[file])
    cases.answer_referral(referral=body, text="Sudah tegak.", by=None, now=make.NOW)
    cases.take_back(referral=part, by=worker(voice), now=make.NOW)
    assert (outside(body, file), at_agency(part, file)) == (404, 404)
    third = hand(voice, make.office(), along=[file])
    by = make.officer("pejabat penghubung", third.to_office)
    cases.refuse(referral=third, reason="Jalan provinsi, hubungi PUPR.", by=by, now=make.NOW)
    assert at_agency(third, file) == 404


def test_a_file_that_was_let_go_is_served_nowhere() -> None:
    voice = make.voice()
    file = clean(voice)
    part = hand(voice, make.office(), along=[file])
    actions.erase_own(voice=voice, now=make.NOW)
    assert at_agency(part, file) == 404
