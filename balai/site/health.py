"""/sehat: the process lives. /siap: it can serve (database reachable, migrations done, keys readable)."""

from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from balai.audit.jobs import late_entries
from balai.base import clock
from balai.base.audience import public
from balai.base.sealing import ring


@public
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"sehat": True})


@public
def ready(request: HttpRequest) -> JsonResponse:
    """`peringatan` does not stop the service, but somebody should look (`balai check`)."""
    problem = _problem()
    words = {"siap": not problem, "sebab": problem, "peringatan": [] if problem else _warnings()}
    return JsonResponse(words, status=503 if problem else 200, headers={"Cache-Control": "no-store"})


def _problem() -> str:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "migrasi basis data belum selesai"
        ring("seal")
    except Error:
        return "basis data tidak terjangkau"
    except ImproperlyConfigured:
        return "berkas kunci tidak terbaca"
    return ""


def _warnings() -> list[str]:
    late = late_entries(clock.now())
    return ["catatan belum disegel lebih dari 60 detik: jalankan `balai work`"] if late else []
