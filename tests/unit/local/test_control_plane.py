"""What the front door reads of the emulator's control plane."""

import json
from typing import Any

from local import control_plane


def test_the_emulators_spelling_of_a_deployed_cors_configuration_is_understood() -> None:
    body = json.dumps({"corsConfiguration": {"AllowOrigins": ["*"], "ExposeHeaders": ["ETag"], "MaxAge": 1}}).encode()
    response: dict[str, Any] = {"body": body}
    control_plane._repair_cors(response)
    assert json.loads(response["body"]) == {
        "corsConfiguration": {"allowOrigins": ["*"], "exposeHeaders": ["ETag"], "maxAge": 1}
    }
