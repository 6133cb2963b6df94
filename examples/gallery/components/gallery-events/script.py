"""Writes down what happens on the page: the last things first."""

from collections import Counter, deque

model = context.DataModel.Model
lines = deque(maxlen=6)
drawn = Counter()


def tell(what):
    lines.appendleft(what)
    model.heard = "\n".join(lines)


def name_of(sender):
    return sender.Name.replace("Events_", "").replace("_", " ")


def loaded(sender):
    tell(f"{name_of(sender)} is there")


def value_changed(sender, value):
    tell(f"{name_of(sender)} changed to {value}")


def focused(sender):
    tell(f"{name_of(sender)} has the focus")


def key_pressed(sender, keys):
    tell(f"{name_of(sender)}: {keys.Key} went down")


def key_released(sender, keys):
    tell(f"{name_of(sender)}: {keys.Key} came up")


def rows_loaded(sender, rows):
    tell(f"{name_of(sender)} loaded {len(rows)} rows")


def rows_selected(sender, rows):
    tell(f"{name_of(sender)}: {len(rows)} rows are selected")


def item_selected(sender, item):
    tell(f"{name_of(sender)}: an entry is selected")


def header_drawn(sender):
    drawn["headers"] += 1


def row_drawn(sender):
    drawn["rows"] += 1


def cell_drawn(sender):
    drawn["cells"] += 1


def table_changed(sender):
    counts = ", ".join(f"{count} {what}" for what, count in drawn.items())
    drawn.clear()
    tell(f"{name_of(sender)} drew {counts or 'nothing new'}")


def tab_changed(sender, index):
    tell(f"Tab {index + 1} was chosen")


def dropped(target, source, entry, old_index, new_index):
    tell(f"{entry.Data.summary} was dropped at place {new_index + 1}")


def clicked(word, number):
    tell(f"A click says {word} and {number}")
