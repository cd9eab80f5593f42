//! The work: a thread a host, each text handed from source to source until one gives it.

use std::collections::BTreeSet;
use std::fs;
use std::sync::{Mutex, PoisonError};
use std::thread;

use oxsdatatypes::DateTime;
use url::Url;

use super::download::{Came, Delivered, Known, download};
use super::failure::{Failure, Reason};
use super::guard::authority;
use super::listing::{self, Listings};
use super::part::Part;
use super::pattern::{Values, address_part};
use super::plan::{Candidate, Target};
use super::queue::{Floor, Job, Queues};
use super::record::Record;
use super::report::{Attempt, FileReport, Outcome};
use super::request::Web;
use super::sources::{Ask, Source, Sources};
use super::store::Store;
use super::verify::{Identify, Verdict, Wanted, verify};
use crate::digest::sha256;

/// What the workers share.
pub(super) struct Workshop<'a> {
    pub web: Web,
    pub store: &'a Store,
    pub sources: &'a Sources,
    pub targets: &'a [Target],
    pub listings: Listings,
    pub identify: Identify,
}

/// The host that a candidate's text is on.
fn host(candidate: &Candidate) -> String {
    let address = candidate.ask.shown();
    let head = address.split('{').next().unwrap_or_default();
    Url::parse(head)
        .ok()
        .and_then(|url| authority(&url))
        .unwrap_or_default()
}

