// What an author pastes to have a demo somewhere: texts, each for one tool. Pure.

import { writeOptions } from './options.js';

const ALLOW = 'cross-origin-isolated; fullscreen; clipboard-write';

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const quote = (text) => JSON.stringify(text);
/** Each line that has something, moved to the right. */
const indent = (text, by) => text.replace(/^(?=.)/gm, by);

/**
 * Everything that can be pasted.
 *
 * @param {object} demo
 * @param {string} demo.base the address of the page, without query and `#`
 * @param {string} demo.view its name
 * @param {string} demo.hash the shareable state, packed where it has to be, with its `#`
 * @param {string} demo.query the readable state, without `#/view?`
 * @param {string} demo.program what goes with it, for views that take a program
 * @param {object} demo.options the embedder's
 * @param {string} demo.title of the frame
 * @param {number} demo.height of the frame, in CSS pixels
 * @returns {{ id: string, name: string, text: string, isFrame: boolean }[]} `isFrame` where it shows the embed form
 */
export function snippets({ base, view, hash, query, program, options, title, height }) {
  const source = `${base}?${writeOptions(options)}${hash}`;
  const iframe = `<iframe src="${escape(source)}" title="${escape(title)}"\n`
    + `  width="100%" height="${height}" style="border: 0" loading="lazy"\n  allow="${ALLOW}"></iframe>`;
  const script = `<script type="module" src="${escape(`${base}embed.js`)}"></script>`;
  const named = [['view', view], ...Object.entries(options).filter(([, value]) => value !== undefined && value !== false)];
  const tag = (state, text) => {
    const list = [...named, ['state', state]].filter(([, value]) => value !== '')
      .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`));
    return `<interleave-demo${list.join('')}>${text}</interleave-demo>`;
  };
  const packed = hash.split('?')[1] ?? '';
  const element = `${script}\n${tag(program ? query : packed, program ? `\n${escape(program)}\n` : '')}`;
  // A block that Markdown leaves as it is: no blank line in it.
  const block = `<div>\n${script}\n${tag(packed, '')}\n</div>`;
  const jsx = `<iframe src=${quote(source)} title=${quote(title)}\n`
    + `  width="100%" height="${height}" style={{border: 0}} loading="lazy"\n  allow="${ALLOW}" />`;
  const python = `from IPython.display import IFrame\n\nIFrame(\n    ${quote(source)},\n    width="100%",\n    height=${height},\n`
    + `    extras=['allow="${ALLOW}"', 'loading="lazy"'],\n)`;
  const frame = (id, name, text) => ({ id, name, text, isFrame: true });
  return [
    { id: 'link', name: 'Link', text: base + hash, isFrame: false },
    frame('iframe', 'iframe', iframe),
    frame('element', 'HTML element', element),
    frame('mkdocs', 'MkDocs', `${block}\n`),
    frame('docusaurus', 'Docusaurus', jsx),
    frame('mdbook', 'mdBook', `${block}\n`),
    frame('quarto', 'Quarto', `\`\`\`{=html}\n${block}\n\`\`\``),
    frame('sphinx', 'Sphinx', `.. raw:: html\n\n${indent(block, '   ')}`),
    frame('myst', 'MyST', `\`\`\`{raw} html\n${block}\n\`\`\``),
    frame('jupyter', 'Jupyter', python),
    frame('moodle', 'Moodle', iframe),
    frame('canvas', 'Canvas', iframe),
  ];
}
