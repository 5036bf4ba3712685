//! Which push endpoints we may call: a browser names them, so they may be anything.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// The longest endpoint that we keep or call; those in use have 100 to 400 letters.
pub const LONGEST: usize = 1000;

/// Why an endpoint is not called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is no https address on the ordinary port without user and password.
    #[error("no ordinary https address")]
    NotHttps,
    /// It leads into a private network, or to this very machine.
    #[error("no public address")]
    NotPublic,
}

/// Origins that may be called although they are not public: `127.0.0.1:9999`. For tests.
#[derive(Clone, Debug, Default)]
pub struct Allowed(Vec<String>);

impl Allowed {
    /// The hosts with ports that a setting lists.
    pub fn of(list: &[String]) -> Self {
        Self(list.to_vec())
    }

    /// Whether this endpoint is on the list, host and port exactly.
    pub fn holds(&self, endpoint: &Url) -> bool {
        let (Some(host), Some(port)) = (endpoint.host_str(), endpoint.port_or_known_default())
        else {
            return false;
        };
        self.0.contains(&format!("{host}:{port}"))
    }

    /// Reads an endpoint; refuses what is neither listed nor an https address that could be
    /// public. Whether a *name* is public is only known when it is resolved: see [`Public`].
    pub fn check(&self, endpoint: &str) -> Result<Url, Refused> {
        if endpoint.len() > LONGEST {
            return Err(Refused::NotHttps);
        }
        let url = Url::parse(endpoint).map_err(|_| Refused::NotHttps)?;
        if self.holds(&url) && matches!(url.scheme(), "http" | "https") {
            return Ok(url);
        }
        let plain = url.username().is_empty() && url.password().is_none() && url.port().is_none();
        if url.scheme() != "https" || !plain {
            return Err(Refused::NotHttps);
        }
        match url.host() {
            Some(Host::Domain(name)) if name.contains('.') => Ok(url),
            Some(Host::Ipv4(ip)) if is_public(ip.into()) => Ok(url),
            Some(Host::Ipv6(ip)) if is_public(ip.into()) => Ok(url),
            _ => Err(Refused::NotPublic),
        }
    }
}

/// Resolves names to public addresses only. The connection is made to the very addresses
/// that were looked at here, so that a name can't change its mind in between.
#[derive(Clone, Copy, Debug)]
pub struct Public;

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if found.is_empty() || !found.iter().all(|address| is_public(address.ip())) {
                return Err(Refused::NotPublic.into());
            }
            let addresses: Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}

/// Whether an address belongs to the public internet (IANA special-purpose registries).
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224.., _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    let global_unicast = (0x2000..=0x3fff).contains(&a);
    // Addresses that carry another one inside, tunnels and documentation.
    let special = a == 0x2002 || (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || a == 0x3fff;
    global_unicast && !special
}

#[cfg(test)]
mod tests {
    use super::{Allowed, Refused, is_public};

    #[test]
    fn the_push_services_of_the_browsers_pass() {
        for endpoint in [
            "https://fcm.googleapis.com/fcm/send/abc",
            "https://updates.push.services.mozilla.com/wpush/v2/abc",
            "https://web.push.apple.com/QAbc",
            "https://wns2-db5p.notify.windows.com/w/?token=abc",
            "https://push.example.org:443/x",
        ] {
            assert!(Allowed::default().check(endpoint).is_ok(), "{endpoint}");
        }
    }

    #[test]
    fn nothing_leads_inside() {
        let not_https = [
            "http://fcm.googleapis.com/x",
            "https://fcm.googleapis.com:8443/x",
            "https://user@fcm.googleapis.com/x",
            "https://user:pass@fcm.googleapis.com/x",
            "file:///etc/passwd",
            "gopher://example.org/",
            "nonsense",
            "",
            "//no.scheme/x",
        ];
        for endpoint in not_https {
            let refused = Allowed::default().check(endpoint);
            assert_eq!(refused, Err(Refused::NotHttps), "{endpoint}");
        }
        let inside = [
            "https://localhost/",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://10.0.0.1/",
            "https://172.31.255.255/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "https://255.255.255.255/",
            "https://224.0.0.1/",
            "https://[::1]/",
            "https://[::]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://[2002:7f00:1::]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[2001:db8::1]/",
            "https://intranet/",
        ];
        for endpoint in inside {
            let refused = Allowed::default().check(endpoint);
            assert_eq!(refused, Err(Refused::NotPublic), "{endpoint}");
        }
    }

    #[test]
    fn a_test_may_allow_one_port_of_its_own_machine() {
        let allowed = Allowed::of(&["127.0.0.1:9999".to_owned()]);
        assert!(allowed.check("http://127.0.0.1:9999/push/201/a").is_ok());
        assert!(allowed.check("http://127.0.0.1:9998/").is_err());
        assert!(allowed.check("https://127.0.0.1/").is_err());
        assert!(allowed.check("http://localhost:9999/").is_err());
    }

    #[test]
    fn public_means_public() {
        for ip in [
            "8.8.8.8",
            "172.32.0.1",
            "100.63.0.1",
            "2a00:1450::1",
            "2606:4700::1",
        ] {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
    }
}
