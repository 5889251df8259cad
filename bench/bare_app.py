"""bench.bare in the same server, without any middleware."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.site.settings")
application = get_wsgi_application()
settings.ROOT_URLCONF = "bench.bare"
settings.MIDDLEWARE = []
application.load_middleware()
