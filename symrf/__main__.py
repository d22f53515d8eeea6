"""`python -m symrf`."""

import sys

from symrf.cli import main

sys.exit(main())
