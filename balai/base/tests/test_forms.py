"""A form is one verb: its fields go to the action, the action's refusal comes back to the form."""

from django import forms

from balai.base.errors import RuleBroken
from balai.base.forms import ActionForm


class Naming(ActionForm):
    name = forms.CharField()
    seats = forms.IntegerField()


class Renaming(Naming):
    def action_fields(self) -> dict[str, object]:
        return {"title": self.cleaned_data["name"]}


def refuse(**fields: object) -> str:
    raise RuleBroken("name.taken", "Nama ini sudah dipakai.", field=fields.get("at", "name"))


def test_the_fields_reach_the_action_as_words():
    form = Naming({"name": "Bu Sari", "seats": "3"})
    assert form.attempt(lambda **words: words, office="kantor") == {
        "office": "kantor",
        "name": "Bu Sari",
        "seats": 3,
    }


def test_a_form_may_rename_its_fields():
    assert Renaming({"name": "x", "seats": "1"}).attempt(lambda **words: words) == {"title": "x"}


def test_an_empty_or_wrong_form_does_nothing():
    assert Naming().attempt(refuse) is None
    form = Naming({"name": "", "seats": "banyak"})
    assert form.attempt(refuse) is None
    assert set(form.errors) == {"name", "seats"}


def test_a_refusal_stands_at_its_field():
    form = Naming({"name": "x", "seats": "1"})
    assert form.attempt(refuse) is None
    assert form.errors["name"] == ["Nama ini sudah dipakai."]
    assert form.broken is not None
    assert form.broken.code == "name.taken"


def test_a_refusal_about_no_field_of_ours_stands_above():
    form = Naming({"name": "x", "seats": "1"})
    form.attempt(refuse, at="elsewhere")
    assert form.non_field_errors() == ["Nama ini sudah dipakai."]
