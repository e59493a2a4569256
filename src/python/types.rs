//! The types that are always there, at fixed places in every heap.

use super::value::Ref;

macro_rules! types {
    ($($constant:ident $name:literal $base:ident;)*) => {
        // A program names them all; the interpreter itself only some.
        #[allow(non_camel_case_types, dead_code, clippy::upper_case_acronyms)]
        #[repr(u32)]
        enum Number { $($constant),* }
        $(#[allow(dead_code)] pub const $constant: Ref = Ref(Number::$constant as u32);)*
        /// Name and base, in the order of their places.
        pub const ALL: &[(&str, Ref)] = &[$(($name, $base)),*];
    };
}

types! {
    OBJECT "object" OBJECT;
    TYPE "type" OBJECT;
    INT "int" OBJECT;
    BOOL "bool" INT;
    FLOAT "float" OBJECT;
    COMPLEX "complex" OBJECT;
    STR "str" OBJECT;
    BYTES "bytes" OBJECT;
    BYTEARRAY "bytearray" OBJECT;
    LIST "list" OBJECT;
    TUPLE "tuple" OBJECT;
    DICT "dict" OBJECT;
    SET "set" OBJECT;
    FROZENSET "frozenset" OBJECT;
    RANGE "range" OBJECT;
    SLICE "slice" OBJECT;
    NONE_TYPE "NoneType" OBJECT;
    NOT_IMPLEMENTED "NotImplementedType" OBJECT;
    ELLIPSIS "ellipsis" OBJECT;
    FUNCTION "function" OBJECT;
    METHOD "method" OBJECT;
    BUILTIN "builtin_function_or_method" OBJECT;
    CELL "cell" OBJECT;
    GENERATOR "generator" OBJECT;
    COROUTINE "coroutine" OBJECT;
    ASYNC_GENERATOR "async_generator" OBJECT;
    MODULE "module" OBJECT;
    PROPERTY "property" OBJECT;
    STATICMETHOD "staticmethod" OBJECT;
    CLASSMETHOD "classmethod" OBJECT;
    SUPER "super" OBJECT;
    DICT_KEYS "dict_keys" OBJECT;
    DICT_VALUES "dict_values" OBJECT;
    DICT_ITEMS "dict_items" OBJECT;
    MAPPING_PROXY "mappingproxy" OBJECT;
    LIST_ITERATOR "list_iterator" OBJECT;
    TUPLE_ITERATOR "tuple_iterator" OBJECT;
    STR_ITERATOR "str_iterator" OBJECT;
    BYTES_ITERATOR "bytes_iterator" OBJECT;
    RANGE_ITERATOR "range_iterator" OBJECT;
    DICT_ITERATOR "dict_keyiterator" OBJECT;
    SET_ITERATOR "set_iterator" OBJECT;
    DEQUE_ITERATOR "_collections._deque_iterator" OBJECT;
    REVERSED "list_reverseiterator" OBJECT;
    ENUMERATE "enumerate" OBJECT;
    ZIP "zip" OBJECT;
    COUNT "itertools.count" OBJECT;
    REPEAT "itertools.repeat" OBJECT;
    DEQUE "collections.deque" OBJECT;
    SYNC "_sync" OBJECT;
    THREAD "_thread" OBJECT;
    PROCESS "_process" OBJECT;
    TWISTER "_random.Random" OBJECT;
    TRACEBACK "traceback" OBJECT;
    ALIAS "types.GenericAlias" OBJECT;
    BASE_EXCEPTION "BaseException" OBJECT;
    EXCEPTION "Exception" BASE_EXCEPTION;
    SYSTEM_EXIT "SystemExit" BASE_EXCEPTION;
    KEYBOARD_INTERRUPT "KeyboardInterrupt" BASE_EXCEPTION;
    GENERATOR_EXIT "GeneratorExit" BASE_EXCEPTION;
    BASE_EXCEPTION_GROUP "BaseExceptionGroup" BASE_EXCEPTION;
    STOP_ITERATION "StopIteration" EXCEPTION;
    STOP_ASYNC_ITERATION "StopAsyncIteration" EXCEPTION;
    ARITHMETIC_ERROR "ArithmeticError" EXCEPTION;
    OVERFLOW_ERROR "OverflowError" ARITHMETIC_ERROR;
    ZERO_DIVISION_ERROR "ZeroDivisionError" ARITHMETIC_ERROR;
    FLOATING_POINT_ERROR "FloatingPointError" ARITHMETIC_ERROR;
    ASSERTION_ERROR "AssertionError" EXCEPTION;
    ATTRIBUTE_ERROR "AttributeError" EXCEPTION;
    BUFFER_ERROR "BufferError" EXCEPTION;
    EOF_ERROR "EOFError" EXCEPTION;
    IMPORT_ERROR "ImportError" EXCEPTION;
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" IMPORT_ERROR;
    LOOKUP_ERROR "LookupError" EXCEPTION;
    INDEX_ERROR "IndexError" LOOKUP_ERROR;
    KEY_ERROR "KeyError" LOOKUP_ERROR;
    MEMORY_ERROR "MemoryError" EXCEPTION;
    NAME_ERROR "NameError" EXCEPTION;
    UNBOUND_LOCAL_ERROR "UnboundLocalError" NAME_ERROR;
    OS_ERROR "OSError" EXCEPTION;
    BLOCKING_IO_ERROR "BlockingIOError" OS_ERROR;
    CHILD_PROCESS_ERROR "ChildProcessError" OS_ERROR;
    CONNECTION_ERROR "ConnectionError" OS_ERROR;
    BROKEN_PIPE_ERROR "BrokenPipeError" CONNECTION_ERROR;
    CONNECTION_ABORTED_ERROR "ConnectionAbortedError" CONNECTION_ERROR;
    CONNECTION_REFUSED_ERROR "ConnectionRefusedError" CONNECTION_ERROR;
    CONNECTION_RESET_ERROR "ConnectionResetError" CONNECTION_ERROR;
    FILE_EXISTS_ERROR "FileExistsError" OS_ERROR;
    FILE_NOT_FOUND_ERROR "FileNotFoundError" OS_ERROR;
    INTERRUPTED_ERROR "InterruptedError" OS_ERROR;
    PERMISSION_ERROR "PermissionError" OS_ERROR;
    PROCESS_LOOKUP_ERROR "ProcessLookupError" OS_ERROR;
    TIMEOUT_ERROR "TimeoutError" OS_ERROR;
    REFERENCE_ERROR "ReferenceError" EXCEPTION;
    RUNTIME_ERROR "RuntimeError" EXCEPTION;
    NOT_IMPLEMENTED_ERROR "NotImplementedError" RUNTIME_ERROR;
    RECURSION_ERROR "RecursionError" RUNTIME_ERROR;
    SYNTAX_ERROR "SyntaxError" EXCEPTION;
    SYSTEM_ERROR "SystemError" EXCEPTION;
    TYPE_ERROR "TypeError" EXCEPTION;
    VALUE_ERROR "ValueError" EXCEPTION;
    UNICODE_ERROR "UnicodeError" VALUE_ERROR;
    UNICODE_DECODE_ERROR "UnicodeDecodeError" UNICODE_ERROR;
    UNICODE_ENCODE_ERROR "UnicodeEncodeError" UNICODE_ERROR;
    EXCEPTION_GROUP "ExceptionGroup" BASE_EXCEPTION_GROUP;
    WARNING "Warning" EXCEPTION;
    DEPRECATION_WARNING "DeprecationWarning" WARNING;
    RUNTIME_WARNING "RuntimeWarning" WARNING;
    USER_WARNING "UserWarning" WARNING;
    FUTURE_WARNING "FutureWarning" WARNING;
}

/// Names that a program finds without importing.
pub fn is_builtin_name(name: &str, at: Ref) -> bool {
    at.0 >= BASE_EXCEPTION.0
        || matches!(
            name,
            "object"
                | "type"
                | "int"
                | "bool"
                | "float"
                | "complex"
                | "str"
                | "bytes"
                | "bytearray"
                | "list"
                | "tuple"
                | "dict"
                | "set"
                | "frozenset"
                | "range"
                | "slice"
                | "property"
                | "staticmethod"
                | "classmethod"
                | "super"
                | "enumerate"
                | "zip"
        )
}
