//! Compressed files: several gzip members one after the other, cut short or followed by something else.

use std::io::Write;

use flate2::write::MultiGzDecoder;

/// A decoder that is pushed to.
#[derive(Debug)]
pub(super) struct Unzip {
    decoder: MultiGzDecoder<Vec<u8>>,
    has_failed: bool,
}

/// What is decoded in one go: what it comes to is at most a thousand times as much.
const PIECE: usize = 16 << 10;

impl Default for Unzip {
    fn default() -> Self {
        Self { decoder: MultiGzDecoder::new(Vec::new()), has_failed: false }
    }
}

impl Unzip {
    /// Decodes `bytes` and hands on what comes out. False where the data is damaged: what came before it has been handed
    /// on, and what follows is not looked at.
    pub(super) fn push<E>(&mut self, bytes: &[u8], mut each: impl FnMut(&[u8]) -> Result<(), E>) -> Result<bool, E> {
        for piece in bytes.chunks(PIECE) {
            if self.has_failed {
                break;
            }
            self.has_failed = self.decoder.write_all(piece).is_err() || self.decoder.flush().is_err();
            let text = self.decoder.get_mut();
            each(text)?;
            text.clear();
        }
        Ok(!self.has_failed)
    }

    /// Whether the data ends where it should, and what had not come out yet.
    pub(super) fn finish(mut self) -> (bool, Vec<u8>) {
        let is_whole = self.decoder.try_finish().is_ok();
        (is_whole, std::mem::take(self.decoder.get_mut()))
    }
}
