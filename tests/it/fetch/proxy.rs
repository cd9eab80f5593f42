//! Proxies of the environment.

use super::server::{Server, reply};
use super::{Case, english, serve, source};

/// A name that no name server knows.
const NAME: &str = "texts.example.invalid";

fn case(port: u16) -> Case {
    let case = Case::new(1);
    let text = source("test", 1, port, "akn")
        .replace("127.0.0.1", NAME)
        .replace("private = true\n", "");
    case.list_with("retries = 0", &text);
    case
}

/// Catches: a proxy that is not used, or used for hosts that it is not meant for.
#[test]
fn proxies_of_the_environment_are_used() {
    let proxy = Server::start(|request, stream| match request.target.ends_with("/robots.txt") {
        true => reply(stream, "404 Not Found", &[], b""),
        false => reply(stream, "200 OK", &[], &english()),
    });
    let through = format!("http://127.0.0.1:{}", proxy.port);
    let case_ = case(80);
    let output = case_.command(&[]).env("HTTP_PROXY", &through).output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        crate::common::stderr(&output)
    );
    assert_eq!(proxy.seen()[0].target, format!("http://{NAME}/en/A/RES/99/1"));

    let before = proxy.seen().len();
    let case_ = case(81);
    let mut command = case_.command(&[]);
    let output = command
        .env("HTTP_PROXY", &through)
        .env("NO_PROXY", NAME)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(proxy.seen().len(), before, "NO_PROXY names the host");
}

/// Catches: a proxy as a way to private machines.
#[test]
fn a_proxy_is_no_way_to_private_addresses() {
    let proxy = serve(|_, stream| reply(stream, "200 OK", &[], &english()));
    let through = format!("http://127.0.0.1:{}", proxy.port);
    let case = Case::new(1);
    for host in ["10.0.0.1", "localhost", "169.254.169.254"] {
        let text = source("test", 1, 80, "akn")
            .replace("127.0.0.1", host)
            .replace("private = true\n", "");
        case.list(&text);
        let output = case.command(&[]).env("HTTP_PROXY", &through).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{host}");
    }
    assert!(proxy.seen().is_empty() && proxy.robots() == 0);
}
