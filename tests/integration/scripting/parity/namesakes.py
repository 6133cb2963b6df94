"""`System` and its like, as old scripts import them."""

import clr
import System
from System import Boolean, Convert, DateTime, Exception, Guid, Int32, Math, String
from Vendor.Web.RenderEngine.Models import Color, SolidColorBrush

clr.AddReference("System.Core")


def case_ids():
    found = Guid.Parse("00000000-0000-0000-0000-00000000000A")
    return [found, found.ToString(), Guid.Empty, type(Guid.NewGuid()).__name__]


def case_moments():
    moment = DateTime.ParseExact("09.03.2026 08:05", "dd.MM.yyyy HH:mm")
    return [
        moment.ToString("dd.MM.yyyy"),
        moment.AddDays(1).AddHours(2).ToString("d.M.yy h:mm tt"),
        DateTime.Parse("2026-03-09").ToString("yyyy-MM-dd HH:mm:ss.fff"),
        DateTime.Parse("2026-03-09T08:05:00").ToString(),
        DateTime.Parse("2026-03-09") < DateTime.Parse("2026-03-10"),
        DateTime.Now > DateTime.Parse("2000-01-01T00:00:00Z"),
    ]


def case_conversions():
    return [
        Convert.ToInt32("7"),
        Convert.ToInt32(2.5),
        Convert.ToInt32(None),
        Convert.ToBoolean("True"),
        Convert.ToDouble("1.5"),
        Convert.ToString(5),
    ]


def case_types():
    return [
        Int32("5"),
        Boolean(1),
        String.IsNullOrEmpty(""),
        String.Format("{0}-{1}", 1, "б"),
        String.Join(", ", [1, 2]),
    ]


def case_arithmetic():
    return [
        Math.Max(1, 2),
        Math.Round(2.345, 2),
        Math.Abs(-3),
        Math.Floor(2.7),
        Math.Ceiling(2.1),
        Math.Pow(2, 3),
        Math.PI,
    ]


def case_functions_are_passed_as_they_are():
    action = System.Action[System.Threading.Tasks.Task[System.Boolean]](lambda value: value + 1)
    return [action(1), System.Func[Int32, Int32](len)("abc")]


def case_colours():
    return [Color.FromARgb(255, 1, 2, 3), SolidColorBrush(Color.FromArgb(128, 255, 0, 0)).Color]


def case_their_exception_is_ours():
    raise Exception("не вышло")
