//! What can be odd in a file, by kind and with what is named in it: so that each reader is told in a language of their own.
//! The English sentences are here, for the terminal and for reports.

use std::fmt;

pub use super::scan::What as Problem;

/// Something that is not as it should be, and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oddity {
    /// A text is not UTF-8.
    NotUtf8,
    /// The file holds that many runs, each of which starts at 0.
    Runs(u64),
    /// Times are negative.
    NegativeTimes,
    /// Something in the list is no event.
    NoEvent,
    /// An event could not be read, for that reason.
    BrokenEvent(Problem),
    /// An event has no `ph`.
    NoPhase,
    /// An event has a `ph` that is not known: this letter.
    UnknownPhase(String),
    /// An event has no `ts`.
    NoTime,
    /// An event has a `ts` that is no number.
    WrongTime,
    /// A dump of memory.
    MemoryDump,
    /// A slice has a negative `dur`.
    NegativeLength,
    /// A slice has no `dur`.
    NoLength,
    /// A slice has a `dur` that is no number.
    WrongLength,
    /// A counter has no values.
    EmptyCounter,
    /// A value of a counter is no number.
    WrongValue,
    /// An arrow leaves and does not arrive.
    ArrowNotArrived,
    /// An arrow arrives and has not left.
    ArrowNotLeft,
    /// An end without a beginning.
    LoneEnd,
    /// The end of one name where the slice that began last has another.
    OtherEnd {
        /// The name in the end.
        end: String,
        /// The name of the slice that ends.
        begin: String,
    },
    /// The slice of that name has no end.
    NoEnd(String),
    /// A slice overlaps another one without lying in it.
    Overlap,
    /// A slice lies in more others than are kept.
    TooDeep,
    /// The end of an operation without a beginning.
    LoneOperationEnd,
    /// The end of an object without a beginning.
    LoneObjectEnd,
    /// The end of an operation has another name than the operation.
    OtherOperationEnd,
    /// An operation has no end.
    NoOperationEnd,
    /// An operation lies beside more others than are kept.
    Crowded,
    /// The list of events has no end.
    OpenList,
    /// What is around the list of events could not be read, for that reason.
    SearchedOn(Problem),
    /// A part of the file of that name is no list of events.
    Beside(String),
    /// The file ends within an event.
    FileEnds,
    /// An event has no end within 64 MB.
    TooLong,
    /// The compressed data is damaged.
    GzipDamaged,
    /// The checksum of the compressed data is another one.
    GzipChanged,
    /// Something follows the compressed data.
    GzipFollowed,
    /// The compressed data ends too early.
    GzipEnds,
}

impl Oddity {
    /// The name of its kind, which never changes: `no-phase`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotUtf8 => "not-utf8",
            Self::Runs(_) => "runs",
            Self::NegativeTimes => "negative-times",
            Self::NoEvent => "no-event",
            Self::BrokenEvent(_) => "broken-event",
            Self::NoPhase => "no-phase",
            Self::UnknownPhase(_) => "unknown-phase",
            Self::NoTime => "no-time",
            Self::WrongTime => "wrong-time",
            Self::MemoryDump => "memory-dump",
            Self::NegativeLength => "negative-length",
            Self::NoLength => "no-length",
            Self::WrongLength => "wrong-length",
            Self::EmptyCounter => "empty-counter",
            Self::WrongValue => "wrong-value",
            Self::ArrowNotArrived => "arrow-not-arrived",
            Self::ArrowNotLeft => "arrow-not-left",
            Self::LoneEnd => "lone-end",
            Self::OtherEnd { .. } => "other-end",
            Self::NoEnd(_) => "no-end",
            Self::Overlap => "overlap",
            Self::TooDeep => "too-deep",
            Self::LoneOperationEnd => "lone-operation-end",
            Self::LoneObjectEnd => "lone-object-end",
            Self::OtherOperationEnd => "other-operation-end",
            Self::NoOperationEnd => "no-operation-end",
            Self::Crowded => "crowded",
            Self::OpenList => "open-list",
            Self::SearchedOn(_) => "searched-on",
            Self::Beside(_) => "beside",
            Self::FileEnds => "file-ends",
            Self::TooLong => "too-long",
            Self::GzipDamaged => "gzip-damaged",
            Self::GzipChanged => "gzip-changed",
            Self::GzipFollowed => "gzip-followed",
            Self::GzipEnds => "gzip-ends",
        }
    }

    /// What is named in it, none, one or two: names as they are, a number in digits, a problem by its kind.
    #[must_use]
    pub fn arguments(&self) -> Vec<String> {
        match self {
            Self::Runs(count) => vec![count.to_string()],
            Self::BrokenEvent(problem) | Self::SearchedOn(problem) => vec![problem.kind().to_owned()],
            Self::UnknownPhase(name) | Self::NoEnd(name) | Self::Beside(name) => vec![name.clone()],
            Self::OtherEnd { end, begin } => vec![end.clone(), begin.clone()],
            _ => Vec::new(),
        }
    }
}

