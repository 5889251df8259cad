"""The record of deeds of one's own offices, newest first. It can be read and nothing else."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from balai.audit.models import Entry, EntryQuerySet
from balai.audit.nouns import noun_for
from balai.audit.words import VERBS, word_for
from balai.base.audience import requires
from balai.base.permissions import Permission
from balai.people.models import Person
from balai.people.permissions import offices_where

PAGE = 50
ALL = ("", "Semua perbuatan")


class FilterForm(forms.Form):
    """What to look for; everything may stay empty."""

    perbuatan = forms.ChoiceField(
        label="Perbuatan",
        required=False,
        choices=[ALL, *sorted(VERBS.items(), key=lambda pair: pair[1])],
    )
    hari = forms.DateField(
        label="Hari", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    sebelum = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


@requires(Permission.AUDIT_READ)
def entries(request: HttpRequest) -> HttpResponse:
    offices = list(offices_where(request.user, Permission.AUDIT_READ).order_by("name"))
    form = FilterForm(request.GET)
    found = []
    if form.is_valid():
        seen = Entry.objects.of_offices([office.slug for office in offices])
        found = list(matching(seen, **form.cleaned_data).order_by("-pk")[: PAGE + 1])
    names = {office.slug: office for office in offices}
    older = {**request.GET.dict(), "sebelum": found[PAGE - 1].pk} if len(found) > PAGE else None
    context = {"form": form, "rows": rows(found[:PAGE], names), "older": older, "offices": offices}
    return render(request, "people/record.html", context)


def matching(seen: EntryQuerySet, *, perbuatan: str, hari: date | None, sebelum: int | None) -> EntryQuerySet:
    if perbuatan:
        seen = seen.filter(verb=perbuatan)
    if hari:
        begins = datetime.combine(hari, time(0), tzinfo=ZoneInfo(settings.TIME_ZONE))
        seen = seen.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    return seen.filter(pk__lt=sebelum) if sebelum else seen


def rows(found: list[Entry], offices: dict[str, Any]) -> list[dict[str, Any]]:
    """Who an officer is, is looked up here: the record itself knows a pseudonym."""
    people = Person.objects.filter(pseudonym__in={entry.actor for entry in found if entry.actor})
    names = dict(people.values_list("pseudonym", "display_name"))
    return [
        {
            "entry": entry,
            "word": word_for(entry.verb),
            "about": f"{noun_for(entry.subject_type)} {entry.subject_id}",
            "who": names.get(entry.actor, entry.actor) if entry.actor else "warga atau sistem",
            "office": offices[entry.office],
        }
        for entry in found
    ]
