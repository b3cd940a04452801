/* Rows by table and uid, each with the last value of its columns: a digest of it to compare,
 * and the beginning of its text to name it. */
#include "config.h"

#include "verify/replay.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "verify/hash.h"
#include "verify/replay_inner.h"

enum { SAY_MAX = 60 };

/* Tables whose rows other things write too. */
static const struct {
    const char *table, *column;
} unsaid[] = {
    {"case_file", "version"}, {"case_file", "updated_at"}, {"case_file", "updated_by"}};

Replay *replay_new(void)
{
    Replay *replay = xcalloc(1, sizeof(*replay));

    replay->arena = arena_new();
    return replay;
}

static void cells_clear(Kept *row)
{
    for (size_t i = 0; i < row->n; i++) {
        free(row->cells[i].said);
        free(row->cells[i].whole);
    }
    row->n = 0;
}

void replay_free(Replay *replay)
{
    for (size_t i = 0; i < replay->slots; i++) {
        if (!replay->rows[i])
            continue;
        cells_clear(replay->rows[i]);
        free(replay->rows[i]->cells);
        free(replay->rows[i]);
    }
    free(replay->rows);
    free(replay->words);
    free(replay->tables);
    arena_free(replay->arena);
    free(replay);
}

static const char *word_of(Replay *replay, const char *word)
{
    for (size_t i = 0; i < replay->n_words; i++) {
        if (strcmp(replay->words[i], word) == 0)
            return replay->words[i];
    }
    if (replay->n_words == replay->words_room)
        replay->words = xreallocarray(
            replay->words, replay->words_room = 2 * replay->words_room + 64, sizeof(char *));
    return replay->words[replay->n_words++] = arena_dup(replay->arena, word);
}

static Kept **slot_of(const Replay *replay, const char *table, const unsigned char *uid)
{
    uint64_t at;

    memcpy(&at, uid, sizeof(at));
    for (at ^= at >> 29;; at++) {
        Kept **slot = &replay->rows[at & (replay->slots - 1)];
        if (!*slot ||
            (memcmp((*slot)->uid, uid, UID) == 0 && strcmp((*slot)->table, table) == 0))
            return slot;
    }
}

static void grow(Replay *replay)
{
    Kept **old = replay->rows;
    size_t slots = replay->slots;

    replay->slots = slots ? 2 * slots : 1024;
    replay->rows = xcalloc(replay->slots, sizeof(Kept *));
    for (size_t i = 0; i < slots; i++) {
        if (old[i])
            *slot_of(replay, old[i]->table, old[i]->uid) = old[i];
    }
    free(old);
}

static void table_seen(Replay *replay, const char *table)
{
    for (size_t i = 0; i < replay->n_tables; i++) {
        if (replay->tables[i] == table)
            return;
    }
    if (replay->n_tables == replay->tables_room)
        replay->tables = xreallocarray(
            replay->tables, replay->tables_room = 2 * replay->tables_room + 32, sizeof(char *));
    replay->tables[replay->n_tables++] = table;
}

static Kept *row_of(Replay *replay, const char *table, const unsigned char *uid)
{
    Kept **slot;

    if (2 * replay->n >= replay->slots)
        grow(replay);
    slot = slot_of(replay, table, uid);
    if (*slot)
        return *slot;
    *slot = xcalloc(1, sizeof(Kept));
    (*slot)->order = replay->n++;
    (*slot)->table = word_of(replay, table);
    memcpy((*slot)->uid, uid, UID);
    table_seen(replay, (*slot)->table);
    return *slot;
}

const Kept *replay_find(const Replay *replay, const char *table, const unsigned char *uid)
{
    return replay->slots ? *slot_of(replay, table, uid) : NULL;
}

static Cell *cell_find(const Kept *row, const char *column)
{
    for (size_t i = 0; i < row->n; i++) {
        if (strcmp(row->cells[i].column, column) == 0)
            return &row->cells[i];
    }
    return NULL;
}

