//! What tasks take and give: shared between threads, copied between processes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that a task takes or gives.
///
/// It is serialised as a kind and plain little-endian bytes, so that copying it costs what its size costs and no
/// more, in a message between workers as well as through a pipe.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Payload {
    /// Nothing to say.
    #[default]
    Nothing,
    /// Bytes.
    Bytes(Vec<u8>),
    /// Whole numbers of 32 bits.
    Words(Vec<u32>),
    /// Whole numbers of 64 bits.
    Numbers(Vec<u64>),
    /// Floating-point numbers.
    Reals(Vec<f64>),
}

impl Payload {
    /// The bytes, where it is bytes; else none.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        if let Self::Bytes(values) = self { values } else { &[] }
    }

    /// The 32-bit numbers, where it is those; else none.
    #[must_use]
    pub fn words(&self) -> &[u32] {
        if let Self::Words(values) = self { values } else { &[] }
    }

    /// The 64-bit numbers, where it is those; else none.
    #[must_use]
    pub fn numbers(&self) -> &[u64] {
        if let Self::Numbers(values) = self { values } else { &[] }
    }

    /// The floating-point numbers, where it is those; else none.
    #[must_use]
    pub fn reals(&self) -> &[f64] {
        if let Self::Reals(values) = self { values } else { &[] }
    }

    /// Its size in bytes.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Bytes(values) => values.len(),
            Self::Words(values) => values.len() * 4,
            Self::Numbers(values) => values.len() * 8,
            Self::Reals(values) => values.len() * 8,
        }
    }

    fn kind(&self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Bytes(_) => 1,
            Self::Words(_) => 2,
            Self::Numbers(_) => 3,
            Self::Reals(_) => 4,
        }
    }

    /// Copies it out as its kind and its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> (u8, Vec<u8>) {
        let bytes = match self {
            Self::Nothing => Vec::new(),
            Self::Bytes(values) => values.clone(),
            Self::Words(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
            Self::Numbers(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
            Self::Reals(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        };
        (self.kind(), bytes)
    }

    /// Puts it together again; none where the kind is unknown or the bytes do not fit it.
    #[must_use]
    pub fn from_bytes(kind: u8, bytes: &[u8]) -> Option<Self> {
        fn values<const N: usize, T>(bytes: &[u8], read: fn([u8; N]) -> T) -> Option<Vec<T>> {
            let (chunks, rest) = bytes.as_chunks::<N>();
            rest.is_empty().then(|| chunks.iter().map(|chunk| read(*chunk)).collect())
        }
        Some(match kind {
            0 if bytes.is_empty() => Self::Nothing,
            1 => Self::Bytes(bytes.to_vec()),
            2 => Self::Words(values(bytes, u32::from_le_bytes)?),
            3 => Self::Numbers(values(bytes, u64::from_le_bytes)?),
            4 => Self::Reals(values(bytes, f64::from_le_bytes)?),
            _ => return None,
        })
    }
}

impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, bytes) = self.to_bytes();
        (kind, serde_bytes::Bytes::new(&bytes)).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Payload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (kind, bytes) = <(u8, serde_bytes::ByteBuf)>::deserialize(deserializer)?;
        Self::from_bytes(kind, &bytes).ok_or_else(|| serde::de::Error::custom("not a payload"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads_survive_being_copied() {
        for payload in [
            Payload::Nothing,
            Payload::Bytes(vec![1, 2, 3]),
            Payload::Words(vec![1, u32::MAX]),
            Payload::Numbers(vec![7, u64::MAX]),
            Payload::Reals(vec![0.5, -1e300]),
        ] {
            let (kind, bytes) = payload.to_bytes();
            assert_eq!(bytes.len(), payload.size_bytes());
            assert_eq!(Payload::from_bytes(kind, &bytes), Some(payload));
        }
        assert_eq!(Payload::from_bytes(3, &[0; 7]), None);
        assert_eq!(Payload::from_bytes(9, &[]), None);
    }
}
