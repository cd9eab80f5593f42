//! Requests that are sent again when it may help, and failures in words.

use std::io::Read as _;
use std::time::Duration;

use reqwest::blocking::{Client, Response};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, LOCATION, RETRY_AFTER, SERVER, WWW_AUTHENTICATE};
use reqwest::redirect::Policy;
use reqwest::{Method, StatusCode};
use url::Url;

use super::auth::{Credentials, Identity};
use super::{PushError, PushOptions};

const USER_AGENT: &str = concat!("wsis/", env!("CARGO_PKG_VERSION"), " (+https://w3id.org/wsis/)");
/// The most that is read of an answer; those this program asks for are far smaller.
const MOST: u64 = 64 << 20;
/// How much of a server's message is told.
const TOLD: usize = 300;
/// The longest wait that a server may ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// A good answer.
pub(super) struct Answer {
    pub status: u16,
    pub media_type: String,
    pub server: String,
    pub body: Vec<u8>,
}

/// A request, as often as it takes.
pub(super) struct Ask<'a> {
    pub method: Method,
    pub url: &'a Url,
    pub accept: &'static str,
    pub content_type: &'static str,
    pub body: Vec<u8>,
}

/// Speaks to the server.
pub(super) struct Http {
    client: Client,
    identity: Identity,
    retries: u32,
    backoff: Duration,
}

/// What came of one attempt.
enum Attempt {
    Good(Answer),
    /// It may help to ask again: why, and how long to wait at least.
    Again(String, Option<Duration>),
    Never(PushError),
}

