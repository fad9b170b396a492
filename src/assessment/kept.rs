//! What an outlook rests on beside its history, to compute it again.

use std::sync::Arc;

use crate::{
    assessment::{options::AssessmentOptions, tables::Tables},
    scenario::MoneyTables,
};

/// What an outlook rests on beside its history. It is kept beside an answer and is no part of it: a document does not hold
/// it, and two answers that are alike are equal.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    pub tables: Option<Arc<Tables>>,
    pub money: Arc<MoneyTables>,
}

impl Kept {
    pub fn of(options: &AssessmentOptions) -> Self {
        Self { tables: options.tables.clone(), money: options.money.clone() }
    }
}

impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
