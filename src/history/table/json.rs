//! UN Comtrade's JSON: `{"data": [{...}, ...]}`, element by element.

use std::{
    cell::Cell,
    fmt,
    io::{self, BufReader, Read},
    rc::Rc,
};

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};

/// The most bytes of one element.
const LONGEST_ELEMENT: usize = 1 << 20;

/// Calls `each` with the elements of the array called `data`, or of an array that is the whole text.
pub(crate) fn for_each_element(reader: impl Read, each: &mut dyn FnMut(u64, &Value) -> Result<()>) -> Result<()> {
    let left = Rc::new(Cell::new(LONGEST_ELEMENT));
    let limited = Limited { reader: BufReader::new(reader), left: Rc::clone(&left) };
    let mut failure = None;
    let mut elements = Elements { each, left, failure: &mut failure };
    let mut deserializer = serde_json::Deserializer::from_reader(limited);
    let read = Document(&mut elements).deserialize(&mut deserializer).and_then(|found| {
        deserializer.end()?;
        if found { Ok(()) } else { Err(serde_json::Error::custom("there is no array called `data`")) }
    });
    match (failure, read) {
        (Some(error), _) => Err(error),
        (None, Ok(())) => Ok(()),
        (None, Err(error)) => {
            let line = error.line().max(1);
            Err(Error::new(ErrorKind::Syntax(format!("not UN Comtrade's JSON: {error}"))).at_line(line))
        }
    }
}

struct Elements<'e> {
    each: &'e mut dyn FnMut(u64, &Value) -> Result<()>,
    left: Rc<Cell<usize>>,
    failure: &'e mut Option<Error>,
}

/// The whole text; says whether it had the array.
struct Document<'a, 'e>(&'a mut Elements<'e>);

impl<'de> DeserializeSeed<'de> for Document<'_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Document<'_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with an array called `data`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<String>()? {
            if key == "data" {
                map.next_value_seed(Array(self.0))?;
                found = true;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<bool, A::Error> {
        Array(self.0).visit_seq(seq).map(|()| true)
    }
}

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

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut number = 0;
        self.0.left.set(LONGEST_ELEMENT);
        while let Some(element) = seq.next_element::<Value>()? {
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

/// Ends in an error where more than so many bytes are read before the next element begins.
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

/// A value as the field of a table.
pub(crate) fn field(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
