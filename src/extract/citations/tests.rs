//! Every rule with its examples and counter-examples, and what holds for any text.

use super::super::rules;
use super::*;
use crate::corpus::reading::{Closing, Frbr, Mark};
use crate::corpus::{Language, Symbol};

fn reading(symbol: &str, provisions: Vec<Provision>) -> Reading {
    Reading {
        symbol: Symbol::parse(symbol).unwrap(),
        printed_symbol: symbol.to_owned(),
        language: Language::English,
        work: Frbr::default(),
        expression: Frbr::default(),
        manifestation: Frbr::default(),
        organ: None,
        session: None,
        agenda: Vec::new(),
        origin: None,
        job_number: None,
        distribution: None,
        title: None,
        adoption: None,
        formulas: Vec::new(),
        keywords: Vec::new(),
        steps: Vec::new(),
        vote: None,
        provisions,
        closing: Closing::default(),
        unplaced: Vec::new(),
    }
}

fn provision(kind: ProvisionKind, path: &str, text: &str) -> Provision {
    Provision {
        kind,
        path: path.to_owned(),
        parent: None,
        number: None,
        label: None,
        text: text.to_owned(),
        operative: None,
        akn_id: None,
        links: Vec::new(),
        marks: Vec::new(),
        level: 0,
    }
}

/// A paragraph in which "{1}" calls footnote 1, and its footnotes.
fn noted(text: &str, notes: &[&str]) -> Vec<Provision> {
    let mut paragraph = provision(ProvisionKind::Paragraph, "para/1", "");
    for part in text.split('{') {
        let (mark, words) = part.split_once('}').unwrap_or(("", part));
        if !mark.is_empty() {
            paragraph.marks.push(Mark {
                footnote: format!("fn/{mark}"),
                label: mark.to_owned(),
                offset: paragraph.text.chars().count(),
            });
        }
        paragraph.text.push_str(words);
    }
    let note = |(index, note): (usize, &&str)| {
        provision(ProvisionKind::Footnote, &format!("fn/{}", index + 1), note)
    };
    let mut all = vec![paragraph];
    all.extend(notes.iter().enumerate().map(note));
    all
}

/// The citations as "target | place", footnotes with their number before.
fn shown(symbol: &str, provisions: Vec<Provision>) -> Vec<String> {
    let reading = reading(symbol, provisions);
    let all = citations(&reading);
    all.iter()
        .map(|citation| {
            let note = citation
                .footnote
                .map(|note| format!("{}: ", reading.provisions[note].path));
            let place = match citation.pinpoint.is_empty() {
                true => String::new(),
                false => format!(" | {}", citation.pinpoint),
            };
            format!("{}{}{place}", note.unwrap_or_default(), citation.target)
        })
        .collect()
}

fn check(symbol: &str, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(&shown(symbol, noted(text, &[])), expected, "{text}");
    }
}

/// Catches: numbers lost in lists, letters and dates taken for numbers, an organ taken for another.
#[test]
fn numbered_resolutions() {
    check(
        "A/RES/99/1",
        &[
            (
                "Recalling its resolutions 90/1 of 21 December 2035, 91/7 A and B of 20 December 2036 and 92/3, on kites,",
                &["A/RES/90/1", "A/RES/91/7A", "A/RES/91/7B", "A/RES/92/3"],
            ),
            (
                "Recalling also Council resolution 2044/6 and resolution 2044/7 of 3 June 2044,",
                &["E/RES/2044/6", "E/RES/2044/7"],
            ),
            (
                "Recalling resolution 90/1 of 5 May 2035 on kites, 91/2 of 6 May 2036 on rivers and 92/3 of 7 May 2037,",
                &["A/RES/90/1", "A/RES/91/2", "A/RES/92/3"],
            ),
        ],
    );
}

