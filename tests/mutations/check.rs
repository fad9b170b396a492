//! What holds of every answer and of every refusal.

use std::fmt::Debug;

use tradepath::Error;

/// Whether a refusal can be shown: one line, not long, and without marks that steer a terminal.
pub fn refusal(error: &Error) -> Result<(), String> {
    let text = error.to_string();
    let steers = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.chars().count() > 400 {
        return Err(format!("a message of {} letters: {text}", text.chars().count()));
    }
    if text.chars().any(steers) {
        return Err(format!("a message that steers a terminal: {text:?}"));
    }
    Ok(())
}

/// Whether every number of an answer is one. Texts that stand in quotes are left out: they may say what they like.
pub fn numbers(answer: &impl Debug) -> Result<(), String> {
    let shown = format!("{answer:?}");
    let mut word = String::new();
    let mut letters = shown.chars();
    while let Some(letter) = letters.next() {
        if letter.is_alphanumeric() || letter == '_' {
            word.push(letter);
            continue;
        }
        if word == "NaN" || word == "inf" {
            return Err(format!("{word} in {}", shown.chars().take(2000).collect::<String>()));
        }
        word.clear();
        if letter == '"' {
            skip_text(&mut letters);
        }
    }
    Ok(())
}

/// Goes past the end of a text in quotes.
fn skip_text(letters: &mut std::str::Chars<'_>) {
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '"' => return,
            _ => (),
        }
    }
}

/// Whether two things that must be the same are.
pub fn same<T: PartialEq + Debug>(what: &str, one: &T, other: &T) -> Result<(), String> {
    if one == other { Ok(()) } else { Err(format!("{what} differs:\n{one:?}\n{other:?}")) }
}

/// What an answer has, or the check of the refusal.
pub fn answered<T>(result: tradepath::Result<T>) -> Result<Option<T>, String> {
    match result {
        Ok(answer) => Ok(Some(answer)),
        Err(error) => refusal(&error).map(|()| None),
    }
}
