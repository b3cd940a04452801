/* Writes a case from the catalogue; reads one by finding its extent first, so that depth and
 * size are bounded before a tree is made. */
#include "config.h"

#include "exchange/portable.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"

enum {
    CASE_MAX_BYTES = 8 << 20, /* of one case, so that its JSON tree stays bounded too */
    MAX_DEPTH = 3,            /* case, list, row */
    SHOWN_KEY_COLS = 40,      /* of a key nobody knows, in a message */
};

/* ---- writing ---- */

static json_t *value_json(const FieldDef *field, const char *value)
{
    if (field_is_number(field))
        return json_integer(strtoll(value, NULL, 10));
    json_t *text = json_string(value);
    if (text)
        return text;
    /* Only a damaged store can hold bytes that are no UTF-8. */
    Buf safe = BUF_INIT;
    text_add_safe(&safe, value);
    text = json_string(safe.data);
    buf_free(&safe);
    return text ? text : json_string("");
}

/* NULL when the row has no value. */
static json_t *row_json(const CaseFile *file, const RecordDef *record, size_t row)
{
    json_t *object = NULL;
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        const char *value = case_get(file, field->id, row);
        if ((field->flags & FF_GIVEN) || !value || !value[0])
            continue;
        if (!object)
            object = json_object();
        json_object_set_new(object, field->key, value_json(field, value));
    }
    return object;
}

static json_t *record_json(const CaseFile *file, const RecordDef *record)
{
    if (!(record->flags & RF_MANY))
        return row_json(file, record, 0);
    json_t *list = NULL;
    for (size_t row = 0; row < case_rows(file, record->id); row++) {
        json_t *object = row_json(file, record, row);
        if (!object)
            continue;
        if (!list)
            list = json_array();
        json_array_append_new(list, object);
    }
    return list;
}

static int add_to_buf(const char *bytes, size_t n, void *buf)
{
    buf_add_bytes(buf, bytes, n);
    return 0;
}

/* What goes on after the approval in a field of a row that was approved. */
static bool goes_on(const FieldDef *field)
{
    return field_follows_up(field) || (field->flags & FF_BOTH);
}

static json_t *without_what_goes_on(json_t *row, const RecordDef *record)
{
    json_t *frozen = row ? json_copy(row) : json_object();
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        if (goes_on(field))
            json_object_del(frozen, field->key);
    }
    return frozen;
}

static bool same_frozen(json_t *a, json_t *b, const RecordDef *record)
{
    json_t *one = without_what_goes_on(a, record), *other = without_what_goes_on(b, record);
    bool same = json_equal(one, other);
    json_decref(one);
    json_decref(other);
    return same;
}

/* A record of one row has no other to be taken for: what goes on in it is taken in any case. */
static json_t *single_after(const CaseFile *application, const CaseFile *now,
                            const RecordDef *record)
{
    json_t *approved = row_json(application, record, 0);
    json_t *out = without_what_goes_on(approved, record);
    json_decref(approved);
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        const char *value = case_get(now, field->id, 0);
        if (goes_on(field) && !(field->flags & FF_GIVEN) && value && value[0])
            json_object_set_new(out, field->key, value_json(field, value));
    }
    if (json_object_size(out))
        return out;
    json_decref(out);
    return NULL;
}

/* Rows of now, later ones or those of the application; NULL where it is the other, or empty. */
static json_t **rows_of(const CaseFile *now, const RecordDef *record, bool later)
{
    size_t n = case_rows(now, record->id);
    json_t **rows = xcalloc(n + 1, sizeof *rows);
    for (size_t row = 0; row < n; row++) {
        if (case_row_later(now, record->id, row) == later)
            rows[row] = row_json(now, record, row);
    }
    return rows;
}

