"""`python -m symrf`."""

import sys

from symrf.front.cli import main

sys.exit(main())
