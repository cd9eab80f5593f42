use super::*;

/// A page with one line of words, as small as a PDF can be.
fn pdf(words: &str) -> Vec<u8> {
    saved(made(words))
}

fn saved(mut document: Document) -> Vec<u8> {
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn made(words: &str) -> Document {
    use pdf_extract::Object;
    use pdf_extract::content::{Content, Operation};
    let mut operations = vec![
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec!["F1".into(), 10.into()]),
        Operation::new("Td", vec![72.into(), 720.into()]),
    ];
    for line in words.lines() {
        operations.push(Operation::new("Tj", vec![Object::string_literal(line)]));
        operations.push(Operation::new("Td", vec![0.into(), (-30).into()]));
    }
    operations.push(Operation::new("ET", vec![]));
    with_content(Content { operations }.encode().unwrap())
}

/// A page with the fonts F1 and F2; its resources are those of the node above it.
fn with_content(content: Vec<u8>) -> Document {
    use pdf_extract::{Object, Stream, dictionary};
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let mut font = |name: &str| {
        document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name, "Encoding" => "WinAnsiEncoding",
        })
    };
    let fonts = dictionary! { "F1" => font("Times-Roman"), "F2" => font("Times-Bold") };
    let content = document.add_object(Stream::new(dictionary! {}, content));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    document.objects.insert(
        pages,
        Object::Dictionary(dictionary! {
            "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1,
            "Resources" => dictionary! { "Font" => fonts },
        }),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    document
}

const TEXT: &str = "United Nations\nA/RES/99/7\nGeneral Assembly\n99/7. Lamps on bridges\nThe General Assembly,\n\
    Seeing lamps,\n1. Asks for lamps;\n2. Decides to count them.";

#[test]
fn a_file_without_tags_is_read_by_its_lines() {
    let reading = read(&pdf(TEXT)).unwrap().remove(0);
    let paths: Vec<&str> = reading.provisions.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(paths, ["pp/1", "para/1", "para/2"]);
    assert_eq!(reading.title.as_deref(), Some("Lamps on bridges"));
    assert_eq!(
        identify(&pdf(TEXT))
            .map(|(symbol, _)| symbol.to_string())
            .as_deref(),
        Some("A/RES/99/7")
    );
}

fn shown(content: &[u8]) -> Result<Vec<shown::Shown>, ReadError> {
    shown::read(
        &mut with_content(content.to_vec()),
        usize::MAX,
        Instant::now() + TIME,
    )
}

/// Catches: moves, spacings and widths that are left out or counted twice; strings torn at each kern.
#[test]
fn strings_stand_where_the_operators_put_them() {
    let shown = shown(
        b"/F1 10 Tf BT 1 0 0 1 72 700 Tm [(Lam)10(ps)-500(on)] TJ 14 TL (br) ' 2 1 (a b) \" ET \
        q 2 0 0 2 0 0 cm BT 5 Ts 50 Tz 20 30 Td (a) Tj ET Q",
    )
    .unwrap();
    let places: Vec<(&str, String)> = shown
        .iter()
        .map(|s| {
            (
                s.text.as_str(),
                format!("{:.2} {:.2} {:.2} {:.1}", s.from, s.to, s.y, s.size),
            )
        })
        .collect();
    // The widths are those of Times-Roman, in thousandths: L 611, a 444, m 778, p 500, s 389 …
    let expected = [
        ("Lamps", "72.00 99.12 700.00 10.0"),
        ("on", "104.12 114.12 700.00 10.0"),
        ("br", "72.00 80.33 686.00 10.0"),
        ("a b", "72.00 88.94 672.00 10.0"),
        ("a", "40.00 45.44 70.00 14.1"),
    ];
    assert_eq!(places, expected.map(|(text, place)| (text, place.to_owned())));
}

