"""From a session that is over to its published report, as officers and residents see it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from balai.documents import actions as documents
from balai.documents.models import Letter, Photo, Report
from balai.documents.scanners.clamav_fake import FakeClamAV
from balai.front.closing import facts_of
from balai.people.rules import Role
from balai.programs.planting import Planter
from balai.voices import actions as voices
from tests import make

pytestmark = pytest.mark.django_db
WORDS = {
    "attended": "0",
    "attended_reason": "",
    "organisations": "Karang Taruna",
    "minutes": "Warga bertanya.",
}
SEND = WORDS | {"langkah": "ajukan"}


@pytest.fixture
def session(at):
    """A Sunday's session that ended an hour ago and owes a report by Thursday: Wednesday is a holiday."""
    session = make.session()
    program, since = session.program, make.SUNDAY - timedelta(days=30)
    documents.set_duty(
        of=program, office=program.office, is_owed=True, since=since, by=Planter(), now=make.NOW
    )
    at(session.ends_at + timedelta(hours=1))
    return session


@pytest.fixture
def writer(session):
    return make.browser(make.officer(Role.PROGRAM_LEAD, session.program.office))


@pytest.fixture
def head(session):
    return make.browser(make.head(session.program.office))


def desk(session, deed=""):
    return f"/kelola/laporan/{session.pk}/{deed}"


def public(session, rest=""):
    return f"/program/{session.program.slug}/{session.on}/laporan/{rest}"


