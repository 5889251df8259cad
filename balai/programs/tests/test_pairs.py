"""Before and after from the same spot (GR-4): joined, chosen, covered, stated, shown, taken back."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.documents import actions as documents
from balai.documents import store
from balai.documents.harmless import prepare
from balai.documents.models import File
from balai.documents.rules import Size
from balai.documents.rules.boxes import as_word, cells
from balai.documents.scanners.clamav_fake import FakeClamAV
from balai.documents.tests.conftest import own_folder as own_folder
from balai.documents.tests.conftest import workshop_here as workshop_here
from balai.documents.tests.hostile import exif_with_gps, huge_png, pdf
from balai.people.rules import Role
from balai.programs import actions, jobs
from balai.programs.actions.pairing import source_of
from balai.programs.models import Copy, Pair
from balai.programs.pairs import newest_of, pairs_of
from balai.programs.rules.pairs import STATEMENT, coarse
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workshop_here")]


@pytest.fixture
def session(at):
    row = make.session()
    at(row.starts_at)
    return row


@pytest.fixture
def by(session):
    return make.officer(Role.PROGRAM_LEAD, session.program.office)


@pytest.fixture
def desk(by):
    return make.browser(by)


def public(session, rest=""):
    return f"/program/{session.program.slug}/{session.on}/{rest}"


def text(response, status=200):
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def photo_path(pair, side):
    return public(pair.session, f"foto/{pair.pk}/{side}/")


def street(face="red") -> bytes:
    """A white street whose left half is a face."""
    image = Image.new("RGB", (200, 150), "white")
    image.paste(face, (0, 0, 100, 150))
    made = io.BytesIO()
    image.save(made, "JPEG", quality=95)
    return made.getvalue()


def reds(raw: bytes) -> int:
    found = Image.open(io.BytesIO(raw)).convert("RGB").tobytes()
    return sum(r > 150 and g < 110 for r, g in zip(found[::3], found[1::3], strict=True))


def test_from_two_uploads_to_the_public_page_and_back(session, by, desk, client, at):
    for side in ("before", "after"):
        sent = {"label": "Gang Damai", "near": "musala", "side": side, "upload": make.upload(street())}
        assert desk.post(f"/kelola/foto/{session.pk}/", sent | {"taken": "09.00"}).status_code == 302
    pair = Pair.objects.get()
    assert "sedang diperiksa" in text(desk.get(f"/kelola/foto/titik/{pair.pk}/"))
    documents.scan_waiting(now=session.starts_at, scanner=FakeClamAV())
    for shot in pair.shots.all():
        page = text(desk.get(f"/kelola/foto/asli/{shot.pk}/tutup/"))
        assert page.count('name="petak"') == 108
        assert client.get(f"/kelola/foto/asli/{shot.pk}/").status_code == 302
        assert photo_path(pair, "sebelum") not in text(client.get(public(session)))
        left_half = [as_word(cell) for cell in cells(12, 9) if cell[2] <= 500]
        marked = {"after": "0", "petak": left_half, "kotak": ["480,0,520,1200"]}
        assert desk.post(f"/kelola/foto/asli/{shot.pk}/tutup/", marked).status_code == 302
        again = text(desk.get(f"/kelola/foto/asli/{shot.pk}/tutup/"))
        assert again.count(" checked") == 54 + 1
        assert '<rect data-box="480,0,520,1000" x="480" y="0" width="40" height="1000">' in again
    assert client.get(photo_path(pair, "sebelum")).status_code == 404
    seen = " ".join(str(copy.pk) for copy in Copy.objects.all())
    refused = desk.post(f"/kelola/foto/titik/{pair.pk}/", {"langkah": "terbit", "seen": seen})
    assert "Nyatakan dulu" in text(refused, 409)
    said = {"langkah": "terbit", "seen": seen, "stated": "on"}
    assert desk.post(f"/kelola/foto/titik/{pair.pk}/", said).status_code == 302
    entry = Entry.objects.get(verb="pair.published")
    assert (entry.facts["stated"], entry.actor) == (STATEMENT, by.pseudonym)
    page = text(client.get(public(session)))
    assert 'alt="Gang Damai, dekat musala, sebelum dikerjakan"' in page
    assert page.count('loading="lazy"') == 2
    assert '<span class="nowrap">09.00 WIB</span>' in page
    assert photo_path(pair, "sesudah") in text(client.get(f"/program/{session.program.slug}/"))
    for size in ("", "?ukuran=kecil", "?ukuran=full", "?ukuran=penuh"):
        got = client.get(photo_path(pair, "sebelum") + size)
        assert (got.status_code, reds(got.content)) == (200, 0)
    assert reds(desk.get(f"/kelola/foto/asli/{pair.shots.first().pk}/").content) > 9_000
    assert client.get(photo_path(pair, "asli")).status_code == 404
    assert desk.post(f"/kelola/foto/titik/{pair.pk}/", {"langkah": "tarik"}).status_code == 302
    assert client.get(photo_path(pair, "sebelum")).status_code == 404
    assert "Sebelum dan sesudah" not in text(client.get(public(session)))


def test_the_original_is_nobodys_but_this_offices(session, client):
    pair = make.pair(session, published=True)
    shot, copy = pair.shots.first(), Copy.objects.first()
    stranger = make.browser(make.head(make.office()))
    for path in (f"asli/{shot.pk}/", f"asli/{shot.pk}/tutup/", f"salinan/{copy.pk}/", f"titik/{pair.pk}/"):
        assert stranger.get(f"/kelola/foto/{path}").status_code == 404
        anonymous = client.get(f"/kelola/foto/{path}")
        assert (anonymous.status_code, anonymous.content) == (302, b"")
    assert stranger.post(f"/kelola/foto/asli/{shot.pk}/buang/").status_code == 404
    other = make.session(program=make.program())
    assert (
        client.get(photo_path(pair, "sebelum").replace(session.program.slug, other.program.slug)).status_code
        == 404
    )


def test_a_face_that_was_overlooked_goes_off_the_page_with_the_next_version(session, by, client):
    pair = make.pair(session, published=True)
    shot = pair.shots.get(side="before")
    old = shot.copies.get()
    copy = make.copy(shot, by=by, after=1)
    old.file.refresh_from_db()
    assert (copy.version, old.file.state, old.file.store_name) == (2, "discarded", None)
    assert client.get(photo_path(pair, "sebelum")).status_code == 404
    after = Copy.objects.get(shot__side="after")
    stale = {"langkah": "terbit", "seen": f"{old.pk} {after.pk}", "stated": "on"}
    page = text(make.browser(by).post(f"/kelola/foto/titik/{pair.pk}/", stale), 409)
    assert "ditutup ulang" in page
    assert f'name="seen" value="{copy.pk} {after.pk}"' in page
    with pytest.raises(RuleBroken, match="ditutup ulang"):
        actions.publish_pair(pair=pair, seen=[old.pk, after.pk], stated=True, by=by, now=make.NOW)
    actions.publish_pair(pair=pair, seen=[copy.pk, after.pk], stated=True, by=by, now=make.NOW)
    assert client.get(photo_path(pair, "sebelum")).status_code == 200


def test_two_who_cover_at_once_lose_no_mark(session, desk, by):
    shot = make.shot(session)
    make.copy(shot, by=by)
    late = desk.post(f"/kelola/foto/asli/{shot.pk}/tutup/", {"after": "0", "kotak": ["1,2,300,400"]})
    page = text(late, 409)
    assert "diubah petugas lain" in page
    assert page.count(" checked") == 2
    assert 'name="after" value="1"' in page
    assert File.objects.about(shot).held().count() == 1


def test_the_same_form_twice_draws_once(session, desk):
    shot = make.shot(session)
    sent = {"after": "0", "petak": ["0,0,83,111"], "form_key": "satu-kali"}
    for _ in range(2):
        assert desk.post(f"/kelola/foto/asli/{shot.pk}/tutup/", sent).status_code == 302
    assert shot.copies.count() == 1


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        (["1200,0,1300,100"], "di luar foto"),
        (["halo"], "tidak terbaca"),
        ([f"{n},0,{n + 20},{n % 900 + 50}" for n in range(900)], "Paling banyak 200"),
    ],
)
def test_boxes_that_mean_nothing_are_refused_and_the_others_stay(session, desk, boxes, said):
    shot = make.shot(session)
    page = text(
        desk.post(
            f"/kelola/foto/asli/{shot.pk}/tutup/", {"after": "0", "petak": ["0,0,83,125"], "kotak": boxes}
        ),
        422,
    )
    assert said in page
    assert 'value="0,0,83,125" aria-label="Baris 1, kolom 1" checked' in page
    assert not Copy.objects.exists()


def test_ten_thousand_boxes_are_turned_away_at_the_door(session, desk):
    shot = make.shot(session)
    boxes = [f"{n % 900},{n // 900},{n % 900 + 50},990" for n in range(10_000)]
    assert desk.post(f"/kelola/foto/asli/{shot.pk}/tutup/", {"after": "0", "kotak": boxes}).status_code == 400
    assert not Copy.objects.exists()


def test_two_photos_of_one_side_are_both_kept_and_an_officer_chooses(session, desk, by):
    first, second = make.shot(session, label="Gg. Damai 05"), make.shot(session, label="gg damai 5")
    assert (first.pair, first.standing, second.standing) == (second.pair, "chosen", "rival")
    pair = make.pair(session, label="Gg Damai 5")
    assert pair.shots.count() == 4
    assert "Pilih satu" in text(desk.get(f"/kelola/foto/titik/{pair.pk}/"))
    seen = list(Copy.objects.filter(shot__standing="chosen").values_list("pk", flat=True))
    with pytest.raises(RuleBroken, match="Pilih satu dulu"):
        actions.publish_pair(pair=pair, seen=seen, stated=True, by=by, now=make.NOW)
    assert desk.post(f"/kelola/foto/asli/{second.pk}/pilih/").status_code == 302
    assert dict(pair.shots.values_list("pk", "standing"))[first.pk] == "aside"
    assert pair.shots.filter(side="before", standing="chosen").get() == second


def test_a_spot_that_was_misspelt_is_joined_with_its_other_half(session, by):
    before, after = make.shot(session, label="Gang Damai"), make.shot(session, "after", label="Gang Damei")
    assert before.pair != after.pair
    joined = actions.name_pair(pair=after.pair, label="gang  DAMAI", near="", by=by, now=make.NOW)
    assert joined == before.pair
    assert set(joined.shots.values_list("side", "standing")) == {("before", "chosen"), ("after", "chosen")}
    assert Pair.objects.count() == 1


def test_a_spot_named_by_somebodys_number_is_not_published(session, by):
    pair = make.pair(session, label="Rumah 081234567890")
    seen = list(Copy.objects.values_list("pk", flat=True))
    with pytest.raises(RuleBroken, match="memuat nomor"):
        actions.publish_pair(pair=pair, seen=seen, stated=True, by=by, now=make.NOW)
    named = actions.name_pair(pair=pair, label="Gang Damai", near="", by=by, now=make.NOW)
    assert actions.publish_pair(pair=named, seen=seen, stated=True, by=by, now=make.NOW).is_published


def test_the_wrong_side_is_put_right_and_a_photo_goes_for_good(session, by):
    pair = make.pair(session, published=True)
    shot = pair.shots.get(side="before")
    turned = actions.turn_shot(shot=shot, side="after", by=by, now=make.NOW)
    again = actions.turn_shot(shot=shot, side="after", by=by, now=make.NOW)
    assert (again.side, again.standing) == (turned.side, turned.standing) == ("after", "rival")
    pair.refresh_from_db()
    assert pair.state == "open"
    names = [turned.file.store_name, turned.copies.get().file.store_name]
    actions.drop_shot(shot=turned, by=by, now=make.NOW)
    actions.drop_shot(shot=turned, by=by, now=make.NOW)
    assert not File.objects.filter(store_name__in=names).exists()
    assert Entry.objects.filter(verb="pair.shot_dropped").count() == 1


def test_the_original_goes_after_ninety_days_and_the_copy_can_be_covered_further(session, by, client):
    pair = make.pair(session, published=True)
    late = session.ends_at + timedelta(days=92)
    jobs.forget_presence(session.ends_at + timedelta(days=89))
    assert File.objects.about(pair).held().count() == 2
    jobs.forget_presence(late)
    assert File.objects.about(pair).held().count() == 0
    assert client.get(photo_path(pair, "sebelum")).status_code == 200
    shot = pair.shots.get(side="before")
    copy = make.copy(shot, by=by, after=1, now=late)
    assert copy.file.is_servable


def test_a_cancelled_session_takes_no_photos(session, by):
    head, reason = make.head(session.program.office), "Banjir di jalan."
    actions.cancel_session(program=session.program, on=session.on, reason=reason, by=head, now=make.NOW)
    with pytest.raises(RuleBroken, match="dibatalkan"):
        make.shot(session)


def test_what_comes_along_with_a_photo_is_in_no_byte_of_the_pair(session, by):
    shot = make.shot(session, upload=prepare(make.upload(exif_with_gps())))
    source = source_of(shot)
    drawn = documents.covered(file=source, boxes=[])
    copy = actions.cover_shot(shot=shot, source=source, drawn=drawn, boxes=[], after=0, by=by, now=make.NOW)
    for file in (shot.file, copy.file):
        for size in Size:
            raw = store.read(file.store_name, size)
            assert b"GPSMARK" not in raw
            assert b"Exif" not in raw
            assert not Image.open(io.BytesIO(raw)).getexif()


BAD = {
    "a photo of 40 MB": (lambda: b"\xff\xd8\xff" + bytes(39_999_997), "40 MB"),
    "a decompression bomb": (huge_png, "terlalu besar ukurannya"),
    "a ZIP": (lambda: b"PK\x03\x04" + bytes(3_000), "Word, Excel, atau ZIP"),
    "no picture": (lambda: b"halo, ini foto saya", "belum bisa diterima"),
    "one pixel": (lambda: make.picture(size=(1, 1)), "terlalu kecil"),
    "a cut file": (lambda: make.picture(size=(200, 200))[:-300], "rusak atau terpotong"),
    "a PDF": (pdf, "bukan PDF"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_photo_says_so_keeps_what_was_typed_and_stores_nothing(session, desk, name):
    made, said = BAD[name]
    sent = {"label": "Gang Damai", "side": "before", "upload": make.upload(made())}
    page = text(desk.post(f"/kelola/foto/{session.pk}/", sent), 422)
    assert said in page
    assert 'value="Gang Damai"' in page
    assert not Pair.objects.exists()
    assert not File.objects.exists()


@pytest.mark.parametrize(
    ("degrees", "steps"),
    [(-2.99151234, -5983), (None, None), ("2", None), (True, None), (float("nan"), None), (91, None)],
)
def test_a_place_is_kept_in_steps_of_fifty_metres_or_not_at_all(degrees, steps):
    assert coarse(degrees, 15) == steps


def test_pages_ask_the_same_for_one_pair_and_for_many(session, django_assert_max_num_queries):
    for number in range(3):
        make.pair(session, label=f"Gang {number}", published=True)
    with django_assert_max_num_queries(2):
        rows = pairs_of(session)
        assert [(row.before.url, row.after.words) for row in rows][2][1] == "Gang 2, sesudah dikerjakan"
    with django_assert_max_num_queries(2):
        assert len(newest_of(session.program_id)) == 2


def test_a_line_of_the_paper_sheet_becomes_the_same_pair_as_from_a_phone(session, desk):
    address = f"/kelola/foto/{session.pk}/lembar/"
    line = {"label": "Gang Damai", "near": "musala", "reporter": "Ketua RT 05", "form_key": "a"}
    both = line | {
        "before": make.upload(street()),
        "before_taken": "07.15",
        "after": make.upload(street("blue")),
    }
    assert desk.post(address, both).status_code == 302
    assert desk.post(address, line | {"before": make.upload(street())}).status_code == 302  # pressed twice
    before, after = Pair.objects.get().shots.order_by("-side")
    assert (before.way, before.side, before.reporter, before.standing) == (
        "sheet",
        "before",
        "Ketua RT 05",
        "chosen",
    )
    assert (after.side, after.taken_at, after.submission) == ("after", None, None)
    page = text(desk.get(address))
    assert "Gang Damai, sebelum" in page
    assert "07.15 WIB, Ketua RT 05" in page
    assert "Dari lembar kertas, Ketua RT 05." in text(desk.get(f"/kelola/foto/titik/{before.pair_id}/"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"label": "Gang Damai"}, "Pilih foto sebelum atau foto sesudah"),
        ({"label": "", "before": street()}, "wajib"),
        ({"label": "Gang Damai", "before": b"bukan foto"}, "Gang Damai"),
        ({"label": "Rumah 0812-3456-7890", "before": street()}, "nomor"),
    ],
    ids=["no photo", "no spot", "no picture", "somebody's number"],
)
def test_a_line_that_cannot_be_kept_leaves_nothing_and_keeps_what_was_typed(session, desk, line, said):
    sent = {name: make.upload(value) if isinstance(value, bytes) else value for name, value in line.items()}
    page = desk.post(f"/kelola/foto/{session.pk}/lembar/", sent | {"near": "dekat musala", "form_key": "b"})
    assert said in text(page, page.status_code)
    assert page.status_code in (409, 422)
    assert "dekat musala" in page.content.decode()
    assert not Pair.objects.exists()
