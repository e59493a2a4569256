// <interleave-demo view="lab" state="w=pi&n=4"></interleave-demo>: a demo of Interleave in any page.
//   <script type="module" src="https://HOST/PATH/embed.js"></script>
//
// Makes an iframe that loads when it comes near the window, is as high as the demo, follows the theme of the page
// around it, and speaks the demo's messages. Attributes: view, state, controls, theme, start, autoplay, readonly,
// locale, height. The text of the element is the program, for views that take one.

const VERSION = 1;
const GONE = { code: 'gone', message: 'the element is in no page' };
const OPTIONS = ['controls', 'start', 'autoplay', 'readonly', 'locale'];

/** A program and its query, deflated and in base64url; see `packed.js`. */
async function pack(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  let binary = '';
  for (const byte of new Uint8Array(await new Response(stream).arrayBuffer())) binary += String.fromCharCode(byte);
  return `z=1.${btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`;
}

/** Without the indentation that all its lines share. */
function dedent(text) {
  const lines = text.replace(/^\s*\n|\s+$/g, '').split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => /^\s*/.exec(line)[0].length);
  return lines.map((line) => line.slice(Math.min(...indents))).join('\n');
}

/** Whether what lies behind an element is dark: whatever a site calls its themes, it paints them. */
function isDark(element) {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    const [red, green, blue, alpha = 1] = getComputedStyle(at).backgroundColor.match(/[\d.]+/g) ?? [0, 0, 0, 0];
    if (alpha > 0.5) return 0.3 * red + 0.6 * green + 0.1 * blue < 128;
  }
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  return /dark/.test(scheme) && (!/light/.test(scheme) || matchMedia('(prefers-color-scheme: dark)').matches);
}

class InterleaveDemo extends HTMLElement {
  static observedAttributes = ['view', 'state', 'theme', ...OPTIONS];

  #frame;
  #undo = [];
  #answers = new Map();
  #last = 0;
  #isReady = false;
  #theme;

  connectedCallback() {
    // The program is parsed by then.
    queueMicrotask(() => this.isConnected && !this.#frame && this.#start());
  }

  disconnectedCallback() {
    for (const undo of this.#undo.splice(0)) undo();
    this.#frame?.remove();
    this.#frame = undefined;
    this.#isReady = false;
    this.#settle('error', GONE);
  }

  attributeChangedCallback(name) {
    if (!this.#frame) return;
    if (name === 'theme') this.#followTheme();
    else {
      this.disconnectedCallback();
      this.connectedCallback();
    }
  }

  async #start() {
    const frame = document.createElement('iframe');
    this.#frame = frame;
    const view = this.getAttribute('view') || 'lab';
    const query = new URLSearchParams({ embed: 1, theme: this.#wanted() });
    for (const name of OPTIONS) if (this.hasAttribute(name)) query.set(name, this.getAttribute(name));
    let state = (this.getAttribute('state') ?? '').replace(/^#?\/?(\w+\?)?/, '');
    const program = dedent(this.textContent);
    if (program.trim()) state = await pack(`${state}\n${program}`);
    if (this.#frame !== frame) return;
    frame.src = new URL(`./?${query}#/${view}${state && `?${state}`}`, import.meta.url);
    frame.title = this.title || `Interleave: ${view}`;
    frame.loading = 'lazy';
    frame.allow = 'cross-origin-isolated; fullscreen; clipboard-write';
    const height = parseInt(this.getAttribute('height'), 10) || 480;
    frame.style.cssText = `display:block;width:100%;border:0;height:${height}px`;
    this.style.display = 'block';
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const hear = (event) => event.source && event.source === frame.contentWindow && this.#hear(event.data);
    const follow = () => this.#followTheme();
    const watch = new MutationObserver(follow);
    for (let at = this; (at = at.parentNode ?? at.host);) if (at.localName) watch.observe(at, { attributes: true });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    addEventListener('message', hear);
    dark.addEventListener('change', follow);
    this.#undo = [() => removeEventListener('message', hear), () => dark.removeEventListener('change', follow), () => watch.disconnect()];
    root.replaceChildren(frame);
  }

  /** What the embedder chose; else what the page around has. */
  #wanted() {
    const theme = this.getAttribute('theme');
    return ['light', 'dark'].includes(theme) ? theme : isDark(this) ? 'dark' : 'light';
  }

  #followTheme() {
    const theme = this.#wanted();
    if (!this.#isReady || theme === this.#theme) return;
    this.#theme = theme;
    this.#post('setTheme', { theme });
  }

  #post(type, rest) {
    const { origin } = new URL(import.meta.url);
    // A sandboxed frame's origin has no name.
    this.#frame?.contentWindow?.postMessage({ interleave: VERSION, type, ...rest }, this.#frame.sandbox?.length ? '*' : origin);
  }

  #hear(data) {
    if (data?.subject === 'lti.frameResize' && data.height > 0) {
      this.#frame.style.height = `${Math.min(data.height, 20000)}px`;
    }
    if (data?.interleave !== VERSION) return;
    if (data.type === 'ready') {
      this.#isReady = false;
      this.#post('PING', { versions: [VERSION] });
    } else if (data.type === 'PONG') {
      this.#isReady = true;
      this.#theme = undefined;
      this.#followTheme();
      this.#settle('ready', data);
    } else if (this.#answers.has(data.id)) {
      const [resolve, reject] = this.#answers.get(data.id);
      this.#answers.delete(data.id);
      if (data.type === 'error') reject(Object.assign(new Error(data.message), { code: data.code }));
      else resolve(data);
    }
    this.dispatchEvent(new CustomEvent(`interleave-${data.type.toLowerCase()}`, { detail: data, bubbles: true }));
  }

  #waiting = [];

  #settle(type, data) {
    for (const [resolve, reject] of this.#waiting.splice(0)) {
      if (type === 'ready') resolve(data);
      else reject(Object.assign(new Error(data.message), data));
    }
    if (type === 'ready') return;
    for (const [, reject] of this.#answers.values()) reject(Object.assign(new Error(data.message), data));
    this.#answers.clear();
  }

  /** Resolves once the demo has shaken hands. */
  async ready() {
    if (!this.isConnected) throw Object.assign(new Error(GONE.message), GONE);
    if (!this.#isReady) await new Promise((...both) => this.#waiting.push(both));
  }

  async #ask(type, rest) {
    await this.ready();
    this.#last += 1;
    const id = this.#last;
    const answer = new Promise((...both) => this.#answers.set(id, both));
    this.#post(type, { id, ...rest });
    return answer;
  }

  run() { return this.#ask('run'); }
  step() { return this.#ask('step'); }
  cancel() { return this.#ask('cancel'); }
  async getState() { return (await this.#ask('getState')).state; }
  async setState(state) { return (await this.#ask('setState', { state })).state; }
}

if (!customElements.get('interleave-demo')) customElements.define('interleave-demo', InterleaveDemo);