/* Each row of the list as it stands now, every row of now once. */
static void bring_up(json_t *list, const CaseFile *now, const RecordDef *record)
{
    json_t **rows = rows_of(now, record, false);
    size_t n = case_rows(now, record->id);
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *approved = json_array_get(list, i);
        size_t row = 0;
        while (row < n && !(rows[row] && same_frozen(approved, rows[row], record)))
            row++;
        if (row == n)
            continue;
        json_array_set_new(list, i, rows[row]);
        rows[row] = NULL;
    }
    for (size_t row = 0; row < n; row++)
        json_decref(rows[row]);
    free(rows);
}

/* Rows that came after the application are appended to those that it has. */
static json_t *record_after(const CaseFile *application, const CaseFile *now,
                            const RecordDef *record)
{
    if (record->flags & (RF_FOLLOW_UP | RF_ANEW))
        return record_json(now, record);
    if (!(record->flags & RF_MANY))
        return single_after(application, now, record);
    json_t *content = record_json(application, record);
    if (!(record->flags & RF_BOTH))
        return content;
    if (!content)
        content = json_array();
    bring_up(content, now, record);
    json_t **later = rows_of(now, record, true);
    for (size_t row = 0; row < case_rows(now, record->id); row++) {
        if (later[row])
            json_array_append_new(content, later[row]);
    }
    free(later);
    if (json_array_size(content))
        return content;
    json_decref(content);
    return NULL;
}

void portable_write_after(const CaseFile *application, const CaseFile *now, Buf *out)
{
    json_t *root = json_object();
    for (int id = 0; id < REC_COUNT; id++) {
        const RecordDef *record = catalog_record((RecordId)id);
        json_t *content =
            now ? record_after(application, now, record) : record_json(application, record);
        if (content)
            json_object_set_new(root, record->key, content);
    }
    Buf plain = BUF_INIT;
    json_dump_callback(root, add_to_buf, &plain, JSON_INDENT(1));
    text_add_json(out, plain.data);
    buf_add_char(out, '\n');
    buf_free(&plain);
    json_decref(root);
}

static bool same_rows(const CaseFile *approved, const CaseFile *after, const RecordDef *record)
{
    bool many = record->flags & RF_MANY;
    size_t n = many ? case_rows(approved, record->id) : 1,
           all = many ? case_rows(after, record->id) : 1;
    bool same = n == all || (n < all && (record->flags & RF_BOTH));
    for (size_t row = 0; same && row < n; row++) {
        json_t *a = row_json(approved, record, row), *b = row_json(after, record, row);
        same = same_frozen(a, b, record);
        json_decref(a);
        json_decref(b);
    }
    return same;
}

bool portable_same_application(const CaseFile *approved, const CaseFile *after)
{
    bool same = true;
    for (int id = 0; same && id < REC_COUNT; id++) {
        const RecordDef *record = catalog_record((RecordId)id);
        same = (record->flags & (RF_FOLLOW_UP | RF_ANEW)) || same_rows(approved, after, record);
    }
    return same;
}

/* Takes it out of the rows that are left. */
static bool take_out(json_t *rows, const json_t *one)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        if (json_equal(json_array_get(rows, i), one))
            return json_array_remove(rows, i) == 0;
    }
    return false;
}

static bool has_rows(const CaseFile *stood, const CaseFile *sent, const RecordDef *record)
{
    json_t *rows = json_array();
    bool has = true;
    for (size_t row = 0; row < case_rows(stood, record->id); row++) {
        json_t *one = row_json(stood, record, row);
        if (one)
            json_array_append_new(rows, one);
    }
    for (size_t row = 0; has && row < case_rows(sent, record->id); row++) {
        json_t *one = row_json(sent, record, row);
        has = !one || take_out(rows, one);
        json_decref(one);
    }
    json_decref(rows);
    return has;
}

bool portable_has_parts(const CaseFile *stood, const CaseFile *sent)
{
    bool has = true;
    for (int id = 0; has && id < REC_COUNT; id++) {
        const RecordDef *record = catalog_record((RecordId)id);
        has = !(record->flags & RF_ANEW) || has_rows(stood, sent, record);
    }
    return has;
}

