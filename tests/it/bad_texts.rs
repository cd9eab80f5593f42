//! Bad texts among good ones: each is told, the good ones enter the graph, nothing of the bad ones does.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use pdf_extract::{Document, EncryptionState, EncryptionVersion, Object, Permissions, StringFormat};

use crate::bad_input::problem_at;
use crate::common::{current, run, stderr};

/// The words of an invented resolution.
fn words(symbol: &str) -> [String; 8] {
    let number = symbol.trim_start_matches("A/RES/");
    [
        "United Nations".to_owned(),
        symbol.to_owned(),
        "General Assembly".to_owned(),
        format!("{number}. Lamps on bridges"),
        "The General Assembly,".to_owned(),
        "Seeing lamps on bridges,".to_owned(),
        "1. Asks for lamps on all bridges;".to_owned(),
        "2. Decides to count them.".to_owned(),
    ]
}

/// A PDF as it would be written by hand, with so many objects, its content the given operators.
fn pdf_of(content: &str, objects: usize) -> Vec<u8> {
    let mut bodies = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 595 842]\
         /Resources<</Font<</F1 5 0 R>>/XObject<</I 6 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>".to_owned(),
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\n\
         stream\n0\nendstream"
            .to_owned(),
    ];
    bodies.resize(objects.max(bodies.len()), "null".to_owned());
    let mut file = String::from("%PDF-1.7\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", bodies.len() + 1);
    for (number, body) in (1..).zip(&bodies) {
        // Writing to a string does not fail.
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{number} 0 obj\n{body}\nendobj\n");
    }
    let (size, start) = (bodies.len() + 1, file.len());
    format!("{file}{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").into_bytes()
}

fn pdf(symbol: &str, objects: usize) -> Vec<u8> {
    let lines = words(symbol)
        .map(|line| format!("({line}) Tj 0 -30 Td"))
        .join(" ");
    pdf_of(&format!("BT /F1 10 Tf 72 720 Td {lines} ET"), objects)
}

fn locked(symbol: &str) -> Vec<u8> {
    let mut document = Document::load_mem(&pdf(symbol, 0)).unwrap();
    let id = Object::String(b"0123456789abcdef".to_vec(), StringFormat::Literal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "user",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn docx_bomb() -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "")] {
        archive
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    let spaces = vec![b' '; 1 << 20];
    (0..64).for_each(|_| archive.write_all(&spaces).unwrap());
    archive.finish().unwrap().into_inner()
}

/// A thousand million laughs.
fn laughs() -> String {
    let mut text = "<!DOCTYPE akomaNtoso [<!ENTITY l0 \"A/RES/99/26\">".to_owned();
    for n in 1..10 {
        let _ = write!(text, "<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10));
    }
    text + "]>\n<akomaNtoso>&l9;</akomaNtoso>"
}

/// Catches: a bad file that ends the program, holds up the others, is taken for a text, or is told
/// without saying what is wrong with it; a file of a million objects that is not read in time.
#[test]
fn bad_texts_are_told_and_good_ones_read() {
    let folder = tempfile::tempdir().unwrap();
    let texts = folder.path().join("texts");
    fs::create_dir(&texts).unwrap();
    let whole = pdf("A/RES/99/23", 0);
    let bad: [(&str, Vec<u8>, &str, &str); 8] = [
        (
            "objects.pdf",
            pdf("A/RES/99/21", 1_000_001),
            "",
            "unpacks to more",
        ),
        ("locked.pdf", locked("A/RES/99/22"), "", "encrypted"),
        ("cut.pdf", whole[..whole.len() * 3 / 4].to_vec(), "", "cut short"),
        ("scan.pdf", pdf_of("q 595 0 0 842 0 0 cm /I Do Q", 0), "", "scan"),
        ("empty.pdf", Vec::new(), "", "empty"),
        ("bomb.docx", docx_bomb(), "", "unpacks to more"),
        ("laughs.xml", laughs().into_bytes(), ":1:1", "document type"),
        ("renamed.docx", pdf("A/RES/99/27", 0), "", "PDF"),
    ];
    for (name, bytes, _, _) in &bad {
        fs::write(texts.join(name), bytes).unwrap();
    }
    fs::write(texts.join("many.pdf"), pdf("A/RES/99/30", 1_000_000)).unwrap();
    fs::write(texts.join("good.txt"), words("A/RES/99/31").join("\n\n")).unwrap();

    let output = run(folder.path(), &["build", "--texts", "texts"]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    for (name, _, place, word) in &bad {
        let problem = problem_at(name, &said, &format!("texts/{name}{place}"));
        assert!(problem.starts_with("error[W202]"), "{name}: {problem}");
        assert!(
            problem.contains(word) && problem.contains("= help: "),
            "{name}: {problem}"
        );
    }
    let dump = fs::read_to_string(current(&folder.path().join("build")).join("wsis.nq")).unwrap();
    for number in 21..28 {
        assert!(
            !dump.contains(&format!("document/A/RES/99/{number}")),
            "{number} in the graph"
        );
    }
    for number in [30, 31] {
        assert!(
            dump.contains(&format!("document/A/RES/99/{number}/para/2/en")),
            "{number} is not in the graph"
        );
    }
}

/// A version of a resolution whose every paragraph names it.
fn version(number: usize) -> String {
    let mut text = words("A/RES/99/40")[..6].join("\n\n");
    for paragraph in 1..200 {
        let _ = write!(
            text,
            "\n\n{paragraph}. Asks for lamp v{number:06}x on the bridge;"
        );
    }
    text
}

fn replace(texts: &Path, number: usize) {
    let new = texts.with_file_name("new.txt");
    fs::write(&new, version(number)).unwrap();
    fs::rename(new, texts.join("a.txt")).unwrap();
}

/// Catches: the beginning of one file and the end of another in one release; a change that nobody is told.
///
/// The file is replaced again and again, always as long as before, while the program reads it twice. It must
/// say so, or give one version whole.
#[test]
fn a_file_that_changes_while_it_is_read_is_whole_or_refused() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = tempfile::tempdir().unwrap();
    let texts = folder.path().join("texts");
    fs::create_dir(&texts).unwrap();
    replace(&texts, 0);
    let over = AtomicBool::new(false);
    let output = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut number = 0;
            while !over.load(Ordering::Relaxed) {
                number += 1;
                replace(&texts, number);
            }
        });
        let output = run(folder.path(), &["build", "--texts", "texts"]);
        over.store(true, Ordering::Relaxed);
        output
    });
    let said = stderr(&output);
    let dump = fs::read_to_string(current(&folder.path().join("build")).join("wsis.nq")).unwrap();
    let mut versions: Vec<&str> = dump
        .split("for lamp v")
        .skip(1)
        .filter_map(|rest| rest.get(..6))
        .collect();
    versions.sort_unstable();
    versions.dedup();
    if output.status.code() == Some(1) {
        let problem = problem_at("changing", &said, "texts/a.txt");
        assert!(
            problem.starts_with("error[W201]") && problem.contains("changed"),
            "{problem}"
        );
        assert!(versions.is_empty(), "of a refused file: {versions:?}");
    } else {
        assert_eq!(output.status.code(), Some(0), "{said}");
        assert_eq!(versions.len(), 1, "{versions:?}");
    }
}
