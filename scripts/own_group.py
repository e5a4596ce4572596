"""Runs a program in a process group of its own: Ctrl-C then reaches ./run alone, which ends the program in order.

A terminal sends Ctrl-C to every process of the group at once; the web server's workers would leave before their
parent and it would wait for them in vain.
"""

from __future__ import annotations

import os
import sys

os.setpgid(0, 0)
os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606  # the program ./run names
