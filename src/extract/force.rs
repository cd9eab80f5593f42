//! What an act does.

/// How strongly an act binds or asks; the concept scheme of forces has the same names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Force {
    /// Something is settled.
    Decision,
    /// Somebody is requested.
    Request,
    /// Somebody is invited.
    Invitation,
    /// Somebody is encouraged.
    Encouragement,
    /// Somebody is called upon.
    Call,
    /// Something is recommended.
    Recommendation,
    /// Somebody is urged.
    Urging,
    /// The authors bind themselves.
    Commitment,
    /// Something is said again.
    Reaffirmation,
    /// Something is recognized, noted or welcomed.
    Recognition,
}

impl Force {
    /// Its name, as in the concept scheme of forces.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Request => "request",
            Self::Invitation => "invitation",
            Self::Encouragement => "encouragement",
            Self::Call => "call",
            Self::Recommendation => "recommendation",
            Self::Urging => "urging",
            Self::Commitment => "commitment",
            Self::Reaffirmation => "reaffirmation",
            Self::Recognition => "recognition",
        }
    }

    /// Whether it asks somebody to do something, or binds the authors.
    #[must_use]
    pub fn asks(self) -> bool {
        !matches!(self, Self::Decision | Self::Reaffirmation | Self::Recognition)
    }
}
