// The Share panel: the link of what is seen, and what an author pastes to have it elsewhere, each with a preview.
// Loaded when it is first opened; nothing of it is in the page before.

import { LONG_LINK, readAddress, unpackedAddress, writeAddress } from './packed.js';
import { snippets } from './snippets.js';
import { loadTexts, text } from './texts.js';
import { VIEWS } from './views.js';

const base = () => location.href.split(/[?#]/)[0].replace(/index\.html$/, '');
const uniqueChoices = { controls: ['min', 'full', 'none'], theme: ['auto', 'light', 'dark'], start: ['click', 'view'] };
const flags = ['autoplay', 'readonly'];

let dialog = null;
let chosen = 'link';
const options = {};

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** What is to be shared: the address as it stands now. */
async function demo() {
  const address = await unpackedAddress(location.hash);
  const { view, query } = readAddress(address.hash);
  const program = address.program || (VIEWS[view].takesProgram && window.interleaveProgram) || '';
  const hash = await writeAddress(view, query, program);
  return {
    base: base(), view, query, program, hash, options, height: VIEWS[view].height,
    title: `Interleave: ${text(`embed-${view}-title`)}`,
  };
}

async function copy(area, status) {
  area.select();
  try {
    await navigator.clipboard.writeText(area.value);
  } catch {
    // No permission in this frame; what is selected can be copied by an old command.
    if (!document.execCommand('copy')) {
      status.textContent = text('share-copy-failed');
      return;
    }
  }
  status.textContent = text('share-copied');
}

function preview(found, shared) {
  if (!found.isFrame) {
    return element('p', { className: 'note' }, text('share-link-note'));
  }
  const frame = element('iframe', {
    src: `${shared.base}?${new URLSearchParams({ embed: '1', ...flat(shared.options) })}${shared.hash}`,
    title: text('share-preview'),
    allow: 'cross-origin-isolated; fullscreen; clipboard-write',
    className: 'share-preview',
  });
  frame.dataset.testid = 'share-preview';
  return frame;
}

/** Options as a query has them; a preview begins by a press and nothing else. */
const flat = ({ autoplay, start, ...rest }) =>
  Object.fromEntries(Object.entries(rest).filter(([, value]) => value).map(([name, value]) => [name, String(value)]));

function choices(redraw) {
  const boxes = Object.entries(uniqueChoices).map(([name, values]) => {
    const select = element('select', { id: `share-${name}`, onchange: () => {
      options[name] = select.value === values[0] ? undefined : select.value;
      redraw();
    } }, ...values.map((value) => element('option', {
      value, selected: (options[name] ?? values[0]) === value,
    }, text(`share-${name}-${value}`))));
    return element('label', {}, element('span', {}, text(`share-${name}`)), select);
  });
  const checks = flags.map((name) => {
    const input = element('input', { type: 'checkbox', checked: options[name] === true, onchange: () => {
      options[name] = input.checked || undefined;
      redraw();
    } });
    input.dataset.testid = `share-${name}`;
    return element('label', { className: 'share-flag' }, input, text(`share-${name}`));
  });
  return element('div', { className: 'share-options' }, ...boxes, ...checks);
}

async function draw() {
  const status = element('p', { className: 'note', role: 'status' });
  const close = element('button', { type: 'button', className: 'button icon', ariaLabel: text('share-close'), onclick: () => dialog.close() }, '×');
  const head = element('div', { className: 'share-head' }, element('h2', { id: 'share-title' }, text('share-title')), close);
  let shared;
  try {
    shared = await demo();
  } catch (error) {
    dialog.replaceChildren(head, element('p', { className: 'line odd' }, text('share-impossible', { reason: error.message })));
    return;
  }
  const all = snippets(shared);
  const found = all.find(({ id }) => id === chosen) ?? all[0];
  const tabs = element('div', { className: 'share-tabs', role: 'tablist', ariaLabel: text('share-where') }, ...all.map(({ id, name }) => {
    const isChosen = id === found.id;
    const tab = element('button', {
      type: 'button', role: 'tab', id: `share-tab-${id}`, ariaSelected: String(isChosen), tabIndex: isChosen ? 0 : -1,
      onclick: () => choose(id),
    }, name);
    tab.dataset.testid = `share-${id}`;
    tab.setAttribute('aria-controls', 'share-panel');
    return tab;
  }));
  tabs.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = all.findIndex(({ id }) => id === found.id);
    choose(all[(at + step + all.length) % all.length].id);
  };
  const area = element('textarea', { readOnly: true, value: found.text, rows: Math.min(12, found.text.split('\n').length + 1), spellcheck: false, ariaLabel: found.name, wrap: found.isFrame ? 'off' : 'soft' });
  area.dataset.testid = 'share-text';
  const button = element('button', { type: 'button', className: 'button go', onclick: () => copy(area, status) }, text('share-copy'));
  button.dataset.testid = 'share-copy';
  const link = shared.base + shared.hash;
  const panel = element('div', { id: 'share-panel', role: 'tabpanel', className: 'share-panel' },
    element('p', { className: 'note' }, text(`share-note-${found.id}`)), area,
    element('div', { className: 'act' }, button, status));
  panel.setAttribute('aria-labelledby', `share-tab-${found.id}`);
  if (link.length > LONG_LINK) {
    panel.prepend(element('p', { className: 'line odd' }, text('share-long', { length: link.length, most: LONG_LINK })));
  }
  if (found.isFrame) panel.append(choices(draw));
  panel.append(element('h3', {}, text('share-preview')), preview(found, shared));
  dialog.replaceChildren(head, tabs, panel);
}

async function choose(id) {
  chosen = id;
  await draw();
  dialog.querySelector('[aria-selected="true"]')?.focus();
}

/** Opens the panel. */
export async function open() {
  if (dialog === null) {
    dialog = element('dialog', { className: 'share' });
    dialog.setAttribute('aria-labelledby', 'share-title');
    dialog.dataset.testid = 'share-dialog';
    // A press beside it closes it.
    dialog.onclick = (event) => {
      if (event.target === dialog) dialog.close();
    };
    // A preview that runs ends with the panel.
    dialog.onclose = () => dialog.replaceChildren();
    document.body.append(dialog);
    await new Promise((resolve) => {
      const link = element('link', { rel: 'stylesheet', href: new URL('./share.css', import.meta.url).href, onload: resolve, onerror: resolve });
      document.head.append(link);
    });
  }
  if (dialog.open) return;
  await loadTexts();
  dialog.showModal();
  await draw();
}

addEventListener('interleave-share', open);
open();
