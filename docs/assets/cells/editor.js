// The editor: CodeMirror in the place of a file's code, loaded when a reader first goes into it.
import {
  defaultKeymap,
  EditorState,
  EditorView,
  HighlightStyle,
  highlightSpecialChars,
  history,
  historyKeymap,
  indentUnit,
  keymap,
  LanguageSupport,
  pythonLanguage,
  runScopeHandlers,
  syntaxHighlighting,
  tags,
} from "../vendor/codemirror.js";

/** The theme's colours, by the names that Pygments' classes have there: the code looks the same before and after. */
const colour = (/** @type {string} */ name) => ({ color: `var(--md-code-hl-${name}-color)` });
const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null, tags.self], ...colour("keyword") },
  { tag: tags.string, ...colour("string") },
  { tag: tags.special(tags.string), ...colour("string") },
  { tag: tags.number, ...colour("number") },
  { tag: [tags.comment, tags.lineComment], ...colour("comment") },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], ...colour("function") },
  {
    tag: [tags.operator, tags.compareOperator, tags.arithmeticOperator, tags.definitionOperator],
    ...colour("operator"),
  },
  { tag: [tags.punctuation, tags.separator, tags.paren, tags.squareBracket, tags.brace], ...colour("punctuation") },
]);

const theme = EditorView.theme({
  "&": { color: "var(--md-code-fg-color)", fontSize: "inherit" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit", overflowX: "auto" },
  ".cm-content": { padding: "0", caretColor: "var(--md-code-fg-color)" },
  ".cm-line": { padding: "0" },
});

/** In a shadow root Firefox 153 puts what is typed before a selection of several spans, and not in its place. */
const typingReplaces = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || !event.data || view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

/**
 * @typedef {object} EditorOptions
 * @property {string} text
 * @property {string} name the file's, for screen readers
 * @property {string} hint which keys there are, for screen readers
 * @property {boolean} python whether to colour and indent as Python
 * @property {(text: string) => void} changed
 * @property {() => void} run what Ctrl+Enter does
 */

/**
 * An editor inside `host`, in a shadow root: there its styles live in adopted sheets, which instant navigation
 * does not sweep out of the page's head and a strict policy for styles allows.
 * @param {HTMLElement} host
 * @param {EditorOptions} options
 */
export function openEditor(host, { text, name, hint, python, changed, run }) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const commands = [
    { key: "Mod-Enter", run: () => (run(), true) },
    // Tab is not among them: it leaves the editor, as everywhere on the page.
    ...defaultKeymap,
    ...historyKeymap,
  ];
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        history(),
        highlightSpecialChars(),
        keymap.of(commands),
        indentUnit.of("    "),
        python ? [new LanguageSupport(pythonLanguage), syntaxHighlighting(highlighting)] : [],
        theme,
        typingReplaces,
        EditorView.scrollMargins.of(() => ({ top: 60 })), // the page's header stands over the window's top
        EditorView.contentAttributes.of({
          "aria-label": name,
          "aria-description": hint,
          spellcheck: "false",
          autocapitalize: "off",
        }),
        EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
      ],
    }),
  });
  return {
    /** @param {{x: number, y: number} | null} point where the reader clicked */
    focus(point) {
      view.focus();
      const position = point && view.posAtCoords(point);
      if (position !== null && position !== undefined) view.dispatch({ selection: { anchor: position } });
    },
    /** What was typed while the editor was on its way. @param {KeyboardEvent[]} keys */
    type(keys) {
      for (const key of keys)
        if (!runScopeHandlers(view, key, "editor") && key.key.length === 1)
          view.dispatch(view.state.replaceSelection(key.key), { userEvent: "input.type", scrollIntoView: true });
    },
    /** @param {string} next */
    setText(next) {
      if (next === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    close() {
      view.destroy();
    },
  };
}
