// What the editor looks like: the page's own colours, so that light and dark and large type are the stylesheet's.
//
// It has no colour of its own. Where Python's words need more than there are, they are mixed from two of the page's.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const words = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword,
      tags.moduleKeyword],
    color: 'var(--accent)',
  },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  {
    tag: [tags.number, tags.bool, tags.null, tags.escape, tags.meta],
    color: 'color-mix(in srgb, var(--accent) 45%, var(--bad))',
  },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], fontWeight: '650' },
  { tag: tags.comment, color: 'var(--il-comment)', fontStyle: 'italic' },
]);

/** The strokes over a sign, as in the timeline's key: dots for runnable, slanted lines for waiting, bars for new. */
const DOTS = 'radial-gradient(circle, var(--pattern) 1px, transparent 1.2px) 0 0 / 4px 4px';
const SLANTED = 'repeating-linear-gradient(135deg, var(--pattern) 0 1.2px, transparent 1.2px 4.2px)';
const BARS = 'repeating-linear-gradient(90deg, var(--pattern) 0 1.2px, transparent 1.2px 6px)';
const PALE = 'color-mix(in srgb, var(--mark) 34%, var(--panel))';

const look = EditorView.theme({
  '&': {
    color: 'var(--ink)',
    backgroundColor: 'var(--panel)',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--r)',
    minHeight: 'var(--editor-least, 12rem)',
    maxHeight: 'var(--editor-most, 34rem)',
    fontSize: '13.5px',
    overflow: 'hidden',
    '--il-comment': 'var(--ink-2)',
  },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5', overflow: 'auto', minHeight: 'inherit' },
  '.cm-content': { padding: 'var(--s2) 0', caretColor: 'var(--ink)' },
  // Chromium gives the line that is typed over the colour of the word that stood there, for good: it goes by the theme.
  '.cm-line': { padding: '0 var(--s3) 0 var(--s2)', color: 'var(--ink) !important' },
  '& .cm-content ::selection, & .cm-line::selection': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)',
  },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--ink-2)', border: '0', paddingInlineStart: 'var(--s1)' },
  '.cm-lineNumbers .cm-gutterElement': {
    padding: '0 var(--s1) 0 var(--s1)',
    minWidth: '2.6ch',
    fontVariantNumeric: 'tabular-nums',
    fontSize: '12px',
    lineHeight: '20.25px',
  },
  '.cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-lineNumbers .cm-activeLineGutter': { color: 'var(--ink)', fontWeight: '650' },
  '& .cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    boxShadow: 'inset 0 -2px 0 var(--accent)',
  },
  '& .cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': {
    backgroundColor: 'transparent',
    boxShadow: 'inset 0 -2px 0 var(--bad)',
  },
  '.cm-searchMatch': {
    backgroundColor: 'color-mix(in srgb, var(--hue-4) 45%, transparent)',
    outline: '1px solid var(--line)',
  },
  '.cm-searchMatch-selected': { backgroundColor: 'color-mix(in srgb, var(--hue-2) 55%, transparent)' },

  // Where threads are.
  '.il-threads .cm-gutterElement': { display: 'flex', alignItems: 'flex-start' },
  '.il-signs': { display: 'flex', gap: '2px', width: '46px', height: '20.25px', alignItems: 'center', justifyContent: 'flex-end' },
  '.il-signs b, .il-signs i': {
    minWidth: '20px',
    padding: '0 3px',
    font: '600 11px/16px var(--mono)',
    textAlign: 'center',
    borderRadius: '3px',
    overflow: 'hidden',
    whiteSpace: 'nowrap',
  },
  '.il-signs b': { background: 'var(--mark)', color: 'var(--task-ink)', maxWidth: '42px' },
  '.il-signs i': { color: 'var(--ink-2)', fontStyle: 'normal', padding: '0', minWidth: '24px' },
  // The number stands out from the strokes below it.
  '.il-signs [data-state]:not([data-state="running"])': {
    color: 'var(--ink)',
    textShadow: Array(4).fill(`0 0 2px ${PALE}`).join(', '),
  },
  '.il-signs [data-state="runnable"]': { background: `${DOTS}, ${PALE}` },
  '.il-signs [data-state="waiting"]': { background: `${SLANTED}, ${PALE}` },
  '.il-signs [data-state="new"]': { background: `${BARS}, ${PALE}` },
  '.il-signs [data-selected]': { outline: '1.5px solid var(--ink)', outlineOffset: '-.5px' },
  // On a tint, grey is too pale to be read.
  '.il-at': {
    '--il-comment': 'var(--ink)',
    backgroundColor: 'color-mix(in srgb, var(--mark) 13%, transparent)',
  },
  '.il-at.il-chosen': {
    backgroundColor: 'color-mix(in srgb, var(--mark) 26%, transparent)',
    boxShadow: 'inset 3px 0 0 var(--mark)',
  },

  // What is wrong.
  '.il-wrong': { textDecoration: 'underline wavy var(--bad) 1px', textUnderlineOffset: '3px', textDecorationSkipInk: 'none' },
  '.il-error': {
    padding: '1px var(--s3) 2px var(--s2)',
    backgroundColor: 'var(--bad-bg)',
    color: 'var(--bad)',
    font: '13px/1.45 var(--sans)',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  '.il-error span': {
    display: 'block',
    // Below the place, by the width of the code's letters, and always on the screen.
    position: 'sticky',
    insetInlineStart: 'var(--s2)',
    width: 'fit-content',
    maxWidth: 'min(72ch, calc(var(--editor-width, 100vw) - 120px))',
    paddingInlineStart: 'min(calc((var(--column) - 1) * 8.1px), 30%)',
  },
  '.il-faulty': { color: 'var(--bad)', fontWeight: '700' },
  '.il-threads .il-faulty::before': { content: '"!"', color: 'var(--bad)', font: '700 13px/20.25px var(--mono)', position: 'absolute', insetInlineStart: '8px' },

  // Searching.
  '.cm-panels': { backgroundColor: 'var(--lane)', color: 'var(--ink)', zIndex: '2' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: 'var(--s2) 32px var(--s2) var(--s2)', fontFamily: 'var(--sans)', fontSize: '13px' },
  '.cm-panel.cm-search label': { display: 'inline-flex', alignItems: 'center', gap: '4px', fontSize: '13px', marginInlineEnd: 'var(--s2)' },
  '.cm-panel.cm-search input[type=checkbox]': { margin: '0', width: '16px', height: '16px' },
  '.cm-textfield': {
    font: 'inherit',
    padding: '4px 8px',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--r)',
    backgroundColor: 'var(--panel)',
    color: 'var(--ink)',
    maxWidth: '100%',
  },
  '.cm-button': {
    font: 'inherit',
    backgroundImage: 'none',
    backgroundColor: 'var(--panel)',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--r)',
    padding: '3px 9px',
    color: 'var(--ink)',
    cursor: 'pointer',
    '&:active': { backgroundImage: 'none' },
  },
  '.cm-panel.cm-search [name=close]': { width: '26px', height: '26px', font: '18px var(--sans)', color: 'var(--ink)', cursor: 'pointer', top: '6px', right: '4px' },

  // What the next Tab does, for who sees: shown while it leaves.
  '.il-hint': {
    position: 'absolute',
    insetInlineEnd: 'var(--s2)',
    bottom: 'var(--s2)',
    padding: '2px var(--s2)',
    borderRadius: '3px',
    backgroundColor: 'var(--ink)',
    color: 'var(--bg)',
    font: '12px/1.5 var(--sans)',
    pointerEvents: 'none',
    zIndex: '3',
    display: 'none',
  },
  '&.il-leaves.cm-focused .il-hint': { display: 'block' },
});

/** Everything but the knowledge that it is dark, which only CodeMirror's own defaults want. */
export const looks = [look, syntaxHighlighting(words)];

/** Light or dark, for CodeMirror's own defaults. */
export const darkness = (isDark) => EditorView.darkTheme.of(isDark);
