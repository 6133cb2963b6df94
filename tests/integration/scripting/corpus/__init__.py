"""What hostile scripts try, by the numbers of the security design: 52, none left out."""

from tests.integration.scripting.corpus import files, hidden, kernel, network, python, resources
from tests.integration.scripting.corpus.model import Attack

ATTACKS: tuple[Attack, ...] = tuple(
    sorted(
        [*files.ATTACKS, *hidden.ATTACKS, *resources.ATTACKS, *network.ATTACKS, *kernel.ATTACKS, *python.ATTACKS],
        key=lambda attack: attack.number,
    )
)
