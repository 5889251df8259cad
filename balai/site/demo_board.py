"""The demo's question board: what was asked before this Sunday's Ngopi. All invented."""

from datetime import datetime, timedelta

from balai.people.contacts import Contact
from balai.people.models import Person
from balai.programs.models import Attendance, Session
from balai.voices import actions
from balai.voices.models import Question
from balai.voices.rules.board import HiddenReason
from balai.voices.rules.words import Channel

HEIR = "Bagaimana mengurus ahli waris kalau pewaris meninggal di luar kota?"
SHOWN = [  # words, votes of those who are here, votes from outside
    (HEIR, 5, 9),
    ("Apakah pajak balik nama bisa dicicil?", 3, 4),
    ("Siapa yang menandatangani bila ketua RT berhalangan?", 1, 2),
]
ON_PAPER = "Ibu saya tidak punya akta kematian ayah. Mulai dari mana?"
INCOMING = [
    "Cara mengurus ahli waris bila pewaris meninggal di kota lain bagaimana?",
    "Berapa lama surat ahli waris selesai?",
]
ANSWERED = ("Apakah surat ahli waris dipungut biaya?", "Tidak. Surat ahli waris di kecamatan gratis.")
ON_PHONE = Contact(phone="+628990009001", name="Bu Contoh")


def fill_board(*, session: Session, by: Person, now: datetime) -> None:
    """Three wait, three have not been read yet, one came on paper; who left a telephone has an answer."""
    then, here = now - timedelta(days=2), list(Attendance.objects.filter(session=session).order_by("pk"))
    for words, present, outside in SHOWN:
        question = _shown(session, words, by, then)
        for attendance in here[:present]:
            actions.support(question=question, attendance=attendance, now=now)
        for number in range(outside):
            actions.support(question=question, client=f"demo {number}", now=then)
    asked = actions.ask_question(session=session, text=ANSWERED[0], contact=ON_PHONE, now=then)
    question = actions.shortlist_question(question=asked, by=by, now=then)
    actions.answer_question(question=question, text=ANSWERED[1], by=by, now=now - timedelta(hours=20))
    actions.ask_question(session=session, text=ON_PAPER, channel=Channel.PAPER, by=by, now=now)
    for words in INCOMING:
        actions.ask_question(session=session, text=words, now=now)


# What was asked in a talk that is over: one is answered there, one is promised, one stays unseen.
IN_TALK = [
    ("Bisakah mengurusnya lewat ketua RT?", "Bisa untuk surat pengantar. Yang lain datang sendiri."),
    ("Mengapa syarat di tiap kelurahan berbeda?", ""),
]
UNSEEN = "Promo tenda dan kursi, hubungi kami."


def answer_in_talk(*, session: Session, by: Person) -> None:
    """Asked on paper in the hall, moderated at once."""
    now = session.starts_at + timedelta(minutes=40)
    for words, answer in IN_TALK:
        question = _shown(session, words, by, now)
        if answer:
            actions.answer_question(question=question, text=answer, by=by, now=now)
        else:
            actions.follow_up(question=question, unit="Kepala Seksi Pelayanan", days=10, by=by, now=now)
    unseen = actions.ask_question(session=session, text=UNSEEN, now=now)
    actions.hide_question(question=unseen, reason=HiddenReason.ADVERT, by=by, now=now)


def _shown(session: Session, words: str, by: Person, now: datetime) -> Question:
    question = actions.ask_question(session=session, text=words, now=now)
    return actions.shortlist_question(question=question, by=by, now=now)
