{
  // What is seen before anything is loaded: the frame, what the lab is about to do, and empty figures, each where the
  // page puts it when it starts and takes their place. Controls are there as far as their places are, and cannot be
  // used; links can, because the page looks at the address when it starts. Where it does not start, that is said.
  const page = document.getElementById('page');
  const { languages, views } = JSON.parse(document.getElementById('first-words').textContent);
  const [view, settings] = location.hash.slice(1).replace(/^\//, '').split('?');
  const find = (selector) => page.querySelector(selector);

  function stored(name) {
    try {
      return localStorage.getItem(`interleave-${name}`);
    } catch {
      // No storage in this frame.
      return null;
    }
  }

  // As the page chooses its language: the address, what was chosen before, what the browser asks for, English.
  function chosen() {
    const primary = (tag) => tag.split(/[-_]/)[0].toLowerCase();
    for (const tag of [new URLSearchParams(location.search).get('locale'), stored('language'), ...navigator.languages]) {
      const tags = Object.keys(languages);
      const found = tag && (tags.find((known) => known.toLowerCase() === tag.toLowerCase())
        ?? tags.find((known) => primary(known) === primary(tag)));
      if (found) return found;
    }
    return 'en';
  }

  // Rows of lanes, at most so many, and from one to the next in pixels; see `www/src/timeline/geometry.rs`.
  const PITCHES = [[1, 34], [6, 28], [10, 22], [20, 17], [40, 12], [Infinity, 8]];
  const height = (rows) => 72 + rows * PITCHES.find(([most]) => rows <= most)[1];

  function show() {
    const tag = chosen();
    const cores = navigator.hardwareConcurrency || 1;
    const { words, views: names, ...texts } = languages[tag];
    // All of it is shown at once: a browser may paint what it has read before it runs this.
    for (const part of page.children) part.hidden = false;
    document.documentElement.lang = tag;
    if (stored('size') === 'large') document.documentElement.dataset.size = 'large';
    for (const [index, name] of views.entries()) {
      const link = document.createElement('a');
      link.href = `#/${name}`;
      link.textContent = names[index];
      if (name === (views.includes(view) ? view : views[0])) link.setAttribute('aria-current', 'page');
      find('nav').append(link);
    }
    for (const [known, { title }] of Object.entries(languages)) {
      find('select').add(new Option(title, '', false, known === tag));
    }
    if (views.includes(view) && view !== views[0]) return find('main').remove();
    // The number of workers in words, with a capital at the beginning of the sentence, where there are words for it.
    const word = words[cores - 2] ?? String(cores);
    const capital = word[0].toUpperCase() + word.slice(1);
    texts.count = String(cores);
    texts.explanation = texts.explanation.replace('97', capital).replace('97', word);
    texts.manyDetail = texts.manyDetail.replace('97', cores);
    for (const place of page.querySelectorAll('[data-first]')) place.textContent = texts[place.dataset.first];
    const most = Math.max(16, Math.min(cores * 2, 256));
    const range = find('input');
    range.max = most;
    range.value = cores;
    find('.control').style.setProperty('--share', (cores - 1) / (most - 1));
    [...page.querySelectorAll('.plot')].forEach((plot, index) => {
      plot.style.height = `${height(index === 0 ? 1 : Math.max(cores, 2))}px`;
    });
    // A link has settings of its own, and one core has nothing to run side by side: what is said then, the page knows.
    if (settings || cores < 2) find('main').classList.add('unsaid');
  }

  // What went wrong while something of this is still there.
  function failed({ reason, message, target }) {
    const main = find('[aria-busy]');
    if (!main) return;
    main.removeAttribute('aria-busy');
    main.classList.remove('unsaid');
    find('h1').textContent = languages[chosen()].failed;
    find('.sub').textContent = String(reason?.message ?? message ?? target?.src ?? target?.href ?? '');
    find('.said').setAttribute('role', 'alert');
  }

  if ('embed' in document.documentElement.dataset) page.replaceChildren();
  // Where everything was there at once, the page has started before the styles were, which this waits for.
  else if (find('[data-first]')) {
    show();
    addEventListener('error', failed, true);
    addEventListener('unhandledrejection', failed);
    if (window.interleaveTrouble) failed(window.interleaveTrouble);
  }
}
