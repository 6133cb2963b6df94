"""Whether scripts can be run on this machine: their jail is started, looked at from inside, and ended."""

import asyncio
from collections.abc import Iterator

from aqtra.cli.examination.models import Patient, Result, Verdict
from aqtra.scripting.errors import JailUnavailable, PackageRefused
from aqtra.scripting.jail import Jail

ADVICE = (
    "Without it no script is run. It needs user namespaces (containers need them allowed: profiles of seccomp and "
    "AppArmor often forbid them), Landlock (Linux 5.13) and bubblewrap."
)
PACKAGES_ADVICE = (
    "Change AQTRA_SCRIPT_PACKAGES; until then nothing starts. The guide, Scripts, tells which libraries there are."
)


def examine_jail(patient: Patient) -> Iterator[Result]:
    packages = patient.settings.script_packages
    try:
        asyncio.run(_tried(packages))
    except PackageRefused as error:
        yield Result("jail of scripts", Verdict.BAD, error.message, PACKAGES_ADVICE)
    except JailUnavailable as error:
        yield Result("jail of scripts", Verdict.WARNING, error.message, ADVICE)
    else:
        yield Result("jail of scripts", Verdict.GOOD, ", ".join(("every wall stands", *packages)))


async def _tried(packages: tuple[str, ...]) -> None:
    jail = Jail(packages=packages)
    await jail.start()
    await jail.close()
