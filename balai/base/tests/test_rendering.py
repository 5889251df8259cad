"""What is written by hand reads as Django's own templates write it."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.urls import NoReverseMatch
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from balai.base.rendering import Inputs

ODD = {"class": 'a"b', "required": True, "hidden": False, "data-n": 3, "title": lazystr("<x>")}
WIDGETS = [
    forms.TextInput, forms.EmailInput, forms.HiddenInput, forms.NumberInput, forms.PasswordInput,
    forms.DateInput, forms.TimeInput, forms.URLInput, forms.CheckboxInput,
    forms.Textarea, forms.FileInput,
]  # fmt: skip


@pytest.mark.parametrize("kind", WIDGETS)
@pytest.mark.parametrize("value", [None, "", 'a"<b>&', 7, mark_safe("a&amp;b"), lazystr("<y>")])
def test_an_input_is_the_same_text(kind, value):
    ours, theirs = (kind(ODD).render("n<", value, renderer=each()) for each in (Inputs, DjangoTemplates))
    assert ours == theirs


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple, forms.Select])
def test_choices_are_the_same_text(kind):
    class Ask(forms.Form):
        pick = forms.MultipleChoiceField(choices=[("a", "A<"), ("b", "B")], widget=kind)

    ours, theirs = (Ask({"pick": ["b"]}, renderer=each()) for each in (Inputs, DjangoTemplates))
    assert str(ours) == str(theirs)
    assert [str(each) for each in ours["pick"]] == [str(each) for each in theirs["pick"]]
    assert [each.tag() for each in ours["pick"]] == [each.tag() for each in theirs["pick"]]


def drawn(text: str, **values: object) -> str:
    return Template(text).render(Context(values))


def test_an_address_is_looked_up_for_its_words():
    both = '{% url "front:service" a %} {% url "front:service" b %}'
    assert drawn(both, a="x", b="y") == "/layanan/x/ /layanan/y/"
    assert drawn('{% url "front:session" slug="p" on="2026-05-24" %}') == "/program/p/2026-05-24/"


def test_an_unknown_address_is_nothing_when_asked_for_kindly_and_a_mistake_otherwise():
    assert drawn('{% url "nobody" as there %}[{{ there }}]') == "[]"
    with pytest.raises(NoReverseMatch, match="nobody"):
        drawn('{% url "nobody" %}')
