"""Lines of people. Words: Line, Sitting, Slot, Ticket, Wait, Unmet."""
