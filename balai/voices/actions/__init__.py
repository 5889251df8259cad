"""Every write of a voice: one verb, one transaction, one audit entry."""

from balai.voices.actions.asking import ask_question
from balai.voices.actions.board import (
    answer_question,
    answer_voice,
    edit_words,
    follow_up,
    go_live,
    hide_question,
    return_question,
    shortlist_question,
)
from balai.voices.actions.handing import (
    answer_many,
    follow,
    hand_on,
    least,
    open_shared_identity,
    sharing_with,
    stand_alone,
)
from balai.voices.actions.hearing import (
    agree,
    begin_hearing,
    finish_hearing,
    keep_draft,
    leave_untold,
    refuse_record,
)
from balai.voices.actions.helping import add_help, drop_help, set_national
from balai.voices.actions.keeping import erase_own, erase_words, keep_from_closing, keep_open
from balai.voices.actions.noting import agree_to_share, set_signs, sort_voice, take_back_sharing
from balai.voices.actions.own import change_contact, end_consent, stop_quoting, write_back
from balai.voices.actions.setting import set_intake, set_topic
from balai.voices.actions.speaking import speak
from balai.voices.actions.supporting import support, take_support_back
from balai.voices.actions.telling import tell_news
from balai.voices.actions.trends import (
    decide_proposal,
    freeze_month,
    freeze_year,
    mark_told,
    propose,
    publish_deed,
)
from balai.voices.actions.views import drop_view, save_view

__all__ = [
    "add_help",
    "agree",
    "agree_to_share",
    "answer_many",
    "answer_question",
    "answer_voice",
    "ask_question",
    "begin_hearing",
    "change_contact",
    "decide_proposal",
    "drop_help",
    "drop_view",
    "edit_words",
    "end_consent",
    "erase_own",
    "erase_words",
    "finish_hearing",
    "follow",
    "follow_up",
    "freeze_month",
    "freeze_year",
    "go_live",
    "hand_on",
    "hide_question",
    "keep_draft",
    "keep_from_closing",
    "keep_open",
    "least",
    "leave_untold",
    "mark_told",
    "open_shared_identity",
    "propose",
    "publish_deed",
    "refuse_record",
    "return_question",
    "save_view",
    "set_intake",
    "set_national",
    "set_signs",
    "set_topic",
    "sharing_with",
    "shortlist_question",
    "sort_voice",
    "speak",
    "stand_alone",
    "stop_quoting",
    "support",
    "take_back_sharing",
    "take_support_back",
    "tell_news",
    "write_back",
]
