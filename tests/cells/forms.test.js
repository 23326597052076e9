// A cell's address as text to copy: each form, as the language that it is for reads it.
import assert from "node:assert/strict";
import test from "node:test";

import { FORMS } from "../../docs/assets/cells/forms.js";

const SHARED = {
  title: "Stars: pow",
  address: "https://example.org/from-import/#star-hides-pow",
  embed: "https://example.org/embed/star-hides-pow/",
  height: 320,
};

const FRAME =
  '<iframe src="https://example.org/embed/star-hides-pow/" title="Stars: pow" width="700" height="320" loading="lazy" sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads" allow="clipboard-write" style="border: 0; width: 100%"></iframe>';

/** @type {Record<string, string>} */
const WRITTEN = {
  address: "https://example.org/from-import/#star-hides-pow",
  html: '<a href="https://example.org/from-import/#star-hides-pow">Stars: pow</a>',
  markdown: "[Stars: pow](https://example.org/from-import/#star-hides-pow)",
  rst: "`Stars: pow <https://example.org/from-import/#star-hides-pow>`__",
  "embed-html": FRAME,
  "embed-rst": `.. raw:: html\n\n   ${FRAME}`,
  "embed-myst": `\`\`\`{raw} html\n${FRAME}\n\`\`\``,
};

const write = (/** @type {string} */ name, /** @type {Partial<typeof SHARED>} */ changed = {}) =>
  FORMS.find((form) => form.name === name)?.write({ ...SHARED, ...changed });

test("every form has a row here", () => {
  assert.deepEqual(
    FORMS.map(({ name }) => name),
    Object.keys(WRITTEN),
  );
});

for (const [name, text] of Object.entries(WRITTEN)) test(`as ${name}`, () => assert.equal(write(name), text));

/** @type {[string, Partial<typeof SHARED>, string][]} */
const SIGNS = [
  ["html", { title: '<b> & "c"' }, "&lt;b> &amp; &quot;c&quot;"],
  ["html", { address: "https://example.org/?a&b" }, 'href="https://example.org/?a&amp;b"'],
  ["embed-html", { title: '"><script>' }, 'title="&quot;>&lt;script>"'],
  ["markdown", { title: "__init__ [1] `x` <b>" }, "[\\_\\_init\\_\\_ \\[1\\] \\`x\\` \\<b\\>]"],
  ["rst", { title: "__init__ `x` *a* <b>" }, "`\\_\\_init\\_\\_ \\`x\\` \\*a\\* \\<b\\> <"],
  ["rst", { address: "https://example.org/#a=1~b_" }, "<https://example.org/#a=1~b\\_>`__"],
];
for (const [name, changed, part] of SIGNS)
  test(`signs that mean something: ${name}, ${JSON.stringify(changed)}`, () => {
    const text = write(name, changed) ?? "";
    assert.ok(text.includes(part), text);
  });
