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
    use pdf_extract::content::{Content, Operation};
    use pdf_extract::{Object, Stream, dictionary};
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Times-Roman", "Encoding" => "WinAnsiEncoding",
    });
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
    let content = Content { operations }.encode().unwrap();
    let content = document.add_object(Stream::new(dictionary! {}, content));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    document.objects.insert(
        pages,
        Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }),
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

#[test]
fn bad_files_say_what_they_are() {
    let message = |bytes: &[u8]| read(bytes).unwrap_err().message;
    assert!(message(b"").contains("not a PDF"));
    assert!(message(b"%PDF-1.7\n").contains("damaged"));
    assert!(message(&pdf(TEXT)[..400]).contains("damaged"));
    assert!(message(&pdf("")).contains("scan"));
    assert!(message(&pdf("Some words of no document")).contains("no "));
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    use std::io::Write as _;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0_u8; 1 << 20];
    for _ in 0..513 {
        packed.write_all(&zeros).unwrap();
    }
    let mut bytes = b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode>>\nstream\n".to_vec();
    bytes.extend(packed.finish().unwrap());
    bytes.extend(b"\nendstream\nendobj\n");
    assert!(read(&bytes).unwrap_err().message.contains("unpacks to more"));
    let mut many = b"%PDF-1.7\n".to_vec();
    many.extend(b"1 0 obj\nendobj\n".repeat(1_000_001));
    many.extend(b"stream\nendstream");
    assert!(read(&many).unwrap_err().message.contains("unpacks to more"));
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
