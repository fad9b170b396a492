//! What every subcommand does with its answer: JSON, text, and charts in a folder.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use serde::Serialize;
use tradepath::{ErrorKind, chart::Chart};

use crate::{NoAnswer, Outcome};

/// Says something beside the answer, without a panic where nobody can read it.
macro_rules! note {
    ($($words:tt)*) => {{
        // What cannot be said on a closed stream is not said.
        let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("{}\n", format_args!($($words)*)));
    }};
}
pub(crate) use note;

/// Writes charts into a folder as SVG and PNG; those that there is nothing for are said to be missing. The files' names
/// begin with what the charts are of, so that those of two pledges can stand in one folder.
pub fn write_drawn(
    drawn: impl IntoIterator<Item = (impl std::fmt::Display, tradepath::Result<Chart>)>,
    folder: &Path,
    of: &str,
) -> Outcome<Vec<PathBuf>> {
    make_folder(folder)?;
    let of = file_name(of);
    let mut written = Vec::new();
    for (name, chart) in drawn {
        let chart = match chart {
            Err(error) if matches!(error.kind(), ErrorKind::Missing { .. }) => {
                note!("no {name} chart: {error}");
                continue;
            }
            drawn => drawn?,
        };
        for ending in ["svg", "png"] {
            let path = folder.join(format!("{of}-{name}.{ending}"));
            match chart.save(&path) {
                // A letter that the PNG's font lacks does not keep the rest from being written.
                Err(error) if matches!(error.kind(), ErrorKind::Draw(_)) => note!("no {}: {error}", path.display()),
                saved => {
                    saved?;
                    written.push(path);
                }
            }
        }
    }
    Ok(written)
}

/// Writes tables into a folder, each under its name; the paths of what was written.
pub fn write_tables(tables: &[(String, String)], folder: &Path, of: &str) -> Outcome<Vec<PathBuf>> {
    make_folder(folder)?;
    let of = file_name(of);
    let mut written = Vec::new();
    for (name, table) in tables {
        let path = folder.join(format!("{of}-{name}.csv"));
        write_whole(&path, |file| Ok(file.write_all(table.as_bytes())?))?;
        written.push(path);
    }
    Ok(written)
}

/// A text as the start of a file's name: small letters and digits, with hyphens between words.
fn file_name(text: &str) -> String {
    const LONGEST: usize = 80;
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    name.chars().take(LONGEST).collect()
}

/// What a file is called, without its ending.
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

pub fn print_json(value: &impl Serialize) -> Outcome {
    say(&format!("{}\n", serde_json::to_string_pretty(value)?))
}

/// Makes a folder where it is missing, and says so; the one above it has to be there, as a slip of the pen would make a
/// tree of folders otherwise.
pub fn make_folder(folder: &Path) -> Outcome {
    if folder.as_os_str().is_empty() || folder.exists() {
        return Ok(());
    }
    let above = folder.parent().filter(|above| !above.as_os_str().is_empty() && !above.exists());
    if let Some(above) = above {
        return Err(format!("{}: there is no folder {}; make it first", folder.display(), above.display()).into());
    }
    std::fs::create_dir(folder).map_err(|error| NoAnswer(format!("{}: {error}", folder.display())))?;
    note!("made the folder {}", folder.display());
    Ok(())
}

/// Writes a file whole or not at all: into another beside it, which then takes its name. Makes the folder where it is
/// missing, but not the one above it.
pub fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> Outcome) -> Outcome {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    make_folder(path.parent().unwrap_or(Path::new("")))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = (|| {
        let mut file = std::io::BufWriter::new(std::fs::File::create(&beside).map_err(failed)?);
        write(&mut file)?;
        file.flush().map_err(failed)?;
        Ok(std::fs::rename(&beside, path).map_err(failed)?)
    })();
    if written.is_err() {
        // The first error is the one to report.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// Prints, without a panic where nobody reads on.
pub fn say(text: &str) -> Outcome {
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}
