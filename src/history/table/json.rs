//! The JSON of UN Comtrade, `{"data": [{...}, ...]}`, read element by element so that a large file need not fit into
//! memory.
//!
//! An element is one record: an object whose keys are the columns of Comtrade's table. Everything beside the array,
//! such as the count and the time that the query took, is read over. A text that is the array itself is accepted, too.
//!
//! `serde_json` would build the whole text in memory. The types here tell it to visit the array instead: [`Document`]
//! finds the array, [`Array`] reads its elements one at a time, and [`Limited`] bounds how large an element may be.

use std::{
    cell::Cell,
    fmt,
    io::{self, BufReader, Read},
    rc::Rc,
};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result, excerpt};

/// The most bytes that one element may have: 1 MiB. It bounds what a damaged or hostile file can make the reader hold.
const LONGEST_ELEMENT: usize = 1 << 20;

/// Calls `each` with every element of the array called `data`, or of the array that is the whole text, and with its
/// place from 0.
///
/// # Errors
/// The error of `each`, which ends the reading; [`ErrorKind::Syntax`] for text that is not such JSON, with its line.
pub(crate) fn for_each_element(reader: impl Read, each: &mut dyn FnMut(u64, &Value) -> Result<()>) -> Result<()> {
    let left = Rc::new(Cell::new(LONGEST_ELEMENT));
    let limited = Limited { reader: BufReader::new(reader), left: Rc::clone(&left) };
    let mut failure = None;
    let mut elements = Elements { each, left, failure: &mut failure };
    let mut deserializer = serde_json::Deserializer::from_reader(limited);
    let read = Document(&mut elements).deserialize(&mut deserializer).and_then(|found| {
        // Text after the document is an error, as two documents in one file would be.
        deserializer.end()?;
        if found { Ok(()) } else { Err(serde_json::Error::custom("there is no array called `data`")) }
    });
    // An error of `each` is kept aside, as serde would turn it into text.
    match (failure, read) {
        (Some(error), _) => Err(error),
        (None, Ok(())) => Ok(()),
        (None, Err(error)) => {
            // An error that has no place is on line 0 for `serde_json`.
            let line = error.line().max(1);
            Err(Error::new(ErrorKind::Syntax(format!("not UN Comtrade's JSON: {error}"))).at_line(line))
        }
    }
}

/// What the visitors share.
struct Elements<'e> {
    /// What is called with each element and its place.
    each: &'e mut dyn FnMut(u64, &Value) -> Result<()>,
    /// The bytes that may still be read before the element must have ended. The reader counts them down, and the
    /// visitor of the array sets them back.
    left: Rc<Cell<usize>>,
    /// The error of `each` that ended the reading.
    failure: &'e mut Option<Error>,
}

/// The whole text. Reading it tells whether it had the array.
struct Document<'a, 'e>(&'a mut Elements<'e>);

impl<'de> DeserializeSeed<'de> for Document<'_, '_> {
    type Value = bool;

    /// Asks for whatever the text holds: an object or an array.
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Document<'_, '_> {
    type Value = bool;

    /// What an error says was expected instead of other JSON.
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with an array called `data`")
    }

    /// Reads the array under `data`, and reads over every other key. True if there was such an array.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<String>()? {
            if key == "data" && found {
                return Err(A::Error::custom("two arrays are called `data`; keep one"));
            }
            if key == "data" {
                map.next_value_seed(Array(self.0))?;
                found = true;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    /// The text is the array itself.
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<bool, A::Error> {
        Array(self.0).visit_seq(seq).map(|()| true)
    }
}

/// The array of elements. Reading it calls `each` with every one.
struct Array<'a, 'e>(&'a mut Elements<'e>);

impl<'de> DeserializeSeed<'de> for Array<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Array<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of records")
    }

    /// Reads the elements one at a time and passes each on with its place, from 0. An element is freed before the next
    /// is read.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut number = 0;
        self.0.left.set(LONGEST_ELEMENT);
        while let Some(Element(element)) = seq.next_element::<Element>()? {
            self.0.left.set(LONGEST_ELEMENT);
            if let Err(error) = (self.0.each)(number, &element) {
                *self.0.failure = Some(error);
                return Err(A::Error::custom("stopped"));
            }
            number += 1;
        }
        Ok(())
    }
}

/// A record, of which no key stands twice.
struct Element(Value);

impl<'de> Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Record).map(Self)
    }
}

struct Record;

impl<'de> Visitor<'de> for Record {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut record = serde_json::Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if record.contains_key(&key) {
                return Err(A::Error::custom(format!("the key `{}` stands twice in one record", excerpt(&key))));
            }
            record.insert(key, map.next_value()?);
        }
        Ok(Value::Object(record))
    }
}

/// A reader that fails once more bytes are read than one element may have. The count starts again with each element.
///
/// The reader inside is buffered, so bytes are counted when they are handed to the parser, not when they are read from
/// the file.
struct Limited<R> {
    reader: R,
    left: Rc<Cell<usize>>,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let Some(left) = self.left.get().checked_sub(read) else {
            let message = format!("a record is longer than {LONGEST_ELEMENT} bytes");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        };
        self.left.set(left);
        Ok(read)
    }
}

/// Whether a number is written with three digits behind its point.
fn is_of_thousandths(number: &str) -> bool {
    number
        .split_once('.')
        .is_some_and(|(_, decimals)| decimals.len() == 3 && decimals.bytes().all(|b| b.is_ascii_digit()))
}

/// A JSON value as the field of a table: a text without its quotation marks, a number in its digits. Empty for null and
/// for a key that is absent.
pub(crate) fn field(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        // JSON has no group marks. A zero behind three decimals keeps the point of a number from being taken for one.
        Some(Value::Number(number)) if is_of_thousandths(&number.to_string()) => format!("{number}0"),
        Some(other) => other.to_string(),
    }
}
