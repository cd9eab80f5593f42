use super::*;

fn stems(language: Language, text: &str) -> Vec<String> {
    let words = Analyser::new(Some(language)).words(text);
    words.into_iter().map(|word| word.stem).collect()
}

/// The last word of a line, asked for, finds all words of the line.
fn same(language: Language, line: &str) {
    let words = Analyser::new(Some(language)).words(line);
    let asked = words.last().map(|word| word.stem.clone());
    assert!(words.len() > 1, "{line}");
    for word in &words {
        let found = asked.as_ref() == Some(&word.stem)
            || asked.as_ref().is_some_and(|asked| word.also.contains(asked));
        assert!(found, "{line}: {words:?}");
    }
}

/// Catches: a definite article, a joined particle, a plural or a vowel sign that makes another word.
#[test]
fn arabic_words() {
    same(
        Language::Arabic,
        "المعلومات معلومات للمعلومات والمعلومات بالمعلومات المَعْلومات المعلومــات",
    );
    same(Language::Arabic, "المجتمع مجتمع للمجتمع بالمجتمع والمجتمع");
    same(Language::Arabic, "الحكومات حكومات حكومة الحكومة والحكومات");
    same(Language::Arabic, "الإنترنت إنترنت انترنت للإنترنت");
    let [a, b] = ["مجتمع", "معلومات"].map(|word| stems(Language::Arabic, word));
    assert_ne!(a, b);
}

/// Catches: Chinese characters indexed one by one or as one long word, and a last one that is lost.
#[test]
fn chinese_pairs() {
    assert_eq!(
        stems(Language::Chinese, "信息社会"),
        ["信息", "息社", "社会", "会"]
    );
    assert_eq!(
        stems(Language::Chinese, "互联网，网 2030"),
        ["互联", "联网", "网", "网", "2030"]
    );
    let words = Analyser::new(Some(Language::Chinese)).words("见信息");
    assert_eq!(words.get(1).map(|w| (w.start, w.end)), Some((3, 9)));
}

/// Catches: inflected forms of one English word that do not meet, and owners as words of their own.
#[test]
fn english_words() {
    same(Language::English, "cooperate cooperation cooperating cooperative");
    same(
        Language::English,
        "Governments government government’s governments'",
    );
    assert_ne!(
        stems(Language::English, "internet"),
        stems(Language::English, "international")
    );
}

/// Catches: a hyphen that hides the word which others write in one.
#[test]
fn joined_words() {
    let analyser = Analyser::new(Some(Language::English));
    let joined = analyser.words("multistakeholder");
    for word in analyser.words("multi-stakeholder") {
        let found = joined
            .first()
            .is_some_and(|joined| word.also.contains(&joined.stem));
        assert!(found, "{word:?}");
    }
    assert!(
        analyser
            .words("multi stakeholder")
            .iter()
            .all(|word| word.also.is_empty())
    );
}

/// Catches: an article that hides its word, accents that have to be typed, plurals that do not meet.
#[test]
fn french_words() {
    same(
        Language::French,
        "l’information informations d'information qu’informations",
    );
    same(Language::French, "numérique numériques numerique");
    same(Language::French, "société sociétés societes");
    assert_eq!(stems(Language::French, "aujourd’hui").len(), 1);
    let words = Analyser::new(Some(Language::French)).words("de l’Internet");
    assert_eq!(words.get(1).map(|w| (w.start, w.end)), Some((7, 15)));
}

/// Catches: case endings that make other words, and ё that has to be typed.
#[test]
fn russian_words() {
    same(Language::Russian, "информация информации информацию информацией");
    same(Language::Russian, "общество общества обществу обществом");
    same(Language::Russian, "развитие развития развитию развитием");
    same(Language::Russian, "подотчётность подотчетности");
}

/// Catches: plurals and accents that keep Spanish words apart.
#[test]
fn spanish_words() {
    same(Language::Spanish, "tecnología tecnologías tecnologia");
    same(Language::Spanish, "digital digitales");
    same(Language::Spanish, "gobierno gobiernos");
}

/// Catches: foreign words in a text that the language's stemmer mutilates, so that no other language finds them.
#[test]
fn words_of_other_scripts() {
    assert_eq!(stems(Language::Russian, "ICANN CSTD"), ["icann", "cstd"]);
    assert_eq!(
        stems(Language::Chinese, "信通技术C7"),
        ["信通", "通技", "技术", "术", "c7"]
    );
    assert_eq!(
        stems(Language::English, "A/RES/70/125"),
        ["a", "res", "70", "125"]
    );
}

/// Catches: input that panics or grows without bound.
#[test]
fn hostile_texts() {
    let analyser = Analyser::new(Some(Language::French));
    let long = "x".repeat(10_000);
    assert_eq!(
        analyser.words(&long).first().map(|w| w.exact.len()),
        Some(LONGEST)
    );
    for text in [
        "",
        "''",
        "l’",
        "’",
        "\u{202E}abc\u{202C}",
        "\u{0}\u{FFFF}",
        "ﷺ",
        "e\u{301}\u{301}\u{301}",
        "🙂🙃",
        "👩‍👩‍👧",
    ] {
        for word in analyser.words(text) {
            assert!(text.get(word.start..word.end).is_some(), "{text:?}");
        }
    }
}
