"""Photos before and after: the officers' pages, and the covered copies as everybody may fetch them."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import public, requires
from balai.base.forms import own_ids
from balai.base.networks import network_of
from balai.base.permissions import Permission
from balai.documents.actions import count_try
from balai.documents.models import File
from balai.documents.rules.boxes import TALL, as_word, cells, grid
from balai.documents.serving import serve
from balai.engine.forms import OnceForm
from balai.people.clients import address_of
from balai.people.models import Person
from balai.programs import actions
from balai.programs.actions.pairing import newest_copies, source_of
from balai.programs.forms.pairs import (
    CoverForm,
    PublishForm,
    SheetLineForm,
    ShotForm,
    SpotForm,
    SpotShotForm,
)
from balai.programs.models import Copy, Pair, Session, Shot
from balai.programs.pairs import photographed
from balai.programs.rules import SessionState
from balai.programs.rules.pairs import SIDES, Side, Standing, Way

MOST, AHEAD = 60, timedelta(days=7)
SIZES = {"kecil": "small"}


def officer(request: HttpRequest) -> Person:
    return cast(Person, request.user)


@requires(Permission.REPORT_WRITE)
def sessions(request: HttpRequest) -> HttpResponse:
    """Of one's own offices: where the programme takes photos; what goes on first."""
    now = clock.now()
    mine = Session.objects.managed_by(request.user, Permission.REPORT_WRITE)
    near = mine.filter(starts_at__lt=now + AHEAD).exclude(state=SessionState.CANCELLED)
    with_photos = [row.pk for row in photographed(request.user)]
    rows = near.filter(program__in=with_photos).select_related("program__office").nearest_first(now)[:MOST]
    context = {"rows": rows, "now": now, "crumbs": [("Kelola", "/kelola/")]}
    return render(request, "programs/pairs/list.html", context)


@requires(Permission.REPORT_WRITE)
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """The spots of one session, and a new one with its first photo."""
    found = _session(request, pk)
    form = SpotShotForm(*_sent(request), on=found.on, zone=found.zone)
    if made := _add(request, form, found):
        return redirect("programs:pair", made)
    shots = Shot.objects.filter(pair__session=found).exclude(standing=Standing.DROPPED)
    by_pair: dict[int, dict[str, list[Shot]]] = {}
    for shot in shots.select_related("file").order_by("pk"):
        by_pair.setdefault(shot.pair_id, {}).setdefault(shot.side, []).append(shot)
    context = {
        "session": found,
        "rows": [(pair, _progress(by_pair.get(pair.pk, {}))) for pair in found.pairs.order_by("pk")],
        "form": form,
        "crumbs": CRUMBS(),
    }
    return render(request, "programs/pairs/session.html", context, status=_status(form))


