// Gives CodeMirror's styles to the document as constructed style sheets.
//
// CodeMirror writes them into a `<style>` element, which the page's policy forbids. What a script constructs with the
// CSSOM is the script's own and needs no permission, in all browsers that the page runs in.

import { StyleModule } from 'style-mod';

/** One style sheet for each set of rules, of each document or shadow root. */
const sheets = new WeakMap();

StyleModule.mount = (root, modules) => {
  const known = sheets.get(root) ?? new Map();
  sheets.set(root, known);
  const { CSSStyleSheet } = (root.ownerDocument ?? root).defaultView;
  // The order says which rule wins; other sheets of the page keep their places before these.
  const wanted = [modules].flat().map((module) => {
    if (!known.has(module)) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(module.getRules());
      known.set(module, sheet);
    }
    return known.get(module);
  });
  const others = root.adoptedStyleSheets.filter((sheet) => !wanted.includes(sheet));
  root.adoptedStyleSheets = [...others, ...wanted];
};
