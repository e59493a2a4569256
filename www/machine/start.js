// Starts the program page, with its styles, and says so in its place when that fails. What the page needs of scripts lies
// in the window's property `interleaveProgramPage`: the editor, the programs of the gallery, and the packing of addresses.

function styles() {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('./program.css', import.meta.url);
  // The build puts the digest in its place.
  link.integrity = 'integrity-of program.css';
  const loaded = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error('its styles did not load'));
  });
  document.head.append(link);
  return loaded;
}

const base = (name) => new URL(document.querySelector(`meta[name="${name}"]`).content, document.baseURI);
/** The address that is being written, or was written last. */
let latest = Promise.resolve();
let turn = 0;

// A page that was built without Node has no editor, and a plain field in its place.
async function editor() {
  const folder = document.querySelector('meta[name="interleave-editor"]')?.content;
  if (!folder) throw new Error('there is none');
  await import(new URL(`${folder}editor.js`, document.baseURI));
  return window.interleaveEditor;
}

async function found(path) {
  const answer = await fetch(new URL(path, document.baseURI));
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer;
}

async function write(query, program) {
  const mine = ++turn;
  const { writeAddress } = await import(new URL('packed.js', base('interleave-embed')));
  let hash = `#/program?${query}`;
  let length;
  try {
    hash = await writeAddress('program', query, program);
  } catch (error) {
    length = Number(/\d+/.exec(error.message)?.[0]);
  }
  if (mine !== turn) return length;
  window.interleaveProgram = program;
  if (location.hash.startsWith('#/program') && location.hash !== hash) {
    // Refused where it is called too often: the next change writes it.
    try {
      history.replaceState(null, '', hash);
    } catch {}
  }
  return length;
}

window.interleaveProgramPage = {
  editor: editor().catch(() => import('./plain.js')),

  /** What programs there are to begin with. */
  async gallery() {
    return (await found('programs/index.json')).json();
  },

  /** The text of a program of the gallery; rejects where there is none. */
  async program(name) {
    return (await found(`programs/${encodeURIComponent(name)}.py`)).text();
  },

  /**
   * Writes the address; resolves to how long it would be where it is too long to have the program in it. One that was
   * overtaken by a later one resolves when that is written, for whoever waits wants to read the address.
   */
  async keep(query, program) {
    let mine = (latest = write(query, program));
    let length = await mine;
    while (mine !== latest) {
      mine = latest;
      length = await mine;
    }
    return length;
  },
};

try {
  const [{ default: init }] = await Promise.all([import('./interleave-program.js'), styles()]);
  await init();
} catch (error) {
  const text = document.createElement('p');
  text.className = 'failure';
  text.setAttribute('role', 'alert');
  text.textContent = `This view did not load: ${error?.message ?? error}. Reload the page to try again.`;
  document.getElementById('program-view')?.replaceChildren(text);
}
