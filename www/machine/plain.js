// A plain text area with the editor's functions: where the editor itself cannot be loaded.

/**
 * Makes an editor in `element`.
 *
 * @param {Element} element
 * @param {{ text: string, readonly: boolean, theme: string, label: string, onChange: () => void }} options
 */
export function mount(element, { text, readonly, label, onChange }) {
  const area = document.createElement('textarea');
  Object.assign(area, { value: text, readOnly: readonly, spellcheck: false, ariaLabel: label, className: 'plain-editor' });
  area.dataset.testid = 'program-text';
  area.setAttribute('autocapitalize', 'off');
  area.oninput = () => onChange();
  element.replaceChildren(area);
  return {
    text: () => area.value,
    setText(value) {
      area.value = value;
    },
    setErrors(errors) {
      area.setAttribute('aria-invalid', String(errors.length > 0));
    },
    setMarks() {},
    setWords({ label }) {
      area.ariaLabel = label;
    },
    focus: () => area.focus(),
    destroy: () => area.remove(),
  };
}
