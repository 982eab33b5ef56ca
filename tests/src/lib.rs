//! What the tests share: the sample documents, extraction as the program does it, and the output contract declared a second
//! time.

pub mod check;
pub mod contract;
pub mod documents;
