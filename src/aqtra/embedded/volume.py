"""Whether the volume below a folder is encrypted, as far as the kernel tells."""

import os
from pathlib import Path

SYSFS = Path("/sys/dev/block")
ENCRYPTED = "CRYPT-"
"""How the device mapper names the volumes of dm-crypt."""


def is_encrypted(folder: Path) -> bool | None:
    """None when the kernel does not say: no block device (network, container layer), or another system."""
    number = folder.stat().st_dev
    device = SYSFS / f"{os.major(number)}:{os.minor(number)}"
    return _is_encrypted(device) if device.exists() else None


def _is_encrypted(device: Path) -> bool:
    try:
        if (device / "dm" / "uuid").read_text().startswith(ENCRYPTED):
            return True
    except OSError:
        pass
    # A logical volume or an array may lie on encrypted devices.
    below = list((device / "slaves").iterdir()) if (device / "slaves").is_dir() else []
    return bool(below) and all(_is_encrypted(one) for one in below)
