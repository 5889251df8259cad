"""A programme is a repeated promise to the public: who serves, where, on which days, and what it costs.

Words: a *Series* holds the promise's dated rules; an *opening* is a day that they give; a *Session* is an
opening that became a row (booked, changed or near); a *Change* is the office's word on one occurrence;
*planned_on* is the day that the rule gave it, its name for ever, also when it moves.
"""
