"""The demo's photos before and after: a drawn street, nobody's.

Of Friday the 8th one pair is out and stands in its report; of the 22nd two are out, one from paper waits.
"""

from datetime import date, datetime, timedelta

from PIL import Image, ImageDraw

from balai.documents import actions as documents
from balai.documents import store
from balai.documents.harmless import Harmless
from balai.documents.rules import Kind, Size
from balai.documents.rules.boxes import Box
from balai.documents.workshop.pictures import jpeg, remade
from balai.people.models import Person
from balai.programs import actions
from balai.programs.models import Session, Shot
from balai.programs.rules.pairs import Side, Way
from balai.site.demo_work import SLUG

SIZE = (960, 720)
WALLS = ("#d9b48f", "#c7c2b5", "#b9d0b0")
COVERED: list[Box] = [(655, 300, 745, 425), (140, 618, 262, 682)]  # the face and the plate
# Spot, landmark, steps to the north and east (about 50 m), which sides are there, whether it is out.
Spot = tuple[str, str, tuple[int, int] | None, list[Side], bool]
EARLIER: list[Spot] = [
    ("Lorong Rekaan 1, tepi saluran", "gerbang lorong", (-5985, 209574), list(Side), True),
]
SPOTS: list[Spot] = [
    ("Jalan DI Panjaitan, sisi kiri", "simpang Lorong Rekaan 1", (-5985, 209575), list(Side), True),
    ("Lorong Rekaan 2, depan gardu", "pos RT 05", (-5984, 209576), list(Side), True),
    ("Lorong Rekaan 3, ujung jalan", "", None, [Side.BEFORE], False),
]


def photograph_fridays(*, today: date, by: Person) -> None:
    _photograph(EARLIER, on=today - timedelta(days=16), by=by)
    _photograph(SPOTS, on=today - timedelta(days=2), by=by)


def _photograph(spots: list[Spot], *, on: date, by: Person) -> None:
    session = Session.objects.select_related("program__office").get(program__slug=SLUG, on=on)
    shots = [
        (number, _shoot(session, spot, number, side, by))
        for number, spot in enumerate(spots)
        for side in spot[3]
    ]
    documents.scan_waiting(now=session.ends_at)
    for number, (*_, is_out) in enumerate(spots):
        if is_out:
            _publish(
                [shot for spot, shot in shots if spot == number], by, session.ends_at + timedelta(hours=4)
            )


def _shoot(session: Session, spot: Spot, number: int, side: Side, by: Person) -> Shot:
    label, near, place, *_ = spot
    taken_at = session.starts_at if side == Side.BEFORE else session.ends_at - timedelta(minutes=10 + number)
    north, east = place or (None, None)
    return actions.add_shot(
        session=session, label=label, near=near, side=side, upload=_harmless(_street(number, side)),
        taken_at=taken_at, north=north, east=east, by=by, now=session.ends_at,
        way=Way.OFFICE if place else Way.SHEET, reporter="" if place else "Ketua RT 05",
    )  # fmt: skip


def _publish(shots: list[Shot], by: Person, now: datetime) -> None:
    seen = []
    for shot in shots:
        shot.refresh_from_db()
        assert shot.file
        drawn = _harmless(store.read(str(shot.file.store_name)), COVERED)
        copy = actions.cover_shot(
            shot=shot, source=shot.file, drawn=drawn, boxes=COVERED, after=0, by=by, now=now
        )
        seen.append(copy.pk)
    actions.publish_pair(pair=shots[0].pair, seen=seen, stated=True, by=by, now=now)


def _harmless(raw: bytes, boxes: list[Box] | None = None) -> Harmless:
    """Drawn here, so it needs no process of its own as a stranger's does: four of them would take seconds."""
    facts, parts = remade(raw, "JPEG", boxes or ())
    return Harmless(Kind.PICTURE, {Size(name): part for name, part in parts.items()}, **facts)


def _street(number: int, side: Side) -> bytes:
    """Sky, houses, a road and its drain: choked before, flowing after. With a face and a plate to cover."""
    image = Image.new("RGB", SIZE, "#bcd9e6")
    brush = ImageDraw.Draw(image)
    width, height = SIZE
    brush.rectangle((0, 300, width, height), fill="#8d9a6b")
    for house in range(4):
        left = 30 + house * 245 + number * 20
        brush.rectangle(
            (left, 170, left + 170, 330), fill=("#d9b48f", "#c7c2b5", "#b9d0b0")[(house + number) % 3]
        )
        brush.polygon([(left - 15, 175), (left + 85, 95), (left + 185, 175)], fill="#9c4a35")
        brush.rectangle((left + 65, 240, left + 105, 330), fill="#5b4636")
    brush.polygon([(0, height), (0, 480), (420, 320), (560, 320), (560, height)], fill="#6d6f72")
    brush.polygon([(600, height), (620, 320), (690, 320), (900, height)], fill="#77736a")
    water = "#4d4a2f" if side == Side.BEFORE else "#6fb2cf"
    brush.polygon([(650, height), (635, 330), (675, 330), (850, height)], fill=water)
    if side == Side.BEFORE:
        for spot in range(26):
            x, y = 650 + spot * 37 % 150, 380 + spot * 53 % 320
            colour = ("#7a5a2c", "#a8432f", "#3f6b3a", "#d8d2c0")[spot % 4]
            brush.ellipse((x, y, x + 26, y + 16), fill=colour)
    brush.rectangle((640, 300, 705, 520), fill="#2f5d8a")  # somebody at work
    brush.ellipse((638, 220, 707, 300), fill="#c58c5c")
    brush.rectangle((110, 380, 290, 500), fill="#303338")  # a motorbike, with a plate that nobody has
    brush.rectangle((140, 450, 245, 486), fill="#f4f4f0")
    brush.text((152, 456), "XX 0000 XX", fill="#111111", font_size=18)
    return jpeg(image, 80)
