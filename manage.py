#!/usr/bin/env python
"""For development only; people who run Balai use the `balai` command."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.site.settings")
    os.environ.setdefault("BALAI_PROFILE", "test")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
