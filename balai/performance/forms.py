"""What is asked of those who were there, of who is asked later, and of officers."""

from typing import Any

from django import forms

from balai.base.forms import ActionForm
from balai.engine.forms import OnceForm
from balai.people.reaching import MailField, ReachForm
from balai.people.rules import Purpose, newest_words
from balai.performance.asking import Asked, Question
from balai.performance.models import Lesson
from balai.performance.rules import LONGEST_LESSON, MOST_CHOICES, MOST_HANDS, Obstacle, Opinion, Use

CODE = forms.TextInput(attrs={"class": "code-input", "autocomplete": "off", "autocapitalize": "characters"})


SKIP = "-"


class AnswerForm(OnceForm):
    """One set of cards for each statement and each lesson's question; each may be left."""

    code = forms.CharField(label="Kode kehadiran", max_length=20, widget=CODE, required=False)

    def __init__(self, data: Any = None, *, asked: Asked, with_code: bool) -> None:
        super().__init__(data)
        self.asked = asked
        for statement in asked.statements:
            self.fields[f"s{statement.pk}"] = _cards(statement.text, Opinion.choices)
        for part in asked.lessons:
            choices = [(str(choice.pk), choice.text) for choice in part.choices]
            self.fields[f"l{part.lesson.pk}"] = _cards(part.lesson.question, choices)
        code = self.fields["code"]
        if with_code:
            code.required = True
            code.help_text = "8 huruf dan angka, dari layar HP atau dari petugas di meja depan."
        else:
            del self.fields["code"]

    def questions(self) -> list[Any]:
        return [self[name] for name in self.fields if name[0] in "sl" and name[1:].isdigit()]

    def action_fields(self) -> dict[str, object]:
        values = {name: said for name, said in self.cleaned_data.items() if said != SKIP}
        answers = {row.pk: values[f"s{row.pk}"] for row in self.asked.statements if f"s{row.pk}" in values}
        picked = [(part.lesson.pk, values.get(f"l{part.lesson.pk}")) for part in self.asked.lessons]
        return {"answers": answers, "picks": {pk: int(choice) for pk, choice in picked if choice}}


def _cards(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    """Without a script a choice cannot be undone, so leaving it is a choice of its own."""
    every = [*choices, (SKIP, "Lewati")]
    return forms.ChoiceField(label=label, choices=every, widget=forms.RadioSelect, initial=SKIP)


class PaperForm(AnswerForm):
    """A slip as it was filled in; its code may be missing. Keyed wrong, it is keyed again and taken out."""

    @property
    def takes_out(self) -> bool:
        return "keluarkan" in self.data

    def action_fields(self) -> dict[str, object]:
        return super().action_fields() | {"code": self.cleaned_data["code"]}

    def __init__(self, data: Any = None, *, asked: Asked) -> None:
        super().__init__(data, asked=asked, with_code=True)
        code = self.fields["code"]
        code.required = False
        code.help_text = "Bila tertulis pada lembarnya: yang sudah menjawab dari HP tidak dihitung lagi."


class TouchForm(ReachForm):
    """A contact for one question, in the very words that are agreed to."""

    told = "Sebulan lagi, sekali saja"
    email = MailField("Atau alamat surel (e-mail)")
    agrees = forms.BooleanField(required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["agrees"].label = newest_words(Purpose.FOLLOW_UP)


class UseForm(OnceForm):
    use = forms.ChoiceField(label="Jawaban Anda", choices=Use.choices, widget=forms.RadioSelect)
    obstacle = forms.ChoiceField(
        label="Yang menghalangi, bila tidak berhasil",
        choices=[("", "Pilih satu"), *Obstacle.choices],
        required=False,
    )


class PulseForm(ActionForm):
    statements = forms.CharField(
        label="Pernyataan",
        required=False,
        max_length=1000,
        help_text="Satu baris satu kalimat yang dapat disetujui warga. Kosongkan bila tidak ada.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    asks_use = forms.BooleanField(
        label="Tanya lagi 30 hari kemudian, “Sudah digunakan?”, kepada yang setuju", required=False
    )

    def action_fields(self) -> dict[str, object]:
        return {
            "statements": self.cleaned_data["statements"].splitlines(),
            "asks_use": self.cleaned_data["asks_use"],
        }


class LessonForm(ActionForm):
    topic = forms.CharField(label="Tentang apa", max_length=120)
    minutes = forms.IntegerField(
        label="Berapa menit",
        initial=10,
        widget=forms.NumberInput(attrs={"class": "short", "min": 1, "max": LONGEST_LESSON}),
    )
    question = forms.CharField(
        label="Satu pertanyaan",
        max_length=160,
        help_text="Ditanyakan di akhir pelajaran, dan sekali lagi sekitar empat pekan kemudian.",
    )
    choices = forms.CharField(
        label="Pilihan jawaban",
        max_length=900,
        help_text=f"2 sampai {MOST_CHOICES} baris, satu baris satu pilihan. Bintang (*) di depan yang benar.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    @staticmethod
    def initial_of(lesson: Lesson | None) -> dict[str, object]:
        if lesson is None:
            return {}
        rows = lesson.choices.order_by("place")
        lines = [f"{'* ' if row.is_right else ''}{row.text}" for row in rows]
        return {
            "topic": lesson.topic, "minutes": lesson.minutes, "question": lesson.question,
            "choices": "\n".join(lines),
        }  # fmt: skip


class HandsForm(OnceForm):
    """A number for each choice; `lesson` says whose question it is."""

    def __init__(self, data: Any = None, *, part: Question, counted: dict[int, int] | None = None) -> None:
        super().__init__(data)
        self.part = part
        for choice in part.choices:
            self.fields[f"c{choice.pk}"] = forms.IntegerField(
                label=choice.text,
                min_value=0,
                max_value=MOST_HANDS,
                initial=(counted or {}).get(choice.pk, 0),
                widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
            )

    def action_fields(self) -> dict[str, object]:
        return {"hands": {choice.pk: self.cleaned_data[f"c{choice.pk}"] for choice in self.part.choices}}
