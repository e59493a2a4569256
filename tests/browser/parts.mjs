// The embed form's scripts as modules of Node, for tests that need no browser.
//
// They are copied beside a file that says that they are modules: in the page a script's element says so.

import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SOURCE = fileURLToPath(new URL('../../www/embed', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'interleave-parts-'));
cpSync(SOURCE, folder, { recursive: true });
writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
// The build makes these from the languages' files.
const LOCALES = fileURLToPath(new URL('../../www/locales', import.meta.url));
const languages = readdirSync(LOCALES).map((file) => file.replace('.ftl', ''));
for (const language of languages) {
  const lines = readFileSync(join(LOCALES, `${language}.ftl`), 'utf8').matchAll(/^((?:embed|share)-[\w-]+) = (.*)$/gm);
  const texts = Object.fromEntries([...lines].map(([, name, text]) => [name, text.replace(/\{ \$(\w+) \}/g, '{$1}')]));
  writeFileSync(join(folder, `texts-${language}.js`), `export default ${JSON.stringify(texts)}`);
}
writeFileSync(join(folder, 'languages.js'), `export default ${JSON.stringify(languages)}`);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** The module of that name. */
export const part = (name) => import(pathToFileURL(join(folder, name)));
