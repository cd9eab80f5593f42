//! Who asks: the address at the other end, or the one a proxy on this machine names.

use axum::extract::ConnectInfo;
use axum::http::Request;
use std::net::{IpAddr, SocketAddr};

/// The address of the client. `X-Forwarded-For` is believed only when the
/// connection comes from this machine, where a proxy stands in front; of its
/// members the last is the one that this proxy saw.
#[must_use]
pub(super) fn address<B>(request: &Request<B>) -> Option<IpAddr> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    let peer = peer.ip().to_canonical();
    if !peer.is_loopback() {
        return Some(peer);
    }
    let forwarded = request
        .headers()
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .and_then(|address| address.trim().parse().ok());
    Some(forwarded.unwrap_or(peer))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a stranger who names another address in a header and is believed.
    #[test]
    fn only_a_proxy_on_this_machine_is_believed() {
        let ask = |peer: &str, forwarded: &str| {
            let mut request = Request::builder()
                .header("x-forwarded-for", forwarded)
                .body(())
                .unwrap();
            let peer: SocketAddr = peer.parse().unwrap();
            request.extensions_mut().insert(ConnectInfo(peer));
            address(&request).unwrap().to_string()
        };
        assert_eq!(ask("192.0.2.1:9", "198.51.100.7"), "192.0.2.1");
        assert_eq!(ask("127.0.0.1:9", "203.0.113.1, 198.51.100.7"), "198.51.100.7");
        assert_eq!(ask("[::1]:9", "nonsense"), "::1");
        assert_eq!(ask("[::ffff:127.0.0.1]:9", "2001:db8::1"), "2001:db8::1");
    }
}
