// Tab indents; after Escape it leaves the editor, and so it always does where nothing can be written.
//
// CodeMirror's own Escape holds for two seconds, which is too short for some readers: here it holds until another key.

import { indentLess, indentMore, insertTab } from '@codemirror/commands';
import { EditorView, keymap } from '@codemirror/view';

const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'];

/**
 * @param {() => string} left what is said when the next Tab leaves
 */
export function leaving(left) {
  const hold = (view, leaves) => {
    view.setTabFocusMode(leaves || view.state.readOnly);
    view.dom.classList.toggle('il-leaves', leaves);
  };
  return [
    EditorView.domEventHandlers({
      keydown(event, view) {
        if (event.isComposing || event.key === 'Tab' || MODIFIERS.includes(event.key)) return false;
        const leaves = event.key === 'Escape' && !view.state.readOnly;
        if (leaves) view.dispatch({ effects: EditorView.announce.of(left()) });
        hold(view, leaves);
        return false;
      },
      focus(_, view) {
        hold(view, false);
        return false;
      },
    }),
    keymap.of([{ key: 'Tab', run: indentOrInsert, shift: indentLess }]),
  ];
}

/** A Tab in the middle of a line goes to the next stop; with lines selected, or at a line's start, it indents. */
function indentOrInsert(view) {
  const { state } = view;
  const { empty, head } = state.selection.main;
  const line = state.doc.lineAt(head);
  const before = line.text.slice(0, head - line.from);
  if (!empty || !before.trim()) return indentMore(view);
  if (state.readOnly) return insertTab(view);
  const unit = 4;
  view.dispatch(state.replaceSelection(' '.repeat(unit - (before.length % unit))), { scrollIntoView: true });
  return true;
}
