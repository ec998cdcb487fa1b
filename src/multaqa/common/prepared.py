"""Questions that are put into words once. Django spends a millisecond and more on writing the SQL of a query, and the database
less than a tenth of that on answering it; so what every deed and every coming asks is written when it is first asked, and kept.

Only the text is kept, never an answer: what somebody may do is read from the database each time, as without this."""

import datetime as dt
import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.sql import InsertQuery, UpdateQuery

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Model)


def prepared(word: Callable[P, "QuerySet[Any, R]"]) -> Callable[P, list[R]]:
    """Asks what `word` words. It is called with something that stands for each argument, so it may filter and order by them,
    and may neither look at them nor at the clock. Rows come as models or by `values_list`; no argument may be None."""

    def write(slots: Sequence["_Slot"]) -> "_Written":
        queryset = cast(Any, word)(*slots)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        # Not this thread's connection: it is kept, and may outlive the thread.
        compiler.connection = connections.create_connection(DEFAULT_DB_ALIAS)
        converters = compiler.get_converters([column[0] for column in compiler.select])
        return _Written(sql, params, converters, _maker(queryset, compiler))

    written = _once(word, write)

    @wraps(word)
    def ask(*values: P.args, **_named: P.kwargs) -> list[R]:
        database = connections[DEFAULT_DB_ALIAS]
        text = written(database.vendor)
        with database.cursor() as cursor:
            cursor.execute(text.sql, _filled(text.params, values, database))
            rows = cursor.fetchall()
        if text.converters:
            rows = [_converted(row, text.converters, database) for row in rows]
        return [text.make(row) for row in rows]

    return ask


def prepared_update(word: Callable[P, "tuple[QuerySet[Any, Any], dict[str, Any]]"]) -> Callable[P, int]:
    """The same for rows that change: `word` answers which, and what of them. Asked, it answers how many they were."""

    def write(slots: Sequence["_Slot"]) -> "_Written":
        queryset, changes = cast(Any, word)(*slots)
        query = queryset.query.chain(UpdateQuery)
        query.add_update_values(changes)
        sql, params = query.get_compiler(connection=connection).as_sql()
        return _Written(sql, params, {}, tuple)

    written = _once(word, write)

    @wraps(word)
    def change(*values: P.args, **_named: P.kwargs) -> int:
        database = connections[DEFAULT_DB_ALIAS]
        text = written(database.vendor)
        with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), database.cursor() as cursor:
            cursor.execute(text.sql, _filled(text.params, values, database))
            return int(cursor.rowcount)

    return change


def insert(row: M) -> M:
    """Saves a new row, as its `save` does where nobody listens to it, and answers it with its number."""
    database = connections[DEFAULT_DB_ALIAS]
    if not database.features.can_return_columns_from_insert:
        row.save(force_insert=True)
        return row
    kind = type(row)
    found = _insertions.get((database.vendor, kind)) or _write_insertion(row, database)
    params = [field.get_db_prep_save(field.pre_save(row, add=True), database) for field in found.fields]
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), database.cursor() as cursor:
        cursor.execute(found.sql, params)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row


class _Insertion(NamedTuple):
    sql: str
    fields: Sequence[Any]


_insertions: dict[tuple[str, type[Model]], _Insertion] = {}


def _write_insertion(row: Model, database: BaseDatabaseWrapper) -> _Insertion:
    fields = [field for field in row._meta.local_concrete_fields if not field.primary_key]
    query = InsertQuery(type(row))
    query.insert_values(fields, [row])
    compiler = query.get_compiler(connection=database)
    compiler.returning_fields = [row._meta.pk]
    ((sql, _),) = compiler.as_sql()
    found = _insertions[database.vendor, type(row)] = _Insertion(sql, fields)
    return found


class _Slot(Expression):
    """Stands where a value will be."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place

    def as_sql(self, compiler: object, connection: object) -> tuple[str, list[Any]]:  # type: ignore[override]
        return "%s", [self]


_Converters = dict[int, tuple[Sequence[Callable[..., Any]], Any]]


class _Written(NamedTuple):
    """A question as text. `params` are values and slots; `converters` say of which column a value is read how."""

    sql: str
    params: Sequence[Any]
    converters: _Converters
    make: Callable[[Sequence[Any]], Any]


def _once(word: Callable[..., Any], write: Callable[[Sequence[_Slot]], _Written]) -> Callable[[str], _Written]:
    """Writes for each kind of database at the first asking. Written twice, to refuse what would be old the second time."""
    slots = [_Slot(place) for place in range(len(inspect.signature(word).parameters))]
    kept: dict[str, _Written] = {}

    def written(vendor: str) -> _Written:
        found = kept.get(vendor)
        if found is None:
            found = write(slots)
            if _fixed(found) != _fixed(write(slots)):
                raise TypeError(f"{word.__qualname__} looks at the clock: what it asks would be asked of that moment for ever")
            kept[vendor] = found
        return found

    return written


def _fixed(written: _Written) -> list[Any]:
    return [value for value in written.params if not isinstance(value, _Slot)]


def _filled(params: Sequence[Any], values: Sequence[Any], database: BaseDatabaseWrapper) -> list[Any]:
    filled = [values[one.place] if isinstance(one, _Slot) else one for one in params]
    return [database.ops.adapt_datetimefield_value(one) if isinstance(one, dt.datetime) else one for one in filled]


def _converted(row: Sequence[Any], converters: _Converters, database: BaseDatabaseWrapper) -> Sequence[Any]:
    values = list(row)
    for place, (functions, column) in converters.items():
        value = values[place]
        for convert in functions:
            value = convert(value, column, database)
        values[place] = value
    return values


def _maker(queryset: "QuerySet[Any, Any]", compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What becomes of a row, as the queryset would have it."""
    if queryset._iterable_class is FlatValuesListIterable:
        return lambda row: row[0]
    if queryset._iterable_class is ValuesListIterable:
        return tuple
    if queryset._iterable_class is not ModelIterable or compiler.annotation_col_map:
        raise TypeError("A prepared question answers plain models or a list of values")
    return _model_maker(compiler)


def _model_maker(compiler: Any) -> Callable[[Sequence[Any]], Model]:
    info, select = compiler.klass_info, compiler.select
    first, end = info["select_fields"][0], info["select_fields"][-1] + 1
    model, names = info["model"], [column[0].target.attname for column in select[first:end]]
    related = cast(Any, get_related_populators)(info, select, DEFAULT_DB_ALIAS)

    def make(row: Sequence[Any]) -> Model:
        made: Model = model.from_db(DEFAULT_DB_ALIAS, names, row[first:end])
        for populator in related:
            populator.populate(row, made)
        return made

    return make