#[test]
fn kinds_of_numbers() {
    check(
        "A/RES/99/1",
        &[
            (
                "Recalling resolutions 46/1 to 46/3,",
                &["A/RES/46/1", "A/RES/46/2", "A/RES/46/3"],
            ),
            (
                "Mindful of its resolutions 217 A (III), 1514 (XV) and S-24/2,",
                &["A/RES/217(III) | A", "A/RES/1514(XV)", "A/RES/S-24/2"],
            ),
            (
                "Recalling Security Council resolutions 1325 (2000) of 31 October 2000 and 1820 (2008),",
                &["S/RES/1325(2000)", "S/RES/1820(2008)"],
            ),
            (
                "Recalling Human Rights Council resolution 42/1 and all other resolutions of the Council, including resolutions 43/2 and 44/3, as well as its resolution 90/1,",
                &["A/HRC/RES/42/1", "A/HRC/RES/43/2", "A/HRC/RES/44/3", "A/RES/90/1"],
            ),
            (
                "As asked by the Economic and Social Council in its resolution 2044/6,",
                &["E/RES/2044/6"],
            ),
            (
                "Recalling its decision 90/519 and Economic and Social Council decision 2044/206,",
                &["A/DEC/90/519", "E/DEC/2044/206"],
            ),
            (
                "See resolutions 90/1, annex, and 91/2, para. 20 (e).",
                &["A/RES/90/1 | annex", "A/RES/91/2 | 20/e"],
            ),
            (
                "Resolutions 52/14, sect. C, para. 3; 55/22, sect. III; and 61/12 B.",
                &[
                    "A/RES/52/14 | sect. C, 3",
                    "A/RES/55/22 | sect. III",
                    "A/RES/61/12B",
                ],
            ),
            (
                "Two of its resolutions were adopted in 2044, and 30 more are to come.",
                &[],
            ),
            ("The present resolution and other resolutions on kites.", &[]),
        ],
    );
}

#[test]
fn resolutions_in_texts_of_the_council() {
    check(
        "E/RES/2044/1",
        &[
            (
                "Recalling its resolution 2040/2 and General Assembly resolution 90/1,",
                &["E/RES/2040/2", "A/RES/90/1"],
            ),
            (
                "Recalls that, in its resolution 90/125, the General Assembly asked for kites;",
                &["A/RES/90/125"],
            ),
            (
                "Recalling its resolution 11 (II) of 21 June 1946,",
                &["E/RES/11(II)"],
            ),
        ],
    );
}

/// Catches: a resolution of another body that becomes one of the United Nations.
#[test]
fn resolutions_of_other_bodies() {
    check(
        "A/RES/99/1",
        &[
            (
                "under resolution 73 adopted by the Plenipotentiary Conference of the International Telecommunication Union,",
                &["itu-plenipotentiary-conference-resolution-73"],
            ),
            (
                "Recalling World Health Assembly resolution 66.10,",
                &["world-health-assembly-resolution-66-10"],
            ),
            (
                "Recalling Kite Assembly resolution 5/4,",
                &["kite-assembly-resolution-5-4"],
            ),
            (
                "as in agreed conclusions 2001/1 of the Council,",
                &["ecosoc-agreed-conclusions-2001-1"],
            ),
        ],
    );
}

/// Catches: halves of double symbols, lost corrigenda and parts, words taken for symbols.
#[test]
fn document_symbols() {
    check(
        "A/RES/99/1",
        &[
            (
                "See A/97/65-E/2042/48 and Corr.1.",
                &["A/97/65-E/2042/48", "A/97/65/Corr.1-E/2042/48/Corr.1"],
            ),
            (
                "See A/97/65\u{2011}E/2042/48, A/97/66 and A/97/67.",
                &["A/97/65-E/2042/48", "A/97/66", "A/97/67"],
            ),
            (
                "Supplement No. 53 (A/92/53), chap. II, sect. A.",
                &["A/92/53 | chap. II, sect. A"],
            ),
            (
                "A/CONF.957/24 (Part I), chap. III, and KITE/COP(14)/23/Add.1.",
                &["A/CONF.957/24(PartI) | chap. III", "KITE/COP(14)/23/Add.1"],
            ),
            (
                "A/90/258 and Add.1 and 2.",
                &["A/90/258", "A/90/258/Add.1", "A/90/258/Add.2"],
            ),
            ("A\u{200F}/9\u{200F}0/258", &["A/90/258"]),
            ("kites and/or COVID-19/HIV in 24/7 use, ICT/2044", &[]),
        ],
    );
}

