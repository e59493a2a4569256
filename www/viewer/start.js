// Starts the trace page, and says so in its place when that fails.

try {
  const { default: init } = await import('./interleave-trace.js');
  await init();
} catch (error) {
  const place = document.getElementById('trace-view');
  const text = document.createElement('p');
  text.className = 'failure';
  text.setAttribute('role', 'alert');
  text.textContent = `The trace page did not load: ${error?.message ?? error}. Reload the page to try again.`;
  place?.replaceChildren(text);
}
