//! The two sides of a trade that is looked at: economies, blocs, or lists of economies with a name of their own.
//!
//! A [`Pair`] is two small numbers, and a list is not among them. [`Partners`] is a pair with the lists that stand behind
//! its sides; whoever asks for figures of members asks it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeSeq};

use crate::{
    economy::{economy::Economy, pair::Pair},
    error::{Error, Result, given},
    period::Period,
};

/// A list of economies with a name: a side of a pledge that is no bloc of the table, such as the Visegrád Four.
///
/// ```
/// use tradepath::EconomyList;
///
/// let four = EconomyList::new("Visegrád Four", ["CZE", "HUN", "Poland", "SVK"])?;
/// assert_eq!((four.name(), four.members().len()), ("Visegrád Four", 4));
/// assert!(EconomyList::new("Nobody", Vec::<&str>::new()).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "ListForm", into = "ListForm")]
pub struct EconomyList {
    name: String,
    /// In the order of the codes, each once.
    members: Vec<Economy>,
}

/// A list as it is written to files.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListForm {
    name: String,
    members: Vec<Economy>,
}

impl EconomyList {
    /// A list of economies, each by its own type, a code or a name.
    ///
    /// # Errors
    /// The error of an economy that could not be read; [`ErrorKind::Missing`](crate::ErrorKind::Missing) without a name or
    /// without members; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for an economy that is named twice,
    /// and for a bloc among the members.
    pub fn new<E: TryInto<Economy, Error: Into<Error>>>(
        name: impl Into<String>,
        members: impl IntoIterator<Item = E>,
    ) -> Result<Self> {
        let members = members.into_iter().map(given).collect::<Result<Vec<Economy>>>()?;
        Self::checked(name.into(), members)
    }

    fn checked(name: String, mut members: Vec<Economy>) -> Result<Self> {
        if name.trim().is_empty() {
            return Err(Error::missing("name", "a list of economies has a name, such as \"Visegrád Four\""));
        }
        if members.is_empty() {
            let hint = "a list of economies has members, such as [\"CZE\", \"HUN\", \"POL\", \"SVK\"]";
            return Err(Error::missing("members", hint));
        }
        if let Some(bloc) = members.iter().find(|member| member.is_bloc()) {
            let message = format!("{bloc} is a bloc; name its members, or name the bloc in place of the list");
            return Err(Error::contradiction(message));
        }
        members.sort_unstable();
        if let Some(twice) = members.windows(2).find(|two| two[0] == two[1]) {
            return Err(Error::contradiction(format!("{} is named twice in `{name}`; keep one", twice[0])));
        }
        Ok(Self { name, members })
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The members, in the order of their codes.
    pub fn members(&self) -> &[Economy] {
        &self.members
    }
}

impl TryFrom<ListForm> for EconomyList {
    type Error = Error;

    fn try_from(form: ListForm) -> Result<Self> {
        Self::checked(form.name, form.members)
    }
}

impl From<EconomyList> for ListForm {
    fn from(list: EconomyList) -> Self {
        Self { name: list.name, members: list.members }
    }
}

/// The two sides of a trade, in the order in which they are named: economies, blocs, or lists of economies.
///
/// A [`Pair`] stands for one without lists. In a scenario file a side is a code or a name, or a table with the name and
/// the members of a list. In a text the members of a list have a `+` between them.
///
/// ```
/// use tradepath::{Economy, EconomyList, Pair, Partners};
///
/// let four = EconomyList::new("Visegrád Four", ["CZE", "HUN", "POL", "SVK"])?;
/// let partners = Partners::new("KOR".parse::<Economy>()?, four)?;
/// assert_eq!(partners.names(), ["South Korea", "Visegrád Four"]);
/// assert_eq!(partners.to_string(), "KOR-Visegrád Four");
/// assert_eq!(Partners::from("KAZ-UZB".parse::<Pair>()?).to_string(), "KAZ-UZB");
/// assert_eq!(Partners::try_from("KOR,CZE+HUN")?.names()[1], "CZE+HUN");
/// // No economy trades with itself.
/// assert!(Partners::try_from("POL,CZE+POL").is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Partners {
    pair: Pair,
    /// The lists behind the sides, each where its side is one.
    lists: [Option<EconomyList>; 2],
}

/// One side of [`Partners`]: an economy or a bloc, or a list of economies.
///
/// ```
/// use tradepath::{EconomyList, PartnerSide};
///
/// assert_eq!(PartnerSide::try_from("KAZ")?, PartnerSide::Economy("KAZ".parse()?));
/// let list = EconomyList::new("CZE+HUN", ["CZE", "HUN"])?;
/// assert_eq!(PartnerSide::try_from("CZE+HUN")?, PartnerSide::List(list));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum PartnerSide {
    /// An economy, or a bloc of the table.
    Economy(Economy),
    /// A list of economies.
    List(EconomyList),
}

