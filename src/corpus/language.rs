//! The six official languages of the United Nations.

use std::fmt;

/// An official language. The order is the order in which the UN lists them in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Arabic, `ar`.
    Arabic,
    /// Chinese, `zh`.
    Chinese,
    /// English, `en`.
    English,
    /// French, `fr`.
    French,
    /// Russian, `ru`.
    Russian,
    /// Spanish, `es`.
    Spanish,
}

/// The way a script runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// As Latin script does.
    LeftToRight,
    /// As Arabic script does.
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn html(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

impl Language {
    /// All six.
    pub const ALL: [Self; 6] = [
        Self::Arabic,
        Self::Chinese,
        Self::English,
        Self::French,
        Self::Russian,
        Self::Spanish,
    ];

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::Chinese => "zh",
            Self::English => "en",
            Self::French => "fr",
            Self::Russian => "ru",
            Self::Spanish => "es",
        }
    }

    /// The ISO 639-2/T code, as Akoma Ntoso IRIs use it.
    pub fn iso639_2(self) -> &'static str {
        match self {
            Self::Arabic => "ara",
            Self::Chinese => "zho",
            Self::English => "eng",
            Self::French => "fra",
            Self::Russian => "rus",
            Self::Spanish => "spa",
        }
    }

    /// The last segment of the language's IRI in the EU authority table
    /// (`http://publications.europa.eu/resource/authority/language/`).
    pub fn eu_code(self) -> &'static str {
        match self {
            Self::Arabic => "ARA",
            Self::Chinese => "ZHO",
            Self::English => "ENG",
            Self::French => "FRA",
            Self::Russian => "RUS",
            Self::Spanish => "SPA",
        }
    }

    /// The language in its own words.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Arabic => "العربية",
            Self::Chinese => "中文",
            Self::English => "English",
            Self::French => "français",
            Self::Russian => "русский",
            Self::Spanish => "español",
        }
    }

    /// The way its script runs.
    pub fn direction(self) -> Direction {
        match self {
            Self::Arabic => Direction::RightToLeft,
            _ => Direction::LeftToRight,
        }
    }

    /// The language of a BCP 47 tag or an ISO 639-2 code (T or B); subtags and case do not matter.
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next()?.to_ascii_lowercase();
        match primary.as_str() {
            "chi" => Some(Self::Chinese),
            "fre" => Some(Self::French),
            other => Self::ALL
                .into_iter()
                .find(|l| l.tag() == other || l.iso639_2() == other),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_to_languages_and_back() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.tag()), Some(language));
            assert_eq!(Language::from_code(language.iso639_2()), Some(language));
            assert_eq!(Language::from_code(language.eu_code()), Some(language));
        }
        assert_eq!(Language::from_code("zh-Hans"), Some(Language::Chinese));
        assert_eq!(Language::from_code("fre"), Some(Language::French));
        assert_eq!(Language::from_code("deu"), None);
        assert_eq!(Language::from_code(""), None);
    }
}
