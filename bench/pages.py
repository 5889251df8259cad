"""Pages a second: the public ones and an officer's desk, with a cache that forgets, and as served."""

from bench.ground import POSTGRES, SESSION, Database
from bench.load import Load
from bench.part import Run
from bench.server import serving

CLIENTS = 16
COLD, KEPT = 200, 2000
LIST_COLD, LIST_KEPT, LIST_QUERIES = 80, 800, 6


def public_pages(found: dict[str, str]) -> dict[str, str]:
    return {
        "home": "/",
        "search": "/cari/?q=ktp+ilang",
        "service": f"/layanan/{found['service']}/",
        "programme": f"/program/{found['program']}/",
        "session": f"/program/{found['program']}/{found['day']}/",
        "month of an office": f"/kantor/{found['office']}/jadwal/{found['day'][:7]}/",
        "booking, hours to choose": f"/antrean/{found['program']}/{found['day']}/?layanan={found['service']}",
        "ticket": f"/tiket/{found['token']}/",
        "field app": "/lapangan/",
    }


def measure(run: Run) -> None:
    database = run.ground.fresh(POSTGRES)
    pages = public_pages(database.ask("addresses"))
    never_kept = {"booking, hours to choose", "ticket"}  # private, or with a form of their own
    with serving(database.environment):
        queries = database.ask("queries", paths=list(pages.values()))
    cold = ask(run, database, pages, app="bench.cold:application")
    kept = ask(run, database, pages)
    for name, path in pages.items():
        add(run, f"{name}, cold, {queries[path]} queries", cold[name], COLD)
        if name not in never_kept:
            add(run, f"{name}, as served", kept[name], KEPT)
    desk(run, database)


def ask(
    run: Run, database: Database, pages: dict[str, str], *, app: str | None = None, cookie: str = ""
) -> dict[str, Load]:
    script = f'wrk.headers["Cookie"] = "{cookie}"\n' if cookie else ""
    script += 'wrk.headers["Accept-Encoding"] = "gzip"\n'
    with serving(database.environment, app=app) as server:
        found = {}
        for name, path in pages.items():
            server.load(path, script=script, clients=4, seconds=1)
            found[name] = server.load(path, script=script, clients=CLIENTS, seconds=run.seconds(4))
            if found[name].refused or found[name].lost:
                raise RuntimeError(f"{path} was refused: {found[name]}")
        return found


def add(run: Run, what: str, load: Load, goal: int, part: str = "pages") -> None:
    run.report.add(part, what, load.words, f"≥ {goal:,}/s", load.per_second >= goal and not load.is_void)


def desk(run: Run, database: Database) -> None:
    """The line with 200 who wait, as an officer's page asks for it after each change."""
    world = database.ask("desks", counters=3, waiting=200)
    base, key = f"/meja/{world['sittings'][0]}/1/", world["cookies"][0]
    paths = {"queue list of 200": f"{base}?potongan=antrean", "whole desk with 200": base}
    with serving(database.environment):
        queries = database.ask("queries", paths=list(paths.values()), cookie=key)
    cold = ask(run, database, paths, app="bench.cold:application", cookie=f"{SESSION}={key}")
    kept = ask(run, database, paths, cookie=f"{SESSION}={key}")
    name = "queue list of 200"
    add(run, f"{name}, cold", cold[name], LIST_COLD, "desk")
    add(run, f"{name}, kept by its revision", kept[name], LIST_KEPT, "desk")
    asked = queries[paths[name]]
    run.report.add("desk", f"{name}, queries", f"{asked}", f"≤ {LIST_QUERIES}", asked <= LIST_QUERIES)
    whole = "whole desk with 200"
    run.report.add("desk", f"{whole}, {queries[paths[whole]]} queries, cold", cold[whole].words)
    run.report.add("desk", f"{whole}, kept", kept[whole].words)
