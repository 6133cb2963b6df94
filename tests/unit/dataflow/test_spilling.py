"""What is too large for memory: sealed files without a name, and how much of them a run may have."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.errors import DiskLimit
from aqtra.dataflow.models import Limits
from aqtra.dataflow.spilling import Room, SealedFile


@given(st.lists(st.binary(max_size=50)), st.randoms(use_true_random=False))
def test_pieces_are_read_in_any_order_as_they_were_added(pieces: list[bytes], random: Any) -> None:
    file = SealedFile()
    numbers = [file.add(piece) for piece in pieces]
    random.shuffle(numbers)
    assert [file.read(number) for number in numbers] == [pieces[number] for number in numbers]
    file.close()


def test_what_is_in_the_file_can_neither_be_found_nor_read(tmp_path: Path) -> None:
    file = SealedFile(tmp_path / "tmp")
    file.add(b"known plaintext")
    assert list((tmp_path / "tmp").iterdir()) == []
    assert (tmp_path / "tmp").stat().st_mode & 0o77 == 0
    opened = file._file
    assert opened is not None
    assert b"known" not in os.pread(opened.fileno(), 1_000, 0)
    file.close()
    assert opened.closed


def test_a_file_is_made_only_for_what_goes_there(tmp_path: Path) -> None:
    SealedFile(tmp_path / "tmp").close()
    assert not (tmp_path / "tmp").exists()


def test_a_full_disk_is_a_named_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: SealedFile) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(SealedFile, "_opened", full)
    with pytest.raises(DiskLimit, match="no room"):
        SealedFile().add(b"x")


def test_other_failures_of_the_disk_keep_their_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: SealedFile) -> Any:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(SealedFile, "_opened", broken)
    with pytest.raises(OSError, match="Input/output"):
        SealedFile().add(b"x")


def test_a_run_holds_a_quarter_of_its_memory_and_gets_it_back() -> None:
    room = Room(Limits(memory=400))
    assert room.takes(60)
    assert not room.takes(41)
    assert room.takes(40)
    room.gives_back(100, 0)
    assert room.takes(100)


def test_the_disk_of_a_run_is_counted_and_comes_back() -> None:
    room = Room(Limits(disk=100))
    room.writes(100)
    with pytest.raises(DiskLimit) as caught:
        room.writes(1)
    assert caught.value.params == {"limit": 100}
    room.gives_back(0, 100)
    room.writes(100)
