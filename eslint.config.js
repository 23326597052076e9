import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["docs/assets/vendor/", "site/", ".venv/", "node_modules/"] },
  js.configs.recommended,
  {
    files: ["docs/assets/*.js", "docs/assets/cells/*.js", "scripts/importable/bench/**/*.js"],
    languageOptions: { globals: globals.browser },
    rules: { "no-undef": "off", eqeqeq: "error", "no-var": "error", "prefer-const": "error" },
  },
  { files: ["**/*.mjs", "tests/**/*.js", "eslint.config.js"], languageOptions: { globals: globals.node } },
];
