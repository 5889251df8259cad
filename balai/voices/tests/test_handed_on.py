"""What goes along with a referral, who there may see it, and what becomes of it when it is taken back."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.cases import actions as cases
from balai.cases.models import Promise, Referral
from balai.cases.rules.states import Kind
from balai.documents.models import File
from balai.people.actions import withdraw_consent
from balai.people.consents import agrees
from balai.people.models import Consent, Opening, Person
from balai.people.rules import FINISH_WITHIN, WORDINGS, Purpose, newest_words
from balai.places.models import Office
from balai.voices import actions
from balai.voices.forms.desk import ForPersonForm, ShareForm
from balai.voices.forms.person import WriteForm
from balai.voices.forms.room import ToldForm
from balai.voices.models import Sharing, Voice
from balai.voices.rules.words import Naming
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


WHY = "Menelepon pelapor untuk janji temu."
BODY = "Yayasan Rumah Teduh"


def named(to: Office) -> tuple[Voice, Referral]:
    voice = make.voice(naming=Naming.NAMED, shared_with=[(to, True)])
    return voice, hand(voice, to)


def test_a_name_is_opened_at_the_agency_with_a_reason_and_the_person_sees_it() -> None:
    voice, part = named(make.office())
    by, url = liaison(part.to_office), reverse("voices:referral_identity", args=[part.pk])
    assert "mengizinkan namanya" in text_of(by.get(reverse("voices:referral", args=[part.pk])))
    for asked in (by.get(url), by.post(url, {"reason": "cek"})):
        assert "Warga Rekaan" not in asked.content.decode()
    opened = by.post(url, {"reason": WHY})
    assert "Warga Rekaan" in text_of(opened)
    assert "no-store" in opened["Cache-Control"]
    own = text_of(Client().get(reverse("voices:own", args=[voice.case.token])))
    assert f"Pejabat penghubung, {part.to_office.name}: {WHY}" in own
    assert Entry.objects.get(verb="identity.opened").office == part.to_office.slug


@pytest.mark.parametrize("how", ["without a name", "anonim", "taken back", "answered", "by consent"])
def test_otherwise_there_is_no_name_at_the_agency(how: str) -> None:
    to = make.office()
    naming = Naming.ANONYMOUS if how == "anonim" else Naming.NAMED
    agreed = how not in ("without a name", "anonim")
    voice = make.voice(naming=naming, shared_with=[(to, agreed)])
    part, by = hand(voice, to), liaison(to)
    if how == "taken back":
        actions.take_back_sharing(sharing=Sharing.objects.get(), by=None, now=make.NOW)
    if how == "answered":
        act = make.officer("pejabat penghubung", to)
        cases.answer_referral(referral=part, text="Sudah.", by=act, now=make.NOW)
    if how == "by consent":
        assert voice.identity
        gone = withdraw_consent(identity=voice.identity, purpose=Purpose.SHARING_NAMED, now=make.NOW)
        actions.end_consent(consent=gone, now=make.NOW)
    url = reverse("voices:referral_identity", args=[part.pk])
    assert by.post(url, {"reason": WHY}).status_code == 404
    assert not Opening.objects.exists()


def test_another_agency_of_the_same_case_opens_no_name() -> None:
    voice, part = named(make.office())
    other = make.office()
    hand(voice, other)
    assert liaison(other).get(reverse("voices:referral_identity", args=[part.pk])).status_code == 404


def test_who_agrees_to_share_agrees_in_the_words_that_stood_there() -> None:
    voice, to = make.voice(naming=Naming.NAMED), make.office()
    by = make.browser(worker(voice))
    page = by.get(reverse("voices:case", args=[voice.case.code])).content.decode()
    assert newest_words(Purpose.SHARING) in page
    assert newest_words(Purpose.SHARING_NAMED) in page
    url = reverse("voices:deed", args=[voice.case.code, "izin"])
    assert by.post(url, {"to_office": to.pk}).status_code == 422  # not ticked: not agreed
    by.post(url, {"to_office": to.pk, "agreed": "on", "named": "on"})
    sharing = Sharing.objects.get()
    assert (sharing.office, sharing.with_identity) == (to, True)
    assert WORDINGS[(Purpose.SHARING, sharing.text_version)] == newest_words(Purpose.SHARING)
    kept = {row.purpose: WORDINGS[(row.purpose, row.text_version)] for row in Consent.objects.all()}
    assert kept == {p: newest_words(p) for p in (Purpose.SHARING, Purpose.SHARING_NAMED)}


def test_every_box_shows_the_words_that_are_recorded() -> None:
    office = make.office()
    room = ToldForm(office=office, kinds=[Kind.CURHAT])
    desk = ShareForm(case=make.case(office), has_name=True)
    boxes = {
        Purpose.SHARING: [room["share_with"], desk["agreed"]],
        Purpose.SHARING_NAMED: [room["share_named"], desk["named"]],
        Purpose.QUOTING: [form(office=office)["may_quote"] for form in (WriteForm, ForPersonForm)],
    }
    boxes[Purpose.QUOTING].append(room["may_quote"])
    for purpose, fields in boxes.items():
        assert {str(field.label) for field in fields} == {newest_words(purpose)}


def test_an_outside_body_is_told_with_consent_and_never_by_name() -> None:
    voice = make.voice(kind=Kind.CURHAT, naming=Naming.NAMED)
    with pytest.raises(RuleBroken, match="hanya diteruskan dengan izin"):
        hand(voice, BODY)
    with pytest.raises(RuleBroken, match="tidak diberi nama"):
        actions.agree_to_share(voice=voice, to=BODY, by=worker(voice), now=make.NOW, with_identity=True)
    with pytest.raises(RuleBroken, match="Hapus dahulu"):
        actions.agree_to_share(voice=voice, to="Pak RT 081299887766", by=worker(voice), now=make.NOW)
    actions.agree_to_share(voice=voice, to=f" {BODY} ", by=worker(voice), now=make.NOW)
    assert hand(voice, BODY.upper()).shares_identity is False


@pytest.mark.parametrize("again", [BODY.upper(), BODY.replace(" ", "  "), f"\t{BODY}"])
def test_one_body_spelled_anew_is_the_same_agreement(again: str) -> None:
    voice = make.voice(kind=Kind.CURHAT, shared_with=[(BODY, False)])
    actions.agree_to_share(voice=voice, to=again, by=worker(voice), now=make.NOW)
    assert voice.shared_with.get().outside == BODY


def shared_outside() -> tuple[Voice, Referral]:
    voice = make.voice(kind=Kind.CURHAT, naming=Naming.NAMED, shared_with=[(BODY, False)])
    return voice, hand(voice, BODY, along=[clean(voice)])


def test_what_the_person_takes_back_stops_outside_too_and_somebody_owes_the_deletion(at) -> None:
    voice, part = shared_outside()
    sharing = voice.shared_with.get()
    own = Client().get(reverse("voices:take_back", args=[voice.case.token, sharing.pk]))
    assert "minta mereka menghapus" in text_of(own)
    Client().post(reverse("voices:take_back", args=[voice.case.token, sharing.pk]))
    gone = Client().get(reverse("voices:outside", args=[part.token]))
    assert gone.status_code == 410
    assert "Orangnya menarik kembali" in text_of(gone)
    assert "Tiang miring" not in text_of(gone)
    deed = reverse("voices:outside_deed", args=[part.token, "jawab"])
    assert Client().post(deed, {"text": "Sudah tegak."}).status_code == 410
    owed = Promise.objects.to_erase().get()
    assert (owed.owner, owed.due_at) == (voice.case.office, make.NOW + FINISH_WITHIN)
    assert voice.identity
    assert not agrees(voice.identity, Purpose.SHARING)
    by = make.browser(worker(voice))
    assert BODY in text_of(by.get(reverse("voices:inbox")))
    page = by.get(reverse("voices:case", args=[voice.case.code]))
    assert f"Minta {BODY} menghapus" in text_of(page)
    by.post(reverse("voices:deletion_asked", args=[voice.case.code, part.pk]))
    assert not Promise.objects.to_erase().exists()
    told = text_of(Client().get(reverse("voices:own", args=[voice.case.token])))
    assert f"sudah meminta {BODY} menghapus" in told
    assert by.post(reverse("voices:deletion_asked", args=[voice.case.code, part.pk])).status_code == 409


@pytest.mark.parametrize("how", ["cabut", "hapus"])
def test_the_end_of_the_case_does_not_end_what_is_owed_for_a_deletion(how: str) -> None:
    voice, part = shared_outside()
    cases.answer_referral(referral=part, text="Sudah kami dampingi.", by=None, now=make.NOW)
    url = reverse("voices:end", args=[voice.case.token, how]) if how == "cabut" else ""
    Client().post(url or reverse("voices:erase", args=[voice.case.token]), {"pin": make.PIN})
    part.refresh_from_db()
    assert (part.is_revoked, part.revoked_by) == (True, "person")
    assert [one.hop for one in Promise.objects.open()] == ["erase"]
    assert Client().get(reverse("voices:outside", args=[part.token])).status_code == 410


def test_who_took_it_back_has_said_no_until_they_agree_again() -> None:
    voice, to = make.voice(), make.office()
    actions.agree_to_share(voice=voice, to=to, by=worker(voice), now=make.NOW)
    actions.take_back_sharing(sharing=voice.shared_with.get(), by=None, now=make.NOW)
    with pytest.raises(RuleBroken, match="menarik izin"):
        hand(voice, to)
    actions.agree_to_share(voice=voice, to=to, by=worker(voice), now=make.NOW)
    assert hand(voice, to)


def test_an_agency_reads_nothing_any_more_of_what_was_taken_back_after_its_answer() -> None:
    voice, part = named(make.office())
    by = make.officer("pejabat penghubung", part.to_office)
    cases.answer_referral(referral=part, text="Sudah.", by=by, now=make.NOW)
    actions.take_back_sharing(sharing=voice.shared_with.get(), by=None, now=make.NOW)
    page = make.browser(by).get(reverse("voices:referral", args=[part.pk]))
    assert page.status_code == 410
    assert "Tiang miring" not in text_of(page)


def test_where_a_pin_was_chosen_the_link_alone_withdraws_nothing_and_changes_no_address() -> None:
    voice = make.voice(naming=Naming.NAMED)
    token = voice.case.token
    for typed in ({}, {"pin": "864209"}):
        Client().post(reverse("voices:end", args=[token, "cabut"]), typed)
        page = Client().post(reverse("voices:tell_me", args=[token]), {"phone": "081299887766", **typed})
        assert "081299887766" in page.content.decode()  # what was typed stays
    voice = Voice.objects.get()
    assert voice.case.state == "sent"
    assert voice.identity
    assert voice.identity.phone == "+6281200000001"
    pin = {"pin": make.PIN}
    Client().post(reverse("voices:tell_me", args=[token]), {"phone": "081299887766", **pin})
    Client().post(reverse("voices:end", args=[token, "cabut"]), pin)
    voice = Voice.objects.get()
    assert voice.identity
    assert (voice.case.outcome, voice.identity.phone) == ("withdrawn", "+6281299887766")


def test_without_a_pin_the_link_is_enough() -> None:
    voice = make.voice(naming=Naming.NAMED, pin="")
    Client().post(reverse("voices:tell_me", args=[voice.case.token]), {"phone": "081299887766"})
    Client().post(reverse("voices:end", args=[voice.case.token, "cabut"]))
    assert Voice.objects.get().case.outcome == "withdrawn"
