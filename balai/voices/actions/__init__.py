"""Every write of a voice: one verb, one transaction, one audit entry."""

from balai.voices.actions.hearing import (
    agree,
    begin_hearing,
    finish_hearing,
    keep_draft,
    leave_untold,
    refuse_record,
)
from balai.voices.actions.keeping import erase_words, keep_from_closing, keep_open
from balai.voices.actions.noting import agree_to_share, set_signs, sort_voice, take_back_sharing
from balai.voices.actions.own import change_contact, write_back
from balai.voices.actions.setting import set_intake, set_topic
from balai.voices.actions.speaking import speak
from balai.voices.actions.telling import tell_news

__all__ = [
    "agree",
    "agree_to_share",
    "begin_hearing",
    "change_contact",
    "erase_words",
    "finish_hearing",
    "keep_draft",
    "keep_from_closing",
    "keep_open",
    "leave_untold",
    "refuse_record",
    "set_intake",
    "set_signs",
    "set_topic",
    "sort_voice",
    "speak",
    "take_back_sharing",
    "tell_news",
    "write_back",
]
