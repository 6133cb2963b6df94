"""Numbers, days and times."""

from tools.gallery.dressed import dressed, states
from tools.gallery.opening import opening
from tools.gallery.parts import Element, element, row, section

NAME = "Numbers and dates"


def content() -> list[Element]:
    return [
        opening(NAME, "Amounts, days and times, each in the form of the reader's language."),
        section(
            "Number",
            "Exact decimals with limits, a step for the arrows and a pattern for showing.",
            row(
                element(
                    "number",
                    binding="data.budget",
                    minimum=0,
                    maximum=500000,
                    step=500,
                    format="#,##0.00",
                    placeholder="0.00",
                    show_clear=True,
                ),
                element("number", binding="data.visits", format="#,##0"),
            ),
            states("number", "data.visits"),
            dressed("number", binding="data.budget"),
        ),
        section(
            "Slider, mode range",
            "A number between two ends, by mouse, touch or arrow keys.",
            row(
                element("slider", binding="data.progress", mode="range", minimum=0, maximum=90, step=10),
                element("slider", binding="data.budget", mode="range", minimum=10000, maximum=200000, step=5000),
            ),
        ),
        section(
            "Date Time",
            "A date, a time or both. Constants, now and today set limits and the value of new entries.",
            row(
                element(
                    "date_time",
                    binding="data.kick_off",
                    default_value="now",
                    display_format="dd.MM.yyyy HH:mm",
                    min_date="2026-01-01",
                    max_date="2027-12-31",
                    show_clear=True,
                ),
                element("date_time", binding="data.starts_on", format="date", placeholder="Pick a day"),
                element("date_time", binding="data.stand_up", format="time"),
            ),
            states("date_time", "data.kick_off"),
            dressed("date_time", binding="data.kick_off"),
        ),
        section(
            "Day",
            "A day of the calendar, without a time zone.",
            row(
                element(
                    "day",
                    binding="data.starts_on",
                    format="dd.MM.yyyy",
                    min_date="2026-01-01",
                    max_date="2027-12-31",
                    show_clear=True,
                    placeholder="Pick a day",
                ),
                element("day", binding="data.starts_on", label="In the pattern of the language"),
            ),
            states("day", "data.starts_on"),
            dressed("day", binding="data.starts_on"),
        ),
        section(
            "Time",
            "A time of day. The list offers steps; finer times can be typed.",
            row(
                element(
                    "time",
                    binding="data.stand_up",
                    format="hh:mm a",
                    minute_step=15,
                    show_clear=True,
                    placeholder="When do you meet?",
                ),
                element("time", binding="data.stand_up", label="Of 24 hours"),
            ),
            states("time", "data.stand_up"),
            dressed("time", binding="data.stand_up"),
        ),
    ]