/// Catches: a font, mark or furniture that outlives what it stands for; images taken for operators.
#[test]
fn what_stands_around_a_string_ends_where_it_ends() {
    let shown = shown(
        b"/F1 10 Tf q /F2 10 Tf /Artifact <</Type/Pagination>> BDC /P <</MCID 3>> BDC (head) Tj EMC EMC Q \
        BI /W 1 /H 1 ID (x) Tj\xffEI EI /P <</Lang(en)/MCID 4>> BDC <626f6479> Tj EMC (rest) Tj",
    )
    .unwrap();
    let around: Vec<_> = shown
        .iter()
        .map(|s| (s.text.as_str(), s.mcid, s.artifact, s.face.bold))
        .collect();
    assert_eq!(
        around,
        [
            ("head", Some(3), true, true),
            ("body", Some(4), false, false),
            ("rest", None, false, false)
        ]
    );
}

/// A tagged page: an element of a kind for each string of content.
fn tagged(elements: &[(&str, &str)]) -> Vec<u8> {
    let contents: Vec<&str> = elements.iter().map(|(_, content)| *content).collect();
    structured(&contents, |page| {
        let elements = elements.iter().zip(0_i64..);
        elements
            .map(|((kind, _), mcid)| element(kind, page, vec![mcid.into()]))
            .collect()
    })
}

fn element(kind: &str, page: pdf_extract::ObjectId, kids: Vec<pdf_extract::Object>) -> pdf_extract::Object {
    pdf_extract::Object::Dictionary(pdf_extract::dictionary! { "S" => kind, "Pg" => page, "K" => kids })
}

/// A tagged page with a structure, in which "Own" is a name of the file's own for a note.
fn structured(
    contents: &[&str],
    kids: impl FnOnce(pdf_extract::ObjectId) -> Vec<pdf_extract::Object>,
) -> Vec<u8> {
    use pdf_extract::dictionary;
    let content: String = contents
        .iter()
        .enumerate()
        .map(|(mcid, content)| format!("/P <</MCID {mcid}>> BDC BT {content} ET EMC\n"))
        .collect();
    let mut document = with_content(content.into_bytes());
    let kids = kids(document.get_pages()[&1]);
    let root = dictionary! {
        "Type" => "StructTreeRoot", "K" => kids, "RoleMap" => dictionary! { "Own" => "Other", "Other" => "Note" },
    };
    let root = document.add_object(root);
    document.catalog_mut().unwrap().set("StructTreeRoot", root);
    saved(document)
}

/// Catches: the points of a list joined to the paragraph they belong to; a note under a name of the file's
/// own taken for a paragraph.
#[test]
fn lists_within_paragraphs_and_names_of_ones_own() {
    let bytes = structured(
        &[
            "/F1 10 Tf 72 700 Td (A/RES/99/7) Tj",
            "/F1 10 Tf 72 680 Td (99/7. Lamps) Tj",
            "/F1 10 Tf 72 660 Td (The General Assembly,) Tj",
            "/F1 10 Tf 72 640 Td (1. Asks for lamps:) Tj /F1 6 Tf 4 Ts (1) Tj 0 Ts",
            "/F1 10 Tf 72 620 Td (\\(a\\) On old bridges;) Tj",
            "/F1 10 Tf 72 600 Td (\\(b\\) On new ones.) Tj",
            "/F1 6 Tf 72 100 Td 3 Ts (1) Tj 0 Ts /F1 8 Tf (  See A/99/1.) Tj",
        ],
        |page| {
            let block = |kind, mcid: i64| element(kind, page, vec![mcid.into()]);
            let points = element("L", page, vec![block("LI", 4), block("LI", 5)]);
            let note = element("Own", page, vec![block("P", 6)]);
            let body = element("LBody", page, vec![3.into(), note, points]);
            vec![
                block("P", 0),
                block("P", 1),
                block("P", 2),
                element("L", page, vec![element("LI", page, vec![body])]),
            ]
        },
    );
    let reading = flow(&bytes, usize::MAX).and_then(flow::reading).unwrap();
    let told = told(&reading);
    let expected = [
        "para/1: Asks for lamps:",
        "fn/1: See A/99/1.",
        "para/1/a: On old bridges;",
        "para/1/b: On new ones.",
    ];
    assert_eq!(told, expected);
}

