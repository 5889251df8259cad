"""The installable app: a shell that is the same for everybody, its worker, and a word that says 'here'."""

import hashlib
import json
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from balai.base.audience import public

FILES = [
    "base/balai.css",
    "base/icons.svg",
    "field/vendor/idb-8.0.4.js",
    "field/core.js",
    "field/app.js",
    "field/icon-192.png",
    "field/icon-512.png",
]
WORKER = Path(__file__).resolve().parents[1] / "static" / "field" / "worker.js"
HERE = "balai-lapangan-ada"


@public
def shell(request: HttpRequest) -> HttpResponse:
    """Nothing of any person stands in it, so that a phone may keep it."""
    return render(request, "field/app.html")


@public
def here(request: HttpRequest) -> HttpResponse:
    """Whether the office can be reached: a word is looked for, since some networks answer everything."""
    return HttpResponse(HERE, content_type="text/plain", headers={"Cache-Control": "no-store"})


@public
def worker(request: HttpRequest) -> HttpResponse:
    """What it keeps and under which version: a new file, a new version."""
    kept = [reverse("field:app"), reverse("field:web_manifest"), *(static(name) for name in FILES)]
    page = render(request, "field/app.html").content
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
