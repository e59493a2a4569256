// Addresses, readable and packed. Readable: `#/lab?v=1&n=4`. Packed, for what is long: `#/program?z=1.…`, where what
// follows is the query and, after a line break, the program, deflated (RFC 1951) and written in base64url (RFC 4648).
//
// The browser compresses; there is no code for it here. What comes in is limited before and while it is unpacked: a
// link of a few kilobytes can be made to unpack to gigabytes.

import { clip } from './options.js';
import { FIRST_VIEW, VIEWS } from './views.js';

/** The longest part behind `#`, in characters, that is read or written. */
export const LONGEST_ADDRESS = 32_000;
/** What a packed part may unpack to, in bytes. */
export const MOST_UNPACKED = 256_000;
/** Links longer than this, in characters, are cut or refused by some programs they are sent through. */
export const LONG_LINK = 8_000;
const VERSION = '1';

/** What is wrong with an address: `code` for programs, `message` for people. */
export class AddressError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

async function through(bytes, transform, limit) {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel().catch(() => {});
      throw new AddressError('too-long', `it unpacks to more than ${limit} bytes`);
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Text, deflated and in base64url. */
export async function pack(text) {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'), Infinity);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * The text that `packed` is.
 *
 * @throws {AddressError} where it is damaged or unpacks to too much
 */
export async function unpack(packed, limit = MOST_UNPACKED) {
  const damaged = () => new AddressError('damaged', 'its packed part is damaged');
  if (!/^[A-Za-z0-9_-]*$/.test(packed)) throw damaged();
  try {
    const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = await through(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)),
      new DecompressionStream('deflate-raw'), limit);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw error instanceof AddressError ? error : damaged();
  }
}

/**
 * What an address is about, without unpacking it.
 *
 * @returns {{ view: string, query: string }}
 * @throws {AddressError} where it is too long or names no view
 */
export function readAddress(hash, views = VIEWS) {
  if (hash.length > LONGEST_ADDRESS) {
    throw new AddressError('too-long', `it has ${hash.length} characters; at most ${LONGEST_ADDRESS} are read`);
  }
  const [, path, query = ''] = /^#?\/?([^?]*)\??([^]*)$/.exec(hash) ?? [];
  const view = path || FIRST_VIEW;
  if (!Object.hasOwn(views, view)) throw new AddressError('unknown-view', `there is no view “${clip(view)}”`);
  return { view, query };
}

/**
 * An address with its packed part unpacked.
 *
 * @returns {Promise<{ hash: string, program: string }>} the readable address, and the program that came with it
 * @throws {AddressError} where it is too long, damaged or of a later version
 */
export async function unpackedAddress(hash, views = VIEWS) {
  const { view, query } = readAddress(hash, views);
  const packed = new URLSearchParams(query).get('z');
  if (packed === null) return { hash: `#/${view}${query && `?${query}`}`, program: '' };
  const [version, data] = packed.split('.', 2);
  if (version !== VERSION) throw new AddressError('version', `its packed part is of version “${clip(version)}”`);
  const text = await unpack(data ?? '');
  const end = text.indexOf('\n');
  const readable = end < 0 ? text : text.slice(0, end);
  const program = end < 0 ? '' : text.slice(end + 1);
  if (program && !views[view].takesProgram) throw new AddressError('program', `the view “${view}” takes no program`);
  if (/[#\0]|(^|&)z=/.test(readable)) throw new AddressError('damaged', 'its packed part is damaged');
  return { hash: `#/${view}${readable && `?${readable}`}`, program };
}

/**
 * The shortest address of a view's state: readable, or packed where there is a program or that is shorter.
 *
 * @throws {AddressError} where it is too long to be read again; the message has its length
 */
export async function writeAddress(view, query, program = '') {
  const readable = `#/${view}${query && `?${query}`}`;
  const text = program ? `${query}\n${program}` : query;
  const tooLong = (what, length, most) =>
    new AddressError('too-long', `${what} ${length} ${most === MOST_UNPACKED ? 'bytes' : 'characters'}; at most ${most} are read`);
  const size = new TextEncoder().encode(text).length;
  if (size > MOST_UNPACKED) throw tooLong('the state has', size, MOST_UNPACKED);
  if (!program && readable.length < 400) return readable;
  const packed = `#/${view}?z=${VERSION}.${await pack(text)}`;
  const hash = !program && readable.length <= packed.length ? readable : packed;
  if (hash.length > LONGEST_ADDRESS) throw tooLong('the link has', hash.length, LONGEST_ADDRESS);
  return hash;
}

/** What was unpacked last: the packed address, the readable one, and the program. */
let unpacked = { packed: '', hash: '', program: '' };

/** The page's address as it can be shared: with the program that it came with, until the view has written its own. */
export function presentAddress() {
  const isAsItCame = location.hash === unpacked.hash && window.interleaveProgram === unpacked.program;
  return isAsItCame ? unpacked.packed : location.hash;
}

/**
 * Puts the readable address in the place of the packed one, and leaves the program where its view looks for it: the
 * window's property `interleaveProgram`. What cannot be unpacked is said by the view, as `unpacked=CODE`.
 */
export async function unpackAddress() {
  let hash;
  try {
    const found = await unpackedAddress(location.hash);
    hash = found.hash;
    window.interleaveProgram = found.program;
    if (found.program) unpacked = { packed: location.hash, ...found };
  } catch (error) {
    const path = /^#?\/?(\w{0,20})/.exec(location.hash)[1] || FIRST_VIEW;
    hash = `#/${path}?unpacked=${error.code ?? 'damaged'}`;
  }
  history.replaceState(null, '', hash);
}
