"""Barriers in Material's HTML, taken away while MkDocs builds: a hook, which mkdocs.yml names.

What a stylesheet can mend is in docs/assets/site.css, and what only a script can is in docs/assets/site.js. A copy of a
template of Material's would grow old; here only the few words that are wrong are named, and the build stops when an
upgrade of Material has changed them.

Zensical runs no hooks, and its templates are others.
"""

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

MENDS = {
    # It called itself a dialog, without a name. It is none: it traps no focus, and the landmark inside says what it is.
    ' data-md-component="search" role="dialog">': ' data-md-component="search">',
    # Enter before there is a result sent the form: it loaded the page anew, and the reader's edits were gone.
    ' name="search">': ' name="search" method="dialog">',
    # Two icons without words (WCAG 2.2, 1.1.1).
    '<label class="md-header__button md-icon" for="__drawer">': (
        '<label class="md-header__button md-icon" for="__drawer" title="Menu">'
    ),
    '<label class="md-header__button md-icon" for="__search">': (
        '<label class="md-header__button md-icon" for="__search" title="Search">'
    ),
    # Where storage is denied (in a frame of another site), asking for it throws, and with it ended Material's whole
    # script: no search, no palette. Now it is as if nothing were kept.
    '__md_get=(e,_=localStorage,t=__md_scope)=>JSON.parse(_.getItem(t.pathname+"."+e))': (
        '__md_get=(e,_,t=__md_scope)=>{try{return JSON.parse((_||localStorage).getItem(t.pathname+"."+e))}'
        "catch{return null}}"
    ),
    "__md_set=(e,_,t=localStorage,a=__md_scope)=>{try{t.setItem(": (
        "__md_set=(e,_,t,a=__md_scope)=>{try{(t||localStorage).setItem("
    ),
    # The theme's script: a browser waited for it before it painted anything of a short page (2.1 s to the first text
    # on a slow phone, 1.4 s now). The modules below it come after what is deferred, as before.
    '.min.js"></script>': '.min.js" defer></script>',
}
"""Words that stand once in each page, and what should stand there."""

# No number, so not valid; browsers pass over it. The script of the theme kept the state of the section that such a label
# opens, in an attribute that no section can have.
EMPTY = re.compile(r'(<label class="md-nav__link" for="__nav_\w+" id="__nav_\w+") tabindex="">')
"""What stands as often as the navigation has sections."""


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """A page of docs/ is made."""
    return mended(output, page.file.dest_uri)


def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
    """A page of the theme's own is made, such as 404.html."""
    return mended(output_content, template_name) if template_name.endswith(".html") else output_content


def mended(html: str, name: str) -> str:
    """The page without the barriers. Raises to stop the build where Material has other words than these."""
    for wrong, right in MENDS.items():
        if html.count(wrong) != 1:
            raise PluginError(f"{name} has {html.count(wrong)} times {wrong!r}, not once: see importable/barriers.py")
        html = html.replace(wrong, right)
    return EMPTY.sub(r"\1>", html)
