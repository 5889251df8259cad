"""The officer's desk: with and without htmx, two officers at once, paper, undo, and the end of the day."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from balai.people.rules import Role
from balai.queues import actions
from balai.queues.line_rows import waiting_rows
from balai.queues.models import Sitting, Ticket
from balai.queues.pages import TOKEN
from balai.queues.printing import Outcome
from balai.queues.rules.states import TicketState
from tests import make

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
KEY = r'name="csrfmiddlewaretoken" value="([^"]*)"'


@pytest.fixture(autouse=True)
def nine_o_clock(at) -> None:
    at(make.at_hour(9))
    cache.clear()


@pytest.fixture
def sitting() -> Sitting:
    return make.sitting()


@pytest.fixture
def officer(sitting: Sitting):
    return make.open_desk(sitting, 1)


@pytest.fixture
def browser(officer) -> Client:
    return make.browser(officer)


def waiting(sitting: Sitting, by, number: int = 1) -> Ticket:
    ticket = make.booked(sitting, number)
    return actions.check_in(ticket=ticket, now=make.NOW, by=by)


def press(browser: Client, sitting: Sitting, deed: str, *, at_desk: int = 1, htmx: bool = True, **data):
    address = reverse("queues:deed", args=[sitting.pk, at_desk, deed])
    return browser.post(address, data, headers=HTMX if htmx else {})


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_list_of_desks_shows_todays_lines_and_who_sits_where(browser: Client, sitting: Sitting):
    page = text(browser.get(reverse("queues:desks")))
    assert "Lanjut di loket 1" in page
    assert "Buka loket 2" in page


def test_a_counter_of_a_colleague_is_not_taken_over(browser: Client, sitting: Sitting):
    make.open_desk(sitting, 2)
    response = browser.post(reverse("queues:open_counter", args=[sitting.pk, 2]), follow=True)
    assert "dijaga petugas lain" in text(response)


def test_next_calls_and_offers_to_take_it_back(browser: Client, sitting: Sitting, officer):
    ticket = waiting(sitting, officer)
    page = text(press(browser, sitting, "panggil"))
    assert f"{ticket.label} dipanggil ke loket 1." in page
    assert "data-undo" in page
    assert "<html" not in page


def test_undo_puts_everything_back(browser: Client, sitting: Sitting, officer):
    ticket = waiting(sitting, officer)
    press(browser, sitting, "panggil")
    assert "Diurungkan." in text(press(browser, sitting, "urungkan", ticket=ticket.pk))
    ticket.refresh_from_db()
    assert ticket.state == TicketState.WAITING


def test_undo_after_ten_seconds_is_refused_calmly(browser: Client, sitting: Sitting, officer, at):
    ticket = waiting(sitting, officer)
    press(browser, sitting, "panggil")
    at(make.at_hour(9, 0, 11))
    assert "sudah lewat (10 detik)" in text(press(browser, sitting, "urungkan", ticket=ticket.pk))


def test_without_javascript_every_deed_is_a_redirect_that_says_it(browser: Client, sitting: Sitting, officer):
    ticket = waiting(sitting, officer)
    response = press(browser, sitting, "panggil", htmx=False)
    assert response.status_code == 302
    page = text(browser.get(response.headers["Location"]))
    assert f"{ticket.label} dipanggil ke loket 1." in page
    assert "Urungkan" in page


def test_nobody_is_called_while_somebody_stands_in_front(browser: Client, sitting: Sitting, officer):
    first, second = waiting(sitting, officer, 1), waiting(sitting, officer, 2)
    press(browser, sitting, "panggil")
    assert f"Akhiri dulu {first.label}" in text(press(browser, sitting, "panggil"))
    second.refresh_from_db()
    assert second.state == TicketState.WAITING


@pytest.mark.parametrize(
    ("deed", "state"),
    [
        ("mulai", "serving"),
        ("selesai", "served"),
        ("tidak-hadir", "missed"),
        ("kembalikan", "waiting"),
        ("ulang", "called"),
    ],
)
def test_each_button_does_its_deed(browser: Client, sitting: Sitting, officer, deed: str, state: str):
    ticket = waiting(sitting, officer)
    press(browser, sitting, "panggil")
    press(browser, sitting, deed, ticket=ticket.pk)
    ticket.refresh_from_db()
    assert ticket.state == state


def test_two_officers_who_press_at_once_get_different_people(browser: Client, sitting: Sitting, officer):
    tickets = [waiting(sitting, officer, n) for n in (1, 2)]
    colleague = make.browser(make.open_desk(sitting, 2))
    press(browser, sitting, "panggil")
    press(colleague, sitting, "panggil", at_desk=2)
    counters = {t.counter_number for t in Ticket.objects.filter(pk__in=[t.pk for t in tickets])}
    assert counters == {1, 2}


@pytest.mark.parametrize("how", ["code", "number", "link"])
def test_a_ticket_is_checked_in_by_code_number_or_scan(browser: Client, sitting: Sitting, how: str):
    ticket = make.booked(sitting, 2)
    typed = {
        "code": ticket.code,
        "number": ticket.label,
        "link": f"https://balai.example/tiket/{ticket.token}/",
    }
    page = text(press(browser, sitting, "datang", text=typed[how]))
    assert f"{ticket.label} sudah datang" in page


def test_a_code_that_nobody_has_is_told(browser: Client, sitting: Sitting):
    assert 'class="undo notice error"' in text(press(browser, sitting, "datang", text="7K4MQ2XP"))


def walk_in_data(sitting: Sitting, **more: Any) -> dict[str, Any]:
    return {"service": make.the_service().pk, "form_key": "langsung", "priority": "lansia"} | more


def test_a_walk_in_gets_a_number_and_the_browser_offers_paper(browser: Client, sitting: Sitting):
    page = text(press(browser, sitting, "nomor-baru", **walk_in_data(sitting)))
    ticket = Ticket.objects.get()
    assert f"Nomor baru: {ticket.label}." in page
    assert reverse("queues:slip", args=[ticket.token]) in page
    assert ticket.priority == "lansia"


def test_a_walk_in_sent_twice_is_one_number(browser: Client, sitting: Sitting):
    press(browser, sitting, "nomor-baru", **walk_in_data(sitting))
    press(browser, sitting, "nomor-baru", **walk_in_data(sitting))
    assert Ticket.objects.count() == 1


def test_a_printer_without_paper_leaves_the_number_standing(
    browser: Client, sitting: Sitting, settings, monkeypatch
):
    settings.BALAI_PRINTERS = ["127.0.0.1:9100"]
    out = Outcome("paper_out", "Kertas habis. Nomor tetap berlaku: A001. Isi kertas, lalu cetak ulang.")
    monkeypatch.setattr("balai.queues.views.deeds.print_slip", lambda slip, printer: out)
    page = text(press(browser, sitting, "nomor-baru", **walk_in_data(sitting)))
    assert "Kertas habis. Nomor tetap berlaku: A001" in page
    assert Ticket.objects.count() == 1


def test_paper_is_never_asked_for_inside_a_transaction(
    browser: Client, sitting: Sitting, settings, monkeypatch
):
    settings.BALAI_PRINTERS = ["127.0.0.1:9100"]
    depth = []
    outside = len(connection.savepoint_ids)

    def watch(slip, printer):
        depth.append(len(connection.savepoint_ids))
        return Outcome("printed", "Karcis dicetak.")

    monkeypatch.setattr("balai.queues.views.deeds.print_slip", watch)
    press(browser, sitting, "nomor-baru", **walk_in_data(sitting))
    assert depth == [outside]


def test_transfer_note_and_turning_away(browser: Client, sitting: Sitting, officer):
    ticket = waiting(sitting, officer)
    press(browser, sitting, "panggil")
    press(browser, sitting, "catatan", ticket=ticket.pk, text="Perlu rekam ulang")
    press(browser, sitting, "pindah", ticket=ticket.pk, counter=3, service="")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.counter_number, ticket.note) == ("waiting", 3, "Perlu rekam ulang")
    other = waiting(sitting, officer, 4)
    press(browser, sitting, "panggil")
    press(browser, sitting, "tolak", ticket=other.pk, reason="no_document")
    assert sitting.unmet.get().reason == "no_document"


def test_an_unknown_deed_and_a_foreign_number_are_404(browser: Client, sitting: Sitting):
    assert press(browser, sitting, "hapus").status_code == 404
    assert press(browser, sitting, "selesai", ticket=999_999).status_code == 404


def test_other_offices_do_not_see_this_desk(sitting: Sitting):
    stranger = make.browser(make.officer(Role.COORDINATOR, make.office("kantor-lain")))
    for name, args in [("desk", [sitting.pk, 1]), ("sheet", [sitting.pk]), ("close", [sitting.pk])]:
        assert stranger.get(reverse(f"queues:{name}", args=args)).status_code == 404
    assert press(stranger, sitting, "panggil").status_code == 404


def test_without_the_role_the_desk_is_forbidden_and_without_sign_in_it_asks_for_it(sitting: Sitting):
    editor = make.browser(make.officer(Role.EDITOR, sitting.office))
    address = reverse("queues:desk", args=[sitting.pk, 1])
    assert editor.get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_the_front_desk_may_not_close_the_day(sitting: Sitting):
    desk = make.browser(make.officer(Role.FRONT_DESK, sitting.office))
    assert desk.get(reverse("queues:close", args=[sitting.pk])).status_code == 403


def fill(sitting: Sitting, officer, many: int = 200) -> None:
    """So many who wait, without the ceremony."""
    one = waiting(sitting, officer)
    rows = []
    for n in range(many - 1):
        row = Ticket(
            sitting=sitting, letter="A", number=n + 100, service=one.service, source="walk_in", on=one.on,
            state="waiting", due_at=one.due_at, taken_at=one.taken_at, checked_in_at=make.NOW,
            code=f"{n:08d}", token_hash=n.to_bytes(32, "big"),
        )  # fmt: skip
        rows.append(row)
    Ticket.objects.bulk_create(rows)


def test_two_hundred_waiting_cost_few_queries(
    browser: Client, sitting: Sitting, officer, django_assert_max_num_queries
):
    fill(sitting, officer)
    address = reverse("queues:desk", args=[sitting.pk, 1]) + "?potongan=antrean"
    browser.get(reverse("queues:desks"))  # the sign-in notes its first page
    with django_assert_max_num_queries(5):  # two of them are the sign-in with its rights
        page = text(browser.get(address))
    assert page.count('class="waiting here"') == 200
    with django_assert_max_num_queries(3):
        browser.get(address)


def test_a_press_asks_eight_statements(browser: Client, sitting: Sitting, officer):
    waiting(sitting, officer, 1), waiting(sitting, officer, 2)
    browser.get(reverse("queues:desks"))
    with CaptureQueriesContext(connection) as captured:
        assert press(browser, sitting, "panggil", htmx=False).status_code == 302
    asked = [q["sql"] for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 8, "\n".join(asked)


def test_the_line_is_made_anew_when_it_changed(browser: Client, sitting: Sitting, officer):
    address = reverse("queues:desk", args=[sitting.pk, 1]) + "?potongan=antrean"
    first = waiting(sitting, officer, 1)
    assert first.label in text(browser.get(address))
    second = waiting(sitting, officer, 2)
    assert second.label in text(browser.get(address))


def test_a_cached_line_holds_no_key_of_anybody(browser: Client, sitting: Sitting, officer):
    from balai.queues.pages import waiting_line

    waiting(sitting, officer)
    sitting.refresh_from_db()
    assert "csrf" not in waiting_line(sitting)["html"]


def test_a_kept_line_is_handed_to_each_officer_with_their_own_key(browser: Client, sitting: Sitting, officer):
    waiting(sitting, officer)
    make.open_desk(sitting, 2)
    address = reverse("queues:desk", args=[sitting.pk, 1])
    pages = [text(one.get(address)) for one in (browser, make.browser(officer))]
    keys = [set(re.findall(KEY, page)) for page in pages]
    assert all(len(key) == 64 for found in keys for key in found)
    assert not keys[0] & keys[1]
    assert not any(TOKEN in page for page in pages)
    alone = text(browser.get(f"{address}?potongan=antrean"))
    assert set(re.findall(KEY, alone)) == {""}  # desk.js puts the key of its page there
    assert TOKEN not in alone


def test_a_row_says_all_and_trusts_nothing():
    due = make.at_hour(9)
    row = (7, "<", 12, "KTP & <b>KK</b>", due, "rahasia", 3, "lansia")
    html = waiting_rows([row], zone="Asia/Jakarta", is_quiet=False)
    assert html == (
        '<li class="waiting here"><b>&lt;012</b><span>KTP &amp; &lt;b&gt;KK&lt;/b&gt;'
        "<small>09.00 WIB · ada catatan · ke loket 3</small>"
        ' <span class="mark soon">lansia (60 tahun ke atas)</span></span>'
        '<button class="button small quiet" name="ticket" value="7"'
        ' aria-label="Panggil &lt;012 di luar urutan">Panggil</button></li>\n'
    )
    quiet = waiting_rows([(7, "A", 12, "Rahasia", due, "", None, "none")], zone="Asia/Jakarta", is_quiet=True)
    assert "Rahasia" not in quiet
    assert "mark" not in quiet
    assert "Tidak ada yang menunggu." in waiting_rows([], zone="Asia/Jakarta", is_quiet=False)


@pytest.mark.parametrize("counter", [0, 100, 10**30])
def test_a_counter_that_cannot_be_is_404(browser: Client, sitting: Sitting, counter: int):
    assert browser.get(f"/meja/{sitting.pk}/{counter}/").status_code == 404
    assert browser.get(f"/meja/{10**30}/1/").status_code == 404


def test_closing_the_day_ends_every_number_and_shows_the_sheet(
    browser: Client, sitting: Sitting, officer, at
):
    served = waiting(sitting, officer, 1)
    press(browser, sitting, "panggil")
    press(browser, sitting, "selesai", ticket=served.pk)
    waiting(sitting, officer, 2)
    make.booked(sitting, 9)
    at(make.at_hour(11, 30))
    address = reverse("queues:close", args=[sitting.pk])
    assert "2 nomor belum selesai." in text(browser.get(address))
    assert "Beri tanda centang dulu." in text(browser.post(address))
    page = text(browser.post(address, {"sure": "on"}, follow=True))
    assert "ditutup 11.30 WIB" in page
    assert not sitting.tickets.live().exists()
    assert "Belum terpanggil sampai tutup" in page


def test_the_keys_in_the_book_of_the_look_are_the_keys_of_the_desk():
    told = (settings.BASE_DIR / "docs" / "look.md").read_text().split("Keys: ", 1)[1].split("\n", 1)[0]
    pages = "".join(
        page.read_text() for page in (settings.BASE_DIR / "balai/queues/templates").rglob("*.html")
    )
    there = set(re.findall(r'\b(?:data-)?key="([a-z])"', pages))
    assert set(re.findall(r"`([A-Z])`", told)) == {key.upper() for key in there}
