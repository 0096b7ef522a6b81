"""Settings for the type checker's Django plugin, which imports them but never connects."""

import os
import tempfile

os.environ.update(
    INVEKTO_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none",
    INVEKTO_DATA_DIR=os.path.join(tempfile.gettempdir(), "invekto-type-check"),
    INVEKTO_ENV="test",
    INVEKTO_SANDBOX="1",
)
from invekto.settings import *  # noqa: F403 - after the environment