const Cell *replay_cell(const Kept *row, const char *column)
{
    return cell_find(row, column);
}

static Cell *cell_of(Replay *replay, Kept *row, const char *column)
{
    Cell *cell = cell_find(row, column);

    if (cell)
        return cell;
    if (row->n == row->room)
        row->cells = xreallocarray(row->cells, row->room = 2 * row->room + 8, sizeof(Cell));
    cell = &row->cells[row->n++];
    *cell = (Cell){.column = word_of(replay, column)};
    return cell;
}

/* Two long values that begin alike are told apart by it. */
static void say_rest(Buf *out, const Value *value)
{
    unsigned char digest[HASH];

    hash_kept(value, digest);
    buf_add(out, "…");
    buf_addf(out, _(" (%zu bytes, digest %02x%02x%02x%02x)"), value->bytes.n, digest[0],
             digest[1], digest[2], digest[3]);
}

static void say(Buf *out, const Value *value)
{
    size_t n = value->bytes.n < SAY_MAX ? value->bytes.n : SAY_MAX;

    switch (value->type) {
    case VALUE_INT:
        buf_addf(out, "%" PRId64, value->number);
        return;
    case VALUE_TEXT:
        while (n > 0 && n < value->bytes.n && (value->bytes.at[n] & 0xc0) == 0x80)
            n--;
        buf_add_bytes(out, value->bytes.at, n);
        if (n < value->bytes.n)
            say_rest(out, value);
        return;
    case VALUE_BYTES:
    case VALUE_ROW:
        n = n < SAY_MAX / 2 ? n : SAY_MAX / 2;
        for (size_t i = 0; i < n; i++)
            buf_addf(out, "%02x", value->bytes.at[i]);
        if (n < value->bytes.n)
            say_rest(out, value);
        return;
    case VALUE_EMPTY:
        buf_add(out, _("nothing"));
        return;
    case VALUE_SECRET:
    case VALUE_ERASED:
    case VALUE_CLOSED:
        buf_add(out, _("a value that only its digest tells of"));
        return;
    }
}

static void cell_put(Cell *cell, const Value *value)
{
    Buf said = BUF_INIT;

    free(cell->said);
    cell->type = value->type;
    cell->salted = value->salt != NULL;
    if (value->salt)
        memcpy(cell->salt, value->salt, SALT);
    if (value->digest && value->type > VALUE_ROW)
        memcpy(cell->digest, value->digest, HASH);
    else
        hash_kept(value, cell->digest);
    say(&said, value);
    cell->said = buf_take(&said);
    free(cell->whole);
    cell->whole =
        (strcmp(cell->column, "adviser") == 0 || strcmp(cell->column, "found") == 0) &&
                value->type == VALUE_TEXT
            ? xstrndup((const char *)value->bytes.at, value->bytes.n)
            : NULL;
}

static void hex(const unsigned char *uid, char out[2 * UID + 1])
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < UID; i++) {
        out[2 * i] = digits[uid[i] >> 4];
        out[2 * i + 1] = digits[uid[i] & 15];
    }
    out[2 * UID] = '\0';
}

static bool is_unsaid(const char *table, const char *column)
{
    for (size_t i = 0; i < COUNT_OF(unsaid); i++) {
        if (strcmp(unsaid[i].table, table) == 0 && strcmp(unsaid[i].column, column) == 0)
            return true;
    }
    return false;
}

/* The journal goes on from what it said before. */
static void check_before(const Kept *row, const Column *column, int64_t event, Report *report)
{
    const Cell *cell = cell_find(row, column->name);
    unsigned char digest[HASH];
    char uid[2 * UID + 1];

    if (!cell || cell->type > VALUE_ROW || column->before.type > VALUE_ROW ||
        is_unsaid(row->table, column->name) ||
        (cell->type == VALUE_EMPTY && column->before.type == VALUE_EMPTY))
        return;
    hash_kept(&column->before, digest);
    if (memcmp(digest, cell->digest, HASH) == 0)
        return;
    hex(row->uid, uid);
    report_fault(report, event,
                 _("Event %lld: %s %s, %s: it was %s before, but goes on from another value"),
                 (long long)event, row->table, uid, column->name, cell->said);
}

