//! The characters of a page: the byte order mark, what the page declares, UTF-8, or Windows' Latin.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How far a declaration is looked for, in bytes (HTML, 13.2.3.2).
const HEAD: usize = 1024;

/// The text of a page.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0;
    }
    // Old pages declare one encoding and are in another: what is UTF-8 throughout is UTF-8.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let encoding = declared(bytes).filter(|e| *e != UTF_8).unwrap_or(WINDOWS_1252);
    encoding.decode_without_bom_handling(bytes).0
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let label = rest.trim_start_matches(['"', '\'']);
    let label = label.split(['"', '\'', '>', ';', ' ', '/']).next()?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn pages_in_old_encodings_are_read() {
        assert_eq!(decode(b"\xEF\xBB\xBFx"), "x");
        assert_eq!(decode("été".as_bytes()), "été");
        assert_eq!(decode(b"\xE9t\xE9 \x93x\x94"), "été “x”");
        let cyrillic = b"<meta charset=windows-1251>\xCF\xF0\xE8\xE2\xE5\xF2";
        assert!(decode(cyrillic).ends_with("Привет"));
        let arabic = b"<meta content='text/html; charset=windows-1256'>\xC3";
        assert!(decode(arabic).ends_with('أ'));
        let wrong = b"<meta charset=utf-8>\xE9";
        assert!(decode(wrong).ends_with('é'), "a page that lies about itself");
    }
}