/// Catches: drafts and other works under a like name, bodies named after a treaty, one work counted twice.
#[test]
fn listed_works() {
    check(
        "A/RES/99/1",
        &[
            (
                "Noting the 2030 Agenda, the Connect 2030 Agenda and the Tunis Agenda,",
                &["A/RES/70/1", "connect-2030-agenda", "tunis-agenda"],
            ),
            ("towards a global digital compact and its agenda", &[]),
            (
                "the Conference of the Parties to the Convention on Biological Diversity",
                &[],
            ),
            (
                "its resolution 69/313 on the Addis Ababa Action Agenda, and the Agenda again",
                &["A/RES/69/313"],
            ),
            (
                "the Addis Ababa Action Agenda and the Global Digital Compact",
                &["A/RES/69/313 | annex", "A/RES/79/1 | annex I"],
            ),
            (
                "the Declaration of Principles and the Plan of Action of that World Summit on the Information Society",
                &["geneva-declaration-of-principles", "geneva-plan-of-action"],
            ),
            ("the Declaration of Principles of the kite makers", &[]),
            (
                "its resolution 79/1 entitled “The Pact for the Future” and its annexes",
                &["A/RES/79/1"],
            ),
        ],
    );
}

/// Catches: places given to the wrong work, cut off, or lost.
#[test]
fn places() {
    check(
        "A/RES/99/1",
        &[
            (
                "Reaffirms paragraphs 34 to 37 and 67 to 72 of the Tunis Agenda;",
                &["tunis-agenda | 34-37;67-72"],
            ),
            (
                "as in paragraph 29 (a) and (c) of the Global Digital Compact",
                &["A/RES/79/1 | annex I, 29/a;29/c"],
            ),
            (
                "articles 17 and 19 of the Convention on the Rights of the Child",
                &["convention-on-the-rights-of-the-child | article 17;article 19"],
            ),
            (
                "article 4, paragraph 2, of the Paris Agreement",
                &["paris-agreement | article 4, 2"],
            ),
            (
                "in accordance with paragraph 5 of the annex to General Assembly resolution 90/1",
                &["A/RES/90/1 | annex, 5"],
            ),
            (
                "in paragraph 7 of resolution 90/1 and paragraph 8 of resolution 90/2",
                &["A/RES/90/1 | 7", "A/RES/90/2 | 8"],
            ),
            (
                "Article 73 e of the Charter of the United Nations",
                &["charter-of-the-united-nations | article 73 e"],
            ),
            (
                "Security Council resolutions 2253 (2015), in particular paragraph 15, and 2322 (2016)",
                &["S/RES/2253(2015) | 15", "S/RES/2322(2016)"],
            ),
            (
                "as set out in paragraph 4 above and paragraphs 2 and 3 of the present resolution",
                &["A/RES/99/1 | 4", "A/RES/99/1 | 2;3"],
            ),
            ("the annex to the present resolution", &[]),
        ],
    );
}

/// Catches: themes and items of the agenda cited as works; the title of a numbered resolution cited beside it.
#[test]
fn titles() {
    check(
        "A/RES/99/1",
        &[
            (
                "the report of the Panel on Kites, entitled “The age of kites: a study”, and",
                &["the-age-of-kites"],
            ),
            (
                "the report entitled The State of Kites 2044: Flying for All, which",
                &["the-state-of-kites-2044"],
            ),
            (
                "the report entitled Flying Together with the Next 1.5 Billion by 2044, which",
                &["flying-together-with-the-next-1-5-billion-by-2044"],
            ),
            (
                "and its outcome document, The Kampala Vision of the Future of Kites;",
                &["kampala-vision-of-the-future-of-kites"],
            ),
            (
                "the item entitled “Kites for the 2030 Agenda”, and the event entitled “Kites”",
                &[],
            ),
            (
                "its resolution 90/1, entitled “Kites in the light of the Paris Agreement”",
                &["A/RES/90/1"],
            ),
            ("under the theme “Shaping kites”", &[]),
            (
                "as outlined in the World Kite Report 2044 and a report of 2044",
                &["world-kite-report-2044"],
            ),
        ],
    );
}

