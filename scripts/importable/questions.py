"""Questions for Material's search, as people ask them: a hook, which mkdocs.yml names.

Material's search makes a prefix of each word that is typed. So `what is __init__.py for` also asked for words that begin
with *is* and *for*, and `python -m` for pages without an m. Here the few words of its script that do that are mended,
and the build stops when an upgrade of Material has changed them. Zensical runs no hooks, and its search is another one.

What a page is to be found by, beside its headings and its text, stands in its front matter as `tags`.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from importable.mends import mend

MENDS = {
    # Words that the index leaves out are asked for as they are, which finds nothing, and not as prefixes.
    ".test(r)?r:`${r}*`)": ".test(r)||!lunr.stopWordFilter(r.toLowerCase())?r:`${r}*`)",
    # A minus is part of what people look for, and not a wish that a word be absent.
    "{return t.trim().split(": '{return t.replace(/(^|\\s)[-+]+(?=\\w)/g,"$1").trim().split(',
}
"""Words that stand once in the script of the search, and what should stand there."""


def on_post_build(*, config: MkDocsConfig) -> None:
    """The site is made, Material's script in it."""
    mend(Path(config.site_dir), "workers/search.*.min.js", MENDS)
