//! stub
use crate::corpus::reading::{ReadError, Reading};
use crate::corpus::{Language, Symbol};
pub fn read(_: &[u8]) -> Result<Vec<Reading>, ReadError> { Ok(vec![]) }
pub fn identify(_: &[u8]) -> Option<(Symbol, Language)> { None }
