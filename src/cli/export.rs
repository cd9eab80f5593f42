//! `wsis export`

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::CommandFactory as _;
use clap::error::ErrorKind;
use flate2::{Compression, GzBuilder};

use super::Done;
use super::args::{Cli, ExportArgs};
use crate::release;

pub(crate) fn run(args: &ExportArgs) -> Done {
    let name = match args.file() {
        Ok(name) => name,
        // Wrong use, told as clap does.
        Err(why) => Cli::command().error(ErrorKind::ArgumentConflict, why).exit(),
    };
    let (folder, manifest) = release::describe(&args.out.out)?;
    if !manifest.files.iter().any(|file| file.name == name) {
        bail!(
            "the release {} has no {name}: it was made by an older program; build again",
            manifest.id
        );
    }
    let path = folder.join(&name);
    let file = File::open(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut dump = BufReader::with_capacity(1 << 18, file);
    match &args.output {
        None => copy(&mut dump, io::stdout().lock(), args.gzip)?,
        Some(target) => to_file(&mut dump, target, args.gzip)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes beside the target and renames, so that a full disk leaves no half a dump.
fn to_file(dump: &mut impl Read, target: &Path, gzip: bool) -> anyhow::Result<()> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let gzip = gzip || target.extension().is_some_and(|extension| extension == "gz");
    let cannot = || format!("cannot write {}", target.display());
    if is_device(target) {
        let device = OpenOptions::new().write(true).open(target).with_context(cannot)?;
        return copy(dump, BufWriter::new(device), gzip).with_context(cannot);
    }
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).with_context(cannot)?;
    copy(dump, BufWriter::new(file.as_file_mut()), gzip).with_context(cannot)?;
    let file = file.persist(target).with_context(cannot)?;
    readable(&file).with_context(cannot)
}

/// True for pipes and devices (`/dev/stdout`): they are written into, never replaced.
fn is_device(target: &Path) -> bool {
    fs::metadata(target).is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// Temporary files are private; an export is as readable as any other file.
fn readable(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    Ok(())
}

fn copy(dump: &mut impl Read, mut out: impl Write, gzip: bool) -> io::Result<()> {
    if gzip {
        // No time and no name in the header: the same dump gives the same bytes.
        let mut out = GzBuilder::new().mtime(0).write(out, Compression::default());
        io::copy(dump, &mut out)?;
        return out.finish()?.flush();
    }
    io::copy(dump, &mut out)?;
    out.flush()
}
