from balai.queues.models.line import Line, LineService
from balai.queues.models.sitting import CounterShift, Sitting, Slot
from balai.queues.models.ticket import TOKEN_DAYS, Ticket
from balai.queues.models.waiting import Unmet, Wait

__all__ = ["TOKEN_DAYS", "CounterShift", "Line", "LineService", "Sitting", "Slot", "Ticket", "Unmet", "Wait"]
