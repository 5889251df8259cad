"""What is kept of a voice, and what never is."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.cases.models import Case
from balai.cases.rules.states import Kind
from balai.people.contacts import Contact
from balai.people.models import Identity
from balai.voices import actions
from balai.voices.models import Voice
from balai.voices.rules.risk import Sign
from balai.voices.rules.words import Channel, Naming
from tests import make

pytestmark = pytest.mark.django_db


def test_words_are_sealed_as_said_and_masked_beside() -> None:
    voice = make.voice(text="Saya Budi Rekaan, hubungi 0812-3456-7890, lampu jalan padam.")
    assert voice.text.startswith("Saya Budi Rekaan")
    assert "0812" not in voice.masked
    assert "lampu jalan padam" in voice.masked
    assert "Budi" not in voice.text_sealed + voice.masked_sealed


def test_nameless_and_anonymous_are_two_things() -> None:
    nameless = make.voice(naming=Naming.NAMELESS)
    anonymous = make.voice(naming=Naming.ANONYMOUS)
    assert nameless.identity is None
    assert anonymous.identity
    assert anonymous.identity.name == "Warga Rekaan"


def test_nameless_with_a_number_is_refused() -> None:
    with pytest.raises(RuleBroken, match="Kosongkan keduanya"):
        make.voice(naming=Naming.NAMELESS, contact=make.contact())


def test_the_database_refuses_a_nameless_voice_with_an_identity() -> None:
    voice = make.voice(naming=Naming.NAMELESS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.filter(pk=voice.pk).update(identity=make.identity())


def test_a_named_voice_needs_somebody() -> None:
    with pytest.raises(RuleBroken, match="Tulis nama"):
        make.voice(naming=Naming.NAMED, contact=Contact())


def test_from_home_without_a_name_a_pin_is_needed() -> None:
    with pytest.raises(RuleBroken, match="Pilih PIN"):
        make.voice(naming=Naming.NAMELESS, pin="")


def test_an_easy_pin_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(RuleBroken, match="mudah ditebak"):
        make.voice(pin="123456")
    assert not Case.objects.exists()
    assert not Identity.objects.exists()


@pytest.mark.parametrize("channel", [Channel.DESK, Channel.PAPER, Channel.PHONE, Channel.ROOM])
def test_what_an_officer_writes_down_needs_an_officer_of_that_office(channel: str) -> None:
    office, stranger = make.office(), make.officer("koordinator", make.office())
    with pytest.raises(PermissionDenied):
        make.voice(office, channel=channel, by=stranger)


def test_a_sign_of_danger_narrows_who_sees_it_at_once() -> None:
    office = make.office()
    voice = make.voice(office, kind=Kind.CURHAT, text="Suami saya memukuli saya setiap malam.")
    assert Sign.VIOLENCE in voice.sign_list
    assert voice.case.is_narrow
    assert not Voice.objects.worked_by(make.officer("koordinator", office)).exists()
    assert Voice.objects.worked_by(make.head(office)).get() == voice


def test_a_colleague_cannot_widen_what_is_narrow_and_the_head_can() -> None:
    office = make.office()
    voice = make.voice(office, text="Suami saya memukuli saya setiap malam.")
    with pytest.raises(RuleBroken, match="tidak ada di meja"):
        actions.set_signs(voice=voice, signs=[], by=make.officer("koordinator", office), now=make.NOW)
    voice = actions.set_signs(voice=voice, signs=[], by=make.head(office), now=make.NOW)
    assert not Case.objects.get().is_narrow


def test_one_voice_writes_one_entry_and_no_words_into_it() -> None:
    office = make.office()
    make.clocks()
    before = Entry.objects.count()
    make.voice(office, kind=Kind.PRAISE, text="Rahasia besar tentang kantor ini.")
    written = [e for e in Entry.objects.order_by("pk")[before:] if e.verb != "case.term_set"]
    assert [entry.verb for entry in written] == ["case.opened"]
    assert not any("Rahasia" in str(entry.facts) for entry in written)


def test_speaking_asks_four_questions_where_writings_go_together() -> None:
    office = make.office()
    make.voice(office)
    count = 4 if connection.vendor == "postgresql" else 8  # holidays and terms; six rows in two writings
    with CaptureQueriesContext(connection) as asked:
        actions.speak(
            office=office, kind=Kind.COMPLAINT, text=make.WORDS, channel=Channel.WEB, pin=make.PIN,
            naming=Naming.ANONYMOUS, contact=make.contact(), now=make.NOW,
        )  # fmt: skip
    assert len([q for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]) == count


def test_the_name_goes_nowhere_when_it_was_to_be_hidden() -> None:
    with pytest.raises(RuleBroken, match="tidak ada instansi"):
        make.voice(naming=Naming.ANONYMOUS, shared_with=[(make.office(), True)])
    assert not Voice.objects.exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "voice.empty"), ("\x00\x00", "voice.empty"), ("a" * 20_001, "voice.long")],
)
def test_empty_and_endless_texts_are_refused(text: str, code: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        make.voice(text=text)
    assert broken.value.code == code


@pytest.mark.parametrize(
    "text", ["😀 tolong 🙏", "\u202eterbalik\u202c", "<script>alert(1)</script>", "a\x00b cukup"]
)
def test_odd_texts_are_kept_as_they_are(text: str) -> None:
    assert make.voice(text=text).text == text.replace("\x00", "")


@pytest.mark.crowd
@pytest.mark.django_db(transaction=True)
def test_each_person_gets_a_code_of_their_own() -> None:
    office = make.office()
    make.clocks()

    def one(_: int) -> str:
        try:
            return actions.speak(
                office=office, kind=Kind.COMPLAINT, text=make.WORDS, channel=Channel.WEB, pin=make.PIN,
                naming=Naming.NAMELESS, now=make.NOW,
            ).case.code  # fmt: skip
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(one, range(24)))
    assert len(set(codes)) == 24
