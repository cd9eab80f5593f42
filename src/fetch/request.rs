//! A request: redirects followed by our own rules, hosts asked politely, failures tried again.

use std::collections::HashSet;
use std::sync::Arc;

use reqwest::blocking::{Client, Response};
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderValue, LOCATION};
use reqwest::redirect::Policy;
use url::Url;

use super::failure::{Again, Failure, Reason, backoff};
use super::guard::{Guard, authority};
use super::hosts::{Host, Hosts};
use super::sources::{Challenge, Limits, Sources};

const USER_AGENT: &str = concat!("wsis/", env!("CARGO_PKG_VERSION"), " (+https://w3id.org/wsis/)");
/// Redirects in a row.
const MAX_HOPS: usize = 5;
/// Headers in one answer; more is no server's but an attack's.
const MAX_HEADERS: usize = 128;

/// Asks the web.
pub(super) struct Web {
    client: Client,
    guard: Guard,
    hosts: Hosts,
    challenge: Challenge,
    pub limits: Limits,
}

/// An answer whose body is still to be read, and where it came from.
pub(super) struct Answer {
    pub url: Url,
    pub response: Response,
}

impl Web {
    /// A client that asks by the rules of `sources`.
    ///
    /// # Errors
    /// Where no client can be made: this machine has no root certificates, or its proxy settings make no sense.
    pub(super) fn new(sources: &Sources) -> Result<Self, reqwest::Error> {
        // An error says that there is a provider already, which will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let guard = Guard::new(sources.private.clone());
        let mut headers = HeaderMap::new();
        // Bytes as they are: what is resumed and hashed is the file, and nothing can unpack to more than was sent.
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        let client = Client::builder()
            .user_agent(USER_AGENT)
            .default_headers(headers)
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_gzip()
            .http1_only()
            .http1_max_headers(MAX_HEADERS)
            .connect_timeout(sources.limits.connect)
            .timeout(sources.limits.read)
            .dns_resolver(guard.resolver())
            .build()?;
        Ok(Self {
            client,
            guard,
            hosts: Hosts::new(sources.limits.clone(), sources.delays.clone()),
            challenge: sources.challenge.clone(),
            limits: sources.limits.clone(),
        })
    }

    /// Asks for `url` until `take` is content with an answer. `headers` are made anew for every attempt,
    /// and `take` runs within the host's turn.
    pub(super) fn ask<T>(
        &self,
        url: &Url,
        mut headers: impl FnMut() -> HeaderMap,
        mut take: impl FnMut(Answer) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let host = self.host(url)?;
        let mut attempt = 0;
        loop {
            let failure = match self.follow(url, &headers(), true, &mut take) {
                Ok(taken) => {
                    host.works();
                    return Ok(taken);
                }
                Err(failure) => failure,
            };
            let wait = match failure.again {
                None => {
                    if !failure.of_host {
                        host.works();
                    }
                    return Err(failure);
                }
                Some(Again::After(wait)) if wait > self.limits.longest_wait => {
                    let why = format!(
                        "{}; it asks for a wait of {} s, longer than {} s: run the command again later",
                        failure.why,
                        wait.as_secs(),
                        self.limits.longest_wait.as_secs()
                    );
                    host.give_up(why.clone());
                    return Err(Failure::new(Reason::Failed, why));
                }
                Some(Again::After(wait)) => wait.max(self.limits.backoff),
                Some(Again::Soon) => backoff(self.limits.backoff, attempt),
            };
            if attempt >= self.limits.retries {
                let why = format!("{} (after {} attempts)", failure.why, attempt + 1);
                host.failed(&failure.why);
                return Err(Failure::new(failure.reason, why));
            }
            attempt += 1;
            host.rest(wait);
        }
    }

    /// The host of an address.
    pub(super) fn host(&self, url: &Url) -> Result<Arc<Host>, Failure> {
        let authority =
            authority(url).ok_or_else(|| Failure::new(Reason::Refused, format!("{url} names no host")))?;
        Ok(self.hosts.get(&authority))
    }

    /// One attempt: the request and the redirects it leads to.
    pub(super) fn follow<T>(
        &self,
        url: &Url,
        headers: &HeaderMap,
        obey_robots: bool,
        take: &mut impl FnMut(Answer) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let refused = |why: String| Failure::new(Reason::Refused, why);
        let mut url = url.clone();
        let mut seen = HashSet::new();
        for _ in 0..=MAX_HOPS {
            self.guard.check(&url).map_err(refused)?;
            if obey_robots {
                self.obey_robots(&url)?;
            }
            if !seen.insert(url.clone()) {
                return Err(refused(format!("the redirects go round in a circle at {url}")));
            }
            let host = self.host(&url)?;
            let turn = host.turn()?;
            let request = self.client.get(url.clone()).headers(headers.clone());
            let response = request.send().map_err(|error| Failure::of_network(&error))?;
            match response.status().as_u16() {
                301 | 302 | 303 | 307 | 308 => {
                    let next = next_hop(&url, response.headers())?;
                    drop(response);
                    drop(turn);
                    url = next;
                }
                _ => {
                    self.unchallenged(&response)?;
                    return take(Answer { url, response });
                }
            }
        }
        Err(refused(format!(
            "there are more than {MAX_HOPS} redirects in a row"
        )))
    }

    /// Hosts that keep programs out say so in a header.
    fn unchallenged(&self, response: &Response) -> Result<(), Failure> {
        let mark = self
            .challenge
            .headers
            .iter()
            .find(|name| response.headers().contains_key(name.as_str()));
        match mark {
            Some(name) => Err(Failure::new(
                Reason::Refused,
                format!(
                    "the host keeps programs out ({}, header {name})",
                    response.status().as_u16()
                ),
            )),
            None => Ok(()),
        }
    }
}

/// Where a redirect leads.
fn next_hop(url: &Url, headers: &HeaderMap) -> Result<Url, Failure> {
    let refused = |why: String| Failure::new(Reason::Refused, why);
    let location = headers
        .get(LOCATION)
        .and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    let location = location.ok_or_else(|| refused(format!("{url} redirects nowhere")))?;
    let next = url
        .join(location)
        .map_err(|_| refused(format!("{url} redirects to what is no address")))?;
    if url.scheme() == "https" && next.scheme() != "https" {
        return Err(refused(format!(
            "{url} redirects from https to {}",
            next.scheme()
        )));
    }
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_redirect_leads_from_https_to_http() {
        let hop = |from: &str, to: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(LOCATION, to.parse().unwrap());
            next_hop(&Url::parse(from).unwrap(), &headers).map(String::from)
        };
        assert_eq!(
            hop("http://a.example/b/c", "d?e").unwrap(),
            "http://a.example/b/d?e"
        );
        assert_eq!(
            hop("http://a.example/", "https://b.example/").unwrap(),
            "https://b.example/"
        );
        assert_eq!(
            hop("https://a.example/", "//b.example/").unwrap(),
            "https://b.example/"
        );
        let down = hop("https://a.example/", "http://a.example/").unwrap_err();
        assert_eq!(down.reason, Reason::Refused);
        assert!(down.why.contains("from https to http"));
        assert!(next_hop(&Url::parse("https://a.example/").unwrap(), &HeaderMap::new()).is_err());
    }
}
