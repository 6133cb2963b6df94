"""What may go wrong with templates.

TemplateNotFound   404  there is no such template
TemplateChanged    409  somebody else saved it meanwhile
TemplateInUse      409  flows render what would be gone
InvalidTemplate    422  a layout or an expression that cannot work
RenderFailed       422  template and data do not fit; the element is named
"""

from typing import Self

from aqtra.kernel.errors import Conflict, FieldError, NotFound, ValidationFailed


class TemplateNotFound(NotFound):
    """There is no such template."""

    code = "template_not_found"


class TemplateChanged(Conflict):
    """Somebody else saved the template meanwhile."""

    code = "template_changed"


class TemplateInUse(Conflict):
    """Flows render what would be gone. Each field names a component, a flow and a step."""

    code = "template_in_use"


class InvalidTemplate(ValidationFailed):
    """A layout or an expression that cannot work."""

    code = "invalid_template"


class RenderFailed(ValidationFailed):
    """Template and data do not fit. Params: element, where one is to blame."""

    code = "render_failed"

    @classmethod
    def at(cls, element: str | None, name: str | None, reason: str) -> Self:
        """`element` is the id, `name` what its builder calls it."""
        if element is None:
            return cls(reason)
        message = f"{name}: {reason}"
        field = FieldError(field=element, rule="render", message=message, params={"element": name})
        return cls(message, fields=[field], element=name)
