// What stands in the frame before the demo is wanted: a drawing of the view, what it is, and a button. Nothing else is
// loaded until then.

import { text } from './texts.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 480;
const LANE = 18;

/** Lanes of slices, drawn: `[start, length, hue]` in a grid of 48 columns. */
const DRAWINGS = {
  lab: [
    [[0, 5, 1], [5, 7, 2], [12, 4, 3], [16, 9, 4], [25, 6, 5], [31, 8, 6], [39, 9, 7]],
    [],
    [[0, 5, 1], [5, 6, 5]],
    [[0, 7, 2], [7, 4, 3]],
    [[0, 9, 4]],
    [[0, 9, 7], [9, 3, 6]],
  ],
  trace: [
    [[0, 21, 1], [24, 18, 1]],
    [[1, 12, 2], [14, 6, 3], [25, 9, 2], [35, 5, 4]],
    [[2, 4, 5], [7, 5, 6], [26, 3, 5], [30, 3, 6]],
    [],
    [[6, 30, 9]],
    [[8, 7, 3], [18, 4, 4], [27, 8, 7]],
  ],
};

function drawing(view) {
  const lanes = DRAWINGS[view] ?? DRAWINGS.trace;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${lanes.length * LANE}`);
  svg.setAttribute('aria-hidden', 'true');
  lanes.forEach((slices, lane) => {
    for (const [start, length, hue] of slices) {
      const slice = document.createElementNS(SVG, 'rect');
      const box = { x: start * 10 + 0.5, y: lane * LANE + 2, width: length * 10 - 1, height: LANE - 4, rx: 2 };
      for (const [name, value] of Object.entries(box)) slice.setAttribute(name, value);
      slice.setAttribute('class', `hue-${hue}`);
      svg.append(slice);
    }
  });
  return svg;
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

/**
 * Puts the poster into the document.
 *
 * @param {string} view its name
 * @param {() => void} onTry called when the demo is wanted
 */
export function showPoster(view, onTry) {
  const button = element('button', 'button go', text('embed-try'));
  button.type = 'button';
  button.dataset.testid = 'try';
  button.onclick = onTry;
  const status = element('p', 'note');
  status.setAttribute('role', 'status');
  const poster = element('main', 'poster', drawing(view),
    element('h1', '', text(`embed-${view}-title`)), element('p', 'sub', text(`embed-${view}-about`)),
    element('p', 'act', button, status));
  poster.dataset.testid = 'poster';
  document.body.prepend(poster);
  return {
    element: poster,
    /** Says what is waited for; the button is of no use meanwhile. */
    waits(words) {
      button.disabled = true;
      status.textContent = words;
    },
    /** Says that it failed, and offers another attempt. */
    failed(words, onAgain) {
      button.disabled = false;
      button.textContent = text('embed-again');
      button.onclick = onAgain;
      status.setAttribute('role', 'alert');
      status.textContent = words;
    },
  };
}
