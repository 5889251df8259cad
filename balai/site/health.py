"""/sehat: the process lives. /siap: it can serve (database reachable, migrations done, keys readable)."""

from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from balai.base.audience import public
from balai.base.sealing import ring


@public
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"sehat": True})


@public
def ready(request: HttpRequest) -> JsonResponse:
    problem = _problem()
    return JsonResponse({"siap": not problem, "sebab": problem}, status=503 if problem else 200)


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
