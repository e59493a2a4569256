// The parts of the embed form that are pure: options, addresses, messages, snippets. No browser is started.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';

import { ADDRESSES } from './hostile/addresses.mjs';
import { IGNORED, REFUSED } from './hostile/messages.mjs';
import { part } from './parts.mjs';

const { OPTIONS, readOptions, writeOptions } = await part('options.js');
const packed = await part('packed.js');
const { MOST_A_SECOND, checkState, createReceiver } = await part('protocol.js');
const { snippets } = await part('snippets.js');
const { find, text } = await part('texts.js');
const { VIEWS } = await part('views.js');

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** As the registry will have it when a view takes programs. */
const WITH_PROGRAM = { ...VIEWS, program: { actions: ['run', 'step', 'cancel'], takesProgram: true, rests: true, height: 700 } };

describe('options', () => {
  test('what is written is read again', () => {
    for (const options of [
      { theme: 'dark', controls: 'none', start: 'view', autoplay: true, readonly: true, locale: 'zh-Hans' },
      { theme: 'auto', controls: 'min', start: 'click', autoplay: false, readonly: false, locale: '' },
    ]) {
      assert.deepEqual(readOptions(writeOptions(options)), { options, problems: [] });
    }
    assert.equal(writeOptions({}), 'embed=1', 'what is usual needs no words');
  });

  test('flags may stand alone, and names that are unknown are others’', () => {
    const { options, problems } = readOptions('?embed=1&autoplay&readonly=true&utm_source=x&lti_token=y');
    assert.deepEqual([options.autoplay, options.readonly, problems], [true, true, []]);
  });

  test('every option is in the documentation', () => {
    const documented = read('docs/embedding.md');
    for (const name of Object.keys(OPTIONS)) assert.ok(documented.includes(`| \`${name}\``), name);
  });
});

