// Reads `addresses.txt`.

import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';

const text = readFileSync(new URL('./addresses.txt', import.meta.url), 'utf8');
const pack = (bytes) => `1.${deflateRawSync(bytes).toString('base64url')}`;

function expand(address) {
  return address.replace(/\{([^{}]*?)\*([^{}]*)\}/gsu, (_, what, rest) => {
    if (what === 'bomb') return pack(Buffer.alloc(Number(rest)));
    if (what === 'text') return pack(Buffer.from(rest.replaceAll('\\n', '\n')));
    if (what === 'bytes') return pack(Buffer.from(rest.replaceAll(' ', ''), 'hex'));
    return what.repeat(Number(rest));
  });
}

/** `{ kind, address }`, the latter with its `?` and `#`. */
export const ADDRESSES = text.split('\n').filter((line) => line && !line.startsWith('//')).map((line) => {
  const [, kind, address] = /^(\w+) (.*)$/su.exec(line);
  return { kind, address: expand(address), line };
});