void portable_write(const CaseFile *file, Buf *out)
{
    portable_write_after(file, NULL, out);
}

bool portable_empty(const CaseFile *file)
{
    for (int id = 0; id < REC_COUNT; id++) {
        json_t *content = record_json(file, catalog_record((RecordId)id));
        json_decref(content);
        if (content)
            return false;
    }
    return true;
}

/* ---- reading: from text to the JSON tree of one case ---- */

typedef struct Reader {
    const FieldContext *ctx;
    const char *text;
    size_t len, at;
} Reader;

static const char *const json_faults[] = {
    [json_error_unknown] = N_("this is not JSON"),
    [json_error_stack_overflow] = N_("the file is nested too deeply"),
    [json_error_premature_end_of_input] = N_("the file ends too early; was it cut off?"),
    [json_error_end_of_input_expected] = N_("there is more after the end of the case"),
    [json_error_invalid_syntax] = N_("this is not JSON"),
    [json_error_invalid_utf8] = N_("the text is not UTF-8"),
    [json_error_null_byte_in_key] = N_("a key contains a NUL character"),
    [json_error_null_character] = N_("a text contains a NUL character"),
    [json_error_duplicate_key] = N_("the same key is given twice"),
    [json_error_numeric_overflow] = N_("a number is too large"),
};

static bool fault_at(const Reader *reader, size_t at, const char *what, Err *err)
{
    size_t line = 1;
    for (size_t i = 0; i < at && i < reader->len; i++)
        line += reader->text[i] == '\n';
    return err_set(err, ERR_INPUT, _("line %zu: %s"), line, what);
}

static bool json_fault(const Reader *reader, const json_error_t *error, Err *err)
{
    size_t code = (size_t)json_error_code(error);
    const char *what = code < COUNT_OF(json_faults) ? json_faults[code] : NULL;
    size_t at = reader->at + (error->position > 0 ? (size_t)error->position : 0);
    return fault_at(reader, at, _(what ? what : N_("this is not JSON")), err);
}

static void skip_blanks(Reader *reader)
{
    while (reader->at < reader->len && strchr(" \t\r\n", reader->text[reader->at]) &&
           reader->text[reader->at])
        reader->at++;
}

static bool at_char(const Reader *reader, char c)
{
    return reader->at < reader->len && reader->text[reader->at] == c;
}

/* Gives the end of the string that starts at the quote at; len when it has none. */
static size_t string_end(const Reader *reader, size_t at)
{
    for (at++; at < reader->len && reader->text[at] != '"'; at++)
        at += reader->text[at] == '\\';
    return at < reader->len ? at + 1 : reader->len;
}

/* The extent of the case at reader->at. Counts brackets only, so that depth and size are
 * bounded before anything is built in memory; Jansson judges the syntax. */
static bool case_extent(const Reader *reader, size_t *end, Err *err)
{
    size_t depth = 0, at = reader->at;
    while (at < reader->len) {
        char c = reader->text[at];
        if (c == '"') {
            at = string_end(reader, at);
            continue;
        }
        at++;
        if ((c == '{' || c == '[') && ++depth > MAX_DEPTH)
            return fault_at(reader, at, _("the file is nested too deeply"), err);
        if ((c == '}' || c == ']') && --depth == 0)
            break;
    }
    *end = at;
    if (at - reader->at > CASE_MAX_BYTES)
        return fault_at(reader, reader->at, _("one case is larger than 8 MB"), err);
    return true;
}

/* ---- reading: from the JSON tree to the case ---- */

/* A key from outside as it may stand in a message. */
static char *shown_key(const char *key)
{
    Buf safe = BUF_INIT;
    text_add_safe(&safe, key);
    size_t keep = text_prefix(safe.data, safe.len, SHOWN_KEY_COLS);
    if (keep < safe.len) {
        buf_cut(&safe, keep);
        buf_add(&safe, "…");
    }
    return buf_take(&safe);
}

