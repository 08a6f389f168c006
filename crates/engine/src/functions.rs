//! The functions that documents may use beside plain SQL, all in one list so that every executor registers the same.

mod calendar;
mod identifier;
mod kernel;
mod parameter;
mod rolling;
mod text;

use datafusion::logical_expr::{ScalarUDF, WindowUDF};

pub(crate) use calendar::date32;
pub(crate) use parameter::{History, param_at};

/// Scalar functions that need nothing but their arguments.
pub(crate) fn scalar_functions() -> Vec<ScalarUDF> {
    let mut functions = text::functions();
    functions.extend(identifier::functions());
    functions.extend(calendar::functions());
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
            .map(|f| f.name().to_owned())
            .chain(window_functions().iter().map(|f| f.name().to_owned()))
        {
            assert!(names.insert(name.clone()), "{name}");
        }
    }
}
