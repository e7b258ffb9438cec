//! The stable words of defects: one type for each kind of them, so that whoever says them in sentences leaves none out.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($variant:ident $word:literal)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name {
            $(#[doc = $word] $variant,)*
        }

        impl $name {
            /// Its stable word.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// Where in its header a file ends.
    Inside {
        Magic "magic"
        Version "version"
        Attribute "attribute"
        ChunkTable "chunk table"
    }
}

words! {
    /// What is wrong with an attribute or a field of the header.
    Flaw {
        BadSampling "bad-sampling"
        ContradictingFlags "contradicting-flags"
        ContradictsFlags "contradicts-flags"
        ContradictsLayout "contradicts-layout"
        Duplicate "duplicate"
        DuplicateChannel "duplicate-channel"
        DuplicateName "duplicate-name"
        Empty "empty"
        InsideOut "inside-out"
        Missing "missing"
        MissingTerminator "missing-terminator"
        MissingType "missing-type"
        NameTooLong "name-too-long"
        NegativeSize "negative-size"
        NoParts "no-parts"
        NotForDeep "not-for-deep"
        NotOpenExr "not-openexr"
        NotShared "not-shared"
        OutOfRange "out-of-range"
        Oversize "oversize"
        SamplingNotDividing "sampling-not-dividing"
        TileSize "tile-size"
        TooFar "too-far"
        UnknownCompression "unknown-compression"
        UnknownFlag "unknown-flag"
        UnknownLevelMode "unknown-level-mode"
        UnknownLineOrder "unknown-line-order"
        UnknownRounding "unknown-rounding"
        UnknownSampleType "unknown-sample-type"
        UnknownType "unknown-type"
        UnknownValue "unknown-value"
        UnknownVersion "unknown-version"
        Unsorted "unsorted"
        WrongSize "wrong-size"
        WrongType "wrong-type"
    }
}

words! {
    /// What is wrong with an entry of the chunk table.
    Misplaced {
        InsideHeader "inside-header"
        Outside "outside"
        Overlap "overlap"
        Swapped "swapped"
    }
}

words! {
    /// A field of a chunk's leader.
    Field {
        Y "y"
        TileX "tile x"
        TileY "tile y"
        LevelX "level x"
        LevelY "level y"
        Part "part"
        Size "size"
    }
}

words! {
    /// What a decoder met in a chunk.
    Damage {
        Checksum "checksum"
        Counts "counts"
        Deflate "deflate"
        ImageData "image-data"
        Long "long"
        Ratio "ratio"
        Run "run"
        Short "short"
        Size "size"
        Undecodable "undecodable"
        UnknownCompression "unknown-compression"
    }
}
