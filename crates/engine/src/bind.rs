//! From a document's SQL text to a statement with its parameters in place.
//!
//! Parameters are put in as literals of the syntax tree, never as text.

use std::{collections::BTreeMap, ops::ControlFlow, sync::Arc};

use datafusion::{
    common::{DFSchema, Result, plan_err},
    error::DataFusionError,
    logical_expr::{Expr as LogicalExpr, simplify::SimplifyContext},
    optimizer::simplify_expressions::ExprSimplifier,
    prelude::SessionContext,
    sql::sqlparser::{
        ast::{
            Expr, ExprWithAlias, Ident, Query, SelectItem, SetExpr, Statement, Value, ValueWithSpan, VisitMut,
            VisitorMut, visit_expressions_mut,
        },
        dialect::GenericDialect,
        parser::Parser,
    },
};
use library::{Parameter, ParameterValue};

use crate::functions::History;

/// Parameter values of one control for one run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bindings {
    values: BTreeMap<String, ParameterValue>,
    /// Values by day, for `param_at`.
    pub(crate) history: History,
}

impl Bindings {
    /// A document's defaults, overridden by `given`.
    pub(crate) fn of(parameters: &BTreeMap<String, Parameter>, given: &BTreeMap<String, ParameterValue>) -> Self {
        let mut bindings = Self::default();
        for (name, parameter) in parameters {
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
        self.put_in(&mut query)?;
        let _: ControlFlow<()> = query.visit(&mut UnionColumns);
        Ok(query)
    }

    /// Parses one expression and puts the values in.
    pub(crate) fn expression(&self, sql: &str) -> Result<Expr> {
        let parsed = Parser::new(&GenericDialect {}).try_with_sql(sql).and_then(|mut parser| parser.parse_expr());
        let mut expression = parsed.map_err(|error| DataFusionError::SQL(Box::new(error), None))?;
        self.put_in(&mut expression)?;
        Ok(expression)
    }

    /// Parses `select … from <table>`, where every item has a name, and gives the items.
    pub(crate) fn select_list(&self, sql: &str, table: &str) -> Result<Vec<(String, Expr)>> {
        let query = self.parse(sql)?;
        let SetExpr::Select(select) = *query.body else { return plan_err!("villkoret ska vara en select-sats") };
        let from: Vec<String> = select.from.iter().map(ToString::to_string).collect();
        if from != [table] || select.selection.is_some() || query.with.is_some() {
            return plan_err!("villkoret ska sluta med `from {table}`; uppslagen läses med sina namn");
        }
        let named = |item: SelectItem| match item {
            SelectItem::ExprWithAlias { expr, alias } => Ok((alias.value, expr)),
            SelectItem::UnnamedExpr(Expr::CompoundIdentifier(parts)) => match parts.last() {
                Some(last) => Ok((last.value.clone(), Expr::CompoundIdentifier(parts))),
                None => plan_err!("en kolumn saknar namn"),
            },
            other => plan_err!("kolumnen `{other}` behöver ett namn; skriv `… as namn`"),
        };
        select.projection.into_iter().map(named).collect()
    }

    fn put_in(&self, into: &mut impl VisitMut) -> Result<()> {
        let unknown = visit_expressions_mut(into, |expr| {
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
        match unknown {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(mark) => plan_err!("parametern `{mark}` är inte deklarerad"),
        }
    }
}

/// Plans an expression over the columns of a schema, as far as it can be evaluated: functions such as `coalesce` are only
/// a way of writing, which simplifying takes away.
pub(crate) fn logical(session: &SessionContext, expr: Expr, schema: &DFSchema) -> Result<LogicalExpr> {
    let state = session.state();
    let planned = state.create_logical_expr_from_sql_expr(ExprWithAlias { expr, alias: None }, schema)?;
    let context = SimplifyContext::builder()
        .with_schema(Arc::new(schema.clone()))
        .with_config_options(Arc::clone(state.config_options()))
        .build();
    let simplifier = ExprSimplifier::new(context);
    simplifier.simplify(simplifier.coerce(planned, schema)?)
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
