"""focac-bot: from a question in French, however it is spelt, to the exact, sourced fact."""

import os

# Our matrices are small: several threads would wait for each other, and for whatever else the server runs.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
