// A cell's address as text to copy: for a course page in HTML, Markdown, reStructuredText or MyST.

/**
 * @typedef {object} Shared
 * @property {string} title
 * @property {string} address of the cell on its page
 * @property {string} embed address of the page that has the cell alone
 * @property {number} height of that page, in pixels
 */
/** @typedef {{name: string, group: "Link" | "Embed", label: string, write: (shared: Shared) => string}} Form */

/** @param {string} text */
const html = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
/** Signs that mean something in a line of Markdown. @param {string} text */
const markdown = (text) => text.replace(/[\\`*_[\]<>&~$]/g, "\\$&");
/** @param {string} text */
const rst = (text) => text.replace(/[\\`*_|<>]/g, "\\$&");

/** Why these: see oembed.py, which says the same to systems that ask. */
const SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads";

/** @param {Shared} shared */
const frame = ({ title, embed, height }) =>
  `<iframe src="${html(embed)}" title="${html(title)}" width="700" height="${height}" loading="lazy" sandbox="${SANDBOX}" allow="clipboard-write" style="border: 0; width: 100%"></iframe>`;

/** @type {Form[]} */
export const FORMS = [
  { name: "address", group: "Link", label: "address", write: ({ address }) => address },
  {
    name: "html",
    group: "Link",
    label: "HTML",
    write: ({ title, address }) => `<a href="${html(address)}">${html(title)}</a>`,
  },
  {
    name: "markdown",
    group: "Link",
    label: "Markdown, MyST",
    write: ({ title, address }) => `[${markdown(title)}](${address})`,
  },
  {
    name: "rst",
    group: "Link",
    label: "reStructuredText",
    // An address that ends in _ would be the name of another link.
    write: ({ title, address }) => `\`${rst(title)} <${address.replace(/_$/, "\\_")}>\`__`,
  },
  { name: "embed-html", group: "Embed", label: "HTML, Markdown", write: frame },
  {
    name: "embed-rst",
    group: "Embed",
    label: "reStructuredText",
    write: (shared) => `.. raw:: html\n\n   ${frame(shared)}`,
  },
  {
    name: "embed-myst",
    group: "Embed",
    label: "MyST",
    write: (shared) => `\`\`\`{raw} html\n${frame(shared)}\n\`\`\``,
  },
];
