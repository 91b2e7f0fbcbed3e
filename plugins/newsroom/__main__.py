"""`python -m plugins.newsroom build CONTENT --output OUTPUT`: what the Makefile runs. See `command`."""

import gc
import sys

# A run makes hundreds of thousands of objects and ends: looking for cycles among them frees nothing that matters, and
# takes a tenth of the time that a publish has, most of it while modules are imported.
gc.disable()

from plugins.newsroom.command import main  # noqa: E402

sys.exit(main())
