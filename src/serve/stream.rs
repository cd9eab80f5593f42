//! A file as the body of an answer, in pieces, so that its size does not matter.

use axum::body::{Body, Bytes};
use flate2::{Compression, GzBuilder, write::GzEncoder};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Size of a piece, in bytes.
const PIECE: usize = 64 << 10;
/// Pieces that wait for a slow client.
const AHEAD: usize = 4;

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

fn body(receiver: Receiver<io::Result<Bytes>>) -> Body {
    Body::from_stream(futures_util::stream::unfold(
        receiver,
        |mut receiver| async move { receiver.recv().await.map(|piece| (piece, receiver)) },
    ))
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
        drop(sender.blocking_send(Err(error)));
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
        self.0
            .blocking_send(Ok(Bytes::copy_from_slice(bytes)))
            .map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
