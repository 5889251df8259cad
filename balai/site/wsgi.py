import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.site.settings")
application = get_wsgi_application()

from balai.site.readable import Request  # noqa: E402
from balai.site.serving import settle  # noqa: E402

application.request_class = Request
settle()
