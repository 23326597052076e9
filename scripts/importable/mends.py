"""A few words of the theme's scripts, mended in the site: each hook that does so says which, and why."""

from collections.abc import Mapping
from pathlib import Path

from mkdocs.exceptions import PluginError


def mend(site: Path, pattern: str, mends: Mapping[str, str]) -> None:
    """Mend the one script of the built site that the pattern finds. Raises PluginError if there is not one, and as `mended`."""
    found = list(site.glob(f"assets/javascripts/{pattern}"))
    if len(found) != 1:
        raise PluginError(f"the theme has {len(found)} scripts {pattern!r}, not one: mend the hook that names it")
    [script] = found
    script.write_text(mended(script.read_text("utf-8"), mends, script.name), "utf-8", newline="")


def mended(script: str, mends: Mapping[str, str], name: str) -> str:
    """The script with each of the words, which stand in it once, as they should be. Raises PluginError otherwise.

    So the build stops when an upgrade of the theme has other words.
    """
    for wrong, right in mends.items():
        if script.count(wrong) != 1:
            raise PluginError(
                f"the theme's {name} has {script.count(wrong)} times {wrong!r}, not once: mend the hook in"
                " scripts/importable that names these words"
            )
        script = script.replace(wrong, right)
    return script