/// A sentence in English, without a full stop.
impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotUtf8 => "a text that is not UTF-8 is read as far as it is",
            Self::Runs(count) => {
                return write!(
                    f,
                    "this file holds {count} runs, each of which starts at 0: figures take them for one program, in \
                     which all happened at once"
                );
            }
            Self::NegativeTimes => "some times are negative: all are shifted so that the earliest is 0",
            Self::NoEvent => "this is no event and is left out",
            Self::BrokenEvent(problem) => return write!(f, "an event is left out: {} here", problem.text()),
            Self::NoPhase => "an event without `ph` is left out",
            Self::UnknownPhase(name) => {
                return write!(f, "an event of phase `{name}`, which nobody knows, is left out");
            }
            Self::NoTime => "an event without `ts` is left out",
            Self::WrongTime => "an event whose `ts` is no number is left out",
            Self::MemoryDump => "a dump of memory is left out",
            Self::NegativeLength => "a slice of negative length is taken to be empty",
            Self::NoLength => "a slice without `dur` is taken to be empty",
            Self::WrongLength => "a slice whose `dur` is no number is taken to be empty",
            Self::EmptyCounter => "a counter without values is left out",
            Self::WrongValue => "a value of a counter that is no number is left out",
            Self::ArrowNotArrived => "an arrow that leaves and does not arrive is left out",
            Self::ArrowNotLeft => "an arrow that arrives and has not left is left out",
            Self::LoneEnd => "an end without a beginning is left out",
            Self::OtherEnd { end, begin } => {
                return write!(f, "the end of `{end}` is taken for that of `{begin}`, which began last");
            }
            Self::NoEnd(name) => return write!(f, "`{name}` has no end, and ends with its thread"),
            Self::Overlap => "a slice that overlaps another one without lying in it is cut",
            Self::TooDeep => "a slice within 4096 others is left out",
            Self::LoneOperationEnd => "the end of an operation without a beginning is left out",
            Self::LoneObjectEnd => "the end of an object without a beginning is left out",
            Self::OtherOperationEnd => "the end of an operation has another name than the one it ends",
            Self::NoOperationEnd => "an operation without an end lasts until the last one ends",
            Self::Crowded => "an operation beside too many others is left out",
            Self::OpenList => "the list of events has no end: `]` is missing",
            Self::SearchedOn(problem) => {
                return write!(f, "the rest of the file is searched for events: {} here", problem.text());
            }
            Self::Beside(name) => return write!(f, "`{name}` beside the events is left out"),
            Self::FileEnds => "the file ends within this event",
            Self::TooLong => "this event has no end within 64 MB",
            Self::GzipDamaged => "the compressed data is damaged here and is not read on",
            Self::GzipChanged => "the checksum of the compressed data is not that of this text",
            Self::GzipFollowed => "what follows the compressed data is left out",
            Self::GzipEnds => "the compressed data ends too early",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_stand_in_the_sentence_and_beside_its_kind() {
        let names = |end: &str, begin: &str| Oddity::OtherEnd { end: end.to_owned(), begin: begin.to_owned() };
        for (oddity, kind, arguments, sentence) in [
            (Oddity::NoTime, "no-time", vec![], "an event without `ts` is left out"),
            (Oddity::NoEnd("f".to_owned()), "no-end", vec!["f"], "`f` has no end, and ends with its thread"),
            (names("f", "g"), "other-end", vec!["f", "g"], "the end of `f` is taken for that of `g`, which began last"),
            (
                Oddity::BrokenEvent(Problem::Colon),
                "broken-event",
                vec!["colon"],
                "an event is left out: a colon is missing here",
            ),
            (
                Oddity::Runs(2),
                "runs",
                vec!["2"],
                "this file holds 2 runs, each of which starts at 0: figures take them for one program, in which all \
                 happened at once",
            ),
        ] {
            assert_eq!((oddity.kind(), oddity.to_string()), (kind, sentence.to_owned()));
            assert_eq!(oddity.arguments(), arguments);
        }
    }
}