impl Workshop<'_> {
    /// Fetches every target; `step` hears of each that is done.
    pub(super) fn run(&self, step: &(dyn Fn() + Sync)) -> Vec<FileReport> {
        let hosts: BTreeSet<String> = self
            .targets
            .iter()
            .flat_map(|t| &t.candidates)
            .map(host)
            .collect();
        let floor = Floor {
            queues: Queues::new(self.targets.len()),
            reports: Mutex::default(),
            step,
        };
        for target in 0..self.targets.len() {
            let job = Job {
                target,
                next: 0,
                attempts: Vec::new(),
            };
            self.pass_on(job, &floor);
        }
        thread::scope(|scope| {
            for host in &hosts {
                let floor = &floor;
                scope.spawn(move || {
                    while let Some(job) = floor.queues.take(host) {
                        self.work(job, floor);
                    }
                });
            }
        });
        let mut reports = floor.reports.into_inner().unwrap_or_else(PoisonError::into_inner);
        reports.sort_by(|a, b| a.symbol.cmp(&b.symbol).then(a.lang.cmp(&b.lang)));
        reports
    }

    /// To the host of the next source, or to the end of the way.
    fn pass_on(&self, job: Job, floor: &Floor<'_>) {
        let Some(target) = self.targets.get(job.target) else {
            return floor.queues.done();
        };
        match target.candidates.get(job.next) {
            Some(candidate) => floor.queues.give(host(candidate), job),
            None => {
                let worst = job.attempts.iter().map(|attempt| attempt.reason).max();
                let outcome = Outcome::from(worst.unwrap_or(Reason::Missing));
                floor.finish(FileReport::of(target, outcome, job.attempts));
            }
        }
    }

    fn work(&self, mut job: Job, floor: &Floor<'_>) {
        let target = self.targets.get(job.target);
        let candidate = target.and_then(|target| target.candidates.get(job.next));
        let source = candidate.and_then(|candidate| self.sources.sources.get(candidate.source));
        let (Some(target), Some(candidate), Some(source)) = (target, candidate, source) else {
            return floor.queues.done();
        };
        let mut aside = None;
        let (address, got) = match self.address(target, candidate) {
            Ok(url) => (url.to_string(), self.get(target, source, &url, &mut aside)),
            Err(failure) => (candidate.ask.shown().to_owned(), Err(failure)),
        };
        match got {
            Ok((outcome, record)) => {
                let mut report = FileReport::of(target, outcome, job.attempts);
                report.record = Some(record);
                floor.finish(report);
            }
            Err(failure) => {
                job.attempts.push(Attempt {
                    source: source.name.clone(),
                    url: address,
                    reason: failure.reason,
                    why: failure.why,
                    aside,
                });
                job.next += 1;
                self.pass_on(job, floor);
            }
        }
    }

    /// The address to ask, which a list of files may have to tell first.
    fn address(&self, target: &Target, candidate: &Candidate) -> Result<Url, Failure> {
        let address = match &candidate.ask {
            Ask::At(address) => address.clone(),
            Ask::Listed {
                listing,
                names,
                address,
            } => {
                let paths = self.listings.get(&self.web, listing)?;
                let path = listing::find(&paths, names);
                let path =
                    path.ok_or_else(|| Failure::new(Reason::Missing, "the list of files has none of it"))?;
                let values = Values {
                    symbol: Some(&target.symbol),
                    lang: target.language,
                    path: Some(path),
                    ..Values::default()
                };
                address.fill(&values, address_part).unwrap_or_default()
            }
        };
        Url::parse(&address)
            .map_err(|error| Failure::new(Reason::Failed, format!("{address} is no address: {error}")))
    }

    fn get(
        &self,
        target: &Target,
        source: &Source,
        url: &Url,
        aside: &mut Option<String>,
    ) -> Result<(Outcome, Record), Failure> {
        let lang = target.language.map(crate::corpus::Language::tag);
        let symbol = target.symbol.as_str();
        let ours = |record: &Record| record.url == url.as_str() && record.source == source.name;
        let known = self.store.known(symbol, lang).filter(ours);
        let known = known.or_else(|| self.store.rejected(symbol, lang, &source.name).filter(ours));
        let tags = known.as_ref().map_or_else(Known::default, |record| Known {
            etag: record.etag.clone(),
            last_modified: record.last_modified.clone(),
        });
        let part = self.store.part(url.as_str());
        let delivered = match (download(&self.web, url, &part, &tags)?, &known) {
            (Came::File(delivered), _) => delivered,
            (Came::Unchanged, Some(record)) if record.rejected.is_none() => {
                self.store
                    .unchanged(record.clone(), now())
                    .map_err(|error| disk(&error))?;
                return Ok((Outcome::Unchanged, record.clone()));
            }
            // What was put aside is judged anew: the marks and the readers may have changed.
            (Came::Unchanged, Some(record)) => {
                self.store
                    .reconsider(record, &part)
                    .map_err(|error| disk(&error))?;
                Delivered::again(record)
            }
            (Came::Unchanged, None) => {
                return Err(Failure::new(Reason::Failed, "the host says that nothing changed"));
            }
        };
        let record = self.judged(target, source, url, delivered, &part)?;
        if let Some(why) = record.rejected.clone() {
            let put = self.store.reject(&part, record).map_err(|error| disk(&error))?;
            *aside = Some(put.display().to_string());
            return Err(Failure::new(Reason::Rejected, why));
        }
        let same = known.is_some_and(|known| known.rejected.is_none() && known.sha256 == record.sha256);
        self.store
            .keep(&part, record.clone())
            .map_err(|error| disk(&error))?;
        Ok((
            if same {
                Outcome::Unchanged
            } else {
                Outcome::Fetched
            },
            record,
        ))
    }

    /// The record of a complete download; it says why where this is not the text asked for.
    fn judged(
        &self,
        target: &Target,
        source: &Source,
        url: &Url,
        delivered: Delivered,
        part: &Part,
    ) -> Result<Record, Failure> {
        let bytes = fs::read(part.path())
            .map_err(|error| Failure::new(Reason::Failed, format!("the file cannot be read: {error}")))?;
        let wanted = Wanted {
            symbol: &target.symbol,
            also: &target.also,
            language: target.language,
            format: source.format,
            media: &source.media,
        };
        let media = delivered.media.as_deref();
        let verdict = verify(&bytes, media, &wanted, &self.sources.challenge, self.identify);
        let path = format!("{}.{}", target.stem(), source.format.extension());
        let (path, identified, rejected) = match verdict {
            Verdict::Right => (path, true, None),
            Verdict::Unknown => (path, false, None),
            // The name ends so that no reader takes it for a text.
            Verdict::Wrong(why) => {
                let aside = format!(".rejected/{path}.{}.rejected", safe(&source.name));
                (aside, false, Some(why))
            }
        };
        Ok(Record {
            path,
            symbol: target.symbol.to_string(),
            lang: target
                .language
                .map(crate::corpus::Language::tag)
                .map(str::to_owned),
            source: source.name.clone(),
            url: url.to_string(),
            final_url: delivered.url,
            fetched: now(),
            checked: None,
            status: delivered.status,
            etag: delivered.etag,
            last_modified: delivered.last_modified,
            media: delivered.media,
            sha256: sha256(&bytes),
            bytes: bytes.len() as u64,
            identified,
            rejected,
        })
    }
}

fn disk(error: &std::io::Error) -> Failure {
    Failure::new(Reason::Failed, format!("the folder cannot be written: {error}"))
}

/// A name as part of a file's name.
fn safe(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' {
                c
            } else {
                '_'
            }
        })
        .collect()
}

fn now() -> String {
    DateTime::now().to_string()
}
