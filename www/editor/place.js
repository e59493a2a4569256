// From the lines and columns of Python to places in a document.

/**
 * The place of a line and column, both from 1 on; the nearest one where there is no such place, because what is told
 * may be about an older text.
 *
 * @param {import('@codemirror/state').Text} doc
 * @param {number} line
 * @param {number} column in characters, as Python counts them: outside of the basic plane each is two units here
 */
export function placeOf(doc, line, column) {
  const { from, text } = lineOf(doc, line);
  let units = 0;
  for (const letter of text) {
    column -= 1;
    if (column < 1) break;
    units += letter.length;
  }
  return from + units;
}

/** The line of that number, from 1 on, or the nearest. */
export function lineOf(doc, line) {
  return doc.line(Math.min(Math.max(Math.trunc(line) || 1, 1), doc.lines));
}
