//! Which addresses are asked at all.
//!
//! A list of sources, a redirect or a name server could send this program to machines of the network it runs in.
//! So no private address is contacted, whoever names it, unless the list of sources says `private = true` for
//! exactly that host and port. Literal addresses are checked before every request, names when they are resolved:
//! once before the request, and again by the connection itself, which only sees the addresses that passed.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::Url;

/// The environment's names for the addresses of proxies.
const PROXIES: [&str; 6] = [
    "http_proxy",
    "HTTP_PROXY",
    "https_proxy",
    "HTTPS_PROXY",
    "all_proxy",
    "ALL_PROXY",
];

/// Decides about addresses.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    /// `host:port` that may be private.
    permitted: BTreeSet<String>,
}

/// `host:port` of an address, in lower case, with the port that its scheme means.
pub(super) fn authority(url: &Url) -> Option<String> {
    Some(format!("{}:{}", url.host_str()?, url.port_or_known_default()?))
}

impl Guard {
    pub(super) fn new(permitted: BTreeSet<String>) -> Self {
        Self { permitted }
    }

    /// Whether an address may be asked.
    ///
    /// # Errors
    /// In words, where it may not.
    pub(super) fn check(&self, url: &Url) -> Result<(), String> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!("{url} is no address of the web"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(format!(
                "the address at {} holds a password",
                url.host_str().unwrap_or("")
            ));
        }
        let Some(authority) = authority(url) else {
            return Err(format!("{url} names no host"));
        };
        if self.permitted.contains(&authority) {
            return Ok(());
        }
        let refused = |what: &str| Err(format!("{authority} {what}, and those are never asked"));
        match url.host() {
            Some(url::Host::Ipv4(ip)) if !is_public(IpAddr::V4(ip)) => refused("is a private address"),
            Some(url::Host::Ipv6(ip)) if !is_public(IpAddr::V6(ip)) => refused("is a private address"),
            Some(url::Host::Domain(name)) if self.is_known_private(name) => {
                refused("is a name of private machines")
            }
            Some(url::Host::Domain(name)) => match resolve(name) {
                // A name that is not known here may be known to a proxy.
                Ok(addresses) if !addresses.is_empty() && !addresses.iter().any(|a| is_public(a.ip())) => {
                    refused("has a private address")
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Names whose resolution is let through below, for another port or for a proxy, and those that
    /// never leave a network.
    fn is_known_private(&self, name: &str) -> bool {
        let name = name.trim_end_matches('.');
        let local = ["localhost", "local", "internal", "home.arpa"];
        local.iter().any(|end| {
            name.strip_suffix(end)
                .is_some_and(|before| before.is_empty() || before.ends_with('.'))
        }) || self.let_through().contains(name)
    }

    /// Hosts whose addresses are not filtered: those permitted, and the proxies of the environment.
    fn let_through(&self) -> BTreeSet<String> {
        let permitted = self.permitted.iter().filter_map(|authority| {
            let (host, _) = authority.rsplit_once(':')?;
            Some(host.to_owned())
        });
        let proxies = PROXIES.iter().filter_map(|name| {
            let value = std::env::var(name).ok()?;
            let url = Url::parse(&value).or_else(|_| Url::parse(&format!("http://{value}")));
            Some(url.ok()?.host_str()?.to_owned())
        });
        permitted.chain(proxies).collect()
    }

    /// The resolver for connections: it hands out public addresses only.
    pub(super) fn resolver(&self) -> Arc<Filter> {
        Arc::new(Filter {
            let_through: self.let_through(),
        })
    }
}

fn resolve(name: &str) -> std::io::Result<Vec<SocketAddr>> {
    Ok((name, 0).to_socket_addrs()?.collect())
}

/// A resolver that hides private addresses.
#[derive(Debug)]
pub(super) struct Filter {
    let_through: BTreeSet<String>,
}

impl Resolve for Filter {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        let free = self.let_through.contains(&name);
        Box::pin(async move {
            let asked = name.clone();
            let found = tokio::task::spawn_blocking(move || resolve(&asked)).await??;
            let public: Vec<SocketAddr> = found
                .into_iter()
                .filter(|address| free || is_public(address.ip()))
                .collect();
            if public.is_empty() {
                return Err(format!("{name} has no public address").into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is one of the public internet (IANA's registries of special addresses,
/// RFC 6890): not private, not of this machine or link, not reserved.
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let special = match ip.octets() {
        [0 | 10 | 127, ..] | [240..=255, ..] => true,
        // RFC 6598, shared address space of providers.
        [100, 64..=127, ..] => true,
        // RFC 6890, 2544: protocol assignments, benchmarks.
        [192, 0, 0, _] | [198, 18 | 19, ..] => true,
        _ => ip.is_private() || ip.is_link_local() || ip.is_multicast() || ip.is_documentation(),
    };
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match ip.segments() {
        // Addresses that carry an IPv4 address: mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056).
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        // Documentation (RFC 3849), Teredo and other protocol assignments (RFC 2928).
        [0x2001, 0xdb8, ..] | [0x2001, 0..=0x1ff, ..] => false,
        // The only block handed out for the public internet.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(permitted: &[&str], url: &str) -> Result<(), String> {
        let guard = Guard::new(permitted.iter().map(|p| (*p).to_owned()).collect());
        guard.check(&Url::parse(url).unwrap())
    }

    #[test]
    fn public_and_other_addresses() {
        for ip in [
            "8.8.8.8",
            "157.150.185.49",
            "2001:4860:4860::8888",
            "100.128.0.1",
            "172.32.0.1",
        ] {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "192.0.0.8",
            "203.0.113.7",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "::127.0.0.1",
            "fec0::1",
        ] {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
    }

    #[test]
    fn private_machines_are_refused_however_they_are_written() {
        for url in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://169.254.169.254/latest",
            "http://localhost/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://printer.local/",
            "http://metadata.google.internal/",
        ] {
            assert!(check(&[], url).is_err(), "{url}");
        }
        assert!(check(&[], "ftp://8.8.8.8/").is_err());
        assert!(
            check(&[], "https://name:secret@8.8.8.8/")
                .unwrap_err()
                .contains("password")
        );
        assert!(check(&[], "https://8.8.8.8/").is_ok());
    }

    #[test]
    fn a_permission_is_for_one_port() {
        let permitted = ["127.0.0.1:8000", "localhost:8000", "mirror.example:443"];
        assert!(check(&permitted, "http://127.0.0.1:8000/a").is_ok());
        assert!(check(&permitted, "http://localhost:8000/a").is_ok());
        assert!(check(&permitted, "https://mirror.example/a").is_ok());
        for url in [
            "http://127.0.0.1:8001/",
            "http://localhost:22/",
            "http://mirror.example:80/",
            "http://127.0.0.2:8000/",
        ] {
            assert!(check(&permitted, url).is_err(), "{url}");
        }
    }

    #[test]
    fn connections_see_public_addresses_only() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let found = |permitted: &[&str]| {
            let guard = Guard::new(permitted.iter().map(|p| (*p).to_owned()).collect());
            let name: Name = "localhost".parse().unwrap();
            runtime
                .block_on(guard.resolver().resolve(name))
                .map(Iterator::count)
        };
        assert!(found(&[]).unwrap_err().to_string().contains("no public address"));
        assert!(found(&["localhost:8000"]).unwrap() > 0);
    }
}
