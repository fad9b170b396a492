//! The command line: arguments changed as files are, beside files that are whole.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use crate::files;

/// One line of arguments each.
pub fn seeds() -> Vec<Vec<u8>> {
    let text = include_str!("seeds/command/arguments.txt");
    text.lines().map(|line| line.as_bytes().to_vec()).collect()
}

/// The program, built as this test was.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let test = std::env::current_exe().unwrap();
        let folder = test.parent().and_then(Path::parent).unwrap();
        let profile = match folder.file_name().and_then(|name| name.to_str()) {
            Some("debug") => "dev",
            Some(name) => name,
            None => unreachable!(),
        };
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.args(["build", "--quiet", "--example", "tradepath", "--profile", profile]);
        assert!(build.current_dir(env!("CARGO_MANIFEST_DIR")).status().unwrap().success());
        folder.join("examples").join(format!("tradepath{}", std::env::consts::EXE_SUFFIX))
    })
}

/// Runs the program in a folder of its own, with the files that the seeds name.
pub fn run(input: &[u8], case: u64) -> Result<(), String> {
    let Ok(text) = std::str::from_utf8(input) else { return Ok(()) };
    // Nothing is read or written outside the folder.
    let is_safe = |word: &&str| !word.contains(['/', '\\', '\0']) && !word.contains("..") || word.starts_with("2005");
    let arguments: Vec<&str> = text.split_whitespace().filter(is_safe).collect();
    let folder = std::env::temp_dir().join(format!("tradepath-mutations-{}-{case}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let seed =
        |folder: &str, name: &str| files(&format!("seeds/{folder}")).into_iter().find(|(path, _)| path.ends_with(name));
    for (from, name, to) in [
        ("scenario", "kazakhstan-uzbekistan-2018.toml", "pledge.toml"),
        ("statistics", "tidy-years.csv", "trade.csv"),
        ("prices", "years.csv", "prices.csv"),
        ("rates", "years.csv", "rates.csv"),
        ("splits", "series.csv", "series.csv"),
    ] {
        let bytes = seed(from, name).ok_or_else(|| format!("no seed {name}"))?.1;
        std::fs::write(folder.join(to), bytes).map_err(|error| error.to_string())?;
    }
    let output = Command::new(program()).args(&arguments).current_dir(&folder).output();
    let _ = std::fs::remove_dir_all(&folder);
    let output = output.map_err(|error| error.to_string())?;
    let (printed, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    match output.status.code() {
        Some(0..=2) => (),
        code => return Err(format!("ended with {code:?}: {said}")),
    }
    let is_none = |word: &str| word == "NaN" || word == "inf" || word == "$NaN";
    if printed.split(|letter: char| letter.is_whitespace() || letter == '%').any(is_none)
        && !text.contains("NaN")
        && !text.contains("inf")
    {
        return Err(format!("prints a number that is none: {printed}"));
    }
    if output.status.code() != Some(0) && said.trim().is_empty() {
        return Err("ends with an error and says none".to_owned());
    }
    Ok(())
}
