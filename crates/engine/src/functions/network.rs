//! Questions to the network of the link table `ties`.
//!
//! - `path_length(kind_a, id_a, kind_b, id_b, max)`: steps of the shortest path; null when there is none within `max`.
//! - `path_between(kind_a, id_a, kind_b, id_b, max)`: the path in Swedish, with reasons, dates and sources.
//! - `component_of(kind, id)`: number of the component; null for what carries no paths. Of meaning within one run.
//! - `is_bridge(kind_a, id_a, kind_b, id_b)`: whether the two are tied and would not hang together without it.
//!
//! Kinds and ids are those of the table. All answer null for what the table does not know, and when the document does not
//! declare it.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use datafusion::{
    arrow::{
        array::{Array, ArrayRef, AsArray, BooleanArray, Int64Array, StringViewArray, new_null_array},
        datatypes::{DataType, Int64Type},
    },
    common::Result,
    logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility},
};
use linkage::network::{NodeId, NodeKind, Path, PathFinder};

use super::kernel::columns;
use crate::linked::{Lazy, Ties};

/// The functions over a network, or over none.
pub(super) fn functions(ties: Option<&Lazy<Ties>>) -> Vec<ScalarUDF> {
    let function = |question: Question| {
        let signature = Signature::exact(question.takes(), Volatility::Immutable);
        ScalarUDF::new_from_impl(Ask { question, ties: ties.cloned(), signature })
    };
    [Question::PathLength, Question::PathBetween, Question::ComponentOf, Question::IsBridge]
        .into_iter()
        .map(function)
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Question {
    PathLength,
    PathBetween,
    ComponentOf,
    IsBridge,
}

impl Question {
    const fn name(self) -> &'static str {
        match self {
            Self::PathLength => "path_length",
            Self::PathBetween => "path_between",
            Self::ComponentOf => "component_of",
            Self::IsBridge => "is_bridge",
        }
    }

    fn takes(self) -> Vec<DataType> {
        let texts = |count| vec![DataType::Utf8View; count];
        match self {
            Self::PathLength | Self::PathBetween => [texts(4), vec![DataType::Int64]].concat(),
            Self::ComponentOf => texts(2),
            Self::IsBridge => texts(4),
        }
    }

    const fn gives(self) -> DataType {
        match self {
            Self::PathLength | Self::ComponentOf => DataType::Int64,
            Self::PathBetween => DataType::Utf8View,
            Self::IsBridge => DataType::Boolean,
        }
    }

    fn answer(self, ties: &Ties, asked: &Asked<'_>, rows: usize) -> ArrayRef {
        let node = |at: usize, row: usize| asked.node(ties, at, row);
        let mut finder = PathFinder::new(&ties.network);
        let mut path = |row| -> Option<Path> { finder.path(node(0, row)?, node(2, row)?, asked.max(row)?) };
        match self {
            Self::PathLength => {
                let length = |row| i64::try_from(path(row)?.step_count()).ok();
                Arc::new((0..rows).map(length).collect::<Int64Array>())
            }
            Self::PathBetween => {
                let words = |row| Some(ties.words(&path(row)?));
                Arc::new((0..rows).map(words).collect::<StringViewArray>())
            }
            Self::ComponentOf => {
                let component = |row| ties.component(node(0, row)?).map(i64::from);
                Arc::new((0..rows).map(component).collect::<Int64Array>())
            }
            Self::IsBridge => {
                let bridge = |row| Some(ties.is_bridge(node(0, row)?, node(2, row)?));
                Arc::new((0..rows).map(bridge).collect::<BooleanArray>())
            }
        }
    }
}

/// The arguments of a batch.
struct Asked<'a> {
    texts: Vec<&'a StringViewArray>,
    max: Option<&'a Int64Array>,
}

impl<'a> Asked<'a> {
    fn new(arrays: &'a [ArrayRef]) -> Self {
        let texts = arrays.iter().filter_map(|array| array.as_string_view_opt()).collect();
        Self { texts, max: arrays.last().and_then(|array| array.as_primitive_opt::<Int64Type>()) }
    }

    /// The node whose kind stands in the column `at` and its id in the next.
    fn node(&self, ties: &Ties, at: usize, row: usize) -> Option<NodeId> {
        let text = |at: usize| self.texts.get(at).filter(|column| column.is_valid(row)).map(|column| column.value(row));
        ties.network.find(NodeKind::parse(text(at)?)?, text(at + 1)?)
    }

    fn max(&self, row: usize) -> Option<usize> {
        let max = self.max.filter(|max| max.is_valid(row))?;
        usize::try_from(max.value(row)).ok()
    }
}

/// A question to one network.
#[derive(Debug)]
struct Ask {
    question: Question,
    ties: Option<Lazy<Ties>>,
    signature: Signature,
}

/// Equal when they ask the same of the same network.
impl PartialEq for Ask {
    fn eq(&self, other: &Self) -> bool {
        self.question == other.question && self.ties.as_ref().map(Arc::as_ptr) == other.ties.as_ref().map(Arc::as_ptr)
    }
}

impl Eq for Ask {}

impl Hash for Ask {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.question.hash(state);
    }
}

impl ScalarUDFImpl for Ask {
    fn name(&self) -> &str {
        self.question.name()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.question.gives())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let Some(ties) = &self.ties else {
            return Ok(ColumnarValue::Array(new_null_array(&self.question.gives(), args.number_rows)));
        };
        let arrays = columns(&args)?;
        Ok(ColumnarValue::Array(self.question.answer(ties, &Asked::new(&arrays), args.number_rows)))
    }
}