/* A row is of one case for as long as it is there. */
static void join_case(Replay *replay, Kept *kept, const Row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        const Value *value = &row->columns[i].after;
        if (strcmp(row->columns[i].name, "case_id") != 0 || value->type != VALUE_ROW ||
            kept->joined)
            continue;
        Kept *head = row_of(replay, "case_file", value->bytes.at);
        kept->next = head->of_case;
        head->of_case = kept;
        kept->joined = true;
    }
}

void replay_row(Replay *replay, const Row *row, int64_t event, Report *report)
{
    Kept *kept = row_of(replay, row->table, row->uid);
    bool added = strcmp(row->op, "add") == 0, removed = strcmp(row->op, "remove") == 0;
    char uid[2 * UID + 1];

    replay->erased = replay->erased || strcmp(row->table, "erasure") == 0;
    hex(row->uid, uid);
    if (added == kept->there)
        report_fault(report, event,
                     added ? _("Event %lld: %s %s is added, but is there already")
                           : _("Event %lld: %s %s is changed, but is not there"),
                     (long long)event, row->table, uid);
    kept->event = event;
    kept->id = row->id;
    kept->there = !removed;
    for (size_t i = 0; !added && i < row->n; i++)
        check_before(kept, &row->columns[i], event, report);
    if (added || removed)
        cells_clear(kept);
    for (size_t i = 0; !removed && i < row->n; i++) {
        Cell *cell = cell_of(replay, kept, row->columns[i].name);
        cell_put(cell, &row->columns[i].after);
        cell->event = event;
    }
    join_case(replay, kept, row);
}

void replay_past(Replay *replay, int64_t event)
{
    replay->past = event;
}

/* ---- against the records ---- */

const char *replay_table(const Replay *replay, size_t at)
{
    return at < replay->n_tables ? replay->tables[at] : NULL;
}

/* Others find the record by its number. */
static void check_number(const Kept *row, int64_t id, Report *report)
{
    char uid[2 * UID + 1];

    if (!id || !row->id || row->id == id)
        return;
    hex(row->uid, uid);
    report_fault(report, row->event,
                 _("Record %s %s: its number is %lld, and it was given %lld"), row->table, uid,
                 (long long)id, (long long)row->id);
}

void replay_record(Replay *replay, const char *table, const unsigned char *uid, int64_t id,
                   Report *report)
{
    Kept *row = replay->slots ? *slot_of(replay, table, uid) : NULL;
    char said[2 * UID + 1];

    report->records++;
    replay->now = row && row->there && !row->seen ? row : NULL;
    replay->now_table = table;
    memcpy(replay->now_uid, uid, UID);
    if (replay->now) {
        replay->now->seen = true;
        check_number(row, id, report);
        for (size_t i = 0; i < row->n; i++)
            row->cells[i].told = false;
        return;
    }
    hex(uid, said);
    report_fault(
        report, 0,
        row && row->there
            ? _("Record %s %s: it is there twice")
            : _("Record %s %s: the history knows nothing of it, so it was put there outside "
                "this program"),
        table, said);
}

ValueType replay_type(const Replay *replay, const char *column)
{
    const Cell *cell = replay->now ? cell_find(replay->now, column) : NULL;

    return cell ? cell->type : VALUE_EMPTY;
}

static bool is_default(const Value *value, const char *literal)
{
    Buf text = BUF_INIT;
    bool is;

    if (!literal)
        return false;
    if (value->type == VALUE_TEXT) {
        buf_add_char(&text, '\'');
        buf_add_bytes(&text, value->bytes.at, value->bytes.n);
        buf_add_char(&text, '\'');
    } else if (value->type == VALUE_INT) {
        buf_addf(&text, "%" PRId64, value->number);
    }
    is = strcmp(text.data, literal) == 0;
    buf_free(&text);
    return is;
}