/// Catches: titles cut at an "and", two titles run together, common words taken for names.
#[test]
fn titled_instruments() {
    check(
        "A/RES/99/1",
        &[
            (
                "the Convention on the Making, Selling and Flying of Cluster Kites and the Protocol on River Kites",
                &[
                    "convention-on-the-making-selling-and-flying-of-cluster-kites",
                    "protocol-on-river-kites",
                ],
            ),
            (
                "Recalling the Kampala Declaration, adopted in 2044,",
                &["kampala-declaration"],
            ),
            (
                "the Universal Declaration on Kites",
                &["universal-declaration-on-kites"],
            ),
            (
                "the political declaration, the Political Declaration and a joint statement",
                &[],
            ),
        ],
    );
}

/// Catches: a short name that may mean several works, or a title that only begins like one.
#[test]
fn short_names() {
    check(
        "A/RES/99/1",
        &[
            (
                "under article 5 of the Convention on River Kites; States parties to the Convention shall, under article 6 of the Convention,",
                &[
                    "convention-on-river-kites | article 5",
                    "convention-on-river-kites | article 6",
                ],
            ),
            (
                "in accordance with Article 12 of the Charter",
                &["charter-of-the-united-nations | article 12"],
            ),
            (
                "as a Charter body, under the Charter of the League of Kites",
                &["charter-of-the-league-of-kites"],
            ),
            ("the Convention", &[]),
        ],
    );
    check(
        "A/RES/99/1",
        &[(
            "the Convention on River Kites (the Convention) and the Convention on Sea Kites, article 5 of the Convention",
            &["convention-on-sea-kites", "convention-on-river-kites | article 5"],
        )],
    );
    let mut two = noted(
        "the Convention on River Kites and the Convention on Sea Kites",
        &[],
    );
    two.push(provision(
        ProvisionKind::Paragraph,
        "para/2",
        "Urges States to ratify the Convention;",
    ));
    assert_eq!(shown("A/RES/99/1", two).len(), 2);
}

/// Catches: footnotes credited to nobody, "Ibid." of the wrong note, treaties lost behind their place of publication.
#[test]
fn footnotes() {
    let text = "the Universal Declaration of Human Rights,{1} the Convention on Cluster Kites{2} and the Treaty on Sea Kites,{3} \
                the kite report{4} and the river report,{5} the report entitled “On kites”{6} and the Kite Charter for Rivers{7}";
    let notes = [
        "Resolution 217 A (III).",
        "United Nations, Treaty Series, vol. 9999, No. 9.",
        "Ibid., vol. 9998, No. 8.",
        "A/97/65, para. 4.",
        "Ibid., para. 5.",
        "A/90/821.",
        "Resolution 92/7, annex.",
    ];
    assert_eq!(
        shown("A/RES/99/1", noted(text, &notes)),
        [
            "universal-declaration-of-human-rights",
            "convention-on-cluster-kites",
            "treaty-on-sea-kites",
            "A/90/821",
            "A/RES/92/7 | annex",
            "fn/1: A/RES/217(III) | A",
            "fn/2: convention-on-cluster-kites",
            "fn/3: treaty-on-sea-kites",
            "fn/4: A/97/65 | 4",
            "fn/5: A/97/65 | 5",
            "fn/6: A/90/821",
            "fn/7: A/RES/92/7 | annex",
        ]
    );
}

