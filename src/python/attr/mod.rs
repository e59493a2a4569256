//! Attributes: instances, classes, modules, functions, exceptions, `super()`; with inline caches for the common cases.

mod cache;
mod class;
mod delete;
mod exception;
mod load;
mod store;
