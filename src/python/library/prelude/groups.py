# Exception groups.


def _matches(error, condition):
    if isinstance(condition, (type, tuple)):
        return isinstance(error, condition)
    return condition(error)


def _split_group(error, condition):
    if error is None:
        return None, None
    if _matches(error, condition):
        if not isinstance(error, BaseExceptionGroup):
            error = ExceptionGroup("", [error])
        return error, None
    if not isinstance(error, BaseExceptionGroup):
        return None, error
    matched, rest = [], []
    for each in error.exceptions:
        if isinstance(each, BaseExceptionGroup):
            yes, no = _split_group(each, condition)
        elif _matches(each, condition):
            yes, no = each, None
        else:
            yes, no = None, each
        if yes is not None:
            matched.append(yes)
        if no is not None:
            rest.append(no)
    return (error.derive(matched) if matched else None, error.derive(rest) if rest else None)


def _subgroup(error, condition):
    return _split_group(error, condition)[0]


def _join_group(rest, raised):
    if not raised:
        return rest
    if rest is not None:
        raised.append(rest)
    if len(raised) == 1:
        return raised[0]
    return ExceptionGroup("", raised)
