"""The only factory: plain functions over real actions; a test names only what it is about.

One file for each owner of nouns; everything is called as `make.ticket(…)`.
"""

from tests.make.cases import *  # noqa: F403
from tests.make.catalogue import *  # noqa: F403
from tests.make.documents import *  # noqa: F403
from tests.make.field import *  # noqa: F403
from tests.make.moment import NOW as NOW
from tests.make.people import *  # noqa: F403
from tests.make.performance import *  # noqa: F403
from tests.make.places import *  # noqa: F403
from tests.make.programs import *  # noqa: F403
from tests.make.queues import *  # noqa: F403
from tests.make.voices import *  # noqa: F403
