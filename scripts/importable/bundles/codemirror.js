// What the editor takes from CodeMirror, bundled into docs/assets/vendor/codemirror.js: no more than it uses.
export { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
export { pythonLanguage } from "@codemirror/lang-python";
export { HighlightStyle, indentUnit, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
export { EditorState } from "@codemirror/state";
export { EditorView, highlightSpecialChars, keymap, runScopeHandlers } from "@codemirror/view";
export { tags } from "@lezer/highlight";
