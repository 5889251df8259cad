from balai.queues.views.booking import book
from balai.queues.views.closing import close, sheet
from balai.queues.views.desk import deed, desk, desks, open_counter
from balai.queues.views.display import display
from balai.queues.views.finding import find, forget
from balai.queues.views.ticket import calendar, cancel, change, restore, slip, ticket
from balai.queues.views.waiting import join_wait, wait

__all__ = [
    "book",
    "calendar",
    "cancel",
    "change",
    "close",
    "deed",
    "desk",
    "desks",
    "display",
    "find",
    "forget",
    "join_wait",
    "open_counter",
    "restore",
    "sheet",
    "slip",
    "ticket",
    "wait",
]
