// The editor of programs: CodeMirror with Python's words, errors in their place and the lines at which threads are.
//
// It knows no program and no machine, and no language but Python: whoever mounts it hands in the text, what is wrong
// with it, where threads are, and every word that a reader reads. It asks no server for anything. One module, loaded by
// the view that needs it, which then finds `mount` in the window's `interleaveEditor`.

import './styles.js';

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { LanguageSupport, bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { pythonLanguage } from '@codemirror/lang-python';
import { closeSearchPanel, findNext, findPrevious, openSearchPanel, search } from '@codemirror/search';
import { Annotation, Compartment, EditorState } from '@codemirror/state';
import {
  EditorView, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers,
} from '@codemirror/view';

import { errors, nextError, setErrors } from './errors.js';
import { leaving } from './leave.js';
import { darkness, looks } from './look.js';
import { marks, setMarks } from './marks.js';
import { placeOf } from './place.js';
import { phrasesOf } from './words.js';

/** On what whoever mounted the editor did to the text, and so knows of. */
const fromOutside = Annotation.define();

let count = 0;

/**
 * Puts an editor into an element.
 *
 * @param {HTMLElement} element its new parent; `--editor-least` and `--editor-most` in its style are the least and the
 *   most height, and what it is otherwise is told by the page's own custom properties
 * @param {object} options
 * @param {string} [options.text] the first text
 * @param {boolean} [options.readonly] whether it can only be read
 * @param {'light' | 'dark'} [options.theme]
 * @param {string} options.label what it is called
 * @param {string} [options.description] how to leave it by keyboard; said with the label
 * @param {string} [options.leaves] that the next Tab leaves; said and shown after Escape
 * @param {Record<string, string>} [options.words] what CodeMirror says, in the reader's language; `words.js` has the names
 * @param {(text: string) => void} [options.onChange] called when the reader has changed the text
 * @returns what can be done with it; see below
 */
export function mount(element, options) {
  const { text = '', readonly = false, theme = 'light', description = '', leaves = '' } = options;
  const { onChange = () => {} } = options;
  const id = `interleave-editor-${count += 1}`;
  const ability = new Compartment();
  const light = new Compartment();
  const language = new Compartment();
  const can = (readonly) => EditorState.readOnly.of(readonly);
  const said = ({ label, words = {} }) => [
    // It takes the focus without a `tabindex`, which not every checker knows.
    EditorView.contentAttributes.of({
      'aria-label': label, 'aria-describedby': id, tabindex: '0', 'data-testid': 'program-text',
    }),
    EditorState.phrases.of(phrasesOf(words)),
  ];

  const hint = document.createElement('span');

  const view = new EditorView({
    doc: text,
    extensions: [
      leaving(() => hint.textContent),
      lineNumbersAndThreads(),
      highlightSpecialChars(),
      history(),
      EditorState.tabSize.of(4),
      indentUnit.of('    '),
      indentOnInput(),
      bracketMatching(),
      new LanguageSupport(pythonLanguage),
      search({ top: true }),
      errors,
      looks,
      keymap.of([
        { key: 'Mod-f', run: openSearchPanel, scope: 'editor search-panel' },
        { key: 'F3', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
        { key: 'Mod-g', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
        { key: 'Escape', run: closeSearchPanel, scope: 'editor search-panel' },
        { key: 'F8', run: nextError },
        ...historyKeymap,
        ...defaultKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        const isOurs = update.transactions.some((transaction) => transaction.annotation(fromOutside));
        if (update.docChanged && !isOurs) onChange(update.state.doc.toString());
      }),
      ability.of(can(readonly)),
      light.of(darkness(theme === 'dark')),
      language.of(said(options)),
    ],
  });
  // Programs are written from left to right in every language.
  view.dom.dir = 'ltr';
  const about = document.createElement('span');
  about.id = id;
  about.hidden = true;
  about.textContent = description;
  hint.className = 'il-hint';
  hint.setAttribute('aria-hidden', 'true');
  hint.textContent = leaves;
  view.dom.append(hint);
  element.append(about, view.dom);
  view.setTabFocusMode(readonly);
  // In the next frame: what is wrong is written as wide as that, and so the height may follow.
  const width = new ResizeObserver(() => requestAnimationFrame(() => {
    view.dom.style.setProperty('--editor-width', `${view.dom.clientWidth}px`);
  }));
  width.observe(view.dom);

  let followed;
  /** Brings a line into sight. The reader's place in the text stays, and so does the page: only the editor scrolls. */
  function reveal(line) {
    const { top, bottom } = view.lineBlockAt(placeOf(view.state.doc, line, 1));
    const { scrollTop, clientHeight } = view.scrollDOM;
    const margin = Math.min(40, clientHeight / 4);
    if (top < scrollTop + margin || bottom > scrollTop + clientHeight - margin) {
      view.scrollDOM.scrollTop = top - clientHeight / 3;
    }
  }

  return {
    /** The whole text; lines end with a line feed. */
    text: () => view.state.doc.toString(),
    /** Another text. It can be undone, the reader is at its start, and `onChange` is not called. */
    setText(text) {
      if (text === view.state.doc.toString()) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
        effects: [setErrors.of([]), setMarks.of([])],
        annotations: fromOutside.of(true),
      });
      view.scrollDOM.scrollTop = 0;
      followed = undefined;
    },
    /**
     * What is wrong: `{ line, column, endColumn, message }`, all from 1 on, columns in characters; without an end the
     * word that begins there.
     */
    setErrors: (errors) => view.dispatch({ effects: setErrors.of(errors) }),
    /**
     * Where threads are: `{ line, thread, colour, label, state, selected }`; `thread` is what is written on the sign,
     * `colour` a colour of CSS, `label` what a pointer finds, `state` one of new, runnable, running and waiting. The line
     * of the selected one is brought into sight when it is another than before.
     */
    setMarks(marks) {
      view.dispatch({ effects: setMarks.of(marks) });
      const line = marks.find(({ selected }) => selected)?.line;
      // Once for each line: the reader may have gone elsewhere since.
      if (line !== undefined && line !== followed) reveal(line);
      followed = line;
    },
    setTheme: (theme) => view.dispatch({ effects: light.reconfigure(darkness(theme === 'dark')) }),
    setReadonly(readonly) {
      view.dispatch({ effects: ability.reconfigure(can(readonly)) });
      view.setTabFocusMode(readonly);
    },
    /** The words in another language; `options` as above. */
    setWords(options) {
      view.dispatch({ effects: language.reconfigure(said(options)) });
      about.textContent = options.description ?? '';
      hint.textContent = options.leaves ?? '';
    },
    reveal,
    focus: () => view.focus(),
    destroy() {
      width.disconnect();
      about.remove();
      view.destroy();
    },
  };
}

function lineNumbersAndThreads() {
  return [marks, lineNumbers(), highlightActiveLineGutter()];
}

globalThis.interleaveEditor = { mount };
globalThis.dispatchEvent(new Event('interleave-editor'));
