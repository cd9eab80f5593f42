//! stub
use super::Done;
pub(crate) fn run(_: &super::args::ServeArgs) -> Done { unimplemented!() }