describe('addresses', () => {
  const program = 'import threading\n\nfor name in ("größer", "并发"):\n    print(name)\n'.repeat(40);

  test('a program travels in an address, and comes out as it went in', async () => {
    const hash = await packed.writeAddress('program', 'v=1&cores=2', program);
    assert.match(hash, /^#\/program\?z=1\.[\w-]+$/);
    assert.ok(hash.length < program.length / 5, `${hash.length} characters`);
    assert.deepEqual(await packed.unpackedAddress(hash, WITH_PROGRAM), { hash: '#/program?v=1&cores=2', program });
  });

  test('a short state stays readable, a long one is packed', async () => {
    assert.equal(await packed.writeAddress('lab', 'v=1&w=pi'), '#/lab?v=1&w=pi');
    assert.equal(await packed.writeAddress('lab', ''), '#/lab');
    const query = `v=1&find=${'ab'.repeat(1000)}`;
    const hash = await packed.writeAddress('trace', query);
    assert.ok(hash.length < 100, hash);
    assert.deepEqual(await packed.unpackedAddress(hash), { hash: `#/trace?${query}`, program: '' });
    const readable = '#/lab?v=1&w=pi';
    assert.deepEqual(await packed.unpackedAddress(readable), { hash: readable, program: '' });
  });

  test('too long a link is said so, with its length', async () => {
    let noise = '';
    for (let seed = 1; noise.length < 60_000; seed = (seed * 48271) % 2147483647) noise += seed.toString(36);
    await assert.rejects(packed.writeAddress('program', '', noise), { code: 'too-long', message: /the link has \d{5} characters; at most 32000 are read/ });
    await assert.rejects(packed.writeAddress('program', '', 'x'.repeat(300_000)), { code: 'too-long', message: /the state has 30000\d bytes/ });
  });

  test('each hostile one is refused with a message', async () => {
    const found = ADDRESSES.filter(({ kind }) => kind === 'packed');
    assert.ok(found.length >= 25);
    for (const { address, line } of found) {
      const error = await packed.unpackedAddress(address).then(() => null, (error) => error);
      assert.ok(error instanceof packed.AddressError, `${line}: ${error}`);
      assert.ok(error.code && error.message.length > 10 && error.message.length < 200, line);
    }
  });

  test('there are at least a hundred hostile ones', () => {
    assert.ok(ADDRESSES.length >= 100);
    assert.equal(new Set(ADDRESSES.map(({ line }) => line)).size, ADDRESSES.length);
  });

  test('each hostile option is put right, and said', () => {
    for (const { kind, address, line } of ADDRESSES) {
      if (kind !== 'option') continue;
      const { options, problems } = readOptions(address.split('#')[0]);
      assert.ok(problems.length > 0, line);
      assert.ok(problems.every(({ name, value }) => name in OPTIONS && value.length <= 90), line);
      for (const [name, allowed] of Object.entries(OPTIONS)) {
        const isRight = Array.isArray(allowed) ? allowed.includes(options[name]) : options[name] === '' || allowed.test(options[name]);
        assert.ok(isRight, `${line}: ${name} is ${options[name]}`);
      }
    }
  });
});

/** A receiver and what it did. */
function receiver(changes = {}) {
  const done = { sent: [], acted: [], opened: [], themes: [], restored: [] };
  const made = createReceiver({
    send: (message, origin) => done.sent.push({ ...message, origin }),
    about: () => ({ view: 'lab', actions: VIEWS.lab.actions }),
    state: () => done.opened.at(-1) ?? '#/lab',
    open: (state) => done.opened.push(state),
    act: (action) => done.acted.push(action),
    setTheme: (theme) => done.themes.push(theme),
    restore: (state) => done.restored.push(state),
    now: () => 0,
    isReadOnly: false,
    ...changes,
  });
  const say = (data, origin = 'https://course.example') => made.receive({ data, origin });
  return { made, done, say, hello: () => say({ interleave: 1, type: 'PING' }) };
}

describe('messages', () => {
  test('a handshake names the version, and what was asked is answered where it came from', async () => {
    const { done, say } = receiver();
    assert.equal(await say({ interleave: 1, type: 'PING', id: 'a', versions: [9, 1] }), 'answered');
    for (const [type, rest] of [['getState'], ['setState', { state: '#/lab?w=pi' }], ['run'], ['cancel'], ['setTheme', { theme: 'dark' }]]) {
      assert.equal(await say({ interleave: 1, type, id: type, ...rest }), 'answered', type);
    }
    assert.deepEqual(done.sent.map(({ type, id }) => [type, id]), [
      ['PONG', 'a'], ['state', 'getState'], ['state', 'setState'], ['done', 'run'], ['done', 'cancel'], ['done', 'setTheme'],
    ]);
    assert.deepEqual([done.sent[0].version, done.sent[2].state], [1, '#/lab?w=pi']);
    assert.deepEqual([done.acted, done.themes], [['run', 'cancel'], ['dark']]);
    assert.ok(done.sent.every(({ origin }) => origin === 'https://course.example'));
  });

  test('before a handshake, and from another origin, nothing is done', async () => {
    const { done, say, hello } = receiver();
    assert.equal(await say({ interleave: 1, type: 'run' }), 'refused');
    await hello();
    assert.equal(await say({ interleave: 1, type: 'run' }, 'https://other.example'), 'refused');
    assert.deepEqual(done.sent.map(({ code }) => code), ['no-handshake', undefined, 'other-origin']);
    assert.deepEqual(done.acted, []);
  });

  test('where nothing may be changed, no state is opened; runs go on', async () => {
    const { done, say, hello } = receiver({ isReadOnly: true });
    await hello();
    assert.equal(await say({ interleave: 1, type: 'setState', state: '#/lab?w=pi' }), 'refused');
    assert.equal(await say({ interleave: 1, type: 'run' }), 'answered');
    assert.deepEqual([done.sent[1].code, done.opened, done.acted], ['read-only', [], ['run']]);
  });

  test('there are at least fifty hostile ones', () => assert.ok(REFUSED.length >= 50));

  REFUSED.forEach(([code, message], index) => {
    test(`hostile message ${index}: ${code}`, async () => {
      const { done, say, hello } = receiver();
      await hello();
      assert.equal(await say(message), 'refused');
      const answer = done.sent[1];
      assert.deepEqual([answer.type, answer.code], ['error', code]);
      assert.ok(answer.message.length > 10 && answer.message.length < 250, answer.message);
      assert.deepEqual([done.sent.length, done.acted, done.opened, done.themes], [2, [], [], []]);
      structuredClone(answer);
    });
  });

  test('what is addressed to somebody else is ignored', async () => {
    const { made, done, say } = receiver();
    made.askState('mine');
    for (const message of IGNORED) assert.equal(await say(message), 'ignored', String(message).slice(0, 80));
    assert.deepEqual([done.sent, done.restored], [[], []]);
  });

  test('what cannot even be looked at is ignored', async () => {
    const { say } = receiver();
    const hostile = new Proxy({ interleave: 1 }, { getOwnPropertyDescriptor() { throw new Error('no'); } });
    assert.equal(await say(hostile), 'ignored');
    assert.equal(await say(Object.create(null)), 'ignored');
  });

  test('a flood is heard up to a limit, and that is said once', async () => {
    let now = 0;
    const { done, say, hello } = receiver({ now: () => now });
    await hello();
    for (let count = 0; count < 5_000; count += 1) await say({ interleave: 1, type: 'run' });
    assert.equal(done.acted.length, MOST_A_SECOND - 1);
    assert.equal(done.sent.filter(({ code }) => code === 'too-many').length, 1);
    now = 1_001;
    assert.equal(await say({ interleave: 1, type: 'run' }), 'answered', 'the next second is another one');
  });

  test('something that fails is an error, not an exception', async () => {
    const { done, say, hello } = receiver({ act: () => { throw new TypeError('broken'); } });
    await hello();
    assert.equal(await say({ interleave: 1, type: 'run', id: 1 }), 'refused');
    assert.deepEqual([done.sent[1].code, done.sent[1].message, done.sent[1].id], ['failed', 'it failed: broken', 1]);
  });

  test('a platform’s kept state is restored, as an object and as a text, once', async () => {
    for (const asText of [false, true]) {
      const { made, done, say } = receiver();
      made.askState('m1');
      const answer = { subject: 'SPLICE.getState.response', message_id: 'm1', state: { interleave: '#/lab?w=sort' } };
      assert.equal(await say(asText ? JSON.stringify(answer) : answer), 'answered');
      assert.equal(await say(answer), 'ignored', 'a second answer was not asked for');
      assert.deepEqual(done.restored, ['#/lab?w=sort']);
    }
    for (const state of [null, undefined]) {
      const { made, done, say } = receiver();
      made.askState('m1');
      assert.equal(await say({ subject: 'SPLICE.getState.response', message_id: 'm1', state }), 'answered');
      assert.deepEqual(done.restored, [], 'nothing was kept');
    }
    const { made, done, say } = receiver();
    made.askState('m1');
    assert.equal(await say({ subject: 'SPLICE.getState.response', message_id: 'm1', state: { interleave: 'javascript:1' } }), 'refused');
    assert.deepEqual([done.restored, done.sent[0].type], [[], 'error']);
  });

  test('a view that is declared later has its own actions and states', async () => {
    assert.deepEqual(checkState('#/program?z=1.AAAA', WITH_PROGRAM), { view: 'program', query: 'z=1.AAAA' });
    const { actions } = WITH_PROGRAM.program;
    const { done, say, hello } = receiver({ views: WITH_PROGRAM, about: () => ({ view: 'program', actions }) });
    await hello();
    assert.equal(await say({ interleave: 1, type: 'step' }), 'answered');
    assert.deepEqual(done.acted, ['step']);
  });
});

describe('snippets', () => {
  const demo = {
    base: 'https://host.example/interleave/', view: 'lab', hash: '#/lab?v=1&w=pi', query: 'v=1&w=pi', program: '',
    options: {}, title: 'Interleave: a "title"', height: 640,
  };
  const source = 'https://host.example/interleave/?embed=1#/lab?v=1&amp;w=pi';
  const of = (id, changes = {}) => snippets({ ...demo, ...changes }).find((found) => found.id === id).text;

  test('there is one for each tool, each with its note', () => {
    const ids = snippets(demo).map(({ id }) => id);
    assert.deepEqual(ids, ['link', 'iframe', 'element', 'mkdocs', 'docusaurus', 'mdbook', 'quarto', 'sphinx', 'myst', 'jupyter', 'moodle', 'canvas']);
    for (const id of ids) assert.notEqual(text(`share-note-${id}`), `share-note-${id}`, id);
  });

  test('they are what their tools take', () => {
    const allow = 'cross-origin-isolated; fullscreen; clipboard-write';
    assert.equal(of('link'), 'https://host.example/interleave/#/lab?v=1&w=pi');
    assert.equal(of('iframe'), `<iframe src="${source}" title="Interleave: a &quot;title&quot;"\n  width="100%" height="640" style="border: 0" loading="lazy"\n  allow="${allow}"></iframe>`);
    const tag = '<interleave-demo view="lab" state="v=1&amp;w=pi"></interleave-demo>';
    const script = '<script type="module" src="https://host.example/interleave/embed.js"></script>';
    assert.equal(of('element'), `${script}\n${tag}`);
    assert.equal(of('mkdocs'), `<div>\n${script}\n${tag}\n</div>\n`);
    assert.equal(of('quarto'), `\`\`\`{=html}\n<div>\n${script}\n${tag}\n</div>\n\`\`\``);
    assert.equal(of('sphinx'), `.. raw:: html\n\n   <div>\n   ${script}\n   ${tag}\n   </div>`);
    assert.equal(of('myst'), `\`\`\`{raw} html\n<div>\n${script}\n${tag}\n</div>\n\`\`\``);
    assert.match(of('docusaurus'), /^<iframe src="https:\/\/host\.example\/interleave\/\?embed=1#\/lab\?v=1&w=pi" .*style=\{\{border: 0\}\}.*\/>$/s);
    assert.match(of('jupyter'), /^from IPython\.display import IFrame\n\nIFrame\(\n {4}"https:.*",\n {4}width="100%",\n {4}height=640,/);
    assert.equal(of('moodle'), of('iframe'));
    assert.equal(of('canvas'), of('iframe'));
  });

  test('options are in them', () => {
    const options = { theme: 'dark', controls: 'none', autoplay: true, readonly: false };
    assert.match(of('iframe', { options }), /\?embed=1&amp;theme=dark&amp;controls=none&amp;autoplay=1#/);
    assert.match(of('element', { options }), /view="lab" theme="dark" controls="none" autoplay state=/);
  });

  test('a program is the text of the element, and packed everywhere else; nothing in it becomes markup', () => {
    const program = 'if a < b & c:\n\n    print("</interleave-demo>")';
    const changes = { view: 'program', hash: '#/program?z=1.AAAA', query: 'cores=2', program };
    assert.match(of('element', changes), /state="cores=2">\nif a &lt; b &amp; c:\n\n {4}print\(&quot;&lt;\/interleave-demo&gt;&quot;\)\n<\/interleave-demo>$/);
    for (const id of ['mkdocs', 'mdbook', 'quarto', 'sphinx', 'myst']) {
      assert.ok(of(id, changes).includes('state="z=1.AAAA"></interleave-demo>'), id);
      assert.ok(!/\n\n/.test(of(id, changes).replace('.. raw:: html\n\n', '')), `${id} has no blank line in its block`);
    }
  });
});

describe('sizes and declarations', () => {
  test('embed.js has at most 3 kB in Brotli', () => {
    const bytes = brotliCompressSync(Buffer.from(read('static/embed.js'))).length;
    assert.ok(bytes <= 3_000, `${bytes} bytes`);
  });

  test('each view has its poster’s words and its oEmbed answer', () => {
    for (const [view, { height }] of Object.entries(VIEWS)) {
      for (const part of ['title', 'about']) assert.notEqual(text(`embed-${view}-${part}`), `embed-${view}-${part}`);
      const answer = JSON.parse(read(`static/oembed/${view}.json`));
      assert.deepEqual([answer.version, answer.type, answer.height], ['1.0', 'rich', height]);
      assert.ok(answer.html.includes(`{address}?embed=1#/${view}`), answer.html);
      assert.ok(read('www/index.html').includes(`href="oembed/${view}.json"`), 'the document links to it');
    }
  });

  test('a language is found by its tag or by what it is but for the country', () => {
    const languages = ['de', 'en', 'es', 'zh-Hans'];
    for (const [tag, expect] of [['de-AT', 'de'], ['EN', 'en'], ['zh', 'zh-Hans'], ['zh-hans', 'zh-Hans'], ['fr', undefined], ['', undefined]]) {
      assert.equal(find(tag, languages), expect, tag);
    }
  });

  test('the views are those of the page', () => {
    const routes = [...read('www/src/link.rs').match(/pub enum Route \{(.*?)\n\}/s)[1].matchAll(/^ {4}(\w+),/gm)];
    assert.deepEqual(routes.map(([, name]) => name.toLowerCase()).sort(), Object.keys(VIEWS).sort());
  });
});
