//! Who is asked: the list between the operative verb and what is to be done.
//!
//! Example: "urges Governments, the private sector and all other relevant stakeholders to cooperate"
//! asks three. Counter-example: "calls for increased cooperation" asks nobody by name.

use super::super::lexicon::{LEXICON, Verb};
use super::super::names::{article_end, known};
use super::super::words::{Word, phrase_at};
use super::antecedent::Antecedents;

/// Longer objects are no lists of addressees; in words.
const LONGEST: usize = 160;
/// A name that no list knows is at most this long; in words.
const LONGEST_NAME: usize = 24;

/// Whom a verb asks, and where the deed begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// Canonical names, in the order of the text, each once.
    pub names: Vec<String>,
    /// The index of the word that says what to do ("to |build"), within the words after the verb.
    pub deed: Option<usize>,
}

/// Whom the words after `verb` address. `before` tells what "it", "them" and "the Forum" stand for.
pub(super) fn find(verb: &Verb, object: &[Word<'_>], before: &Antecedents<'_>) -> Asked {
    let skipped = preposition(verb, object).or_else(|| made_by(object)).unwrap_or(0);
    let words = object.get(skipped..).unwrap_or_default();
    let mut asked = if words.first().is_some_and(|word| word.is("that")) {
        clause(words, before)
    } else {
        // "reiterates its request to the Board of Kites to fly": somebody stands there.
        let to_somebody = skipped > 0 && object.first().is_some_and(|word| !word.is("for"));
        let unknown = match (verb.impersonal, verb.persons) {
            (true, _) if to_somebody => Unknown::Agents,
            (true, _) => Unknown::Left,
            (_, true) => Unknown::Persons,
            _ => Unknown::Agents,
        };
        let mut parsed = List::new(words, unknown, before).parse();
        // "calls for the kites to fly": only a known name is somebody there.
        if verb.impersonal && (parsed.deed.is_none() || skipped == 0) {
            parsed.names.clear();
        }
        if parsed.names.is_empty() {
            parsed.names = doers(words, before);
        }
        parsed
    };
    asked.deed = asked.deed.map(|deed| deed + skipped);
    asked
}

/// Whom a point of a list names at its beginning: "(a) Kite makers to fly".
pub(super) fn opening(words: &[Word<'_>], before: &Antecedents<'_>) -> Asked {
    List::new(words, Unknown::Persons, before).parse()
}

/// The word between a verb and those who are asked: "calls |for| them to fly", "its request |to| them".
fn preposition(verb: &Verb, object: &[Word<'_>]) -> Option<usize> {
    let first = object.first()?;
    let asks_for = first.is("for");
    let asks_somebody =
        verb.impersonal && ["to", "on", "upon"].contains(&&*first.lower) && !infinitive_at(object, 0);
    (asks_for || asks_somebody).then_some(1)
}

/// "the call made by the Council for kites": who called is not who is asked, and nobody else is named.
fn made_by(object: &[Word<'_>]) -> Option<usize> {
    let first = object.first()?;
    ["made", "of", "in", "by"]
        .contains(&&*first.lower)
        .then_some(object.len())
}

/// "requests that the Council consider": the subject of the clause, where it is somebody.
fn clause(words: &[Word<'_>], before: &Antecedents<'_>) -> Asked {
    let rest = words.get(1..).unwrap_or_default();
    let names = subject(rest, before).map_or_else(|| agent(rest), |(names, _)| names);
    Asked { names, deed: Some(1) }
}

/// The unlisted subject of a clause: "that the kite agency |meet its duty".
fn agent(clause: &[Word<'_>]) -> Vec<String> {
    const LONGEST_SUBJECT: usize = 10;
    let start = article_end(clause, 0);
    let subject: Vec<&Word<'_>> = clause
        .iter()
        .skip(start)
        .take(LONGEST_SUBJECT)
        .take_while(|word| !LEXICON.deeds.contains(&*word.lower) && !word.is_mark())
        .collect();
    let is_agent = subject
        .last()
        .is_some_and(|noun| LEXICON.agents.contains(&*noun.lower));
    let printed: Vec<&str> = subject.iter().map(|word| word.printed).collect();
    if is_agent {
        vec![printed.join(" ")]
    } else {
        Vec::new()
    }
}

/// The names of a list with which a clause begins, and the index of the word behind it.
pub(super) fn subject(words: &[Word<'_>], before: &Antecedents<'_>) -> Option<(Vec<String>, usize)> {
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    let mut end = 0;
    while let Some((length, names)) = name_at(words, at, before) {
        names.into_iter().for_each(|name| push(&mut found, name));
        at += length;
        end = at;
        let separators = words
            .iter()
            .skip(at)
            .take_while(|word| word.is(",") || word.is("and"))
            .count();
        if separators == 0 {
            break;
        }
        at += separators;
    }
    (!found.is_empty()).then_some((found, end))
}

/// A listed name, or a word that stands for one, at `at`, with its length.
fn name_at(words: &[Word<'_>], at: usize, before: &Antecedents<'_>) -> Option<(usize, Vec<String>)> {
    if let Some((length, names)) = known(words, at) {
        return Some((length, names.to_vec()));
    }
    let start = article_end(words, at);
    let (length, names) = before.short_name(words, start)?;
    Some((start - at + length, names))
}

fn push(found: &mut Vec<String>, name: String) {
    if !found.contains(&name) {
        found.push(name);
    }
}

/// Those who stand behind the noun of the deed: "encourages the use of kites by all stakeholders".
fn doers(words: &[Word<'_>], before: &Antecedents<'_>) -> Vec<String> {
    let end = words
        .iter()
        .position(Word::ends_sentence)
        .unwrap_or(words.len())
        .min(LONGEST);
    let sentence = words.get(..end).unwrap_or_default();
    for at in 0..sentence.len() {
        let Some(length) = LEXICON.doers.at(sentence, at) else {
            continue;
        };
        let behind = at + length;
        // "launched by", "adopted by": who did something is not who is to do something.
        let done = at > 0
            && sentence.get(at).is_some_and(|word| word.is("by"))
            && sentence.get(at - 1).is_some_and(|word| {
                word.lower.ends_with("ed")
                    || ["made", "set", "taken", "given", "held"].contains(&&*word.lower)
            });
        if done {
            continue;
        }
        let rest = sentence.get(behind..).unwrap_or_default();
        if let Some((names, _)) = subject(rest, before) {
            return names;
        }
    }
    Vec::new()
}

/// Where the infinitive begins that says what to do: "to" before a verb of `data/action-verbs.toml`.
pub(super) fn infinitive_at(words: &[Word<'_>], at: usize) -> bool {
    if !words.get(at).is_some_and(|word| word.is("to")) {
        return false;
    }
    // "in a position to do so" belongs to the name before it.
    if phrase_at(words, at, "to do so") > 0 {
        return false;
    }
    let next = words.get(at + 1);
    if next.is_none() || next.is_some_and(|word| word.is(":")) {
        return true;
    }
    let adverb = |word: &Word<'_>| {
        LEXICON.is_adverb(&word.lower)
            || ["also", "further", ",", "not", "inter", "alia"].contains(&&*word.lower)
    };
    let mut further = words.iter().skip(at + 1).take(4).skip_while(|word| adverb(word));
    let Some(verb) = further.next() else { return false };
    let stem = verb
        .lower
        .strip_prefix("co-")
        .or_else(|| verb.lower.strip_prefix("re-"))
        .unwrap_or(&verb.lower);
    LEXICON.deeds.contains(&*verb.lower)
        || LEXICON.deeds.contains(stem)
        || looks_like_verb(verb, further.next())
}

/// Whether an unlisted word in small letters can be the verb of a deed: an object follows it.
fn looks_like_verb(word: &Word<'_>, next: Option<&Word<'_>>) -> bool {
    const OBJECTS: [&str; 11] = [
        "the", "all", "their", "its", "an", "a", "such", "it", "them", "him", "her",
    ];
    may_be_verb(word) && next.is_some_and(|next| OBJECTS.contains(&&*next.lower))
}

/// Whether a word in small letters is no article and has no ending of a noun.
fn may_be_verb(word: &Word<'_>) -> bool {
    let noun = ["s", "ion", "ment", "ing", "ity", "ance", "ence", "ism", "ed"]
        .iter()
        .any(|end| word.lower.ends_with(end));
    !noun && word.printed.starts_with(char::is_lowercase) && !LEXICON.articles.contains(&*word.lower)
}

/// Words behind the noun of a name: "organizations |in the valley", "efforts |by States".
const BEHIND_NOUN: [&str; 13] = [
    "of",
    "on",
    "for",
    "to",
    "in",
    "from",
    "concerned",
    "at",
    "by",
    "between",
    "among",
    "within",
    "under",
];

/// What a name that no list knows must be to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unknown {
    /// It is never taken.
    Left,
    /// It must look like somebody.
    Agents,
    /// The first is somebody whatever it is called.
    Persons,
}

/// The reading of one list, from left to right.
struct List<'w, 't, 'b> {
    words: &'w [Word<'t>],
    /// What a name that no list knows must be to be taken.
    unknown: Unknown,
    before: &'b Antecedents<'b>,
    names: Vec<String>,
    /// Adjectives that wait for the noun they share with the next item.
    waiting: Vec<String>,
    /// Whether kinds of the last group are being told, who are not asked apart.
    narrowed: bool,
    /// Whether the last name is one that no list knows, so that a part may follow: "on science, technology".
    open: bool,
    /// Whether more than names stands in the list ("civil society participation"): without a deed it then
    /// addresses nobody.
    loose: bool,
    /// Behind the last listed name.
    named_until: usize,
}

impl<'w, 't, 'b> List<'w, 't, 'b> {
    fn new(words: &'w [Word<'t>], unknown: Unknown, before: &'b Antecedents<'b>) -> Self {
        Self {
            words: words.get(..words.len().min(LONGEST)).unwrap_or_default(),
            unknown,
            before,
            names: Vec::new(),
            waiting: Vec::new(),
            narrowed: false,
            open: false,
            loose: false,
            named_until: 0,
        }
    }

    fn parse(mut self) -> Asked {
        let mut at = 0;
        let mut deed = None;
        while let Some(word) = self.words.get(at) {
            if self.deed_at(at) {
                deed = Some(at + 1);
                break;
            }
            if word.ends_sentence() || word.is(":") {
                break;
            }
            let skipped = self.skip(at);
            at = skipped.unwrap_or_else(|| self.item(at));
            if self.names.is_empty() && self.waiting.is_empty() && skipped.is_none() {
                // Where the list does not begin with somebody, nobody is addressed.
                deed = (at..self.words.len())
                    .find(|at| infinitive_at(self.words, *at))
                    .map(|to| to + 1);
                break;
            }
        }
        // … unless it goes on to the next verb: "calls upon States in the valley and invites others to …".
        let joined = self.words.last().is_some_and(|word| word.is("and"));
        if deed.is_none() && self.loose && !joined {
            self.names.clear();
        }
        Asked {
            names: self.names,
            deed,
        }
    }

    /// Behind a separator or an insertion that begins at `at`.
    fn skip(&mut self, at: usize) -> Option<usize> {
        let word = self.words.get(at)?;
        if let Some(length) = LEXICON.narrowing.at(self.words, at) {
            let stakeholders = |name: &String| name.ends_with("stakeholders");
            self.narrowed = !self.names.last().is_some_and(stakeholders);
            return Some(at + length);
        }
        if word.is("as") && phrase_at(self.words, at, "as well as") > 0 {
            self.narrowed = false;
            return Some(at + 3);
        }
        if word.is(",") || word.is("and") || word.is("or") {
            let after_comma = self
                .words
                .get(at.wrapping_sub(1))
                .is_some_and(|before| before.is(","));
            if (word.is("and") && after_comma) || (word.is(",") && self.ends_narrowing(at)) {
                self.narrowed = false;
            }
            return Some(at + 1);
        }
        if !self.names.is_empty() && LEXICON.partners.at(self.words, at).is_some() {
            return Some(self.infinitive_from(at));
        }
        // ", utilizing the Board," says how, not who.
        let participle = word.lower.len() > 5
            && word.lower.ends_with("ing")
            && at
                .checked_sub(1)
                .and_then(|before| self.words.get(before))
                .is_some_and(|before| before.is(","));
        let inserted = participle || LEXICON.insertions.at(self.words, at).is_some();
        inserted.then(|| self.tail(at))
    }

    /// Whether the deed begins at `at`. Right behind a listed name that may be a verb nobody listed: "States to
    /// |paint boats".
    fn deed_at(&self, at: usize) -> bool {
        let unlisted = || {
            at > 0
                && at == self.named_until
                && self.words.get(at).is_some_and(|word| word.is("to"))
                && self.words.get(at + 1).is_some_and(may_be_verb)
        };
        infinitive_at(self.words, at) || unlisted()
    }

    fn infinitive_from(&self, at: usize) -> usize {
        (at..self.words.len())
            .find(|at| {
                infinitive_at(self.words, *at)
                    || self
                        .words
                        .get(*at)
                        .is_some_and(|word| word.ends_sentence() || word.is(":"))
            })
            .unwrap_or(self.words.len())
    }

    /// The end of what belongs to the item or insertion before `at`: the next comma, the deed, or an
    /// "and" before another name.
    fn tail(&self, at: usize) -> usize {
        (at..self.words.len())
            .find(|at| {
                let Some(word) = self.words.get(*at) else {
                    return true;
                };
                let next_name =
                    || known(self.words, *at + 1).is_some() || phrase_at(self.words, *at + 1, "all") > 0;
                word.is(",")
                    || self.deed_at(*at)
                    || word.is(":")
                    || word.ends_sentence()
                    || ((word.is("and") || word.is("or")) && next_name())
                    || phrase_at(self.words, *at, "as well as") > 0
                    || LEXICON.narrowing.at(self.words, *at).is_some()
            })
            .unwrap_or(self.words.len())
    }

    /// Reads the item that begins at `at`; returns where the next separator stands.
    fn item(&mut self, at: usize) -> usize {
        if let Some((length, names)) = self.named(at) {
            let noun = self
                .words
                .get(at + length - 1)
                .map(|word| word.lower.to_string())
                .unwrap_or_default();
            self.known(names, &noun);
            self.named_until = at + length;
            let tail = self.tail(at + length);
            self.loose |= tail > at + length;
            return tail;
        }
        let start = article_end(self.words, at);
        let end = self.item_end(start);
        let item = self.words.get(start..end).unwrap_or_default();
        if item.is_empty() {
            return end.max(at + 1);
        }
        if !self.narrowed
            && item.iter().all(|word| LEXICON.adjectives.contains(&*word.lower))
            && self.shared(end)
        {
            self.waiting
                .extend(item.iter().map(|word| word.lower.to_string()));
            return end;
        }
        self.unknown(item, start);
        end.max(at + 1)
    }

    fn named(&self, at: usize) -> Option<(usize, Vec<String>)> {
        let word = self.words.get(at)?;
        if ["it", "them", "him", "her"].contains(&&*word.lower) {
            let names = if word.is("it") || word.is("him") {
                self.before.one()
            } else {
                self.before.several()
            };
            return (!names.is_empty()).then_some((1, names));
        }
        name_at(self.words, at, self.before)
    }

    /// Takes listed names; `noun` is the last word of how they are written.
    fn known(&mut self, names: Vec<String>, noun: &str) {
        self.open = false;
        let adjectives = std::mem::take(&mut self.waiting);
        if self.narrowed {
            return;
        }
        for adjective in adjectives {
            push(&mut self.names, canonical(&format!("{adjective} {noun}")));
        }
        names.into_iter().for_each(|name| push(&mut self.names, name));
    }

    /// Whether the comma at `at` ends the telling of kinds: a group of another kind follows it.
    fn ends_narrowing(&self, at: usize) -> bool {
        let group = |name: &String| name != "States" && name.starts_with(char::is_lowercase);
        known(self.words, at + 1).is_some_and(|(_, names)| names.iter().all(group))
    }

    /// Whether an "and" or a comma follows the adjectives that end at `at`.
    fn shared(&self, at: usize) -> bool {
        self.words
            .get(at)
            .is_some_and(|word| word.is("and") || word.is(",") || word.is("or"))
    }

    fn item_end(&self, start: usize) -> usize {
        (start..self.words.len())
            .find(|at| {
                let Some(word) = self.words.get(*at) else {
                    return true;
                };
                word.is(",")
                    || word.is("and")
                    || word.is(":")
                    || word.ends_sentence()
                    || infinitive_at(self.words, *at)
                    || (*at > start
                        && ["that", "which", "who", "whose", "when", "where", "while", "with"]
                            .contains(&&*word.lower))
                    || (*at > start && LEXICON.partners.at(self.words, *at).is_some())
                    || (*at > start && LEXICON.narrowing.at(self.words, *at).is_some())
            })
            .unwrap_or(self.words.len())
    }

    /// An item that no list knows: kept as printed where it can be asked.
    fn unknown(&mut self, item: &[Word<'_>], start: usize) {
        let printed: Vec<&str> = item.iter().take(LONGEST_NAME).map(|word| word.printed).collect();
        let printed = printed.join(" ");
        let first = self.names.is_empty() && self.waiting.is_empty();
        let noun = item
            .iter()
            .take_while(|word| !BEHIND_NOUN.contains(&&*word.lower))
            .last();
        let agent = noun.is_some_and(|noun| LEXICON.agents.contains(&*noun.lower));
        let capitals = item
            .iter()
            .filter(|word| word.printed.starts_with(char::is_uppercase))
            .count();
        let capital = capitals > 1
            && item
                .first()
                .is_some_and(|word| word.printed.starts_with(char::is_uppercase));
        if self.open && !agent && !capital {
            let comma = start
                .checked_sub(1)
                .and_then(|at| self.words.get(at))
                .is_some_and(|word| word.is(","));
            if let Some(last) = self.names.last_mut() {
                last.push_str(if comma { ", " } else { " and " });
                last.push_str(&printed);
            }
            return;
        }
        let relative = item
            .first()
            .is_some_and(|word| ["that", "who", "which"].contains(&&*word.lower));
        let anybody = first && self.unknown == Unknown::Persons && !noun.is_some_and(is_deed);
        if self.narrowed || relative || self.unknown == Unknown::Left || !(agent || capital || anybody) {
            return;
        }
        let noun = noun.map(|noun| noun.lower.to_string()).unwrap_or_default();
        for adjective in std::mem::take(&mut self.waiting) {
            push(&mut self.names, canonical(&format!("{adjective} {noun}")));
        }
        self.open = item
            .iter()
            .any(|word| word.is("on") || word.is("for") || word.is("of"));
        push(&mut self.names, printed);
    }
}

/// Whether a noun names what is done or given, and nobody: "contributions", "support".
fn is_deed(noun: &Word<'_>) -> bool {
    [
        "ion", "ions", "ment", "ments", "ance", "ity", "support", "efforts", "comments",
    ]
    .iter()
    .any(|end| noun.lower.ends_with(end))
}

/// The listed name for a written one, or the written one.
fn canonical(written: &str) -> String {
    let words = super::super::words::words(written);
    known(&words, 0)
        .and_then(|(_, names)| names.first().cloned())
        .unwrap_or_else(|| written.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::super::words::words;
    use super::*;

    fn asked(verb: &str, object: &str, before: &str) -> Vec<String> {
        let verb = LEXICON.verbs.iter().find(|known| known.third == verb).unwrap();
        let before = words(before);
        let antecedents = Antecedents::new(&before, &[]);
        find(verb, &words(object), &antecedents).names
    }

    /// A verb, the words after it, and those who are asked.
    const CASES: &[(&str, &str, &[&str])] = &[
        (
            "urges",
            "Governments, the private sector and all other relevant stakeholders to cooperate",
            &["Governments", "private sector", "relevant stakeholders"],
        ),
        (
            "requests",
            "the Secretary-General, in consultation with Member States, to fly kites",
            &["Secretary-General"],
        ),
        (
            "requests",
            "the Secretary-General, in consultation with States and the United Nations system, to fly",
            &["Secretary-General"],
        ),
        (
            "calls upon",
            "all stakeholders, including the Internet Governance Forum, to join",
            &["all stakeholders", "Internet Governance Forum"],
        ),
        (
            "calls upon",
            "Member States, in particular developed countries, to join",
            &["Member States"],
        ),
        ("urges", "the use of kites to reach the sky", &[]),
        ("urges", "increased efforts", &[]),
        ("calls upon", "all Member States:", &["Member States"]),
        ("requests", "it to fly", &["Secretary-General"]),
        ("encourages", "them to fly", &["Secretary-General"]),
        (
            "invites",
            "international and regional organizations to fly",
            &["international organizations", "regional organizations"],
        ),
        (
            "invites",
            "international, regional and subregional organizations to fly",
            &[
                "international organizations",
                "regional organizations",
                "subregional organizations",
            ],
        ),
        (
            "invites",
            "States, as well as the private sector, to fly",
            &["States", "private sector"],
        ),
        (
            "encourages",
            "the use of kites by all stakeholders in calm air",
            &["all stakeholders"],
        ),
        (
            "encourages",
            "the use of kites launched by the Security Council",
            &[],
        ),
        ("calls upon", "Member States and", &["Member States"]),
        (
            "calls upon",
            "kite-flying enterprises to fly",
            &["kite-flying enterprises"],
        ),
        (
            "invites",
            "the Co-Chairs of the forum on wind, rain and snow for the sky to fly",
            &["Co-Chairs of the forum on wind, rain and snow for the sky"],
        ),
        (
            "requests",
            "that the General Assembly and the Security Council consider kites",
            &["General Assembly", "Security Council"],
        ),
        (
            "requests",
            "that the work be completed for consideration by Member States",
            &[],
        ),
        (
            "reiterates its request",
            "to the Board of Kites to fly",
            &["Board of Kites"],
        ),
        ("reiterates its request", "to preserve kites", &[]),
        ("calls upon", ", in this regard, States to fly", &["States"]),
        ("invites", "voluntary contributions to fly kites", &[]),
        ("demands", "that the kite regime meet its duty", &["kite regime"]),
        ("calls for", "States to fly kites", &[]),
        ("calls for", "increased support to States", &[]),
        (
            "urges",
            "Member States in a position to do so to fly",
            &["Member States"],
        ),
        (
            "urges",
            "the funds and programmes and the specialized agencies to fly",
            &["United Nations funds and programmes", "specialized agencies"],
        ),
    ];

    /// Catches: lists that are not split, partners and parts of a group taken for those who are asked,
    /// pronouns left open, and impersonal asks with somebody invented.
    #[test]
    fn those_who_are_asked_are_named() {
        for (verb, object, names) in CASES {
            let found = asked(verb, object, "Notes the Secretary-General and");
            assert_eq!(found, *names, "{verb} {object}");
        }
    }
}
