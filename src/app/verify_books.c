/* The file of a batch was signed by its digest, and what is in it by nobody: so it is made anew
 * of what was approved, as for writing it again (app/batch_book.c), in memory, and its digest
 * compared. Another version of the program or of a library that packs may write other bytes of
 * the same cells, so the manifest says which wrote it (workbook_writer). */
#include "config.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/batch_ledger.h"
#include "app/erase.h"
#include "app/inner.h"
#include "app/look.h"
#include "app/verify_books.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/sql.h"

/* A case is made in a millisecond or two, template and facts of a batch in some twenty. */
enum { WITHOUT_ASKING = 300, OF_A_BATCH = 20 };

typedef struct Books {
    Session *session;
    const Progress *progress;
    Verified *out;
    char *folder; /* in memory; NULL: none, for that reason */
    Err no_folder;
    BatchKnown known;
    bool all, over; /* over: the rest is left */
    int64_t cost;
    Buf others;
} Books;

static bool is_of_this_writer(const Batch *batch)
{
    Buf ours = BUF_INIT;
    json_t *manifest = batch->manifest ? json_loads(batch->manifest, 0, NULL) : NULL;
    const char *writer = json_string_value(json_object_get(manifest, "writer"));
    workbook_writer(batch_is_csv(batch->file), &ours);
    bool is = writer && strcmp(writer, ours.data) == 0;
    json_decref(manifest);
    buf_free(&ours);
    return is;
}

/* Of an erased case nothing is left to make it of. */
static bool is_erased(Store *store, int64_t batch, bool *is, Err *err)
{
    int64_t n = 0;
    bool done = sql_get_int(store, err, &n,
                            "SELECT EXISTS (SELECT 1 FROM batch_case AS k JOIN approval AS a"
                            " ON a.id = k.approval_id WHERE k.batch_id = ?1"
                            " AND (a.snapshot = ?2 OR k.content = ?2))",
                            "it", batch, ERASED_SNAPSHOT);
    *is = n != 0;
    return done;
}

static void leave_out(Books *books, const Batch *batch)
{
    enum { NAMED = 5 };
    if (books->out->books_other++ == NAMED)
        buf_add(&books->others, " …");
    else if (books->out->books_other <= NAMED)
        buf_addf(&books->others, "%s%s", books->others.len ? " " : "", batch->no);
}

/* For a reason of this machine, that no batch can do anything about. */
static void leave_unmade(Books *books, const char *why)
{
    books->out->books_unmade++;
    if (!books->out->unmade)
        books->out->unmade = xstrdup(why);
}

static void tell(Books *books, const Batch *batch, const char *words)
{
    RecordChange *change = records_add(books->out);
    if (books->out->fault.kind == ERR_NONE)
        err_set(&books->out->fault, ERR_REFUSED, "%s", words);
    if (change)
        *change = (RecordChange){.kind = "file",
                                 .table = xstrdup("batch"),
                                 .column = xstrdup("sha256"),
                                 .label = records_label("batch", NULL),
                                 .row = batch->id,
                                 .words = xstrdup(words)};
}

/* made: that of the file made anew; NULL where it could not be made, and why says why. */
static void compare(Books *books, const Batch *batch, const char *made, const Err *why)
{
    Buf words = BUF_INIT;
    if (made && strcmp(made, batch->sha256) == 0) {
        books->out->books++;
        return;
    }
    if (made && !is_of_this_writer(batch)) {
        leave_out(books, batch);
        return;
    }
    if (!made && why->kind == ERR_IO) {
        leave_unmade(books, why->text);
        return;
    }
    if (made)
        buf_addf(&words,
                 _("The file of batch %s, %s, is not what this program writes of what was "
                   "approved, so something else wrote it: hold the file that went out against "
                   "the cases before anybody acts on it"),
                 batch->no, batch->file);
    else
        buf_addf(&words, _("The file of batch %s cannot be made of what was approved: %s"),
                 batch->no, why->text);
    tell(books, batch, words.data);
    buf_free(&words);
}

static bool make(Books *books, Batch *batch, Arena *arena, Err *err)
{
    WorkbookResult result = {.arena = arena, .unread = true};
    Buf manifest = BUF_INIT;
    Err why = {0};
    char *path = path_join(books->folder, "book");
    bool made = batch_items(books->session, batch, &why) &&
                batch_make_file(books->session, batch, &books->known, path, books->progress,
                                &result, &manifest, &why);
    path_drop(path);
    free(path);
    buf_free(&manifest);
    free(batch->items);
    if (!made && why.kind == ERR_CANCELLED)
        return err_set(err, ERR_CANCELLED, _("The verification was cancelled"));
    compare(books, batch, made ? result.sha256 : NULL, &why);
    return true;
}

static bool hold(Books *books, const char *no, Err *err)
{
    Arena *arena = arena_new();
    Batch batch = {0};
    bool erased = false;
    bool done = batch_find(books->session, no, arena, &batch, err) &&
                is_erased(session_store(books->session), batch.id, &erased, err);
    int64_t cost = batch.cases + OF_A_BATCH;
    books->over = books->cost && books->cost + cost > WITHOUT_ASKING && !books->all;
    if (done && books->over) {
        books->out->books_left++;
    } else if (done && erased) {
        leave_out(books, &batch);
    } else if (done && !books->folder) {
        leave_unmade(books, books->no_folder.text);
    } else if (done) {
        books->cost += cost;
        done = make(books, &batch, arena, err);
    }
    arena_free(arena);
    return done;
}

/* The newest first, and at least one, whatever it costs: they are what can still be held up. */
static bool hold_all(Books *books, Err *err)
{
    Sql q;
    bool done = true;
    if (!sql_open(&q, session_store(books->session),
                  "SELECT no FROM batch WHERE state = 'written' ORDER BY id DESC", err))
        return false;
    while (done && sql_row(&q)) {
        if (books->over)
            books->out->books_left++;
        else
            done = hold(books, sql_text(&q, 0), err);
    }
    return sql_close(&q, done ? err : NULL) && done;
}

bool verify_books(Session *session, bool all, const Progress *progress, Verified *out, Err *err)
{
    Store *store = session_store(session);
    bool begun;
    if (out->fault.kind != ERR_NONE || !session_knowledge(session))
        return true;
    if (!store_begin_read(store, &begun, err))
        return false;
    Books books = {
        .session = session, .progress = progress, .out = out, .all = all, .others = BUF_INIT};
    books.folder = look_memory(&books.no_folder);
    bool done = hold_all(&books, err);
    if (books.folder)
        path_drop(books.folder);
    free(books.folder);
    batch_known_free(&books.known);
    out->other_books = books.others.len ? buf_take(&books.others) : NULL;
    buf_free(&books.others);
    store_end_read(store, begun);
    return done;
}
