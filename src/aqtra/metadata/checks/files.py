"""Files that settings name: they are in the library, and of a type that the element shows."""

from collections.abc import Iterator

from aqtra.kernel.file_types import is_one_of
from aqtra.kernel.findings import Finding
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.named_files import named_files


def check_files(ctx: CheckContext) -> Iterator[Finding]:
    """Every file that a setting names exists and fits it."""
    for named in named_files(ctx.document, ctx.catalogue):
        at = ctx.place(page=named.page, element=named.element.id, setting=named.setting)
        content_type = ctx.site.files.get(named.file)
        if content_type is None:
            message = f"{named.element.name}: {named.setting} names a file that the file storage does not have"
            yield ctx.error("file_missing", message, at=at, setting=named.setting)
        elif named.extensions and not is_one_of(content_type, named.extensions):
            accepted = ", ".join(named.extensions)
            message = f"{named.element.name}: {named.setting} takes {accepted}; the file is {content_type}"
            yield ctx.error(
                "file_type", message, at=at, setting=named.setting, accepted=accepted, content_type=content_type
            )
