"""The entrance for the web server."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")

application = get_wsgi_application()

# What is loaded now stays: the collector need not walk it at every turn, nor run for a page's few thousand values.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 50, 50)
