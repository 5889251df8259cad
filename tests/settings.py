"""The settings as mypy reads them, without anything set in the environment."""

from tests import environment  # noqa: F401, I001
from balai.site.settings import *  # noqa: F403
