//! A global allocator for WebAssembly instances whose threads share one memory.
