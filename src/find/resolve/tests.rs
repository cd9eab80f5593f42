//! Texts against an invented release.
