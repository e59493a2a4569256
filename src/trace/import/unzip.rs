//! Compressed files: gzip members one after the other, cut short or followed by something else.
//!
//! Format: RFC 1952. Only the framing is read here; `flate2` inflates. Its own reader of gzip loses what it has
//! inflated before the place where data is damaged, more or less of it depending on the pieces that come in.

use flate2::{Crc, Decompress, FlushDecompress, Status};

/// A decoder that is pushed to.
pub(super) struct Unzip {
    stage: Stage,
    /// Flags of the header, as far as what they stand for has not come yet.
    flags: u8,
    inflate: Decompress,
    check: Crc,
    text: Box<[u8]>,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Byte of the fixed part of a header.
    Fixed(u8),
    /// Byte of the length of an extra field, and the length so far.
    ExtraLength(u8, u16),
    /// Bytes to pass over.
    Extra(u16),
    /// A name or a comment, up to a zero.
    Text,
    /// Bytes of the header's checksum to pass over.
    HeaderCheck(u8),
    Body,
    /// Byte of the checksum and the length, and the checksum so far.
    Trailer(u8, u32),
    /// Nothing: the data is damaged, or something else follows.
    Over,
}

const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
const HAS_CHECK: u8 = 2;
const HAS_EXTRA: u8 = 4;
const HAS_NAME: u8 = 8;
const HAS_COMMENT: u8 = 16;
/// Room for more than the window of what has been inflated and not been taken.
const ROOM: usize = 64 << 10;

/// What a piece of the file came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    Whole,
    /// It cannot be read on from here.
    Damaged,
    /// A member ended, and its text is not the one that was compressed.
    Changed,
    /// The last member is followed by something else, which is not looked at.
    Followed,
}

impl Default for Unzip {
    fn default() -> Self {
        let text = vec![0; ROOM].into_boxed_slice();
        Self { stage: Stage::Fixed(0), flags: 0, inflate: Decompress::new(false), check: Crc::new(), text }
    }
}

impl std::fmt::Debug for Unzip {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Unzip({:?})", self.stage)
    }
}

impl Unzip {
    /// Decodes `bytes`, hands on the text in pieces, and says what is odd. After [`Came::Damaged`] and
    /// [`Came::Followed`] nothing more is read.
    pub(super) fn push<E>(
        &mut self,
        mut bytes: &[u8],
        mut each: impl FnMut(Result<&[u8], Came>) -> Result<(), E>,
    ) -> Result<(), E> {
        while let (Some(&byte), true) = (bytes.first(), self.stage != Stage::Over) {
            if self.stage == Stage::Body {
                let (before_in, before_out) = (self.inflate.total_in(), self.inflate.total_out());
                let status = self.inflate.decompress(bytes, &mut self.text, FlushDecompress::None);
                let count = (self.inflate.total_out() - before_out) as usize;
                let taken = (self.inflate.total_in() - before_in) as usize;
                self.check.update(&self.text[..count]);
                bytes = &bytes[taken..];
                each(Ok(&self.text[..count]))?;
                match status {
                    Ok(Status::StreamEnd) => self.stage = Stage::Trailer(0, 0),
                    Ok(_) if count > 0 || taken > 0 => {}
                    Ok(_) | Err(_) => {
                        self.stage = Stage::Over;
                        each(Err(Came::Damaged))?;
                    }
                }
                continue;
            }
            bytes = &bytes[1..];
            let came = self.frame(byte);
            if came != Came::Whole {
                each(Err(came))?;
            }
        }
        Ok(())
    }

    /// Reads a byte that is not compressed.
    fn frame(&mut self, byte: u8) -> Came {
        self.stage = match self.stage {
            // Some writers fill up what follows a member with zeros.
            Stage::Fixed(0) if byte == 0 => Stage::Fixed(0),
            Stage::Fixed(place @ 0..=2) if byte != MAGIC[usize::from(place)] => {
                self.stage = Stage::Over;
                return if self.check.amount() > 0 { Came::Followed } else { Came::Damaged };
            }
            Stage::Fixed(place) => {
                if place == 3 {
                    self.flags = byte;
                }
                if place == 9 { self.next_field() } else { Stage::Fixed(place + 1) }
            }
            Stage::ExtraLength(0, _) => Stage::ExtraLength(1, byte.into()),
            Stage::ExtraLength(_, low) => match low | u16::from(byte) << 8 {
                0 => self.next_field(),
                length => Stage::Extra(length),
            },
            Stage::Extra(1) => self.next_field(),
            Stage::Extra(left) => Stage::Extra(left - 1),
            Stage::Text if byte != 0 => Stage::Text,
            Stage::Text => self.next_field(),
            Stage::HeaderCheck(2) => Stage::HeaderCheck(1),
            Stage::HeaderCheck(_) => self.next_field(),
            Stage::Trailer(place, sum) => {
                let sum = if place < 4 { sum | u32::from(byte) << (8 * place) } else { sum };
                if place == 7 {
                    self.stage = Stage::Fixed(0);
                    return if sum == self.check.sum() { Came::Whole } else { Came::Changed };
                }
                Stage::Trailer(place + 1, sum)
            }
            stage @ (Stage::Body | Stage::Over) => stage,
        };
        Came::Whole
    }

    /// The next field of the header that its flags announce.
    fn next_field(&mut self) -> Stage {
        for (flag, stage) in [
            (HAS_EXTRA, Stage::ExtraLength(0, 0)),
            (HAS_NAME, Stage::Text),
            (HAS_COMMENT, Stage::Text),
            (HAS_CHECK, Stage::HeaderCheck(2)),
        ] {
            if self.flags & flag != 0 {
                self.flags &= !flag;
                return stage;
            }
        }
        self.inflate.reset(false);
        self.check.reset();
        Stage::Body
    }

    /// Whether the data ends between two members.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.stage, Stage::Fixed(0) | Stage::Over)
    }
}
