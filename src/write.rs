//! Files that are written whole or not at all.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Writes a file: into another beside it, which then takes its name, so that a full disk leaves nothing behind and an
/// older file of that name whole. Where the folder is missing it is made, but not the folder above it.
///
/// # Errors
/// What the system says; nothing is left behind then.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A name without a folder has an empty one, for which there is nothing to make.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.exists()) {
        let above = folder.parent().unwrap_or(Path::new(""));
        if !above.as_os_str().is_empty() && !above.exists() {
            let message = format!("there is no folder {}", above.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, message));
        }
        fs::create_dir(folder)?;
    }
    let beside = beside(path);
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// The name under which a file is written before it is whole: hidden, and of this process alone.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_nothing_else_is_left() {
        let folder = std::env::temp_dir().join(format!("tradepath-write-{}", std::process::id()));
        let path = folder.join("chart.svg");
        write_whole(&path, b"first").unwrap();
        write_whole(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        // Two folders that are missing are more than a slip of the pen.
        assert!(write_whole(&folder.join("a/b/chart.svg"), b"third").is_err());
        // A folder of that name cannot be replaced by a file; nothing is left beside it.
        fs::create_dir(folder.join("taken")).unwrap();
        assert!(write_whole(&folder.join("taken"), b"fourth").is_err());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
        fs::remove_dir_all(&folder).unwrap();
    }
}
