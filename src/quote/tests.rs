use super::nearest::Change;
use super::*;

/// An invented paragraph.
const TEXT: &str = "We decide that the Forum shall be made a permanent body, with a “stable” secretariat\u{a0}– \
    hosted by the Department’s office – and is unable to spend 1.5 million before 2031.";

fn differences(words: &str) -> Option<Vec<Difference>> {
    find(words, TEXT).map(|found| found.differences)
}

/// Catches: an exact quote not found, or found with differences; a difference told as another.
#[test]
fn differences_are_told_one_by_one() {
    use Difference::{Case, Punctuation, Spacing};
    for (words, expected) in [
        ("shall be made a permanent body", vec![]),
        ("  shall be made a permanent body ", vec![]),
        ("shall be  made\na permanent body", vec![Spacing]),
        ("Shall be made a PERMANENT body", vec![Case]),
        ("the Department's office", vec![Punctuation]),
        (
            "with a \"stable\" secretariat – hosted",
            vec![Spacing, Punctuation],
        ),
        ("a permanent body with a stable", vec![Punctuation]),
        ("the department's office", vec![Case, Punctuation]),
        ("\"shall be made a permanent body.\"", vec![Punctuation]),
        ("spend 1.5 million", vec![]),
    ] {
        assert_eq!(differences(words), Some(expected), "{words:?}");
    }
}

/// Catches: words that turn the sense accepted, since only a part of a printed word, or a number without its sign.
#[test]
fn what_says_something_else_is_not_found() {
    for words in [
        "able to spend",
        "permanent bod",
        "shall not be made a permanent body",
        "spend 15 million",
        "spend 1 5 million",
        "before 203",
        "...",
        "",
    ] {
        assert_eq!(differences(words), None, "{words:?}");
    }
}

/// Catches: places counted in the folded text instead of the printed one.
#[test]
fn the_place_is_that_of_the_printed_words() {
    let place = |words| find(words, TEXT).and_then(|found| TEXT.get(found.at));
    assert_eq!(place("WITH A \"STABLE\""), Some("with a “stable”"));
    assert_eq!(place("the department's office"), Some("the Department’s office"));
    assert_eq!(find("a", "a b a, a").map(|found| found.times), Some(3));
}

/// Catches: scripts without spaces, or with joined articles, treated as English.
#[test]
fn other_scripts_have_other_words() {
    assert!(find("永久論壇", "決定該永久論壇的秘書處").is_some());
    assert!(find("永久 論壇", "決定該永久論壇的秘書處").is_some());
    assert!(find("الفريق المعني", "وتطلب إلى والفريق المعني").is_some());
    assert!(find("форум", "Постоянный Форум").is_some());
    assert!(find("форум", "форуме").is_none());
}

/// Catches: the nearest wording taken from elsewhere, a change not told, likeness above 1.
#[test]
fn the_nearest_wording_shows_what_was_changed() {
    let near = nearest("shall become a permanent body with a strong secretariat", TEXT).unwrap();
    assert!((0.5..1.0).contains(&near.likeness), "{}", near.likeness);
    let change = |given: &str, printed: &str| Change {
        given: given.to_owned(),
        printed: printed.to_owned(),
    };
    assert_eq!(
        near.changes,
        [change("become", "be made"), change("strong", "stable")]
    );
    assert_eq!(
        TEXT.get(near.at),
        Some("shall be made a permanent body, with a “stable” secretariat")
    );
    let near = nearest("We request that the Forum shall be made", TEXT).unwrap();
    assert_eq!(near.changes, [change("request", "decide")]);
    let near = nearest("Today that the Forum shall be made a temporary", TEXT).unwrap();
    assert_eq!(
        near.changes,
        [change("Today", "decide"), change("temporary", "permanent")]
    );
    assert_eq!(nearest("fish swim in the cold northern sea", TEXT), None);
    assert_eq!(nearest("", TEXT), None);
    assert_eq!(nearest("words", ""), None);
}

/// Catches: evidence that the check confirms and the quote tool does not know.
#[test]
fn what_is_plainly_the_same_is_found() {
    for words in [
        "WITH A \"STABLE\" secretariat",
        "the department's OFFICE - and",
        "made  a permanent",
    ] {
        assert!(plain(TEXT).contains(&plain(words)));
        assert!(find(words, TEXT).is_some(), "{words}");
    }
}