@requires(Permission.REPORT_WRITE)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper twin: line by line, each with its photos from the camera or the telephone."""
    found = _session(request, pk)
    form = SheetLineForm(*_sent(request), on=found.on, zone=found.zone)
    if form.is_bound:
        count_try(client=network_of(address_of(request)), now=clock.now())
    made = form.attempt_once(
        actions.add_from_sheet, answer=lambda pair: pair.label, purpose=f"pair.sheet.{pk}", now=clock.now(),
        session=found, by=officer(request),
    )  # fmt: skip
    if made:
        messages.success(request, f"Baris “{made}” tersimpan. Lanjutkan dengan baris berikutnya.")
        return redirect("programs:pairs_sheet", pk)
    lines = Shot.objects.filter(pair__session=found, way=Way.SHEET).exclude(standing=Standing.DROPPED)
    context = {
        "session": found,
        "lines": lines.select_related("pair").order_by("pair", "-side", "pk"),
        "form": form,
        "crumbs": CRUMBS(found),
    }
    return render(request, "programs/pairs/sheet.html", context, status=_status(form))


def CRUMBS(session: Session | None = None) -> list[tuple[str, str]]:  # noqa: N802
    found = [("Kelola", "/kelola/"), ("Foto sebelum dan sesudah", reverse("programs:pairs"))]
    if session:
        found.append((str(session), reverse("programs:pairs_of", args=[session.pk])))
    return found


def _progress(sides: dict[str, list[Shot]]) -> str:
    """What this spot still lacks."""
    for side in Side:
        if not sides.get(side):
            return f"Foto {side.label} belum ada."
        if any(shot.standing == Standing.RIVAL for shot in sides[side]):
            return f"Ada dua foto {side.label}. Pilih satu."
    return "Kedua foto ada."


@requires(Permission.REPORT_WRITE)
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """One spot: its photos, its name, and the word before publishing."""
    found, step = _pair(request, pk), request.POST.get("langkah", "")
    session = found.session
    forms: dict[str, OnceForm] = {
        "foto": ShotForm(*_sent(request, step == "foto"), on=session.on, zone=session.zone),
        "nama": SpotForm(request.POST if step == "nama" else None, initial=vars(found)),
        "terbit": PublishForm(request.POST if step == "terbit" else None),
        "tarik": OnceForm(request.POST if step == "tarik" else None),
    }
    own_ids(forms)
    sent = forms.get(step)
    if sent and (made := _pair_deed(request, step, sent, found)):
        return redirect("programs:pair", made)
    return _pair_page(request, found, forms, sent)


def _pair_deed(request: HttpRequest, step: str, form: OnceForm, pair: Pair) -> str | None:
    if step == "foto":
        return _add(request, form, pair.session, label=pair.label)
    action, said = PAIR_DEEDS[step]
    made = form.attempt_once(
        action, answer=lambda row: str(row.pk), purpose=f"pair.{pair.pk}.{step}", now=clock.now(), pair=pair,
        by=officer(request),
    )  # fmt: skip
    if made:
        messages.success(request, said)
    return made


PAIR_DEEDS: dict[str, tuple[Callable[..., Pair], str]] = {
    "nama": (actions.name_pair, "Nama titik tersimpan."),
    "terbit": (actions.publish_pair, "Pasangan foto ini sudah terbit."),
    "tarik": (actions.withdraw_pair, "Pasangan foto ini ditarik dari halaman warga."),
}


def _pair_page(
    request: HttpRequest, pair: Pair, forms: dict[str, OnceForm], sent: OnceForm | None
) -> HttpResponse:
    shots = list(pair.shots.exclude(standing=Standing.DROPPED).select_related("file").order_by("pk"))
    copies = [copy for copy in newest_copies(pair) if copy.file.is_servable]
    seen = " ".join(str(copy.pk) for copy in copies)  # a refused word is said anew, about what is there now
    forms["terbit"] = PublishForm(initial={"seen": seen}, auto_id=forms["terbit"].auto_id)
    by_shot = {copy.shot_id: copy for copy in copies}
    for shot in shots:
        shot.pair = pair
    context = {
        "pair": pair,
        "session": pair.session,
        "sides": [
            (side, [(shot, by_shot.get(shot.pk)) for shot in shots if shot.side == side]) for side in Side
        ],
        "is_ready": len(copies) == len(Side),
        "forms": forms,
        "sent": sent,
        "crumbs": CRUMBS(pair.session),
    }
    return render(request, "programs/pairs/pair.html", context, status=_status(sent))


SHOT_DEEDS: dict[str, tuple[Callable[..., Shot], str]] = {
    "pilih": (actions.choose_shot, "Foto ini yang dipakai."),
    "ke-sebelum": (partial(actions.turn_shot, side=Side.BEFORE), "Foto dipindah ke sebelum."),
    "ke-sesudah": (partial(actions.turn_shot, side=Side.AFTER), "Foto dipindah ke sesudah."),
    "buang": (actions.drop_shot, "Foto dihapus."),
}


@requires(Permission.REPORT_WRITE)
@require_POST
def shot_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    shot = _shot(request, pk, Shot.objects.all())  # pressed twice, one that is gone is gone
    if deed not in SHOT_DEEDS:
        raise Http404
    action, said = SHOT_DEEDS[deed]
    action(shot=shot, by=officer(request), now=clock.now())
    messages.success(request, said)
    return redirect("programs:pair", shot.pair_id)


@requires(Permission.REPORT_WRITE)
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """The photo under a grid of ticks; who has a pointer draws boxes. Both end in the same list."""
    shot = _shot(request, pk)
    source, form = source_of(shot), None
    if request.method == "POST":
        form = CoverForm(request.POST, source=source)
        if form.attempt_once(
            actions.cover_shot, answer=lambda copy: str(copy.version), purpose=f"cover.{pk}",
            now=clock.now(), shot=shot, by=officer(request),
        ):  # fmt: skip
            messages.success(request, "Foto sudah digambar ulang. Lihat hasilnya, lalu terbitkan.")
            return redirect("programs:pair", shot.pair_id)
    context = cover_context(shot, source, form)
    return render(request, "programs/pairs/cover.html", context, status=_status(form))


def cover_context(shot: Shot, source: File, sent: CoverForm | None) -> dict[str, Any]:
    """What is marked: in the version before, or as sent; overtaken by a colleague, what both marked."""
    newest = shot.copies.order_by("-version").first()
    known = [*map(tuple, newest.boxes)] if newest else []
    is_overtaken = bool(sent and sent.broken)
    marked = list(
        dict.fromkeys([*(known if is_overtaken or not sent else []), *(sent.boxes if sent else ())])
    )
    form = sent if sent and not is_overtaken else _new_cover(source, newest)
    columns, rows = grid(source.width or 1, source.height or 1)
    places = cells(columns, rows)
    boxes = [box for box in marked if box not in places]
    above = (shot.pair.label, reverse("programs:pair", args=[shot.pair_id]))
    return {
        "shot": shot,
        "pair": shot.pair,
        "form": form,
        "broken": sent.broken if sent else None,
        "source": source,
        "is_tall": columns == TALL,
        "grid": [
            (number // columns + 1, number % columns + 1, as_word(cell), cell in marked)
            for number, cell in enumerate(places)
        ],
        "boxes": [
            (as_word((x, y, right, bottom)), x, y, right - x, bottom - y) for x, y, right, bottom in boxes
        ],
        "is_original": bool(shot.file and shot.file == source),
        "crumbs": [*CRUMBS(shot.pair.session), above],
    }


def _new_cover(source: File, newest: Copy | None) -> CoverForm:
    return CoverForm(source=source, initial={"after": newest.version if newest else 0})


@requires(Permission.REPORT_WRITE)
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """As it came, or what is left of it: for the officers of this office alone."""
    return serve(request, source_of(_shot(request, pk)), size="medium")


@requires(Permission.REPORT_WRITE)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The covered one before it is published."""
    found = get_object_or_404(Copy.objects.managed_by(request.user).select_related("file"), pk=pk)
    return serve(request, found.file, size="medium")


