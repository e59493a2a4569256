// The servers of docs/hosting/, each with its documented configuration: as it stands, but for the port and the folder.
// And the native binary, which is a server of its own.

import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { arch, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { DIST } from './server.mjs';

const DOCS = fileURLToPath(new URL('../../docs/hosting', import.meta.url));
const BINARY = process.env.INTERLEAVE ?? fileURLToPath(new URL('../../target/debug/interleave', import.meta.url));
/** A folder as the root of a system, in which the servers are. */
const ROOT = process.env.SERVERS ?? '/';
const LIMIT_MS = 20_000;
const isRoot = process.getuid?.() === 0;

/** A port that nobody listens on. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function documented(file, port, site) {
  const text = await readFile(join(DOCS, file), 'utf8');
  for (const word of ['8080', '/srv/interleave']) if (!text.includes(word)) throw new Error(`${file} has no ${word}`);
  return text.replaceAll('8080', port).replaceAll('/srv/interleave', site);
}

const libraries = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[arch()] ?? '';

/** How each server is started in a folder of its own: a command and its environment. */
const SERVERS = {
  async nginx(folder, port, site) {
    await writeFile(join(folder, 'nginx.conf'), `
      ${isRoot ? 'user root;' : ''}
      daemon off; pid nginx.pid; error_log error.log; worker_processes 1;
      events { }
      http {
        include ${join(ROOT, 'etc/nginx/mime.types')};
        access_log off;
        client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
        include documented.conf;
      }`);
    await writeFile(join(folder, 'documented.conf'), await documented('nginx.conf', port, site));
    return [join(ROOT, 'usr/sbin/nginx'), ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')]];
  },
  async caddy(folder, port, site) {
    const text = await documented('Caddyfile', port, site);
    await writeFile(join(folder, 'Caddyfile'), `{\n\tadmin off\n\tauto_https off\n}\n${text}`);
    const environment = { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    return [join(ROOT, 'usr/bin/caddy'), ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], environment];
  },
  async apache(folder, port, site) {
    const modules = ['mpm_event', 'authz_core', 'mime', 'dir', 'headers', 'filter', 'deflate'];
    await writeFile(join(folder, 'apache.conf'), `
      ServerRoot ${folder}
      ServerName localhost
      PidFile apache.pid
      ErrorLog error.log
      Mutex file:${folder}
      DefaultRuntimeDir ${folder}
      ${isRoot ? 'User www-data\nGroup www-data' : ''}
      ${modules.map((name) => `LoadModule ${name}_module ${join(ROOT, `usr/lib/apache2/modules/mod_${name}.so`)}`).join('\n')}
      TypesConfig ${join(ROOT, 'etc/mime.types')}
      ${await documented('apache.conf', port, site)}`);
    const environment = { LD_LIBRARY_PATH: join(ROOT, 'usr/lib', libraries) };
    return [join(ROOT, 'usr/sbin/apache2'), ['-f', join(folder, 'apache.conf'), '-DFOREGROUND'], environment];
  },
  'interleave serve': async (folder, port) => [BINARY, ['serve', '--port', port]],
};

/** The names that `host` takes. */
export const NAMES = Object.keys(SERVERS);

/** Runs the native binary to its end: what it prints and its exit code. */
export function run(...options) {
  return new Promise((resolve, reject) => {
    const child = spawn(BINARY, options, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, error] = ['', ''];
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { error += text; });
    child.on('error', reject);
    child.on('close', (code) => resolve({ out, error, code }));
  });
}

/**
 * Starts a server with a copy of the build, hands its address to `body`, and ends it.
 *
 * @param {string} name one of `NAMES`
 * @param {(url: string) => Promise<void>} body
 */
export async function host(name, body) {
  const folder = await mkdtemp(join(tmpdir(), 'interleave-host-'));
  // Servers read as another user.
  await chmod(folder, 0o755);
  const site = join(folder, 'site');
  await mkdir(site);
  await cp(DIST, site, { recursive: true });
  const port = await freePort();
  const [command, options, environment = {}] = await SERVERS[name](folder, String(port), site);
  let said = '';
  const child = spawn(command, options, { cwd: folder, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (text) => { said += text; });
  child.stderr.on('data', (text) => { said += text; });
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve(String(error)));
    child.on('close', (code) => resolve(`it ended with ${code}`));
  });
  try {
    await listening(port, ended, () => said);
    await body(`http://127.0.0.1:${port}/`);
  } finally {
    child.kill();
    await ended;
    await rm(folder, { recursive: true });
  }
}

async function listening(port, ended, said) {
  let reason;
  ended.then((text) => { reason = text; });
  for (const start = Date.now(); Date.now() - start < LIMIT_MS;) {
    if (reason) throw new Error(`${reason}: ${said()}`);
    const isOpen = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('close', () => socket.destroy());
      setTimeout(() => socket.destroy(), 1000);
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nobody listens: ${said()}`);
}
