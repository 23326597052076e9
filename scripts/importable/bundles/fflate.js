// What a download takes from fflate, bundled into docs/assets/vendor/fflate.js.
export { strToU8, zipSync } from "fflate";
