//! Values in and out: integers, texts and nothing else, so that both databases read the same statements.

use crate::error::{Error, Kind};

/// A value that a statement is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A number, or none.
    Int(Option<i64>),
    /// A text, or none.
    Text(Option<String>),
}

impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}
impl From<bool> for Arg {
    fn from(value: bool) -> Self {
        Self::Int(Some(value.into()))
    }
}
impl From<Option<i64>> for Arg {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}
impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}
impl From<&String> for Arg {
    fn from(value: &String) -> Self {
        Self::Text(Some(value.clone()))
    }
}
impl From<String> for Arg {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}
impl From<Option<String>> for Arg {
    fn from(value: Option<String>) -> Self {
        Self::Text(value)
    }
}
impl From<Option<&str>> for Arg {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(str::to_owned))
    }
}

/// The arguments of a statement, in the order of its `$1`, `$2`…
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::Arg::from($value)),*] };
}

/// One cell of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Nothing,
    Int(i64),
    Text(String),
}

/// One row of an answer, its cells in the order of the statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub(crate) Vec<Cell>);

impl Row {
    /// A number that is always there.
    pub fn int(&self, at: usize) -> Result<i64, Error> {
        self.maybe_int(at)?.ok_or_else(|| wrong(at, "nothing where a number must be"))
    }

    /// A text that is always there.
    pub fn text(&self, at: usize) -> Result<String, Error> {
        self.maybe_text(at)?.ok_or_else(|| wrong(at, "nothing where a text must be"))
    }

    /// A yes or a no.
    pub fn flag(&self, at: usize) -> Result<bool, Error> {
        Ok(self.int(at)? != 0)
    }

    /// A number, or none.
    pub fn maybe_int(&self, at: usize) -> Result<Option<i64>, Error> {
        match self.0.get(at) {
            Some(Cell::Int(value)) => Ok(Some(*value)),
            Some(Cell::Nothing) => Ok(None),
            Some(Cell::Text(_)) => Err(wrong(at, "a text where a number must be")),
            None => Err(wrong(at, "no such column")),
        }
    }

    /// A text, or none.
    pub fn maybe_text(&self, at: usize) -> Result<Option<String>, Error> {
        match self.0.get(at) {
            Some(Cell::Text(value)) => Ok(Some(value.clone())),
            Some(Cell::Nothing) => Ok(None),
            Some(Cell::Int(_)) => Err(wrong(at, "a number where a text must be")),
            None => Err(wrong(at, "no such column")),
        }
    }
}

fn wrong(at: usize, what: &str) -> Error {
    Error::new(Kind::Ours, format!("column {at}: {what}"))
}
