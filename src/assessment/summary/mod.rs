//! The summary of an assessment: a few sentences, each of which names the figures it rests on.
//!
//! Each function writes one sentence or a part of one, from the finished assessment alone. A part that the assessment does
//! not have gives no text, never a sentence with a zero in it.
//!
//! | the sentence on | file |
//! |---|---|
//! | what is pledged and what it takes | `pledge.rs`, with `beside.rs` on its history |
//! | the pledges before it, and what prices give | `restated.rs` |
//! | what became of other pairs | `others.rs` |
//! | how likely it was | `chances.rs` |
//! | what the drivers explain, and what they do to the chance | `causes.rs` |
//! | where it stands, and how likely it is from there | `standing.rs` |

mod beside;
mod causes;
mod chances;
mod others;
mod pledge;
mod restated;
mod standing;
mod summary;

pub(crate) use self::summary::summary;
