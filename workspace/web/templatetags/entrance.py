"""Tags of the pages before and around signing in."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from workspace.web import invited

register = template.Library()
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))


@register.simple_tag(takes_context=True)
def may_sign_up(context: Context) -> bool:
    """Whether the page should offer to sign up."""
    return invited.may_sign_up(context["request"])


@register.simple_tag(takes_context=True)
def sign_ons(context: Context, process: str = "login") -> list[dict[str, Any]]:
    """The company's sign-on where it is set up: its name and where its button leads."""
    request = context["request"]
    after = {"next": target} if (target := context.get("redirect_field_value")) else {}
    return [{"name": provider.name, "url": provider.get_login_url(request, process=process, **after)}
            for provider in get_adapter().list_providers(request)]  # fmt: skip


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's own element; its label says what it is, so it needs no placeholder."""
    return field.as_widget(attrs={"placeholder": False})


@register.filter
def sentence_case(label: object) -> str:
    """"New Password (again)" -> "New password (again)"; words of capitals alone stay."""
    first, *rest = str(label).split(" ")
    return " ".join([first, *(word if word.isupper() else word.lower() for word in rest)])


@register.filter
def device(agent: str) -> str:
    """A browser's own long name -> "Chrome on Linux"."""
    browser = next((name for mark, name in BROWSERS if mark in agent), _("A browser"))
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system} if system else browser
