//! A date as citations write it: with a day, a month or a year.

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A year, perhaps a month, perhaps a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub year: i32,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl Date {
    /// Reads `2015`, `2015-12` or `2015-12-16`.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let mut parts = written.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next().and_then(|month| month.parse().ok());
        let month = month.filter(|month| (1..=12).contains(month));
        let day = parts.next().and_then(|day| day.parse().ok());
        let day = month.and(day).filter(|day| (1..=31).contains(day));
        Some(Self { year, month, day })
    }

    pub(super) fn month_name(self) -> Option<&'static str> {
        let month = usize::from(self.month?);
        MONTHS.get(month.checked_sub(1)?).copied()
    }

    /// "16 December 2015"
    pub(super) fn day_first(self) -> String {
        match (self.day, self.month_name()) {
            (Some(day), Some(month)) => format!("{day} {month} {}", self.year),
            (None, Some(month)) => format!("{month} {}", self.year),
            _ => self.year.to_string(),
        }
    }

    /// "December 16, 2015"
    pub(super) fn month_first(self) -> String {
        match (self.day, self.month_name()) {
            (Some(day), Some(month)) => format!("{month} {day}, {}", self.year),
            _ => self.day_first(),
        }
    }

    /// "2015, December 16"
    pub(super) fn year_first(self) -> String {
        match (self.day, self.month_name()) {
            (Some(day), Some(month)) => format!("{}, {month} {day}", self.year),
            (None, Some(month)) => format!("{}, {month}", self.year),
            _ => self.year.to_string(),
        }
    }

    /// "16 Dec. 2015": MLA Handbook 9, 5.84: months of more than four letters are shortened.
    pub(super) fn short_month(self) -> String {
        let Some(name) = self.month_name() else {
            return self.year.to_string();
        };
        let short = match name {
            "May" | "June" | "July" => name.to_owned(),
            "September" => "Sept.".to_owned(),
            _ => format!("{}.", name.chars().take(3).collect::<String>()),
        };
        match self.day {
            Some(day) => format!("{day} {short} {}", self.year),
            None => format!("{short} {}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn dates_are_as_exact_as_they_are_known() {
        let forms = |written| {
            let date = Date::parse(written).unwrap();
            [
                date.day_first(),
                date.month_first(),
                date.year_first(),
                date.short_month(),
            ]
        };
        assert_eq!(
            forms("2015-12-16"),
            [
                "16 December 2015",
                "December 16, 2015",
                "2015, December 16",
                "16 Dec. 2015"
            ]
        );
        assert_eq!(
            forms("2003-05"),
            ["May 2003", "May 2003", "2003, May", "May 2003"]
        );
        assert_eq!(forms("1998"), ["1998", "1998", "1998", "1998"]);
        assert_eq!(Date::parse("soon"), None);
    }
}
