//! The version of a document's form.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The version of a document's form, under the key `schema`: 1. It goes up when a key is taken away or changes its meaning;
/// keys that are added leave it as it is.
///
/// ```
/// use tradepath::Schema;
///
/// assert_eq!(serde_json::to_string(&Schema::default()).unwrap(), "1");
/// let later = serde_json::from_str::<Schema>("2").unwrap_err();
/// assert!(later.to_string().contains("the schema is 2, but must be 1"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
#[non_exhaustive]
pub struct Schema;

impl Schema {
    /// The version that this crate writes, and the only one it reads.
    pub const VERSION: u32 = 1;
}

impl TryFrom<u32> for Schema {
    type Error = Error;

    fn try_from(version: u32) -> Result<Self> {
        if version == Self::VERSION {
            return Ok(Self);
        }
        Err(Error::out_of_range("the schema", version, Self::VERSION.to_string()))
    }
}

impl From<Schema> for u32 {
    fn from(_: Schema) -> Self {
        Schema::VERSION
    }
}
