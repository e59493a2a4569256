// Memory that workers share, and how large it may become: as large as the browser lets it, since phones refuse much. The
// build puts this into the scripts of the workers that import it (xtask/src/inline.rs).

const PAGE_BYTES = 65536;
const LEAST_MAXIMUM_BYTES = 2 ** 28;

export function sharedMemory(initialBytes, maximumBytes) {
  for (let bytes = maximumBytes; ; bytes /= 2) {
    try {
      const pages = { initial: initialBytes / PAGE_BYTES, maximum: bytes / PAGE_BYTES };
      return { memory: new WebAssembly.Memory({ ...pages, shared: true }), maximumBytes: bytes };
    } catch (refusal) {
      if (bytes <= LEAST_MAXIMUM_BYTES) throw refusal;
    }
  }
}
