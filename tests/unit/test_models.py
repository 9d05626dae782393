from dataclasses import replace

import pytest

from linda.models import Attachment
from tests.unit.builders import inbound


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("image/heic", "photo"),
        ("IMAGE/JPEG", "photo"),
        ("image/*", "photo"),
        ("audio/3gpp; codecs=amr", "voice note"),
        ("application/ogg", "voice note"),
        ("video/quicktime", "video"),
        ("text/vcard", "contact card"),
        ("text/x-vCard; charset=utf-8", "contact card"),
        ("image/x-vcard", "contact card"),
        ("application/pdf", "PDF"),
        ("text/plain", "file"),
        ("application/octet-stream", "file"),
        ("an image/png", "file"),
        ("", "file"),
    ],
)
def test_a_file_is_called_by_what_its_media_type_says(content_type: str, kind: str) -> None:
    assert Attachment("https://example.com", content_type).kind == kind


def test_a_conversation_shows_what_came_beside_the_words() -> None:
    files = tuple(Attachment("https://example.com", kind) for kind in ("audio/ogg", "image/png", "audio/ogg"))
    message = replace(inbound("look"), attachments=files, location="9 Ocean Blvd")
    assert message.content == "look [2 voice notes] [1 photo] [location: 9 Ocean Blvd]"
    assert replace(message, text="", location="").content == "[2 voice notes] [1 photo]"
    assert inbound(" hi ").content == " hi "
