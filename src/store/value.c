/* Values as SQLite holds them, compared and copied. */
#include "config.h"

#include <string.h>

#include "store/inner.h"

SqlValue sql_value_null(void)
{
    return (SqlValue){.type = SQL_NULL};
}

SqlValue sql_value_int(int64_t number)
{
    return (SqlValue){.type = SQL_INT, .number = number};
}

SqlValue sql_value_text(const char *text)
{
    if (!text)
        return sql_value_null();
    return (SqlValue){.type = SQL_TEXT, .bytes = text, .len = strlen(text)};
}

SqlValue sql_value_blob(const void *bytes, size_t n)
{
    return (SqlValue){.type = SQL_BLOB, .bytes = n ? bytes : "", .len = n};
}

bool sql_value_equal(const SqlValue *a, const SqlValue *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case SQL_NULL:
        return true;
    case SQL_INT:
        return a->number == b->number;
    case SQL_TEXT:
    case SQL_BLOB:
        break;
    }
    return a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0;
}

SqlValue sql_value_of(sqlite3_stmt *stmt, int column)
{
    /* One look at the column instead of three; the connection belongs to one thread. */
    return sql_value_from(sqlite3_column_value(stmt, column));
}

SqlValue sql_value_from(sqlite3_value *from)
{
    SqlValue value = {.type = SQL_NULL};

    switch (sqlite3_value_type(from)) {
    case SQLITE_NULL:
        return value;
    case SQLITE_INTEGER:
        return sql_value_int(sqlite3_value_int64(from));
    case SQLITE_BLOB:
        value.type = SQL_BLOB;
        value.bytes = sqlite3_value_blob(from);
        break;
    default: /* text, and real numbers by their text */
        value.type = SQL_TEXT;
        value.bytes = sqlite3_value_text(from);
        break;
    }
    value.len = (size_t)sqlite3_value_bytes(from);
    if (!value.bytes)
        value.bytes = "";
    return value;
}
