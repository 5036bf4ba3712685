//! One statement for many contacts: the list that goes with it and the one that comes back, on
//! both engines.

use app::ids::ContactId;
use serde::de::DeserializeOwned;

use crate::storage::Fault;

/// A contact as it stood when something was decided about it.
pub type Held = (ContactId, i64);

/// The contacts of a batch, each with its epoch, as the one parameter of a statement that
/// [`over_batch`] makes.
pub(super) fn list(of: &[Held]) -> String {
    let pairs: Vec<(&str, i64)> = of.iter().map(|(id, epoch)| (id.as_str(), *epoch)).collect();
    // A list of texts and numbers is always JSON.
    serde_json::to_string(&pairs).unwrap_or_else(|_| "[]".to_owned())
}

/// A statement over a list in `$1`, which it finds as the table `mine (id, epoch)`. Only
/// the way in which each engine unpacks JSON differs.
macro_rules! over_batch {
    ($tx:expr, $($statement:expr),+ $(,)?) => {
        $crate::scheduling::store::batch::over_batch!(
            $tx, sqlite: (""), postgres: (""), $($statement),+
        )
    };
    ($tx:expr, sqlite: ($($sqlite:expr),+), postgres: ($($postgres:expr),+), $($statement:expr),+ $(,)?) => {
        match $tx {
            $crate::storage::Tx::Sqlite(_) => concat!(
                "with mine (id, epoch) as (
                     select json_extract(value, '$[0]'), json_extract(value, '$[1]')
                     from json_each ($1)) ",
                $($sqlite,)+ $($statement),+
            ),
            $crate::storage::Tx::Postgres(_) => concat!(
                "with mine (id, epoch) as (
                     select value ->> 0, cast(value ->> 1 as bigint)
                     from json_array_elements (cast($1 as json))) ",
                $($postgres,)+ $($statement),+
            ),
        }
    };
}
pub(super) use over_batch;

/// A statement as of [`over_batch`] that answers with one text: for each row the columns in
/// their order, for [`told`]. The driver copies each value of a row by itself, which takes as
/// long as finding them. `$columns` names a macro that is given the engine's word for a list.
macro_rules! asked_of_batch {
    ($tx:expr, $columns:ident, $($rest:expr),+ $(,)?) => {
        $crate::scheduling::store::batch::over_batch!(
            $tx,
            sqlite: ("select json_group_array(", $columns!("json_array"), ")"),
            postgres: (
                "select cast(coalesce(json_agg(", $columns!("json_build_array"), "), '[]') as text)"
            ),
            $($rest),+
        )
    };
}
pub(super) use asked_of_batch;

/// The rows that a statement of [`asked_of_batch`] told, each a struct with its fields in the
/// order of the columns.
pub(super) fn told<T: DeserializeOwned>(rows: &str) -> Result<Vec<T>, Fault> {
    serde_json::from_str(rows).map_err(|_| Fault::Corrupt("a batch of contacts"))
}

#[cfg(test)]
mod tests {
    use app::ids::ContactId;

    use super::list;

    #[test]
    fn a_list_is_pairs_of_contact_and_epoch() {
        assert_eq!(list(&[]), "[]");
        let two = [(ContactId::new("a\"b"), 1), (ContactId::new("c"), 20)];
        assert_eq!(list(&two), r#"[["a\"b",1],["c",20]]"#);
    }
}
