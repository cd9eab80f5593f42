//! Who asks: from the environment, never from the command line, never shown.
//!
//! Sources: RFC 7617 (Basic), RFC 7616 (Digest: MD5 and SHA-256, `qop=auth` or none), RFC 6750 (Bearer).

use std::fmt;
use std::fmt::Write as _;
use std::sync::Mutex;

use md5::Md5;
use sha2::{Digest as _, Sha256};

use crate::digest::hex;

/// A user, a token, or nobody.
#[derive(Clone, Default)]
pub struct Credentials {
    user: Option<(String, String)>,
    token: Option<String>,
}

/// Nothing of them is ever printed.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.given() {
            "Credentials(given)"
        } else {
            "Credentials(none)"
        })
    }
}

impl Credentials {
    /// Those of the environment: `WSIS_PUSH_USER` with `WSIS_PUSH_PASSWORD`, or `WSIS_PUSH_TOKEN`.
    #[must_use]
    pub fn from_environment() -> Self {
        let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let user = variable("WSIS_PUSH_USER");
        let password = std::env::var("WSIS_PUSH_PASSWORD").unwrap_or_default();
        Self {
            user: user.map(|user| (user, password)),
            token: variable("WSIS_PUSH_TOKEN"),
        }
    }

    /// Whether there are any.
    #[must_use]
    pub fn given(&self) -> bool {
        self.user.is_some() || self.token.is_some()
    }
}

/// What a server asked for.
enum Scheme {
    Basic,
    Digest(Challenge),
}

struct Challenge {
    realm: String,
    nonce: String,
    opaque: Option<String>,
    sha256: bool,
    session: bool,
    qop: bool,
    algorithm: Option<String>,
    count: u32,
}

/// Shows a server who asks, in the way it wants.
pub(super) struct Identity {
    credentials: Credentials,
    scheme: Mutex<Option<Scheme>>,
}

impl Identity {
    pub(super) fn new(credentials: Credentials) -> Self {
        Self {
            credentials,
            scheme: Mutex::new(None),
        }
    }

    pub(super) fn given(&self) -> bool {
        self.credentials.given()
    }

    /// The value of `Authorization`, as far as it is known what the server wants.
    pub(super) fn header(&self, method: &str, target: &str) -> Option<String> {
        if let Some(token) = &self.credentials.token {
            return Some(format!("Bearer {token}"));
        }
        let (user, password) = self.credentials.user.as_ref()?;
        let mut scheme = self
            .scheme
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        match scheme.as_mut()? {
            Scheme::Basic => Some(format!(
                "Basic {}",
                base64(format!("{user}:{password}").as_bytes())
            )),
            Scheme::Digest(challenge) => Some(challenge.answer(user, password, method, target)),
        }
    }

    /// Learns from `WWW-Authenticate`; true where it makes sense to ask again.
    pub(super) fn learn<'a>(&self, challenges: impl Iterator<Item = &'a str>) -> bool {
        if self.credentials.user.is_none() || self.credentials.token.is_some() {
            return false;
        }
        let offered: Vec<Scheme> = challenges.filter_map(scheme).collect();
        // The stronger one, where there are several.
        let best = offered.into_iter().max_by_key(|scheme| match scheme {
            Scheme::Basic => 0,
            Scheme::Digest(challenge) => 1 + u8::from(challenge.sha256),
        });
        let Some(best) = best else { return false };
        let mut known = self
            .scheme
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *known = Some(best);
        true
    }
}

fn scheme(header: &str) -> Option<Scheme> {
    let (name, rest) = header.trim().split_once(' ').unwrap_or((header.trim(), ""));
    if name.eq_ignore_ascii_case("basic") {
        return Some(Scheme::Basic);
    }
    if !name.eq_ignore_ascii_case("digest") {
        return None;
    }
    let parameters = parameters(rest);
    let get = |name: &str| {
        let mut found = parameters
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.clone())
    };
    let algorithm = get("algorithm");
    let written = algorithm.as_deref().unwrap_or("MD5").to_ascii_uppercase();
    let (plain, session) = match written.strip_suffix("-SESS") {
        Some(plain) => (plain, true),
        None => (written.as_str(), false),
    };
    if !matches!(plain, "MD5" | "SHA-256") {
        return None;
    }
    let qop = get("qop").map(|qop| qop.split(',').any(|one| one.trim().eq_ignore_ascii_case("auth")));
    Some(Scheme::Digest(Challenge {
        realm: get("realm")?,
        nonce: get("nonce")?,
        opaque: get("opaque"),
        sha256: plain == "SHA-256",
        session,
        qop: qop.unwrap_or(false),
        algorithm,
        count: 0,
    }))
}

