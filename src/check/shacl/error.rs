//! Why a validation could not be done.

/// The shapes are at fault, or the validator is; never the data.
#[derive(Debug, thiserror::Error)]
pub enum ShaclError {
    /// The shapes are not Turtle.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// From 1.
        line: u64,
        /// In characters, from 1.
        column: u64,
        /// What the Turtle parser says.
        message: String,
    },
    /// A term of the SHACL namespace that is misspelt, or beyond SHACL Core.
    #[error("{0} is not a property of SHACL Core: correct its spelling or leave it out")]
    Term(String),
    /// A shape the validator cannot read.
    #[error("shape {shape}: {message}")]
    Shape {
        /// IRI of the shape, or of the named shape around it.
        shape: String,
        /// What the validator says.
        message: String,
    },
    /// Shapes that cannot be used together, for instance in a circle.
    #[error("the shapes cannot be compiled: {0}")]
    Compile(String),
    /// The validator gave up or panicked.
    #[error("SHACL validation failed: {0}")]
    Validator(String),
}

impl ShaclError {
    /// Runs `work`, turning a panic in the `shacl` crate into an error.
    pub(super) fn guard<T>(work: impl FnOnce() -> Result<T, Self>) -> Result<T, Self> {
        // Nothing that a panic could leave half done is used afterwards.
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        result.unwrap_or_else(|panic| {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
            Err(Self::Validator(
                said.unwrap_or("it stopped without a word").to_owned(),
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::ShaclError;

    #[test]
    fn a_panic_becomes_an_error() {
        let error = ShaclError::guard::<()>(|| panic!("out of its depth")).unwrap_err();
        assert_eq!(error.to_string(), "SHACL validation failed: out of its depth");
    }
}