@public
def photo(request: HttpRequest, slug: str, on: date, pk: int, side: str) -> HttpResponse:
    """The newest covered copy of a published pair; everything else does not exist."""
    rows = Copy.objects.shown().filter(
        shot__pair=pk, shot__side=SIDES.get(side, ""), shot__pair__session__program__slug=slug,
        shot__pair__session__on=on,
    )  # fmt: skip
    found = rows.order_by("-version").first()
    if found is None:
        raise Http404
    return serve(request, found.file, size=SIZES.get(request.GET.get("ukuran", ""), "medium"))


def _sent(request: HttpRequest, is_sent: bool = True) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" and is_sent else ()


def _add(request: HttpRequest, form: OnceForm, session: Session, **more: object) -> str | None:
    if not form.is_bound:
        return None
    count_try(client=network_of(address_of(request)), now=clock.now())
    made = form.attempt_once(
        actions.add_shot, answer=lambda shot: str(shot.pair_id), purpose=f"pair.shot.{session.pk}",
        now=clock.now(), session=session, by=officer(request), **more,
    )  # fmt: skip
    if made:
        messages.success(request, "Foto diterima.")
    return made


def _status(form: OnceForm | None) -> int:
    if form is None or not form.errors:
        return 200
    return 409 if form.broken else 422


def _session(request: HttpRequest, pk: int) -> Session:
    mine = Session.objects.managed_by(request.user, Permission.REPORT_WRITE)
    return get_object_or_404(mine.select_related("program__office__place"), pk=pk)


def _pair(request: HttpRequest, pk: int) -> Pair:
    mine = Pair.objects.managed_by(request.user).select_related(
        "session__program__office__place", "stated_by"
    )
    return get_object_or_404(mine, pk=pk)


def _shot(request: HttpRequest, pk: int, among: QuerySet[Shot] | None = None) -> Shot:
    kept = Shot.objects.exclude(standing=Standing.DROPPED) if among is None else among
    rows = Shot.objects.managed_by(request.user).filter(pk__in=kept)
    return get_object_or_404(rows.select_related("file", "pair__session__program__office__place"), pk=pk)