/// The provisions as "path: words".
fn told(reading: &crate::corpus::reading::Reading) -> Vec<String> {
    let provisions = reading.provisions.iter();
    provisions.map(|p| format!("{}: {}", p.path, p.text)).collect()
}

/// Catches: all footnotes of a page taken for the first, those that no raised mark calls lost, a raised
/// figure within a line taken for the mark of another.
#[test]
fn every_footnote_is_kept_with_its_mark() {
    let bytes = tagged(&[
        ("P", "/F1 10 Tf 72 700 Td (United Nations) Tj"),
        ("P", "/F1 10 Tf 72 690 Td (A/RES/99/7) Tj"),
        ("P", "/F1 10 Tf 72 680 Td (99/7. Lamps*) Tj"),
        ("P", "/F1 10 Tf 72 660 Td (The General Assembly,) Tj"),
        (
            "P",
            "/F1 10 Tf 72 640 Td (Seeing lamps) Tj /F1 6 Tf 4 Ts (1 ) Tj 0 Ts /F1 10 Tf (and oil,) Tj /F1 6 Tf 4 Ts (2) Tj 0 Ts",
        ),
        ("P", "/F1 10 Tf 72 620 Td (1. Asks for lamps.) Tj"),
        (
            "Footnote",
            "/F1 6 Tf 72 100 Td 3 Ts (1) Tj 0 Ts /F1 8 Tf (  First of the 3) Tj /F1 5 Tf 3 Ts (1) Tj 0 Ts /F1 8 Tf ( lamps.) Tj \
             0 -20 Td /F1 6 Tf 3 Ts (2) Tj 0 Ts /F1 8 Tf (  Second, which goes) Tj 0 -10 Td (on.) Tj",
        ),
        ("Footnote", "/F1 8 Tf 72 60 Td (* Lit again.) Tj"),
    ]);
    let reading = flow(&bytes, usize::MAX).and_then(flow::reading).unwrap();
    let told = told(&reading);
    let expected = [
        "fn/*: Lit again.",
        "pp/1: Seeing lamps and oil,",
        "fn/1: First of the 31 lamps.",
        "fn/2: Second, which goes on.",
        "para/1: Asks for lamps.",
    ];
    assert_eq!(told, expected);
}

/// Catches: words that are left out without a word.
#[test]
fn a_missing_font_is_told() {
    for content in [&b"BT /F9 10 Tf (lamps) Tj ET"[..], b"BT (lamps) Tj ET"] {
        let error = shown(content).map(|_| ()).unwrap_err();
        assert!(error.message.contains("font is missing"), "{}", error.message);
    }
}

/// Catches: an order of operators and operands, however senseless, that ends the program.
#[test]
fn no_content_makes_the_reader_panic() {
    const TOKENS: [&[u8]; 28] = [
        b"q",
        b"Q",
        b"BT",
        b"ET",
        b"cm",
        b"Tm",
        b"Td",
        b"TD",
        b"T*",
        b"Tj",
        b"TJ",
        b"'",
        b"\"",
        b"Tc",
        b"Tz",
        b"TL",
        b"BDC",
        b"EMC",
        b"BI",
        b"(a\\",
        b"<4",
        b"[",
        b"<<",
        b"/F1 10 Tf",
        b"/MCID -9999999999999999999999",
        b"1e9",
        b"-.-",
        b"\xff",
    ];
    let mut random = fastrand::Rng::with_seed(3);
    for _ in 0..500 {
        let mut content = b"/F2 9 Tf (lamps) Tj ".to_vec();
        for _ in 0..random.usize(1..60) {
            content.extend_from_slice(TOKENS[random.usize(..TOKENS.len())]);
            content.extend_from_slice([&b" "[..], b")", b"> ", b"\n"][random.usize(..4)]);
        }
        // Whatever it gives, it gives it.
        let _ = shown(&content);
    }
}

