"""The entrance for the web server."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

from sasando.kernel.vanished import without_the_vanished
from sasando.kernel.whole_bodies import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")

application = without_the_vanished(whole_bodies(get_wsgi_application()))

# What is loaded now stays: the collector need not walk it at every turn, nor run for a page's few thousand values.
gc.freeze()
gc.set_threshold(50_000, 50, 50)
