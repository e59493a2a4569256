# `__future__`: all of it is the language by now.
annotations = division = print_function = absolute_import = with_statement = None
generators = nested_scopes = unicode_literals = generator_stop = barry_as_FLUFL = None
