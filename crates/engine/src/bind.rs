//! From a document's SQL text to a statement with its parameters in place.
//!
//! Parameters are put in as literals of the syntax tree, never as text.

use std::{collections::BTreeMap, ops::ControlFlow};

use datafusion::{
    common::{Result, plan_err},
    error::DataFusionError,
    sql::sqlparser::{
        ast::{
            Expr, Ident, Query, SelectItem, SetExpr, Statement, Value, ValueWithSpan, VisitMut, VisitorMut,
            visit_expressions_mut,
        },
        dialect::GenericDialect,
        parser::Parser,
    },
};
use library::{Control, ParameterValue};

use crate::functions::History;

/// Parameter values of one control for one run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bindings {
    values: BTreeMap<String, ParameterValue>,
    /// Values by day, for `param_at`.
    pub(crate) history: History,
}

impl Bindings {
    /// The control's defaults, overridden by `given`.
    pub(crate) fn of(control: &Control, given: &BTreeMap<String, ParameterValue>) -> Self {
        let mut bindings = Self::default();
        for (name, parameter) in &control.parameters {
            let value = given.get(name).unwrap_or(&parameter.default);
            bindings.values.insert(name.clone(), value.clone());
            let ore = |value: &ParameterValue| match value {
                ParameterValue::Ore(ore) => Some(*ore),
                ParameterValue::Whole(whole) => whole.checked_mul(100),
                ParameterValue::TenThousandths(_) | ParameterValue::Text(_) | ParameterValue::List(_) => None,
            };
            let dated = parameter.dated.iter().filter_map(|d| Some((d.from, ore(&d.value)?))).collect::<Vec<_>>();
            if !dated.is_empty() {
                bindings.history.insert(name.clone(), dated);
            }
        }
        bindings
    }

    /// Parses one `select` and puts the values in.
    pub(crate) fn parse(&self, sql: &str) -> Result<Query> {
        let mut statements =
            Parser::parse_sql(&GenericDialect {}, sql).map_err(|error| DataFusionError::SQL(Box::new(error), None))?;
        let query = match (statements.pop(), statements.is_empty()) {
            (Some(Statement::Query(query)), true) => query,
            _ => return plan_err!("ett block ska hålla exakt en select-sats"),
        };
        let mut query = *query;
        if !matches!(*query.body, SetExpr::Select(_) | SetExpr::SetOperation { .. } | SetExpr::Query(_)) {
            return plan_err!("ett block ska hålla en select-sats");
        }
        let unknown = visit_expressions_mut(&mut query, |expr| {
            let Expr::Value(ValueWithSpan { value: Value::Placeholder(mark), .. }) = expr else {
                return ControlFlow::Continue(());
            };
            match self.values.get(mark.trim_start_matches('$')) {
                Some(value) => {
                    *expr = Expr::Value(literal(value).into());
                    ControlFlow::Continue(())
                }
                None => ControlFlow::Break(mark.clone()),
            }
        });
        let _: ControlFlow<()> = query.visit(&mut UnionColumns);
        match unknown {
            ControlFlow::Continue(()) => Ok(query),
            ControlFlow::Break(mark) => plan_err!("parametern `{mark}` är inte deklarerad"),
        }
    }
}

/// Names the columns of the later selects of a union, whose names SQL ignores: DataFusion refuses two of the same name
/// in a select, such as two nulls.
struct UnionColumns;

impl VisitorMut for UnionColumns {
    type Break = ();

    fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<()> {
        name_union_columns(&mut query.body);
        ControlFlow::Continue(())
    }
}

fn name_union_columns(body: &mut SetExpr) {
    let SetExpr::SetOperation { left, right, .. } = body else { return };
    name_union_columns(left);
    if let SetExpr::Select(select) = right.as_mut() {
        for (at, item) in select.projection.iter_mut().enumerate() {
            if let SelectItem::UnnamedExpr(expr) = item {
                *item = SelectItem::ExprWithAlias { expr: expr.clone(), alias: Ident::new(format!("column_{at}")) };
            }
        }
    }
}

fn literal(value: &ParameterValue) -> Value {
    match value {
        ParameterValue::Whole(_) | ParameterValue::Ore(_) | ParameterValue::TenThousandths(_) => {
            Value::Number(value.to_string(), false)
        }
        ParameterValue::Text(text) => Value::SingleQuotedString(text.clone()),
        ParameterValue::List(words) => Value::SingleQuotedString(words.join(",")),
    }
}
