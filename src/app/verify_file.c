/* The file of a batch made anew of what was approved, in memory, and both read as tables. */
#include "config.h"

#include "app/verify_file.h"

#include <stdlib.h>
#include <string.h>

#include "app/batch_ledger.h"
#include "app/file_rows.h"
#include "app/inner.h"
#include "app/look.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "exchange/table.h"
#include "store/digest.h"
#include "store/sql.h"

typedef struct Looking {
    Session *session;
    const Progress *progress;
    const char *path;
    Arena *arena;
    char sha256[DIGEST_HEX + 1];
    Batch batch;
    Table *given, *made;
    FileFound *out;
} Looking;

/* ---- of which batch it is ---- */

static bool is_written(Looking *look, const char *no, bool *found, Err *err)
{
    char *known = NULL;
    bool done =
        sql_get_text(session_store(look->session), err, &known,
                     "SELECT no FROM batch WHERE no = ? AND state = 'written'", "t", no);
    *found = known && batch_find(look->session, known, look->arena, &look->batch, err);
    free(known);
    return done;
}

/* "T1-B0042": no text of a case is asked for that is not so short. */
static bool is_number(const char *text)
{
    enum { NUMBER_MAX = 24 };
    const char *mark = strstr(text, "-B");
    return mark && strlen(text) <= NUMBER_MAX && mark[2] >= '0' && mark[2] <= '9';
}

/* The sheet about the batch is the last or the first; a case may name an earlier one. */
static bool find_number(Looking *look, bool *found, Err *err)
{
    enum { ASKED_MAX = 1000 };
    size_t asked = 0;
    for (size_t i = table_sheets(look->given); i-- > 0 && !*found;) {
        const TableSheet *sheet = table_sheet(look->given, i);
        for (size_t row = 0; row < sheet->n && !*found; row++)
            for (size_t k = 0; k < sheet->rows[row].n && !*found; k++) {
                const char *text = sheet->rows[row].cells[k].text;
                if (is_number(text) && asked++ < ASKED_MAX &&
                    !is_written(look, text, found, err))
                    return false;
            }
    }
    return true;
}

/* A text of one sheet names no batch; mostly it is still called as it went out. */
static bool find_name(Looking *look, bool *found, Err *err)
{
    char *name = path_name(look->path), *no = NULL;
    bool done = sql_get_text(session_store(look->session), err, &no,
                             "SELECT no FROM batch WHERE file = ? AND state = 'written'"
                             " ORDER BY id DESC LIMIT 1",
                             "t", name) &&
                (!no || is_written(look, no, found, err));
    free(no);
    free(name);
    return done;
}

static bool find_batch(Looking *look, bool *found, Err *err)
{
    if (!digest_file_sha256(look->path, look->sha256, err) ||
        !batch_find_digest(look->session, look->sha256, look->arena, &look->batch, found, err))
        return false;
    look->out->by_digest = *found;
    return *found || (table_read(look->path, &look->given, err) &&
                      find_number(look, found, err) && (*found || find_name(look, found, err)));
}

/* ---- what was approved ---- */

static bool read_numbers(Looking *look, const char ***out, Err *err)
{
    size_t n = 0;
    Sql q;
    *out = arena_alloc(look->arena, (look->batch.n + 1) * sizeof(**out));
    if (!sql_open(&q, session_store(look->session),
                  "SELECT c.no FROM batch_case AS k JOIN case_file AS c ON c.id = k.case_id"
                  " WHERE k.batch_id = ? ORDER BY c.no",
                  err))
        return false;
    sql_bind_int(&q, 1, look->batch.id);
    while (sql_row(&q) && n < look->batch.n)
        (*out)[n++] = arena_dup(look->arena, sql_text(&q, 0));
    look->batch.n = n;
    return sql_close(&q, err);
}

static bool is_here(const Looking *look, Err *why)
{
    return (int64_t)look->batch.n == look->batch.cases ||
           err_set(why, ERR_REFUSED, _("not all of its cases are here"));
}

/* In memory, and read again at once: *same where it is byte by byte what was given. */
static bool make(Looking *look, bool *same, Err *why)
{
    WorkbookResult result = {.arena = look->arena, .unread = true};
    Buf manifest = BUF_INIT;
    BatchKnown known = {0};
    char *folder = look_memory(why);
    if (!folder)
        return false;
    char *path = path_join(folder, "book");
    bool done = batch_make_file(look->session, &look->batch, &known, path, look->progress,
                                &result, &manifest, why);
    *same = done && strcmp(result.sha256, look->sha256) == 0;
    done = done && (*same || table_read(path, &look->made, why));
    batch_known_free(&known);
    buf_free(&manifest);
    path_drop(folder);
    free(path);
    free(folder);
    return done;
}

/* The order of a batch without names is its own; its rows are of no case. */
static bool compare(Looking *look, Err *err)
{
    const char **numbers;
    bool same = false;
    Err why = {0};
    if (!batch_items(look->session, &look->batch, err))
        return false;
    if (!is_here(look, &why) || !make(look, &same, &why)) {
        look->out->why = arena_dup(look->arena, why.text);
        return why.kind != ERR_CANCELLED ||
               err_set(err, ERR_CANCELLED, _("The verification was cancelled"));
    }
    look->out->compared = true;
    if (same)
        return true;
    if ((!look->given && !table_read(look->path, &look->given, err)) ||
        !read_numbers(look, &numbers, err))
        return false;
    look->out->rows = arena_alloc(look->arena, FILE_ROWS_TOLD * sizeof(*look->out->rows));
    const FileRows rows = {.numbers = numbers,
                           .n = look->batch.n,
                           .name = look->batch.file,
                           .arena = look->arena,
                           .out = look->out};
    file_rows(&rows, look->made, look->given);
    return true;
}

/* ---- what is at fault ---- */

static void judge(const Looking *look, Err *fault)
{
    const FileFound *out = look->out;
    Buf path = BUF_INIT;
    text_add_safe(&path, look->path);
    if (!out->batch)
        err_set(fault, ERR_REFUSED,
                _("%s is the file of no batch of this store, and names none"), path.data);
    else if (out->differences)
        err_set(fault, ERR_REFUSED,
                ngettext("%s is not what was approved for batch %s: %zu difference",
                         "%s is not what was approved for batch %s: %zu differences",
                         out->differences),
                path.data, out->batch->no, out->differences);
    else if (!out->compared && !out->by_digest)
        err_set(fault, ERR_REFUSED,
                _("%s is not the file of batch %s, and cannot be compared with it: %s"),
                path.data, out->batch->no, out->why);
    buf_free(&path);
}

bool app_verify_file(Session *session, const char *path, const Progress *progress, Arena *arena,
                     FileFound *out, Err *fault, Err *err)
{
    Store *store = session_store(session);
    Looking look = {
        .session = session, .progress = progress, .path = path, .arena = arena, .out = out};
    bool begun = false, found = false;
    *out = (FileFound){0};
    bool done = desk_may(session_user(session), VERB_READ, err) &&
                store_begin_read(store, &begun, err) && find_batch(&look, &found, err);
    if (done && found) {
        BatchRow *row = arena_alloc(arena, sizeof(*row));
        *row = batch_row(session, &look.batch, arena);
        out->batch = row;
        done = compare(&look, err);
    }
    store_end_read(store, begun);
    if (done)
        judge(&look, fault);
    table_free(look.given);
    table_free(look.made);
    free(look.batch.items);
    return done;
}
