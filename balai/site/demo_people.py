"""The demo's invented people: officers by their role, and a morning's worth of residents."""

from datetime import datetime, timedelta

from balai.cases import actions as cases
from balai.cases.rules.states import Kind
from balai.people.models import Assignment, Person
from balai.people.rules import Role
from balai.places.models import Office
from balai.programs.actions import assign_duty, confirm_duty, session_for
from balai.programs.models import Program
from balai.programs.planting import Planter
from balai.queues import actions as queue
from balai.queues.models import Line, LineService, Sitting, Slot, Ticket
from balai.queues.rules.states import Priority
from balai.site.demo_board import fill_board
from balai.site.demo_photos import photograph_fridays
from balai.site.demo_pulse import teach
from balai.site.demo_reports import report_talks
from balai.site.demo_spots import report_spots
from balai.site.demo_talk import plan_talk
from balai.site.demo_work import close_fridays, hold_fridays
from balai.voices import actions as voices
from balai.voices.rules.words import Channel, Naming

HOME = "kec-cikarang-utara"
OFFICERS = [
    ("loket1", "Petugas loket 1", [(Role.FRONT_DESK, HOME)]),
    ("loket2", "Petugas loket 2", [(Role.FRONT_DESK, HOME)]),
    ("koordinator", "Koordinator layanan", [(Role.COORDINATOR, HOME)]),
    ("program", "Pengelola program", [(Role.PROGRAM_LEAD, HOME)]),
    ("standar", "Penyusun standar pelayanan", [(Role.EDITOR, HOME)]),
    ("camat", "Camat", [(Role.OFFICE_HEAD, HOME)]),
    ("pengelola", "Pengelola sistem", [(Role.ADMIN, HOME)]),
    ("mpp", "Kepala MPP", [(Role.OFFICE_HEAD, "mpp-kupang")]),
    ("pendengar", "Pendengar di ruang Bestie", [(Role.LISTENER, "mpp-kupang")]),
    ("koordinatormpp", "Koordinator MPP", [(Role.COORDINATOR, "mpp-kupang")]),
    ("camatkemuning", "Camat Kemuning", [(Role.OFFICE_HEAD, "kec-kemuning")]),
    ("acarakemuning", "Pengelola acara Kemuning", [(Role.PROGRAM_LEAD, "kec-kemuning")]),
    ("lurahplaju", "Lurah Plaju Ilir", [(Role.OFFICE_HEAD, "kel-plaju-ilir")]),
    ("jumatplaju", "Pengelola program Plaju Ilir", [(Role.PROGRAM_LEAD, "kel-plaju-ilir")]),
    ("pupr", "Pejabat penghubung Dinas PUPR", [(Role.LIAISON, "pupr-palembang")]),
    ("penghubung", "Pejabat penghubung Dinas Pendidikan", [(Role.LIAISON, "disdik-kupang")]),
]
# Slot (0 = 09.00), service, name, priority: what the neighbours booked. Everybody is invented.
MORNING = [
    (0, "ktp-el-hilang", "Warga Rekaan Satu", Priority.NONE),
    (0, "ktp-el-pertama", "Warga Rekaan Dua", Priority.NONE),
    (1, "kk-pisah", "Warga Rekaan Tiga", Priority.SMALL_CHILD),
    (1, "ktp-el-rusak", "Warga Rekaan Empat", Priority.NONE),
    (2, "akta-kelahiran", "Warga Rekaan Lima", Priority.MOTHER),
    (2, "ktp-el-hilang", "Warga Rekaan Enam", Priority.NONE),
    (3, "kk-ubah", "Warga Rekaan Tujuh", Priority.NONE),
    (3, "ktp-el-ubah-data", "Warga Rekaan Delapan", Priority.ELDERLY),
    (4, "ktp-el-pertama", "Warga Rekaan Sembilan", Priority.NONE),
    (5, "kia-balita", "Warga Rekaan Sepuluh", Priority.SMALL_CHILD),
    (6, "ktp-el-hilang", "Warga Rekaan Sebelas", Priority.NONE),
    (7, "kk-baru", "Warga Rekaan Dua Belas", Priority.NONE),
]
DEMO_PIN = "274913"  # of every voice of the demonstration
# Name, kind, days ago, words: what neighbours wrote from home. Everybody is invented.
VOICES = [
    (
        "lampu",
        Kind.COMPLAINT,
        9,
        "Lampu jalan dekat pasar padam sejak dua minggu lalu. Anak-anak takut pulang mengaji.",
    ),
    (
        "lampu2",
        Kind.COMPLAINT,
        5,
        "Lampu jalan di dekat pasar padam sudah dua minggu, anak-anak takut pulang.",
    ),
    ("sekolah", Kind.COMPLAINT, 6, "Anak saya belum dapat sekolah karena akta kelahirannya salah tulis."),
    ("antre", Kind.SUGGESTION, 8, "Mohon nomor antrean bisa diambil dari rumah, rumah kami jauh."),
    ("posyandu", Kind.ASPIRATION, 4, "Semoga posyandu buka juga hari Sabtu untuk ibu yang bekerja."),
    ("ramah", Kind.PRAISE, 2, "Terima kasih, petugas loket tiga sabar menjelaskan kepada ibu saya."),
    ("air", Kind.COMPLAINT, 21, "Air tidak mengalir di gang kami sejak awal bulan dan tidak ada kabar."),
]
ARRIVED = 5  # of them, in the order of their slots, stand in the hall at 08.50


