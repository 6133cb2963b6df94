"""Needed by old scripts only: there is nothing to refer to."""


def AddReference(*names: str) -> None:
    """Does nothing."""


AddReferenceByName = AddReferenceToFile = AddReference
