"""A filter as text again. `parse_filter(print_filter(x)) == x`."""

from aqtra.catalogs.odata.nodes import (
    Arithmetic,
    Call,
    Comparison,
    Condition,
    Count,
    Lambda,
    Literal,
    Logic,
    Membership,
    Not,
    Path,
)


def print_filter(condition: Condition) -> str:
    """The text of a parsed or built filter."""
    match condition:
        case Path(segments):
            return "/".join(segments)
        case Literal("string", text):
            return "'" + text.replace("'", "''") + "'"
        case Literal(_, text):
            return text
        case Call(name, arguments):
            return f"{name}({','.join(map(print_filter, arguments))})"
        case Count(path):
            return f"{print_filter(path)}/$count"
        case Arithmetic(operator, left, right):
            return f"({print_filter(left)} {operator} {print_filter(right)})"
        case Lambda(quantifier, path, variable, inner):
            body = "" if inner is None else f"{variable}:{print_filter(inner)}"
            return f"{print_filter(path)}/{quantifier}({body})"
        case Comparison(operator, left, right):
            return f"{print_filter(left)} {operator} {print_filter(right)}"
        case Membership(operand, items):
            return f"{print_filter(operand)} in ({','.join(map(print_filter, items))})"
        case Not(inner):
            return f"not ({print_filter(inner)})"
        case Logic(operator, conditions):
            return f" {operator} ".join(f"({print_filter(part)})" for part in conditions)
