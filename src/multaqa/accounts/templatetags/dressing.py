"""Fields of forms we did not write, dressed as ours."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def dressed(field: BoundField) -> SafeString:
    """`{{ field|dressed }}`: with our class where one types or picks from a list; hints in the box are left out, for they
    vanish when they are needed."""
    widget = field.field.widget
    widget.attrs.pop("placeholder", None)
    if getattr(widget, "input_type", "") in ("checkbox", "radio"):
        return field.as_widget()
    worn = widget.attrs.get("class", "")
    direction = widget.attrs.get("dir", "ltr" if getattr(widget, "input_type", "") == "email" else "auto")
    return field.as_widget(attrs={"class": f"input {worn}".strip(), "dir": direction})
