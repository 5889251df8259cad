"""Every write of performance: what is asked, what is answered, who is asked again."""

from balai.performance.actions.answering import answer, enter_paper, take_paper_back
from balai.performance.actions.following import answer_use, ask_use, lapse, stay_in_touch, stop_asking
from balai.performance.actions.lessons import count_hands, drop_lesson, set_lesson
from balai.performance.actions.setting import set_pulse

__all__ = [
    "answer",
    "answer_use",
    "ask_use",
    "count_hands",
    "drop_lesson",
    "enter_paper",
    "lapse",
    "set_lesson",
    "set_pulse",
    "stay_in_touch",
    "stop_asking",
    "take_paper_back",
]