/// Catches: a mark called twice that is credited once; a note nobody calls that is lost.
#[test]
fn marks_called_twice_and_never() {
    let mut provisions = noted("kites{1}", &["A/90/1.", "A/90/2."]);
    let mut second = noted("rivers{1}", &[]).remove(0);
    second.path = "para/2".to_owned();
    provisions.insert(1, second);
    let reading = reading("A/RES/99/1", provisions);
    let found: Vec<(usize, Option<usize>)> = citations(&reading)
        .iter()
        .map(|citation| (citation.provision, citation.footnote))
        .collect();
    assert_eq!(found, [(0, Some(2)), (1, Some(2)), (3, Some(3))]);
}

#[test]
fn functions_of_citations() {
    for (text, function) in [
        ("Recalling its resolution 90/1,", "recalls"),
        ("We reaffirm our commitment to the Tunis Agenda.", "reaffirms"),
        (
            "Urges States to act in accordance with paragraph 71 of General Assembly resolution 90/1;",
            "in line with",
        ),
        (
            "Recognizes the role of kites, as reflected in the Tunis Agenda;",
            "as set out in",
        ),
        ("The Tunis Agenda is old.", "cites"),
    ] {
        let reading = reading("A/RES/99/1", noted(text, &[]));
        assert_eq!(citations(&reading)[0].function, function, "{text}");
    }
}

/// The property tests' words: what rules look for, and what breaks careless readers.
const PIECES: [&str; 40] = [
    "resolution",
    "resolutions",
    "70/1",
    "2006/46",
    "217",
    "A",
    "(III)",
    "(2000)",
    ",",
    "and",
    "to",
    "of",
    "the",
    "paragraph",
    "paragraphs",
    "99999999999999999999",
    "(a)",
    "annex",
    "II",
    "Ibid.",
    "See",
    "A/67/65-E/2012/48",
    "Corr.1",
    "Add.1–3",
    "2030 Agenda",
    "Convention on the",
    "Rights",
    "entitled",
    "“",
    "”",
    "Report 2024",
    "; ",
    "A/\u{200F}7/\u{202B}1",
    "é\u{301}",
    "中文",
    "its",
    "Human Rights Council",
    "Tunis Agenda",
    "Plan of Action",
    "para.",
];

/// Catches: spans outside the text or inside a character, and results that depend on anything but the text.
#[test]
fn any_text_gives_spans_inside_it() {
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..3000 {
        let length = random.usize(0..40);
        let text = |random: &mut fastrand::Rng| -> String {
            let pieces = (0..length).map(|_| PIECES[random.usize(..PIECES.len())]);
            pieces
                .collect::<Vec<_>>()
                .join(if random.bool() { " " } else { "" })
        };
        let (body, note) = (text(&mut random), text(&mut random));
        let mut provisions = noted(&body, &[&note]);
        let characters = provisions[0].text.chars().count();
        for offset in [0, random.usize(0..=characters), characters + 5] {
            provisions[0].marks.push(Mark {
                footnote: "fn/1".to_owned(),
                label: "1".to_owned(),
                offset,
            });
        }
        let reading = reading("A/RES/70/1", provisions);
        let found = citations(&reading);
        assert_eq!(found, citations(&reading), "{body}");
        for citation in found {
            let text = &reading.provisions[citation.footnote.unwrap_or(citation.provision)].text;
            assert!(
                text.get(citation.span.clone()).is_some(),
                "{:?} in {text}",
                citation.span
            );
            assert!(citation.paths().take(5000).count() < 5000);
            assert!(rules::describes(citation.rule), "{}", citation.rule);
        }
    }
}

/// Catches: work that grows with the square of the words; this test would not end.
#[test]
fn long_paragraphs_are_read() {
    for piece in [
        "its resolution 70/1 and ",
        "its resolution 1 and ",
        "paragraph 1 of ",
        "Convention on ",
        "the Agenda of the ",
        "Council ",
        "“entitled “ ",
        "paragraphs 1, 2, ",
        "A/67/65 and Corr.1, ",
        "(((",
    ] {
        let text = piece.repeat(100_000 / piece.split(' ').count());
        let text = text.get(..text.len().min(900_000)).unwrap();
        let reading = reading("A/RES/99/1", noted(text, &["Ibid."]));
        assert!(citations(&reading).len() <= 200_000);
    }
}
