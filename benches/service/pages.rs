//! The pages, beside nginx with the same bytes as files.
//!
//! Times of one page after another from a warm server, its size with gzip, then every page of the sitemap on
//! eight connections, with the memory before and after. The load generator shares the machine's processors.

use crate::Fallible;
use crate::load::{Load, Until, load, once};
use crate::servers::{self, Running};
use std::path::Path;
use std::time::Duration;

/// One page of each kind, and those that have most to show.
const PAGES: [&str; 24] = [
    "/",
    "/search?q=enhanced+cooperation",
    "/page/document/A/RES/80/173",
    "/page/document/A/RES/80/173?text=en,ar",
    "/page/document/A/RES/80/173/para/99",
    "/page/mandate/A/RES/80/173/para/99/1",
    "/page/body/secretary-general",
    "/page/body/cstd",
    "/page/action-line/c7-e-health",
    "/page/target/geneva-2003/a",
    "/sdg",
    "/sdg/3.8",
    "/page/event/wsis-tunis-2005",
    "/compare?a=A/RES/70/125&b=A/RES/80/173",
    "/explore",
    "/explore/document/A/RES/70/125",
    "/questions/mandates-due",
    "/sparql",
    "/ns/term/Mandate",
    "/rules",
    "/about",
    "/about/coverage",
    "/about/quality",
    "/limits",
];
/// Connections of the crawl.
const CRAWLERS: usize = 8;

/// Each page again and again, then a crawl.
pub(crate) fn measure(ours: &Running, scratch: &Path, time: Duration) -> Fallible<()> {
    let nginx = servers::nginx(scratch);
    if let Err(error) = &nginx {
        println!("nginx: SKIPPED, {error}");
    }
    println!(
        "Pages, one connection: bytes, bytes with gzip; pages a second, median and 99th percentile in ms; the same bytes from nginx"
    );
    for (number, path) in PAGES.into_iter().enumerate() {
        // nginx keeps what it knows of a file, so no name is used twice.
        let file = format!("{number}.html");
        one(ours, nginx.as_ref().ok(), (path, &file), time)?;
    }
    crawl(ours)
}

fn one(ours: &Running, nginx: Option<&Running>, (path, file): (&str, &str), time: Duration) -> Fallible<()> {
    let page = once(ours.address, &get(path, false))?;
    let packed = once(ours.address, &get(path, true))?;
    if page.status != 200 {
        println!("  {path:44} status {}", page.status);
        return Ok(());
    }
    let measure = |server: &Running, request: Vec<u8>| {
        load(&Load {
            address: server.address,
            request: &|_| request.clone(),
            connections: 1,
            until: Until::Over(time),
            status: 200,
        })
    };
    let mut line = format!("  {path:44}{:>9}{:>8}", page.body.len(), packed.body.len());
    line.push_str(&measure(ours, get(path, true))?.shown());
    if let Some(nginx) = nginx {
        nginx.put(file, &packed.body)?;
        line.push_str(&measure(nginx, nginx.file(file))?.shown());
    }
    println!("{line}");
    Ok(())
}

/// Every page that the sitemap names, each once.
fn crawl(ours: &Running) -> Fallible<()> {
    let mut pages = Vec::new();
    collect(ours, "/sitemap.xml", &mut pages)?;
    println!(
        "\nEvery page of the sitemap once, {CRAWLERS} connections: pages a second, median and 99th percentile in ms; memory"
    );
    for gzip in [false, true] {
        let before = ours.memory()?;
        let measured = load(&Load {
            address: ours.address,
            request: &|n| {
                let page = usize::try_from(n).ok().and_then(|n| pages.get(n));
                get(page.map_or("/", String::as_str), gzip)
            },
            connections: CRAWLERS,
            until: Until::Sent(pages.len() as u64),
            status: 200,
        })?;
        println!(
            "  {} pages, gzip {gzip}: {} {before:.0} MiB before, {:.0} MiB after",
            pages.len(),
            measured.shown(),
            ours.memory()?
        );
    }
    Ok(())
}

/// The addresses of a sitemap, and of those it names.
fn collect(ours: &Running, path: &str, pages: &mut Vec<String>) -> Fallible<()> {
    let reply = once(ours.address, &get(path, false))?;
    let text = String::from_utf8(reply.body)?;
    let index = text.contains("<sitemapindex");
    for place in text.split("<loc>").skip(1) {
        let address = place.split("</loc>").next().unwrap_or_default();
        let rest = address.splitn(4, '/').nth(3).unwrap_or_default();
        if index {
            collect(ours, &format!("/{rest}"), pages)?;
        } else {
            pages.push(format!("/{rest}"));
        }
    }
    Ok(())
}

fn get(path: &str, gzip: bool) -> Vec<u8> {
    let coding = if gzip { "Accept-Encoding: gzip\r\n" } else { "" };
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n{coding}\r\n").into_bytes()
}