static bool read_number(const json_t *json, Buf *value, Err *err)
{
    if (!json_is_integer(json))
        return err_set(err, ERR_INPUT, _("a whole number is expected here, without quotes"));
    buf_addf(value, "%" JSON_INTEGER_FORMAT, json_integer_value(json));
    return true;
}

static bool read_value(const Reader *reader, const FieldDef *field, const json_t *json,
                       CaseFile *file, size_t row, Err *err)
{
    Buf value = BUF_INIT;
    bool done = false;
    if (field->flags & FF_GIVEN) {
        err_set(err, ERR_INPUT, _("the store gives this value; leave it out"));
        goto out;
    }
    if (field_is_number(field)) {
        if (!read_number(json, &value, err))
            goto out;
    } else if (json_is_string(json)) {
        buf_add_bytes(&value, json_string_value(json), json_string_length(json));
    } else {
        err_set(err, ERR_INPUT, _("a text in quotes is expected here"));
        goto out;
    }
    if (value.len && !field_check(reader->ctx, field, value.data, err))
        goto out;
    if (value.len)
        case_put(file, field->id, row, value.data);
    done = true;
out:
    buf_free(&value);
    return done;
}

static bool has_value(const json_t *object)
{
    const char *key;
    json_t *json;
    json_object_foreach((json_t *)object, key, json)
    {
        if (!json_is_string(json) || json_string_length(json) > 0)
            return true;
    }
    return false;
}

/* Puts the place in front: record[row], and the field where key is not NULL. at: of the row in
 * the file. */
static bool place_fault(const RecordDef *record, size_t at, const char *key, Err *err)
{
    Buf place = BUF_INIT;
    char *shown = key ? shown_key(key) : NULL;
    buf_add(&place, record->key);
    if (record->flags & RF_MANY)
        buf_addf(&place, "[%zu]", at + 1);
    if (shown)
        buf_addf(&place, ".%s", shown);
    err_wrap(err, "%s", place.data);
    free(shown);
    buf_free(&place);
    return false;
}

/* at: the place of the row in the file, for messages. */
static bool read_row(const Reader *reader, const RecordDef *record, size_t at, json_t *object,
                     CaseFile *file, size_t row, Err *err)
{
    const char *key;
    json_t *json;
    if (!json_is_object(object)) {
        err_set(err, ERR_INPUT, _("a record in { } is expected here"));
        return place_fault(record, at, NULL, err);
    }
    json_object_foreach(object, key, json)
    {
        const FieldDef *field = catalog_find_field(record->id, key);
        if (field ? !read_value(reader, field, json, file, row, err)
                  : !err_set(err, ERR_INPUT, _("there is no field of this name")))
            return place_fault(record, at, key, err);
    }
    return true;
}

static bool read_list(const Reader *reader, const RecordDef *record, json_t *list,
                      CaseFile *file, Err *err)
{
    size_t i, row = 0;
    json_t *object;
    if (!json_is_array(list)) {
        err_set(err, ERR_INPUT, _("a list in [ ] is expected here"));
        return err_wrap(err, "%s", record->key);
    }
    if (json_array_size(list) > PORTABLE_MAX_ROWS) {
        err_set(err, ERR_INPUT, _("more than %d rows"), PORTABLE_MAX_ROWS);
        return err_wrap(err, "%s", record->key);
    }
    json_array_foreach(list, i, object)
    {
        if (!read_row(reader, record, i, object, file, row, err))
            return false;
        /* A row without any value says nothing and is not made, as it would not be written. */
        row += has_value(object);
    }
    return true;
}

static bool read_record(const Reader *reader, const char *key, json_t *json, CaseFile *file,
                        Err *err)
{
    const RecordDef *record = catalog_find_record(key);
    if (!record) {
        char *shown = shown_key(key);
        err_set(err, ERR_INPUT, _("there is no record of this name"));
        err_wrap(err, "%s", shown);
        free(shown);
        return false;
    }
    if (record->flags & RF_MANY)
        return read_list(reader, record, json, file, err);
    return read_row(reader, record, 0, json, file, 0, err);
}

