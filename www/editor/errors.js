// What is wrong, in its place: a wavy line below the words, the message below the line, a sign beside its number.
//
// It finds nothing by itself. Whoever does tells what it found, and tells it anew when the text has changed.

import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, WidgetType, gutterLineClass } from '@codemirror/view';

import { lineOf, placeOf } from './place.js';

/** Takes the place of all errors that were told before. */
export const setErrors = StateEffect.define();

class Message extends WidgetType {
  constructor(text, column) {
    super();
    Object.assign(this, { text, column });
  }

  eq(other) {
    return other.text === this.text && other.column === this.column;
  }

  toDOM() {
    const dom = document.createElement('div');
    dom.className = 'il-error';
    // Far to the right there is no room for a sentence.
    dom.style.setProperty('--column', Math.min(this.column, 24));
    const text = document.createElement('span');
    text.textContent = this.text;
    dom.append(text);
    return dom;
  }

  ignoreEvent() {
    return false;
  }
}

const sign = new class extends GutterMarker {
  elementClass = 'il-faulty';
}();

const NONE = { found: [], decorations: Decoration.none, signs: RangeSet.empty };

function placed(doc, errors) {
  const found = errors.map(({ line, column = 1, endColumn, message }) => {
    const { from: start, to: lineEnd } = lineOf(doc, line);
    const from = placeOf(doc, line, column);
    const to = endColumn > column ? placeOf(doc, line, endColumn) : endOfWord(doc, from, lineEnd);
    // Behind the end of a line there is nothing to underline but its last letter.
    return { from: to > from ? from : Math.max(start, from - 1), to, lineEnd, start, column, message };
  });
  found.sort((a, b) => a.from - b.from);
  const ranges = found.flatMap(({ from, to, lineEnd, column, message }) => [
    ...(to > from ? [Decoration.mark({ class: 'il-wrong' }).range(from, to)] : []),
    Decoration.widget({ widget: new Message(message, column), block: true, side: 1 }).range(lineEnd),
  ]);
  const lines = [...new Set(found.map(({ start }) => start))];
  return {
    found,
    decorations: Decoration.set(ranges, true),
    signs: RangeSet.of(lines.map((start) => sign.range(start)), true),
  };
}

function endOfWord(doc, from, lineEnd) {
  const word = /^(?:[\p{L}\p{N}_]+|\S)/u.exec(doc.sliceString(from, lineEnd));
  return from + (word?.[0].length ?? 0);
}

const field = StateField.define({
  create: () => NONE,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setErrors)) return effect.value.length ? placed(transaction.newDoc, effect.value) : NONE;
    }
    if (!transaction.docChanged || value === NONE) return value;
    const { changes } = transaction;
    return {
      found: value.found.map((error) => ({ ...error, from: changes.mapPos(error.from) })),
      decorations: value.decorations.map(changes),
      signs: value.signs.map(changes),
    };
  },
  provide: (field) => [
    EditorView.decorations.from(field, ({ decorations }) => decorations),
    gutterLineClass.from(field, ({ signs }) => signs),
    EditorView.contentAttributes.from(field, ({ found }) => (found.length ? { 'aria-invalid': 'true' } : {})),
  ],
});

/** Goes to the next place that is wrong, and says what is. */
export function nextError(view) {
  const { found } = view.state.field(field);
  if (!found.length) return false;
  const { head } = view.state.selection.main;
  const { from, message } = found.find((error) => error.from > head) ?? found[0];
  view.dispatch({
    selection: { anchor: from },
    effects: [EditorView.scrollIntoView(from, { y: 'center' }), EditorView.announce.of(message)],
  });
  return true;
}

export const errors = field;
