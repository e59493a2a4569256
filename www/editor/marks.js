// Where each thread is: its number beside the line, in its colour and in the pattern of its state, and a tint of the
// line.
//
// Two signs have room beside a line; where there are more, the second one says how many. Whoever is selected is the
// first and has an outline, and the line has its colour.

import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, gutter } from '@codemirror/view';

import { lineOf } from './place.js';

/** Takes the place of all marks that were told before. */
export const setMarks = StateEffect.define();

/** How many signs have room beside a line. */
const ROOM = 2;

class Signs extends GutterMarker {
  constructor(marks) {
    super();
    this.marks = marks;
    this.key = JSON.stringify(marks);
  }

  eq(other) {
    return other.key === this.key;
  }

  toDOM() {
    const dom = document.createElement('span');
    dom.className = 'il-signs';
    dom.title = this.marks.map(({ label, thread }) => label ?? thread).join('\n');
    const shown = this.marks.length > ROOM ? this.marks.slice(0, ROOM - 1) : this.marks;
    for (const { thread, colour, state, selected } of shown) {
      const sign = document.createElement('b');
      sign.textContent = thread;
      if (state) sign.dataset.state = state;
      if (selected) sign.dataset.selected = '';
      sign.style.setProperty('--mark', colour);
      dom.append(sign);
    }
    if (shown.length < this.marks.length) {
      const more = document.createElement('i');
      more.textContent = `+${this.marks.length - shown.length}`;
      dom.append(more);
    }
    return dom;
  }
}

/** Keeps the room of the signs where no line has any, so that nothing moves when the first one comes. */
const spacer = new class extends GutterMarker {
  toDOM() {
    const dom = document.createElement('span');
    dom.className = 'il-signs';
    return dom;
  }
}();

const NONE = { signs: RangeSet.empty, tints: Decoration.none };

function placed(doc, marks) {
  const lines = new Map();
  for (const mark of marks) {
    const { from } = lineOf(doc, mark.line);
    if (!lines.has(from)) lines.set(from, []);
    lines.get(from).push(mark);
  }
  const signs = [];
  const tints = [];
  for (const [from, all] of lines) {
    all.sort((a, b) => Boolean(b.selected) - Boolean(a.selected));
    signs.push(new Signs(all).range(from));
    const style = `--mark: ${all[0].colour}`;
    tints.push(Decoration.line({ class: all[0].selected ? 'il-at il-chosen' : 'il-at', attributes: { style } }).range(from));
  }
  return { signs: RangeSet.of(signs, true), tints: Decoration.set(tints, true) };
}

const field = StateField.define({
  create: () => NONE,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) return effect.value.length ? placed(transaction.newDoc, effect.value) : NONE;
    }
    if (!transaction.docChanged || value === NONE) return value;
    return { signs: value.signs.map(transaction.changes), tints: value.tints.map(transaction.changes) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ tints }) => tints),
});

export const marks = [
  field,
  gutter({
    class: 'il-threads',
    markers: (view) => view.state.field(field).signs,
    initialSpacer: () => spacer,
  }),
];
