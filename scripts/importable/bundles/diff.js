// What the notice on code from a link takes from jsdiff, bundled into docs/assets/vendor/diff.js.
export { structuredPatch } from "diff";
