//! Whole-program tests: one binary, so that the program is linked against once.

mod about;
mod bad_input;
mod bench;
mod config;
mod formats;
mod gazetteer;
mod hostile;
mod model;
mod outputs;
mod program;
mod resume;
mod rules;
mod run;
mod selection;
