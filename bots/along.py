"""The files that go along with a result: those of its variants, and the archive with all."""

from core.replies import Picture, Reply

ZIP = "application/zip"


def along(reply: Reply) -> tuple[Picture, ...]:
    """What a chat sends along: the files of the variants, and the archive with all the rest."""
    kinds = {one.asset.media_type for one in reply.attached}
    if ZIP not in kinds:
        return reply.attached
    return tuple(one for one in reply.attached if one.variant or one.asset.media_type == ZIP)
