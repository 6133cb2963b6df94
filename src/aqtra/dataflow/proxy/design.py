"""What both proxy entry steps say at design time."""

from collections.abc import Iterator

from aqtra.dataflow.step import DesignContext, Problem


def proxy_mode_problems(ctx: DesignContext) -> Iterator[Problem]:
    if not ctx.owner.settings.proxy_mode:
        message = f"{ctx.owner.settings.title} is not in proxy mode: nothing ever starts this step"
        yield Problem("proxy_mode_off", message)
