"""The installable app: a shell that is the same for everybody, its worker, and a word that says 'here'."""

import gzip
import hashlib
import json
import re
from functools import cache
from pathlib import Path

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.gzip import gzip_page

from balai.base.audience import public

FILES = ["base/balai.css", "base/icons.svg", "field/icon-192.png", "field/icon-512.png"]
STATIC = Path(__file__).resolve().parents[1] / "static" / "field"
WORKER = STATIC / "worker.js"
SCRIPTS = [STATIC / "vendor" / "idb-8.0.4.js", STATIC / "core.js", STATIC / "app.js"]
MARGIN = re.compile(r"^ *//.*\n|^ +| +// [^\"`\n]*$", re.MULTILINE)  # for who reads the source alone
FOR_EVER = "public, max-age=31536000, immutable"
HERE = "balai-lapangan-ada"


@cache
def bundle() -> tuple[bytes, str]:
    """All scripts as one, since each request costs seconds on a thin network; and its version."""
    text = "".join(MARGIN.sub("", path.read_text()) for path in SCRIPTS).encode()
    return text, hashlib.sha256(text).hexdigest()[:12]


@cache
def packed() -> bytes:
    return gzip.compress(bundle()[0], 9, mtime=0)


@public
@gzip_page
@csp_update({"img-src": ["blob:"]})  # a photo is made small by the phone itself
def shell(request: HttpRequest) -> HttpResponse:
    """Nothing of any person stands in it, so that a phone may keep it."""
    return render(request, "field/app.html", {"version": bundle()[1]})


@public
def script(request: HttpRequest, version: str) -> HttpResponse:
    """A page that is older or newer than this server gets the scripts that there are, and keeps them not."""
    text, newest = bundle()
    headers = {"Cache-Control": FOR_EVER if version == newest else "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        text, headers["Content-Encoding"] = packed(), "gzip"
    return HttpResponse(text, content_type="text/javascript", headers=headers)


@public
def here(request: HttpRequest) -> HttpResponse:
    """Whether the office can be reached: a word is looked for, since some networks answer everything."""
    return HttpResponse(HERE, content_type="text/plain", headers={"Cache-Control": "no-store"})


@public
def worker(request: HttpRequest) -> HttpResponse:
    """What it keeps and under which version: a new file, a new version."""
    own = [reverse("field:app"), reverse("field:script", args=[bundle()[1]]), reverse("field:web_manifest")]
    kept = [*own, *(static(name) for name in FILES)]
    page = render(request, "field/app.html", {"version": bundle()[1]}).content
    version = hashlib.sha256("\n".join(kept).encode() + page).hexdigest()[:12]
    head = f'"use strict";\nconst VERSION = "lapangan-{version}", KEPT = {json.dumps(kept)};\n'
    return HttpResponse(head + WORKER.read_text(), content_type="text/javascript")


@public
def web_manifest(request: HttpRequest) -> HttpResponse:
    icons = [
        {"src": static(f"field/icon-{side}.png"), "sizes": f"{side}x{side}", "type": "image/png"}
        for side in (192, 512)
    ]
    words = {
        "name": "Balai Lapangan",
        "short_name": "Lapangan",
        "description": "Catat kehadiran dan hasil tanpa jaringan.",
        "lang": "id",
        "start_url": reverse("field:app"),
        "scope": reverse("field:app"),
        "display": "standalone",
        "background_color": "#fbf7ee",
        "theme_color": "#073f32",
        "icons": [*icons, {**icons[-1], "purpose": "maskable"}],
    }
    return JsonResponse(words, content_type="application/manifest+json")
