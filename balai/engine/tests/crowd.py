"""Many at once: threads released together, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections


def together(count: int, do: Callable[[int], Any]) -> list[Any]:
    """What each of them got: an answer, or the exception that it ended in."""
    barrier = Barrier(count)

    def one(number: int) -> Any:
        try:
            barrier.wait(10)
            return do(number)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))
