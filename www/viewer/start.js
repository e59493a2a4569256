// Starts the trace page, with its styles, and says so in its place when that fails.

function styles() {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('./trace.css', import.meta.url);
  // The build puts the digest in its place.
  link.integrity = 'integrity-of trace.css';
  const loaded = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error('its styles did not load'));
  });
  document.head.append(link);
  return loaded;
}

try {
  const [{ default: init }] = await Promise.all([import('./interleave-trace.js'), styles()]);
  await init();
} catch (error) {
  const text = document.createElement('p');
  text.className = 'failure';
  text.setAttribute('role', 'alert');
  text.textContent = `The timeline did not load: ${error?.message ?? error}. Reload the page to try again.`;
  // Wherever a timeline is waited for.
  for (const place of document.querySelectorAll('#trace-view, .closer')) place.replaceChildren(text.cloneNode(true));
}
