//! The functions that documents may use beside plain SQL, all in one list so that every executor registers the same.

mod calendar;
mod identifier;
mod kernel;
mod network;
mod parameter;
mod rolling;
mod same;
mod text;

use datafusion::logical_expr::{ScalarUDF, WindowUDF};

pub(crate) use calendar::date32;
pub(crate) use parameter::{History, param_at};

use crate::linked::Linked;

/// Scalar functions that need nothing but their arguments.
pub(crate) fn scalar_functions() -> Vec<ScalarUDF> {
    let mut functions = text::functions();
    functions.extend(identifier::functions());
    functions.extend(calendar::functions());
    functions.push(same::same_address());
    functions
}

/// Scalar functions that ask link tables; they answer null when the table is not among `linked`.
pub(crate) fn link_functions(linked: &Linked) -> Vec<ScalarUDF> {
    let mut functions = same::functions(linked);
    functions.extend(network::functions(linked.ties()));
    functions
}

/// Window functions.
pub(crate) fn window_functions() -> Vec<WindowUDF> {
    rolling::functions()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_functions_share_a_name() {
        let mut names = BTreeSet::new();
        for name in scalar_functions()
            .iter()
            .chain(&link_functions(&Linked::default()))
            .map(|f| f.name().to_owned())
            .chain(window_functions().iter().map(|f| f.name().to_owned()))
        {
            assert!(names.insert(name.clone()), "{name}");
        }
    }
}