/// Catches: states or marks that are kept without end.
#[test]
fn what_never_ends_is_bounded() {
    let many = b"q /P <</MCID 1>> BDC ".repeat(200_000);
    let content = [b"/F1 10 Tf ".to_vec(), many, b"(lamps) Tj".to_vec()].concat();
    assert_eq!(shown(&content).unwrap()[0].text, "lamps");
}

#[test]
fn bad_files_say_what_they_are() {
    let message = |bytes: &[u8]| read(bytes).unwrap_err().message;
    assert!(message(b"").contains("not a PDF"));
    assert!(message(b"%PDF-1.7\n").contains("cut short"));
    assert!(message(b"%PDF-1.7\nstartxref\n9\n%%EOF").contains("damaged"));
    assert!(message(&pdf("")).contains("scan"));
    assert!(message(&pdf("Some words of no document")).contains("no "));
}

/// A file with one stream of so many MiB.
fn packed(dictionary: &str, mebibytes: usize) -> Vec<u8> {
    use std::io::Write as _;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0_u8; 1 << 20];
    for _ in 0..mebibytes {
        packed.write_all(&zeros).unwrap();
    }
    let mut bytes = format!("%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode{dictionary}>>\nstream\n").into_bytes();
    bytes.extend(packed.finish().unwrap());
    bytes.extend(b"\nendstream\nendobj\n%%EOF");
    bytes
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let is_refused = |bytes: &[u8]| read(bytes).unwrap_err().message.contains("unpacks to more");
    assert!(is_refused(&packed("", 513)));
    assert!(!is_refused(&packed("", 33)), "a large image");
    assert!(is_refused(&packed("/Type/ObjStm", 33)));
    assert!(is_refused(&packed("/Type/#4FbjStm", 33)));
    for end in ["", "stream\nendstream"] {
        let many = "1 0 obj\nendobj\n".repeat(1_000_001);
        assert!(is_refused(format!("%PDF-1.7\n{many}{end}\n%%EOF").as_bytes()));
    }
}

/// Catches: the words that another program finds in what is left of a file, taken for all of them.
#[test]
fn half_a_file_is_no_file() {
    let whole = pdf(TEXT);
    for length in (9..whole.len() - 8).step_by(37) {
        let error = read(&whole[..length]).unwrap_err();
        assert!(error.message.contains("cut short"), "{length}: {}", error.message);
        assert!(identify(&whole[..length]).is_none());
    }
}

#[test]
fn spoiled_files_never_end_the_program() {
    let good = pdf(TEXT);
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..400 {
        let mut bytes = good.clone();
        for _ in 0..random.usize(1..12) {
            let at = random.usize(..bytes.len());
            bytes[at] = random.u8(..);
        }
        // Whatever it says, it says it.
        let _ = crate::text::read(crate::text::format::Format::Pdf, &bytes, None);
    }
}

fn locked(user_password: &str) -> Vec<u8> {
    use pdf_extract::{EncryptionState, EncryptionVersion, Object, Permissions, StringFormat};
    let mut document = made(TEXT);
    let id = Object::String(b"0123456789abcdef".to_vec(), StringFormat::Literal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    saved(document)
}

/// Catches: a file behind a password that is read as gibberish, or said to be damaged; one that only
/// restricts printing and copying, refused.
#[test]
fn a_password_is_named() {
    let error = flow(&locked("secret"), usize::MAX).map(|_| ()).unwrap_err();
    assert!(error.message.contains("encrypted"), "{}", error.message);
    assert!(error.hint.contains("without password"), "{}", error.hint);
    assert!(read(&locked("secret")).is_err());
    let open = flow(&locked(""), usize::MAX).and_then(flow::reading).unwrap();
    assert_eq!(open.symbol.as_str(), "A/RES/99/7");
}