def fill_morning(*, now: datetime) -> None:
    people = {name: _officer(name, shown) for name, shown, _ in OFFICERS}
    for name, _shown, held in OFFICERS:
        for role, office in held:
            Assignment.objects.create(
                person=people[name],
                role=role,
                office=Office.objects.get(slug=office),
                starts_at=now - timedelta(days=30),
            )
    _on_duty([people["loket1"], people["loket2"]], now=now)
    _book_morning(desk=people["loket1"], now=now)
    _bring_voices(by=people["koordinatormpp"], now=now)
    talk = plan_talk(head=people["camatkemuning"], now=now)
    fill_board(session=talk, by=people["camatkemuning"], now=now)
    hold_fridays(head=people["lurahplaju"], now=now)
    report_spots(lurah=people["lurahplaju"], agency=people["pupr"], now=now)
    photograph_fridays(today=now.date(), by=people["jumatplaju"])
    close_fridays(head=people["lurahplaju"], writer=people["jumatplaju"], now=now)
    teach(by=people["lurahplaju"], now=now)
    report_talks(head=people["camatkemuning"], writer=people["acarakemuning"], now=now)


def _on_duty(people: list[Person], *, now: datetime) -> None:
    """Both said on Thursday that they come on Sunday."""
    program = Program.objects.with_series().get(slug="minggu-senyum-ceria")
    session, thursday = session_for(program, now.date(), now=now), now - timedelta(days=3)
    for person in people:
        duty = assign_duty(session=session, person=person, by=Planter(), now=thursday)
        confirm_duty(duty=duty, by=person, now=thursday)


def _officer(username: str, shown: str) -> Person:
    """Without a password: in the demo one steps into a role, nobody signs in."""
    person = Person(username=username, display_name=shown)
    person.set_unusable_password()
    person.save()
    return person


def _book_morning(*, desk: Person, now: datetime) -> None:
    program = Program.objects.with_series().get(slug="minggu-senyum-ceria")
    session = session_for(program, now.date(), now=now)
    line = Line.objects.get(program=program)
    booked_at = now - timedelta(days=2)
    sitting = queue.ensure_sitting(line=line, session=session, now=booked_at)
    opens = session.starts_at
    tickets = [
        _book(sitting, opens + timedelta(minutes=12 * place), service, name, priority, n, now=booked_at)
        for n, (place, service, name, priority) in enumerate(MORNING)
    ]
    for minutes, ticket in enumerate(tickets[:ARRIVED]):
        queue.check_in(ticket=ticket, by=desk, now=now - timedelta(minutes=ARRIVED - minutes))


def _book(
    sitting: Sitting,
    wished: datetime,
    service: str,
    name: str,
    priority: Priority,
    nth: int,
    *,
    now: datetime,
) -> Ticket:
    """The wished slot, or the next one that has room."""
    asked = LineService.objects.select_related("service").get(line=sitting.line, service__slug=service)
    slot = (
        Slot.objects.filter(sitting=sitting, starts_at__gte=wished)
        .with_room(asked.units)
        .order_by("starts_at")[0]
    )
    return queue.book_ticket(
        slot=slot,
        service=asked.service,
        name=name,
        phone=f"0899000{nth:04d}",
        priority=priority,
        now=now + timedelta(minutes=7 * nth),
    )


def _bring_voices(*, by: Person, now: datetime) -> None:
    """Some days of an inbox: new, asked, handed on, answered, late. Nobody here exists."""
    office = Office.objects.get(slug="mpp-kupang")
    school = Office.objects.get(slug="disdik-kupang")
    found = {}
    for name, kind, days, text in VOICES:
        found[name] = voices.speak(
            office=office, kind=kind, text=text, channel=Channel.WEB, naming=Naming.NAMELESS, pin=DEMO_PIN,
            now=now - timedelta(days=days),
        )  # fmt: skip
    then = now - timedelta(days=3)
    cases.ask(case=found["lampu"].case, text="Di dekat tiang nomor berapa?", by=by, now=then)
    voices.hand_on(voice=found["sekolah"], asked=found["sekolah"].masked, to_office=school, by=by, now=then)
    cases.verify(case=found["antre"].case, by=by, now=then)
    answer = "Mulai pekan depan nomor antrean dapat dipesan dari rumah."
    cases.answer(case=found["antre"].case, text=answer, by=by, now=then)
