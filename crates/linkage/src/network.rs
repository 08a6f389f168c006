//! Entities and what ties them: typed, dated, sourced edges, and the paths between two of them.
