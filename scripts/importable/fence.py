"""The Markdown side: a `pycell` fence names a snippet and becomes its cell.

A custom fence of SuperFences, no plugin and no hook: MkDocs and Zensical both run it. SuperFences
swallows any exception but its own, so each error is turned into one that stops the build.
"""

from typing import Any

from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from importable.html import TAG, cell_html
from importable.load import load_snippet
from importable.paths import project_root
from importable.snippet import SnippetError


def validate(
    language: str, inputs: dict[str, str], options: dict[str, Any], attrs: dict[str, Any], md: Markdown
) -> bool:
    """Take no options: what a cell is stands in its snippet. Raises to stop the build."""
    if inputs:
        raise SuperFencesException(f"a pycell fence takes no options; it has: {', '.join(inputs)}")
    return True


def render(source: str, language: str, css_class: str, options: dict[str, Any], md: Markdown, **kwargs: Any) -> str:
    """The HTML of the snippet that the fence's body names. Raises to stop the build."""
    # Without this, Python-Markdown would wrap the element in a <p>, which no <pre> may stand in.
    if TAG not in md.block_level_elements:
        md.block_level_elements.append(TAG)
    name = source.strip()
    try:
        if not name or len(name.split()) != 1:
            raise SuperFencesException(
                f"the body of a pycell fence is one snippet's name, page/id; here it is: {source!r}"
            )
        return cell_html(load_snippet(project_root(), name))
    except SnippetError as error:
        raise SuperFencesException(f"pycell {name}: {error}") from error
    except SuperFencesException:
        raise
    except Exception as error:
        raise SuperFencesException(f"pycell {name}: {type(error).__name__}: {error}") from error
