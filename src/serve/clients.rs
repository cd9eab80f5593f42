//! What one client may ask, so that one leaves room for the others.
//!
//! A client is an IPv4 address or an IPv6 network of 64 bits. Only work counts: queries that are
//! evaluated and graphs that are written out; answers that are kept, 304 and pages are free. The
//! machine itself (loopback) has no bounds of its own: who works there owns it. Behind a proxy every
//! request comes from there, so the header in which the proxy names the client must be configured.

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, HeaderName};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How long a query waits for the client's own queries to end.
const PATIENCE: Duration = Duration::from_secs(10);
/// Clients remembered at the same time; beyond that, the quiet ones are forgotten.
const MAX_CLIENTS: usize = 50_000;
/// Seconds after which a client whose queries all run is to come again.
const LATER: u64 = 5;

/// The bounds of one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientLimits {
    /// Most queries evaluated and graphs written in a minute; 0 is no bound.
    pub per_minute: u32,
    /// Most of them at the same time; 0 is no bound.
    pub concurrent: usize,
    /// The header whose last address is the client's, set by a proxy in front.
    pub header: Option<HeaderName>,
}

impl Default for ClientLimits {
    /// 300 a minute, two at the same time: half of the places.
    fn default() -> Self {
        Self {
            per_minute: 300,
            concurrent: 2,
            header: None,
        }
    }
}

/// Why a client has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Throttled {
    /// The name of the bound.
    pub bound: &'static str,
    /// How much is allowed.
    pub allowed: u64,
    /// Seconds until it is worth asking again.
    pub retry: u64,
}

/// What is known about all clients.
pub(super) struct Clients {
    limits: ClientLimits,
    known: Mutex<HashMap<IpAddr, Client>>,
}

struct Client {
    /// Requests it may still make.
    left: f64,
    /// When `left` was right.
    at: Instant,
    places: Arc<Semaphore>,
}

/// The leave to work for a client; held while the work goes on.
#[derive(Default)]
pub(super) struct Leave {
    _place: Option<OwnedSemaphorePermit>,
}

impl Clients {
    /// Nobody has asked yet.
    #[must_use]
    pub(super) fn new(limits: ClientLimits) -> Self {
        Self {
            limits,
            known: Mutex::default(),
        }
    }

    /// The bounds, for those who describe the service.
    #[must_use]
    pub(super) const fn limits(&self) -> &ClientLimits {
        &self.limits
    }

    /// Who asks; `None` has no bounds.
    #[must_use]
    pub(super) fn who(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
        let address = self.address(extensions, headers)?;
        (!address.is_loopback()).then(|| network(address))
    }

    /// The address of a client: the one at the other end, or the one that the proxy in front names in the
    /// header that is configured.
    #[must_use]
    pub(super) fn address(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
        let named = self.limits.header.as_ref().and_then(|name| {
            // The last address is the one the nearest proxy saw; those before it, anybody can write.
            let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
            address(value.rsplit(',').next()?.trim())
        });
        let peer = || {
            extensions
                .get::<ConnectInfo<SocketAddr>>()
                .map(|info| info.0.ip())
        };
        Some(named.or_else(peer)?.to_canonical())
    }

    /// Lets a client work, when need be after its earlier work has ended.
    ///
    /// # Errors
    /// [`Throttled`] when it has asked too much.
    pub(super) async fn admit(&self, client: Option<IpAddr>) -> Result<Leave, Throttled> {
        let Some(client) = client else {
            return Ok(Leave::default());
        };
        let places = self.spend(client, Instant::now())?;
        if self.limits.concurrent == 0 {
            return Ok(Leave::default());
        }
        match tokio::time::timeout(PATIENCE, places.acquire_owned()).await {
            Ok(Ok(place)) => Ok(Leave { _place: Some(place) }),
            _ => Err(Throttled {
                bound: "client-concurrent",
                allowed: self.limits.concurrent as u64,
                retry: LATER,
            }),
        }
    }

    /// Takes one request from what the client has left; that grows evenly to a minute's worth.
    fn spend(&self, address: IpAddr, now: Instant) -> Result<Arc<Semaphore>, Throttled> {
        let full = f64::from(self.limits.per_minute);
        let per_second = full / 60.0;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MAX_CLIENTS && !known.contains_key(&address) {
            forget(&mut known, now);
        }
        let client = known.entry(address).or_insert_with(|| Client {
            left: full,
            at: now,
            places: Arc::new(Semaphore::new(
                self.limits.concurrent.clamp(1, Semaphore::MAX_PERMITS),
            )),
        });
        client.left = full.min(per_second.mul_add((now - client.at).as_secs_f64(), client.left));
        client.at = now;
        if self.limits.per_minute > 0 {
            if client.left < 1.0 {
                let retry = ((1.0 - client.left) / per_second).ceil().max(1.0) as u64;
                return Err(Throttled {
                    bound: "client-minute",
                    allowed: u64::from(self.limits.per_minute),
                    retry,
                });
            }
            client.left -= 1.0;
        }
        Ok(Arc::clone(&client.places))
    }
}

/// Forgets who has not asked for a minute, and everybody where that is not enough.
fn forget(known: &mut HashMap<IpAddr, Client>, now: Instant) {
    known.retain(|_, client| now - client.at < Duration::from_secs(60));
    if known.len() >= MAX_CLIENTS {
        known.clear();
    }
}

/// An address as proxies write it: with or without port and brackets.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse()
        .ok()
        .or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

/// One customer has a whole network of IPv6 addresses.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(long) => IpAddr::V6(Ipv6Addr::from_bits(long.to_bits() & (u128::MAX << 64))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clients(per_minute: u32) -> Clients {
        Clients::new(ClientLimits {
            per_minute,
            concurrent: 1,
            header: Some(HeaderName::from_static("x-forwarded-for")),
        })
    }

    /// Catches: no refill, refill beyond the bound, a wrong Retry-After.
    #[test]
    fn requests_come_back_with_time() {
        let (clients, start) = (clients(60), Instant::now());
        let ask = |address: [u8; 4], seconds| {
            let now = start + Duration::from_secs(seconds);
            clients.spend(address.into(), now).map_err(|t| t.retry).err()
        };
        let me = [192, 0, 2, 1];
        assert!((0..60).all(|_| ask(me, 0).is_none()));
        assert_eq!(ask(me, 0), Some(1));
        assert_eq!(ask([192, 0, 2, 2], 0), None, "another client");
        assert_eq!(ask(me, 2), None);
        assert_eq!(ask(me, 2), None);
        assert_eq!(ask(me, 2), Some(1));
        let later = (0..200).filter(|_| ask(me, 4_000).is_none()).count();
        assert_eq!(later, 60);
    }

    /// Catches: an address that the client wrote itself taken for the proxy's; loopback bounded.
    #[test]
    fn the_last_address_of_the_header_counts() {
        let clients = clients(1);
        let who = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", value.parse().unwrap());
            clients.who(&Extensions::new(), &headers).map(|a| a.to_string())
        };
        assert_eq!(who("10.9.9.9, 192.0.2.7").as_deref(), Some("192.0.2.7"));
        assert_eq!(who("192.0.2.7:1234").as_deref(), Some("192.0.2.7"));
        assert_eq!(who("[2001:db8:1:2:3::4]:80").as_deref(), Some("2001:db8:1:2::"));
        assert_eq!(who("::ffff:192.0.2.7").as_deref(), Some("192.0.2.7"));
        assert_eq!(who("127.0.0.1"), None);
        assert_eq!(who("nobody"), None);
    }
}
