"""Logs as one JSON object a line, with the request's id and nothing personal.

Our own lines are constant words with facts in EXTRA. A library's line is cut to its pattern, without the
values that were put in; numbers, tokens and paths in it are masked all the same.
"""

import json
import logging
import re
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")
EXTRA = ("route", "method", "status", "ms", "who", "job", "count", "kind", "code", "port", "workers")
TELLING = re.compile(r"https?://\S+|/[^\s'\"]+|\+?\d[\d .\-]{4,}\d|[A-Za-z0-9_\-]{20,}|\S+@\S+")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "name": record.name,
            "request": request_id.get(),
            "message": message_of(record),
        }
        line |= {key: getattr(record, key) for key in EXTRA if hasattr(record, key)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at"] = _frames(record)
        return json.dumps(line, ensure_ascii=False)


def message_of(record: logging.LogRecord) -> str:
    return TELLING.sub("…", str(record.msg))


def _frames(record: logging.LogRecord) -> list[str]:
    """File, line and function only: values and messages may hold what a person wrote."""
    frames, trace = [], record.exc_info[2] if record.exc_info else None
    while trace:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/balai/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-12:]
