//! A file as the body of an answer, in pieces, so that its size does not matter.

use axum::body::{Body, Bytes};
use flate2::{Compression, GzBuilder, write::GzEncoder};
use futures_util::StreamExt as _;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Size of a piece, in bytes.
const PIECE: usize = 64 << 10;
/// Pieces that wait for a slow client.
const AHEAD: usize = 4;
/// How long a client may take for a piece. One that reads nothing would keep a thread for good.
const STALL: Duration = Duration::from_secs(30);

/// How a file is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// As it is.
    Plain,
    /// Compressed with gzip. The header has no time, so the bytes are always the same.
    Gzip,
}

/// Opens a file and reads it as the client takes it.
///
/// # Errors
/// When the file cannot be opened. A fault while reading breaks the answer off,
/// which the client sees as an incomplete transfer.
pub(super) async fn stream(path: &Path, packing: Packing) -> io::Result<Body> {
    let file = tokio::fs::File::open(path).await?.into_std().await;
    let (sender, receiver) = channel(AHEAD);
    tokio::task::spawn_blocking(move || pump(file, packing, &sender));
    Ok(body(receiver))
}

/// What `work` writes, as the client takes it. When it fails, the answer is broken off, which the
/// client sees as an incomplete transfer.
pub(super) fn produce(work: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static) -> Body {
    let (sender, receiver) = channel(AHEAD);
    tokio::task::spawn_blocking(move || {
        let mut writer = BufWriter::with_capacity(PIECE, Outlet(&sender));
        let outcome = work(&mut writer).and_then(|()| writer.flush());
        // What could not be sent is not to be sent by dropping.
        drop(writer.into_parts());
        if let Err(error) = outcome {
            give(&sender, Err(error));
        }
    });
    body(receiver)
}

/// Sends a piece; false when the client has gone or takes nothing any more.
fn give(sender: &Sender<io::Result<Bytes>>, piece: io::Result<Bytes>) -> bool {
    let sent = Handle::current().block_on(tokio::time::timeout(STALL, sender.send(piece)));
    matches!(sent, Ok(Ok(())))
}

fn body(receiver: Receiver<io::Result<Bytes>>) -> Body {
    let pieces = futures_util::stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|piece| (piece, receiver))
    });
    // The compression asks once more after the end.
    Body::from_stream(pieces.fuse())
}

/// Moves the file into the channel until it ends or the client goes.
fn pump(mut file: File, packing: Packing, sender: &Sender<io::Result<Bytes>>) {
    let outlet = Outlet(sender);
    let outcome = match packing {
        Packing::Plain => copy(&mut file, outlet).map(|_| ()),
        Packing::Gzip => {
            let encoder = GzBuilder::new().mtime(0).write(outlet, Compression::default());
            copy(&mut file, encoder).and_then(GzEncoder::finish).map(|_| ())
        }
    };
    if let Err(error) = outcome {
        // The client may have gone; then nobody needs to know.
        give(sender, Err(error));
    }
}

fn copy<W: Write>(file: &mut File, mut writer: W) -> io::Result<W> {
    let mut buffer = vec![0; PIECE];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(writer),
            read => writer.write_all(buffer.get(..read).unwrap_or_default())?,
        }
    }
}

/// Sends what is written to it as pieces of the body.
struct Outlet<'a>(&'a Sender<io::Result<Bytes>>);

impl Write for Outlet<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if give(self.0, Ok(Bytes::copy_from_slice(bytes))) {
            return Ok(bytes.len());
        }
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