impl Partners {
    /// The trade of one side with another.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where both are the same, and where an economy would be
    /// on both sides.
    pub fn new(first: impl Into<PartnerSide>, second: impl Into<PartnerSide>) -> Result<Self> {
        let (first, second) = (first.into(), second.into());
        let stands_for = |side: &PartnerSide, list: Economy| match side {
            PartnerSide::Economy(economy) => *economy,
            PartnerSide::List(_) => list,
        };
        let pair = Pair::new(stands_for(&first, Economy::LISTS[0]), stands_for(&second, Economy::LISTS[1]))?;
        let partners = Self { pair, lists: [first.list(), second.list()] };
        let on_both = |list: &EconomyList, other: Economy| {
            list.members.iter().copied().filter(|member| partners.ever_had(other, *member)).collect::<Vec<Economy>>()
        };
        let common: Vec<Economy> = match &partners.lists {
            [Some(list), _] => on_both(list, pair.second()),
            [None, Some(list)] => on_both(list, pair.first()),
            [None, None] => Vec::new(),
        };
        if common.is_empty() {
            return Ok(partners);
        }
        let [one, other] = partners.names().map(str::to_owned);
        let codes: Vec<&str> = common.iter().map(|economy| economy.code()).collect();
        let message =
            format!("{one} and {other} have members in common, which would be on both sides: {}", codes.join(", "));
        Err(Error::contradiction(message))
    }

    /// The pair. A side that is a list is a number of its own there, without members.
    pub fn pair(&self) -> Pair {
        self.pair
    }

    /// The names of both sides: of economies and blocs their [own](Economy::name), of lists those that they were given.
    pub fn names(&self) -> [&str; 2] {
        [self.pair.first(), self.pair.second()].map(|side| self.name_of(side))
    }

    /// The name of a side: that of a list, or an economy's or a bloc's own.
    pub fn name_of(&self, side: Economy) -> &str {
        self.list_of(side).map_or_else(|| side.name(), EconomyList::name)
    }

    /// The list that stands behind a side; none of economies and blocs.
    fn list_of(&self, side: Economy) -> Option<&EconomyList> {
        let at = Economy::LISTS.iter().position(|list| *list == side)?;
        // A pair turned round has its lists where they were.
        self.lists[at].as_ref()
    }

    /// Whether a side has members: a bloc or a list.
    pub fn has_bloc(&self) -> bool {
        self.pair.has_bloc()
    }

    /// The members of a side in a period; none of an economy. Those of a list are the same in all.
    pub(crate) fn members(&self, side: Economy, period: Period) -> Vec<Economy> {
        self.list_of(side).map_or_else(|| side.members(period), |list| list.members.clone())
    }

    /// Whether a side is an economy in a period, or has it as a member.
    pub(crate) fn has_member(&self, side: Economy, economy: Economy, period: Period) -> bool {
        match self.list_of(side) {
            Some(list) => side == economy || list.members.binary_search(&economy).is_ok(),
            None => side.has_member(economy, period),
        }
    }

    /// Whether a side is an economy, or has it or had it as a member.
    pub(crate) fn ever_had(&self, side: Economy, economy: Economy) -> bool {
        match self.list_of(side) {
            Some(list) => side == economy || list.members.binary_search(&economy).is_ok(),
            None => side.ever_had(economy),
        }
    }

    /// Whether an economy is one of the two sides, or has ever been a member of one.
    pub(crate) fn concerns(&self, economy: Economy) -> bool {
        self.ever_had(self.pair.first(), economy) || self.ever_had(self.pair.second(), economy)
    }

    /// Whether a flow is between the two sides, or has ever been between members of the two, in either direction.
    pub(crate) fn covers(&self, exporter: Economy, importer: Economy) -> bool {
        let one_way = |from: Economy, to: Economy| self.ever_had(from, exporter) && self.ever_had(to, importer);
        let (first, second) = (self.pair.first(), self.pair.second());
        self.pair.has_flow(exporter, importer)
            || (self.has_bloc() && (one_way(first, second) || one_way(second, first)))
    }

    fn sides(&self) -> [PartnerSide; 2] {
        [self.pair.first(), self.pair.second()].map(|side| match self.list_of(side) {
            Some(list) => PartnerSide::List(list.clone()),
            None => PartnerSide::Economy(side),
        })
    }
}

impl PartnerSide {
    fn list(self) -> Option<EconomyList> {
        match self {
            Self::Economy(_) => None,
            Self::List(list) => Some(list),
        }
    }
}

impl From<Economy> for PartnerSide {
    fn from(economy: Economy) -> Self {
        Self::Economy(economy)
    }
}

impl From<EconomyList> for PartnerSide {
    fn from(list: EconomyList) -> Self {
        Self::List(list)
    }
}

impl FromStr for PartnerSide {
    type Err = Error;

    /// Reads an economy or a bloc, or a list of several with a `+` between them.
    fn from_str(text: &str) -> Result<Self> {
        if !text.contains('+') {
            return text.parse().map(Self::Economy);
        }
        let members = text.split('+').map(str::parse).collect::<Result<Vec<Economy>>>()?;
        let codes: Vec<&str> = members.iter().map(|member| member.code()).collect();
        let name = codes.join("+");
        EconomyList::checked(name, members).map(Self::List)
    }
}

