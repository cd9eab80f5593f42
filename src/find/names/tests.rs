//! Names of an invented release.
