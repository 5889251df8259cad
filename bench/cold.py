"""Balai as it is served, with a cache that forgets at once: what each page costs when nobody asked before."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.site.settings")
settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
application = get_wsgi_application()