/* A dossier has neither what people sign in by nor its salt; of a case it has both, until one
 * is erased. */
static bool may_lack(const Replay *replay, const Kept *row)
{
    return replay->erased || !row->joined;
}

/* An erasure takes a value out of the record before it takes it out of the history; these it
 * leaves there. */
static bool stays(const Replay *replay, const Cell *cell)
{
    static const struct {
        const char *table, *column;
    } left[] = {{"approval", "knowledge_version"}};

    for (size_t i = 0; i < COUNT_OF(left); i++) {
        if (strcmp(left[i].table, replay->now_table) == 0 &&
            strcmp(left[i].column, cell->column) == 0)
            return true;
    }
    return cell->event <= replay->past;
}

static bool cell_is(const Replay *replay, const Cell *cell, const Value *value)
{
    unsigned char digest[HASH];
    Place place = {replay->now_table, cell->column, replay->now_uid, 'a'};

    if (cell->type == VALUE_CLOSED)
        return true;
    if (cell->type == VALUE_ERASED)
        return stays(replay, cell);
    if (cell->type == VALUE_SECRET) {
        if (!cell->salted)
            return may_lack(replay, replay->now);
        hash_value(&place, value, cell->salt, digest);
    } else {
        hash_kept(value, digest);
    }
    return memcmp(digest, cell->digest, HASH) == 0;
}

static void tell_differs(const Replay *replay, const char *column, const Cell *cell,
                         const Value *value, Report *report)
{
    Buf said = BUF_INIT;
    char uid[2 * UID + 1];

    hex(replay->now_uid, uid);
    say(&said, value);
    report_fault(report, replay->now->event,
                 _("Record %s %s, %s: the history says %s (event %lld), the record has %s"),
                 replay->now_table, uid, column, cell ? cell->said : _("nothing"),
                 (long long)replay->now->event, said.data);
    buf_free(&said);
}

void replay_column(Replay *replay, const char *column, const Value *value, const char *default_,
                   Report *report)
{
    Cell *cell;

    if (!replay->now || value->type == VALUE_EMPTY)
        return;
    cell = cell_find(replay->now, column);
    if (cell)
        cell->told = true;
    if (is_unsaid(replay->now_table, column))
        return;
    if (!cell || cell->type == VALUE_EMPTY
            ? is_default(value, default_)
            : cell_is(replay, cell, value) ||
                  (cell->type == VALUE_ERASED && is_default(value, default_)))
        return;
    tell_differs(replay, column, cell, value, report);
}

void replay_record_end(Replay *replay, Report *report)
{
    static const Value empty = {.type = VALUE_EMPTY};
    const Kept *row = replay->now;

    for (size_t i = 0; row && i < row->n; i++) {
        const Cell *cell = &row->cells[i];
        if (!cell->told && cell->type != VALUE_EMPTY && cell->type != VALUE_ERASED &&
            cell->type != VALUE_CLOSED && !is_unsaid(row->table, cell->column) &&
            (cell->type != VALUE_SECRET || cell->salted || !may_lack(replay, row)))
            tell_differs(replay, cell->column, cell, &empty, report);
    }
    replay->now = NULL;
}

void replay_end(Replay *replay, Report *report)
{
    char uid[2 * UID + 1];

    for (size_t i = 0; i < replay->slots; i++) {
        const Kept *row = replay->rows[i];
        if (!row || !row->there || row->seen)
            continue;
        hex(row->uid, uid);
        report_fault(
            report, row->event,
            _("Record %s %s: the history has it (event %lld), but it is not there, so it was "
              "taken away outside this program"),
            row->table, uid, (long long)row->event);
    }
}