impl TryFrom<&str> for PartnerSide {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

impl From<Pair> for Partners {
    fn from(pair: Pair) -> Self {
        Self { pair, lists: [None, None] }
    }
}

impl TryFrom<(&str, &str)> for Partners {
    type Error = Error;

    fn try_from((first, second): (&str, &str)) -> Result<Self> {
        Self::new(first.parse::<PartnerSide>()?, second.parse::<PartnerSide>()?)
    }
}

impl TryFrom<&str> for Partners {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

impl FromStr for Partners {
    type Err = Error;

    /// Reads two sides as [`Pair`] does, of which each may be several economies with a `+` between them.
    ///
    /// # Errors
    /// Those of [`Pair`], and of a list.
    fn from_str(text: &str) -> Result<Self> {
        if !text.contains('+') {
            return text.parse::<Pair>().map(Self::from);
        }
        Pair::split(text).and_then(Self::try_from)
    }
}

/// Both sides with a hyphen between: the codes of economies and blocs, the names of lists.
impl fmt::Display for Partners {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |side: Economy| self.list_of(side).map_or_else(|| side.code(), EconomyList::name);
        f.pad(&format!("{}-{}", side(self.pair.first()), side(self.pair.second())))
    }
}

/// Written as a list of two sides.
impl Serialize for Partners {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(2))?;
        for side in self.sides() {
            list.serialize_element(&side)?;
        }
        list.end()
    }
}

/// Reads a text as [`FromStr`] does, or a list of two sides.
impl<'de> Deserialize<'de> for Partners {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PartnersVisitor)
    }
}

struct PartnersVisitor;

impl<'de> de::Visitor<'de> for PartnersVisitor {
    type Value = Partners;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("two sides, such as [\"KAZ\", \"UZB\"] or [\"KOR\", { name = \"Visegrád Four\", members = [\"CZE\", \"HUN\"] }]")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Partners, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Partners, A::Error> {
        let mut sides: Vec<PartnerSide> = Vec::new();
        while let Some(side) = list.next_element()? {
            sides.push(side);
        }
        match <[PartnerSide; 2]>::try_from(sides) {
            Ok([first, second]) => Partners::new(first, second).map_err(de::Error::custom),
            Err(sides) => {
                let message = format!("a pair is of two economies, but {} are named", sides.len());
                Err(de::Error::custom(Error::contradiction(message)))
            }
        }
    }
}

/// Reads a code or a name, or a table with the name and the members of a list.
impl<'de> Deserialize<'de> for PartnerSide {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SideVisitor)
    }
}

struct SideVisitor;

impl<'de> de::Visitor<'de> for SideVisitor {
    type Value = PartnerSide;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "an economy such as \"KAZ\", or a table such as { name = \"Visegrád Four\", members = [\"CZE\", \"HUN\"] }",
        )
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<PartnerSide, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<PartnerSide, A::Error> {
        EconomyList::deserialize(de::value::MapAccessDeserializer::new(map)).map(PartnerSide::List)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_written_and_read_back_as_it_was() {
        let json = r#"["KOR",{"name":"Visegrád Four","members":["CZE","HUN","POL","SVK"]}]"#;
        let partners: Partners = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&partners).unwrap(), json);
        assert_eq!(partners.names(), ["South Korea", "Visegrád Four"]);
        assert!(partners.covers("POL".parse().unwrap(), "KOR".parse().unwrap()));
        assert!(!partners.covers("POL".parse().unwrap(), "CZE".parse().unwrap()));
    }

    #[test]
    fn what_is_no_list_is_refused_with_the_reason() {
        let refused = |json: &str| serde_json::from_str::<Partners>(json).unwrap_err().to_string();
        for (json, why) in [
            (r#"["KAZ",{"name":"A","members":[]}]"#, "no members"),
            (r#"["KAZ",{"name":" ","members":["UZB"]}]"#, "no name"),
            (r#"["KAZ",{"name":"A","members":["UZB","Uzbekistan"]}]"#, "UZB is named twice in `A`"),
            (r#"["KAZ",{"name":"A","members":["EU"]}]"#, "EU is a bloc"),
            (r#"["KAZ",{"name":"A","members":["UZB","KAZ"]}]"#, "Kazakhstan and A have members in common"),
            (r#"["EU",{"name":"A","members":["GBR"]}]"#, "European Union and A have members in common"),
            (r#"["KAZ",{"name":"A","members":["UZB"],"since":2000}]"#, "unknown field `since`"),
            (r#"["KAZ","UZB","KGZ"]"#, "but 3 are named"),
        ] {
            assert!(refused(json).contains(why), "{json}: {}", refused(json));
        }
        let both = r#"[{"name":"A","members":["UZB","KGZ"]},{"name":"B","members":["TJK","UZB"]}]"#;
        assert!(refused(both).contains("A and B have members in common, which would be on both sides: UZB"));
    }
}
