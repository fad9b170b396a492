//! What every subcommand does with its answer: JSON, text, and charts in a folder.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use serde::Serialize;
use tradepath::{ErrorKind, chart::Chart};

use crate::Outcome;

/// Writes charts into a folder as SVG and PNG; those that there is nothing for are said to be missing.
pub fn write_drawn(
    drawn: impl IntoIterator<Item = (impl std::fmt::Display, tradepath::Result<Chart>)>,
    folder: &Path,
) -> Outcome<Vec<PathBuf>> {
    let mut written = Vec::new();
    for (name, chart) in drawn {
        let chart = match chart {
            Err(error) if matches!(error.kind(), ErrorKind::Missing { .. }) => {
                eprintln!("no {name} chart: {error}");
                continue;
            }
            drawn => drawn?,
        };
        for ending in ["svg", "png"] {
            let path = folder.join(format!("{name}.{ending}"));
            match chart.save(&path) {
                // A letter that the PNG's font lacks does not keep the rest from being written.
                Err(error) if matches!(error.kind(), ErrorKind::Draw(_)) => eprintln!("no {}: {error}", path.display()),
                saved => {
                    saved?;
                    written.push(path);
                }
            }
        }
    }
    Ok(written)
}

pub fn print_json(value: &impl Serialize) -> Outcome {
    say(&format!("{}\n", serde_json::to_string_pretty(value)?))
}

/// Prints, without a panic where nobody reads on.
pub fn say(text: &str) -> Outcome {
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}
