"""Every word a person sees exists in Simplified Chinese."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOG = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES"
TRANSLATED = re.compile(r"""{% translate (["'])(?P<words>.+?)\1(?: as \w+)? %}""")


def test_every_word_of_the_templates_is_translated() -> None:
    with (CATALOG / "django.mo").open("rb") as file:
        known = gettext.GNUTranslations(file)
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")]
    words = {found["words"] for page in pages for found in TRANSLATED.finditer(page)}
    assert len(words) > 50
    doubled = {word.replace("%", "%%") for word in words}  # as Django looks up what stands in a template
    assert [word for word in sorted(doubled) if known.gettext(word) == word] == []


def test_the_catalog_leaves_nothing_empty_or_doubtful() -> None:
    text = (CATALOG / "django.po").read_text(encoding="utf-8")
    assert "#, fuzzy" not in text
    assert re.findall(r'^msgid "(.+)"\nmsgstr ""\n\n', text, flags=re.MULTILINE) == []