/// `name=value, name="value"`.
fn parameters(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => {
                let mut value = String::new();
                let mut letters = quoted.char_indices();
                let mut end = quoted.len();
                while let Some((at, letter)) = letters.next() {
                    match letter {
                        '\\' => value.extend(letters.next().map(|(_, escaped)| escaped)),
                        '"' => {
                            end = at + 1;
                            break;
                        }
                        other => value.push(other),
                    }
                }
                (value, quoted.get(end..).unwrap_or_default())
            }
            None => {
                let end = after.find(',').unwrap_or(after.len());
                let (value, next) = after.split_at(end);
                (value.trim().to_owned(), next)
            }
        };
        found.push((name.trim_matches([',', ' ', '\t']).to_owned(), value));
        rest = next;
    }
    found
}

impl Challenge {
    fn hash(&self, text: &str) -> String {
        if self.sha256 {
            hex(&Sha256::digest(text))
        } else {
            hex(&Md5::digest(text))
        }
    }

    fn answer(&mut self, user: &str, password: &str, method: &str, target: &str) -> String {
        self.count += 1;
        let client = format!("{:016x}", fastrand::u64(..));
        self.answer_with(user, password, (method, target), &client)
    }

    fn answer_with(
        &self,
        user: &str,
        password: &str,
        (method, target): (&str, &str),
        client: &str,
    ) -> String {
        let (realm, nonce) = (&self.realm, &self.nonce);
        let mut secret = self.hash(&format!("{user}:{realm}:{password}"));
        if self.session {
            secret = self.hash(&format!("{secret}:{nonce}:{client}"));
        }
        let request = self.hash(&format!("{method}:{target}"));
        let count = format!("{:08x}", self.count);
        let response = if self.qop {
            self.hash(&format!("{secret}:{nonce}:{count}:{client}:auth:{request}"))
        } else {
            self.hash(&format!("{secret}:{nonce}:{request}"))
        };
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let mut header = format!(
            "Digest username=\"{}\", realm=\"{}\", nonce=\"{}\", uri=\"{target}\", response=\"{response}\"",
            quoted(user),
            quoted(realm),
            quoted(nonce)
        );
        // Writing to a string does not fail.
        if let Some(algorithm) = &self.algorithm {
            let _ = write!(header, ", algorithm={algorithm}");
        }
        if self.qop {
            let _ = write!(header, ", qop=auth, nc={count}");
        }
        if self.qop || self.session {
            let _ = write!(header, ", cnonce=\"{client}\"");
        }
        if let Some(opaque) = &self.opaque {
            let _ = write!(header, ", opaque=\"{}\"", quoted(opaque));
        }
        header
    }
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = LETTERS
                .get((bits >> (18 - 6 * at) & 63) as usize)
                .copied()
                .unwrap_or(b'A');
            out.push(if at <= three.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 7616, 3.9.1.
    #[test]
    fn digests_are_those_of_the_rfc() {
        for (algorithm, response) in [
            ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
            (
                "SHA-256",
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
            ),
        ] {
            let header = format!(
                "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm={algorithm}, \
                 nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", \
                 opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
            );
            let Some(Scheme::Digest(mut challenge)) = scheme(&header) else {
                panic!("no digest in {header}");
            };
            challenge.count = 1;
            let client = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
            let given = challenge.answer_with("Mufasa", "Circle of Life", ("GET", "/dir/index.html"), client);
            assert!(given.contains(&format!("response=\"{response}\"")), "{given}");
            assert!(
                given.contains("nc=00000001") && given.contains("opaque=\"FQhe"),
                "{given}"
            );
        }
    }

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn nothing_secret_is_printed() {
        let credentials = Credentials {
            user: Some(("who".to_owned(), "secret".to_owned())),
            token: None,
        };
        assert_eq!(format!("{credentials:?}"), "Credentials(given)");
    }
}