impl Http {
    pub(super) fn new(options: &PushOptions, credentials: Credentials) -> Result<Self, PushError> {
        // An error says that there is a provider already, which will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(USER_AGENT)
            // A password is for the address that was given and for no other.
            .redirect(Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .http1_only()
            .connect_timeout(options.time.min(Duration::from_secs(20)))
            .timeout(options.time)
            .build()
            .map_err(|error| PushError::Client(error.to_string()))?;
        Ok(Self {
            client,
            identity: Identity::new(credentials),
            retries: options.retries,
            backoff: options.backoff,
        })
    }

    /// Asks until there is an answer.
    pub(super) fn ask(&self, ask: &Ask<'_>) -> Result<Answer, PushError> {
        let mut attempts = 0;
        loop {
            attempts += 1;
            let (why, wait) = match self.attempt(ask) {
                Attempt::Good(answer) => return Ok(answer),
                Attempt::Never(error) => return Err(error),
                Attempt::Again(why, wait) => (why, wait),
            };
            if attempts > self.retries {
                let url = ask.url.to_string();
                return Err(PushError::Unavailable { url, why, attempts });
            }
            let own = self.backoff.saturating_mul(1 << (attempts - 1).min(10));
            let own = own + own.mul_f64(fastrand::f64() / 2.0);
            std::thread::sleep(wait.unwrap_or_default().min(LONGEST_WAIT).max(own));
        }
    }

    fn attempt(&self, ask: &Ask<'_>) -> Attempt {
        let response = match self.send(ask) {
            Ok(response) => response,
            Err(error) => return Attempt::Again(of_network(&error), None),
        };
        // 401 may only tell in which way to say who asks, or that a nonce is stale (RFC 7616, 3.3).
        let response = match response.status() {
            StatusCode::UNAUTHORIZED if self.learn(&response) => match self.send(ask) {
                Ok(response) => response,
                Err(error) => return Attempt::Again(of_network(&error), None),
            },
            _ => response,
        };
        self.judge(ask, response)
    }

    fn learn(&self, response: &Response) -> bool {
        let challenges = response.headers().get_all(WWW_AUTHENTICATE).iter();
        self.identity
            .learn(challenges.filter_map(|value| value.to_str().ok()))
    }

    fn send(&self, ask: &Ask<'_>) -> Result<Response, reqwest::Error> {
        let target = match ask.url.query() {
            Some(query) => format!("{}?{query}", ask.url.path()),
            None => ask.url.path().to_owned(),
        };
        let mut request = self
            .client
            .request(ask.method.clone(), ask.url.clone())
            .header(ACCEPT, ask.accept);
        if let Some(identity) = self.identity.header(ask.method.as_str(), &target) {
            request = request.header(AUTHORIZATION, identity);
        }
        if !ask.body.is_empty() {
            request = request
                .header(CONTENT_TYPE, ask.content_type)
                .body(ask.body.clone());
        }
        request.send()
    }

    fn judge(&self, ask: &Ask<'_>, response: Response) -> Attempt {
        let status = response.status();
        let text = |name| {
            let value = response.headers().get(name);
            value
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        let media_type = text(CONTENT_TYPE)
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_lowercase();
        let server = text(SERVER);
        let location = text(LOCATION);
        let wait = text(RETRY_AFTER).parse().ok().map(Duration::from_secs);
        let url = ask.url.to_string();
        let mut body = Vec::new();
        if let Err(error) = response.take(MOST).read_to_end(&mut body) {
            return Attempt::Again(format!("the answer broke off ({error})"), None);
        }
        let status_code = status.as_u16();
        if status.is_success() {
            return Attempt::Good(Answer {
                status: status_code,
                media_type,
                server,
                body,
            });
        }
        let said = told(&body, &media_type);
        Attempt::Never(match status_code {
            300..=399 => PushError::Address(format!("{url} leads on to {location}; give that address")),
            401 | 403 => PushError::Refused {
                url,
                status: status_code,
                given: self.identity.given(),
            },
            507 => PushError::Full { url, said },
            500..=599 | 429 if no_room(&body) => PushError::Full { url, said },
            // Virtuoso says so with 500.
            500..=599 if said.contains("No permission") => {
                let given = self.identity.given();
                PushError::Refused {
                    url,
                    status: status_code,
                    given,
                }
            }
            // The length of a request is our matter, whatever the status says.
            500..=599 if too_long(&said) => PushError::Answer {
                url,
                status: 413,
                said,
            },
            408 | 429 | 500..=599 => {
                let why = format!("it answers {status_code}: {said}");
                return Attempt::Again(why, wait);
            }
            _ => PushError::Answer {
                url,
                status: status_code,
                said,
            },
        })
    }
}

/// Servers have no common way to say that their disk is full; these are the words of the systems below them.
fn no_room(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body).to_lowercase();
    [
        "no space left",
        "disk full",
        "disk is full",
        "out of disk",
        "insufficient storage",
        "quota exceeded",
    ]
    .iter()
    .any(|words| text.contains(words))
}

/// Virtuoso compiles an update to a program of its own and bounds its length; others bound the text.
fn too_long(said: &str) -> bool {
    let said = said.to_lowercase();
    [
        "exceeded 10000 lines",
        "too large",
        "too long",
        "too many",
        "stack overflow",
    ]
    .iter()
    .any(|words| said.contains(words))
}

/// The head of a message, on one line, without the mark-up of a page.
fn told(body: &[u8], media_type: &str) -> String {
    let text = String::from_utf8_lossy(body.get(..body.len().min(1 << 16)).unwrap_or_default());
    let mut plain = String::new();
    let mut within = false;
    let page = media_type.contains("html") || text.trim_start().starts_with("<!");
    for letter in text.chars() {
        match letter {
            '<' if page => within = true,
            '>' if page && within => {
                within = false;
                plain.push(' ');
            }
            _ if within => {}
            other if other.is_control() => plain.push(' '),
            other => plain.push(other),
        }
    }
    let plain: Vec<&str> = plain.split_whitespace().collect();
    let mut plain = plain.join(" ");
    if let Some((at, _)) = plain.char_indices().nth(TOLD) {
        plain.truncate(at);
        plain.push('…');
    }
    if plain.is_empty() {
        "without a word".to_owned()
    } else {
        plain
    }
}

fn of_network(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time (--seconds gives it longer)".to_owned();
    }
    let mut causes = Vec::new();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    let last = causes.last().cloned().unwrap_or_else(|| error.to_string());
    if error.is_connect() {
        format!("nobody answers there ({last})")
    } else {
        format!("the connection was lost ({last})")
    }
}

impl Http {
    /// Whether user and password would be sent to another machine for everybody on the way to read.
    pub(super) fn shows_secrets_to(&self, url: &Url) -> bool {
        let own = match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
            Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        };
        self.identity.given() && url.scheme() == "http" && !own
    }
}
