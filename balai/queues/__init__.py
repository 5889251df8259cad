"""Lines of people: how a programme lets them queue, book, be called and be served.

Words: Line, Sitting, Slot, Ticket, Wait, Unmet. What decides stands in docs/decisions/queue-*.md.
"""
