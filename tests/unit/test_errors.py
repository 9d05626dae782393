from collections.abc import Iterator

from linda import errors


def drawn(error: type[Exception], depth: int = 0) -> Iterator[str]:
    yield f"{'    ' * depth}{error.__name__}"
    for below in error.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from drawn(below, depth + 1)


def test_the_tree_in_the_docstring_is_the_tree_of_the_errors() -> None:
    assert errors.__doc__
    assert errors.__doc__.rstrip().splitlines()[2:] == list(drawn(errors.LindaError))


def test_every_error_of_the_module_is_in_the_tree() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert all(issubclass(kind, errors.LindaError) for kind in kinds)
