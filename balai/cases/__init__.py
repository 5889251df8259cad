"""One matter of one person, from "sent" to "finished": its steps, and who owes the next one by which day.

A Case is carried by whoever uses it (a voice, later an application or a home visit); it knows none of them.
A Move is one step, written once. A Promise is a step that somebody owes by a day, with the law behind that
day. A Referral hands a part of the case to an agency or to an outside body, with the least that it must know.
"""
