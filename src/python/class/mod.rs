//! Making things: classes and their instances, functions, exceptions to raise.

mod define;
mod instance;
mod module;
mod raise;
