"""The RTs of a kelurahan, typed as a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.base.errors import RuleBroken
from balai.places import actions
from balai.places.models import Neighbourhood
from balai.places.rules import Rt, read_rts, write_rts
from tests import make

numbers = st.integers(1, 30)
streets = st.sampled_from(["", "Jalan DI Panjaitan", "Lorong Rekaan 3"])


class TestTheList:
    def test_a_line_is_an_rw_with_its_rts(self):
        assert read_rts("01: 1-3\nRW 2: RT 4, 6\n02: 5 Jalan DI Panjaitan") == [
            Rt(1, 1), Rt(1, 2), Rt(1, 3), Rt(2, 4), Rt(2, 5, "Jalan DI Panjaitan"), Rt(2, 6),
        ]  # fmt: skip

    @given(st.dictionaries(st.tuples(numbers, numbers), streets, max_size=40))
    def test_what_is_written_reads_back_the_same(self, wanted):
        rts = sorted(Rt(rw, rt, street) for (rw, rt), street in wanted.items())
        assert read_rts(write_rts(rts)) == rts

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("01 1-6", "Baris 1: tidak terbaca"),
            ("\n01: 6-1", "Baris 2: nomor RW atau RT tidak benar"),
            ("00: 1", "nomor RW"),
            ("01: 1-3\n01: 3", "Baris 2: RT 03 RW 01 sudah ditulis"),
            ("01: 1--3", "tidak terbaca"),
            ("01: 1-999", "Paling banyak 500 RT"),
            ("satu: 1", "tidak terbaca"),
            ("01: 1 Jalan Rekaan 0899-0000-000", "nomor telepon tidak disimpan"),
        ],
    )
    def test_a_slip_names_its_line(self, text, said):
        with pytest.raises(RuleBroken, match=said):
            read_rts(text)


@pytest.mark.django_db
class TestThePage:
    def test_the_head_types_the_list_and_finds_it_again(self):
        office = make.office(kind="kelurahan")
        browser, address = make.browser(make.head(office)), f"/kelola/kantor/{office.slug}/rt-rw/"
        assert "Belum ada RT" in browser.get(address).content.decode()
        assert browser.post(address, {"text": "01: 1-6\n02: 1-2 Jalan Rekaan"}).status_code == 302
        page = browser.get(address + "?tersimpan=ya").content.decode()
        assert "01: 1-6\n02: 1-2 Jalan Rekaan" in page
        assert ">8</strong> RT" in page
        refused = browser.post(address, {"text": "01: 1-6\n02; 1"})
        assert (refused.status_code, "02; 1" in refused.content.decode()) == (422, True)

    def test_an_rt_that_left_the_list_keeps_its_past(self):
        office = make.office()
        for text in ("01: 1-3", "01: 1-2", "01: 1-3 Jalan Baru"):
            actions.set_neighbourhoods(office=office, rts=read_rts(text), by=None, now=make.NOW)
        rows = Neighbourhood.objects.filter(office=office)
        assert [(str(row), row.is_active) for row in rows.order_by("rt")][2] == ("RT 03 RW 01", True)
        assert rows.count() == 3