def text(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def publish(session, writer, head):
    assert writer.post(desk(session), SEND).status_code == 302
    assert head.post(desk(session, "setujui/"), {"signed_as": "Camat Contoh"}).status_code == 302
    return Report.objects.about(session).order_by("-version").first()


def test_the_list_says_what_is_owed_and_when_it_is_late(session, writer, at):
    page = text(writer, "/kelola/laporan/")
    assert "Belum disusun" in page
    at(session.ends_at + timedelta(days=9))
    page = text(writer, "/kelola/laporan/")
    assert "Terlambat" in page
    public_page = text(writer, reverse("front:session", args=[session.program.slug, session.on]))
    assert "Laporan acara ini terlambat." in public_page


def test_a_programme_that_asks_for_no_report_is_not_on_the_list(session, writer):
    other = make.session(program=make.program(office=session.program.office, name="Tanpa Laporan"))
    assert "Tanpa Laporan" not in text(writer, "/kelola/laporan/")
    page = text(writer, reverse("front:session", args=[other.program.slug, other.on]))
    assert "Laporan acara" not in page


def test_a_draft_is_kept_half_filled(session, writer):
    assert writer.post(desk(session), {"langkah": "simpan", "organisations": "PKK"}).status_code == 302
    assert "PKK" in text(writer, desk(session))
    assert public_is_closed(session, writer)


def public_is_closed(session, client):
    return client.get(public(session)).status_code == 404


def test_another_number_than_the_counted_one_needs_a_reason(session, writer):
    refused = writer.post(desk(session), SEND | {"attended": "52"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Yang tercatat 0" in page
    assert "Warga bertanya." in page
    kept = writer.post(desk(session), SEND | {"attended": "52", "attended_reason": "Tidak dicatat."})
    assert kept.status_code == 302
    assert "Dilaporkan 52 orang; yang tercatat 0." in text(writer, desk(session))


def test_from_draft_to_a_public_page_with_its_proof(session, writer, head, client):
    report = publish(session, writer, head)
    page = text(client, public(session))
    for words in ("Warga bertanya.", "Karang Taruna", "Camat Contoh", report.letter.number_text, "Versi 1"):
        assert words in page
    assert "Baca laporan acara" in text(
        client, reverse("front:session", args=[session.program.slug, session.on])
    )
    assert "Terbit" in text(writer, "/kelola/laporan/")
    assert "PDF belum ada" in text(client, public(session, "1/pdf/"), 404)
    documents.draw_letters(now=session.ends_at + timedelta(hours=2), press=lambda html: (b"%PDF-1.7", 1))
    assert client.get(public(session, "1/pdf/"))["Content-Type"] == "application/pdf"


def test_the_maker_reads_that_another_must_approve(session, head):
    head.post(desk(session), SEND)
    refused = head.post(desk(session, "setujui/"), {"signed_as": "Camat"})
    assert refused.status_code == 422
    assert "Laporan sendiri disetujui oleh orang lain." in refused.content.decode()


def test_what_is_sent_back_shows_why(session, writer, head):
    writer.post(desk(session), SEND)
    assert head.post(desk(session, "kembalikan/"), {"reason": "Tambahkan lembaga."}).status_code == 302
    page = text(writer, desk(session))
    assert "Tambahkan lembaga." in page
    assert "Warga bertanya." in page


def test_a_correction_leaves_version_one_readable_and_yellow(session, writer, head, client):
    first = publish(session, writer, head)
    assert writer.post(desk(session, "betulkan/"), {"because": "Salah ketik."}).status_code == 302
    assert "Warga bertanya." in text(writer, desk(session))
    assert "Versi 1" in text(client, public(session))
    publish(session, writer, head)
    assert "Versi 2" in text(client, public(session))
    old = text(client, public(session, "1/"))
    assert "Ada versi yang lebih baru." in old
    assert "Diganti." in text(client, f"/periksa/{first.letter.token}/")
    read = f"/periksa/{first.letter.token}/laporan/"  # from the paper to what was signed: this version
    assert read in text(client, f"/periksa/{first.letter.token}/")
    assert client.get(read)["Location"].endswith("/laporan/1/")
    assert client.get(f"/periksa/{'a' * 22}/laporan/").status_code == 404


def test_a_session_that_is_not_over_has_no_report_yet(session, writer, at):
    at(session.starts_at)
    refused = writer.post(desk(session), SEND)
    assert refused.status_code == 422
    assert "belum selesai" in refused.content.decode()


def test_only_photos_with_consent_go_out_and_can_be_taken_back(session, writer, head, client):
    by = make.officer(Role.PROGRAM_LEAD, session.program.office)
    office, now = session.program.office, session.ends_at
    for caption, consent in (("Suasana aula", "agreed"), ("Ibu di depan", "missing")):
        documents.add_photo(
            upload=make.harmless(),
            of=session,
            office=office,
            caption=caption,
            consent=consent,
            by=by,
            now=now,
        )
    documents.scan_waiting(now=now, scanner=FakeClamAV())
    publish(session, writer, head)
    shown, hidden = Photo.objects.of(session)
    page = text(client, public(session))
    assert "Suasana aula" in page
    assert "Ibu di depan" not in page
    assert client.get(public(session, f"foto/{shown.file_id}/")).status_code == 200
    assert client.get(public(session, f"foto/{hidden.file_id}/")).status_code == 404
    assert writer.post(desk(session, f"foto/{shown.pk}/"), {"consent": "drop"}).status_code == 302
    assert client.get(public(session, f"foto/{shown.file_id}/")).status_code == 404
    assert "1 foto ditarik setelah terbit." in text(client, public(session))


def test_another_offices_report_is_not_there(session, writer):
    other = make.browser(make.head(make.office()))
    assert other.get(desk(session)).status_code == 404
    assert other.post(desk(session, "setujui/"), {"signed_as": "Camat"}).status_code == 404
    assert session.program.name not in text(other, "/kelola/laporan/")


def test_the_list_asks_the_same_for_one_session_and_for_many(session, writer, django_assert_max_num_queries):
    for week in range(1, 4):
        make.session(program=session.program, on=make.SUNDAY - timedelta(days=7 * week))
    with django_assert_max_num_queries(10):
        assert text(writer, "/kelola/laporan/").count('data-label="Keadaan"') == 4


def test_questions_are_counted_by_state_and_promises_named_by_number_and_day(at):
    friday = make.dialogue(on=make.SUNDAY - timedelta(days=2))
    by, now = make.moderator(friday), friday.starts_at
    at(now)
    asked = [make.on_board(friday, now=now) for _ in range(3)]
    voices.hide_question(question=asked[0], reason="same", by=by, now=now)
    voices.follow_up(question=asked[1], unit="Kasi Pelayanan", days=5, by=by, now=now)
    facts = facts_of(friday, WORDS | {"attended": 0}, now=friday.ends_at)
    assert facts["questions"] == {
        "total": 3, "hidden": 1, "states": [["menunggu dibahas", 1], ["ditindaklanjuti", 1]],
    }  # fmt: skip
    (promise,) = facts["promises"]
    assert (promise["question"], promise["state"]) == (str(asked[1].number), "berjalan")
    assert promise["owner"].startswith("Kasi Pelayanan, ")
    assert asked[1].words not in str(facts)


def test_the_letter_to_a_speaker_is_made_from_the_plan_and_again_when_it_changed(session, head, writer):
    make.plan(session)
    speaker = make.speaker(session)
    path = f"/kelola/undangan/{speaker.pk}/"
    assert "Mengurus ahli waris" in text(writer, path)
    assert writer.post(path, {"signed_as": "Camat Contoh"}).status_code == 403
    assert head.post(path, {"signed_as": ""}).status_code == 422
    first = head.post(path, {"signed_as": "Camat Contoh", "classification": "005"})
    letter = Letter.objects.get()
    assert first["Location"] == f"/kelola/surat/{letter.pk}/"
    printed = text(writer, f"/kelola/surat/{letter.pk}/cetak/")
    for words in ("Yth. Bapenda Contoh", "09.15 WIB", "Tanya jawab", "005/1/", f"/undangan/{speaker.token}/"):
        assert words in printed
    assert speaker.token not in text(head, f"/periksa/{letter.token}/")
    assert 'value="005"' in text(head, path)
    head.post(path, {"signed_as": "Camat Contoh", "classification": "005"})
    letter.refresh_from_db()
    assert letter.newer == Letter.objects.latest("number")
