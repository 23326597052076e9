"""What Material's script does as a page opens, with less that nobody sees, and less of it at a time: a hook of mkdocs.yml.

On a phone, most of that time went into giving every element of the page its style anew for changes that changed nothing;
and into an index for a search that few readers open. Here the few words of the script that do it are mended, and the build
stops when an upgrade of Material has changed them. Zensical runs no hooks, and has another script.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from importable.mends import mend

MENDS = {
    # The colours are those that the page has already, most times. So transitions need not be off, which is a rule for
    # each element, twice.
    'if(document.body.setAttribute("data-md-color-switching",""),s.color.media===': "if(s.color.media===",
    "document.body.setAttribute(`data-md-color-${a}`,c);for(": (
        "if(document.body.getAttribute(`data-md-color-${a}`)!==c){"
        'if(a!=="media")document.body.setAttribute("data-md-color-switching","");'
        "document.body.setAttribute(`data-md-color-${a}`,c)}for("
    ),
    # A browser takes a page for a light one, unless it is told.
    "document.head.appendChild(o);let n=": "let n=",
    "return o.content=a.colorScheme,": (
        'if(o.isConnected||a.colorScheme!=="light")o.content=a.colorScheme,o.isConnected||document.head.appendChild(o);'
        "return "
    ),
    # All addresses are made whole, for the time when that of the page is another one: in a task of their own. Those of
    # style sheets that are there already would only have them read anew.
    "$(document).subscribe(vi)": "$(document).pipe(xe(pe)).subscribe(vi)",
    'function vi(e){for(let t of M("[href], [src]",e))': (
        'function vi(e){for(let t of M(e===document?"[href]:not([rel=stylesheet]), [src]":"[href], [src]",e))'
    ),
    # The text, each block of code in it, the sidebars and the table of contents come to life one after the other, and not
    # all in the task in which the page has been read.
    "Yn(i,{target$:o,print$:n})": "Yn(i,{target$:o,print$:n}).pipe(et(pe))",
    "oi(e,{sitemap$:qi,viewport$:ke,target$:Ht,print$:Ni})": (
        "oi(e,{sitemap$:qi,viewport$:ke,target$:Ht,print$:Ni}).pipe(et(pe))"
    ),
    "eo(Vi,()=>lo(e,{viewport$:ke,header$:ft,main$:qt}))": (
        "eo(Vi,()=>lo(e,{viewport$:ke,header$:ft,main$:qt})).pipe(et(pe))"
    ),
    "eo(Lr,()=>lo(e,{viewport$:ke,header$:ft,main$:qt}))": (
        "eo(Lr,()=>lo(e,{viewport$:ke,header$:ft,main$:qt})).pipe(et(pe))"
    ),
    "Ri(e,{viewport$:ke,header$:ft,main$:qt,target$:Ht})": "Ri(e,{viewport$:ke,header$:ft,main$:qt,target$:Ht}).pipe(et(pe))",
    # So the next page's style sheets are known by where they came from, and not by how their elements are written.
    "t.set(r.outerHTML,r)": 't.set(r.rel==="stylesheet"?(r.sheet||r).href:r.outerHTML,r)',
    # The index comes, and the worker that reads it, when the search is opened. A page without an origin may start none:
    # there it is tried at once, as ever, since Material hides the search then.
    '$(location.protocol!=="file:"),': "",
    "function Mn(e,t=new Worker(e))": (
        "function Mn(e,t=origin==='null'?new Worker(e):Object.assign(new EventTarget,{postMessage(r){"
        "(this.worker||=Object.assign(new Worker(e),{onmessage:({data:o})=>"
        't.dispatchEvent(new MessageEvent("message",{data:o}))})).postMessage(r)}}))'
    ),
}
"""Words that stand once in the script, and what should stand there."""


def on_post_build(*, config: MkDocsConfig) -> None:
    """The site is made, Material's script in it."""
    mend(Path(config.site_dir), "bundle.*.min.js", MENDS)
