{
  // Decides what this document becomes, before anything is loaded: the page, or a poster that becomes it when it is
  // wanted.
  const { dataset } = document.documentElement;
  const query = new URLSearchParams(location.search);
  const isEmbed = !['0', 'false', null].includes(query.get('embed'));
  let theme = query.get('theme');
  try {
    if (!isEmbed) theme = localStorage.getItem('interleave-theme');
  } catch {
    // No storage in this frame: as the system has it.
  }
  dataset.theme = ['light', 'dark'].includes(theme) ? theme : 'auto';
  if (isEmbed) dataset.embed = '';
  const find = (selector) => document.querySelector(selector);
  const use = (name) => document.head.append(document.importNode(find(`#start-${name}`).content, true));
  // Views read addresses that are not packed: one that is, is unpacked before they see it.
  const isPacked = () => /[?&]z=/.test(location.hash);
  const unpack = () => import(new URL(`${find('[name=interleave-embed]').content}packed.js`, document.baseURI))
    .then((packed) => packed.unpackAddress());
  // What goes wrong while the page is loaded is said by the document, which may come to it later (`first.js`).
  const note = (event) => { window.interleaveTrouble ??= event; };
  addEventListener('error', note, true);
  addEventListener('unhandledrejection', note);
  window.interleaveStart = () => (isPacked() ? unpack().finally(() => use('page')) : use('page'));
  addEventListener('popstate', (event) => {
    if (!isPacked()) return;
    event.stopImmediatePropagation();
    unpack().then(() => dispatchEvent(new PopStateEvent('popstate')));
  });
  if (isEmbed) use('embed');
  else window.interleaveStart();
}
