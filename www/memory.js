// Memory that workers share: as large a maximum as the browser gives, since phones refuse large ones. The build puts this
// into the scripts of the workers that import it (xtask/src/inline.rs).

const PAGE_BYTES = 65536;
const LEAST_MAXIMUM_BYTES = 2 ** 28;

export function sharedMemory(initialBytes, maximumBytes) {
  for (let bytes = maximumBytes; ; bytes /= 2) {
    try {
      return new WebAssembly.Memory({ initial: initialBytes / PAGE_BYTES, maximum: bytes / PAGE_BYTES, shared: true });
    } catch (refusal) {
      if (bytes <= LEAST_MAXIMUM_BYTES) throw refusal;
    }
  }
}