static bool read_case(Reader *reader, CaseFile **out, Err *err)
{
    json_error_t error;
    json_t *root = NULL;
    CaseFile *file = NULL;
    bool done = false;
    size_t end = 0;
    if (!at_char(reader, '{'))
        return fault_at(reader, reader->at, _("a case starts with {"), err);
    if (!case_extent(reader, &end, err))
        return false;
    root =
        json_loadb(reader->text + reader->at, end - reader->at, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        json_fault(reader, &error, err);
        goto out;
    }
    file = case_new();
    const char *key;
    json_t *json;
    json_object_foreach(root, key, json)
    {
        if (!read_record(reader, key, json, file, err))
            goto out;
    }
    reader->at = end;
    *out = file;
    file = NULL;
    done = true;
out:
    json_decref(root);
    case_free(file);
    return done;
}

/* ---- reading: the file ---- */

static const char byte_order_mark[] = "\xEF\xBB\xBF"; /* what some editors put first */

static bool read_next(Reader *reader, PortableCases *cases, size_t *room, Err *err)
{
    if (cases->n == PORTABLE_MAX_CASES)
        return err_set(err, ERR_INPUT, _("more than %d cases in one file"), PORTABLE_MAX_CASES);
    if (cases->n == *room) {
        *room = *room ? 2 * *room : 16;
        cases->files = xreallocarray(cases->files, *room, sizeof(CaseFile *));
    }
    skip_blanks(reader);
    if (!read_case(reader, &cases->files[cases->n], err))
        return false;
    cases->n++;
    skip_blanks(reader);
    return true;
}

static bool read_array(Reader *reader, PortableCases *cases, Err *err)
{
    size_t room = 0;
    reader->at++;
    skip_blanks(reader);
    while (!at_char(reader, ']') || cases->n) {
        if (!read_next(reader, cases, &room, err))
            return err_wrap(err, _("case %zu"), cases->n + 1);
        if (at_char(reader, ']'))
            break;
        if (reader->at >= reader->len)
            return fault_at(reader, reader->at, _("the file ends too early; was it cut off?"),
                            err);
        if (!at_char(reader, ','))
            return fault_at(reader, reader->at, _("a comma or ] is expected after a case"),
                            err);
        reader->at++;
    }
    reader->at++;
    return true;
}

bool portable_read(const FieldContext *ctx, const char *name, const char *text, size_t len,
                   PortableCases *out, Err *err)
{
    Reader reader = {.ctx = ctx, .text = text, .len = len};
    size_t room = 0, bad = 0;
    bool done = false;
    *out = (PortableCases){0};
    if (len > PORTABLE_MAX_BYTES) {
        err_set(err, ERR_INPUT, _("the file is larger than 64 MB; split it"));
        goto out;
    }
    if (!text_valid(text, len, &bad)) {
        fault_at(&reader, bad, _("the text is not UTF-8"), err);
        goto out;
    }
    if (len >= strlen(byte_order_mark) &&
        memcmp(text, byte_order_mark, strlen(byte_order_mark)) == 0)
        reader.at = strlen(byte_order_mark);
    skip_blanks(&reader);
    if (reader.at == len) {
        err_set(err, ERR_INPUT, _("the file is empty"));
        goto out;
    }
    if (at_char(&reader, '[') ? !read_array(&reader, out, err)
                              : !read_next(&reader, out, &room, err))
        goto out;
    skip_blanks(&reader);
    if (reader.at < len) {
        fault_at(&reader, reader.at, _("there is more after the end of the case"), err);
        goto out;
    }
    done = true;
out:
    if (!done) {
        err_wrap(err, "%s", name);
        portable_free(out);
    }
    return done;
}

void portable_free(PortableCases *cases)
{
    for (size_t i = 0; i < cases->n; i++)
        case_free(cases->files[i]);
    free(cases->files);
    *cases = (PortableCases){0};
}
