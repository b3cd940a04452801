/* Taking in a list: each row beside what the source had before. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/blacklist.h"
#include "app/blacklist_inner.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "store/sql.h"

static const struct {
    const char *word, *label;
} fates[BLACK_FATES] = {
    /* TRANSLATORS: of a row of a list */
    [BLACK_NEW] = {"new", N_("new entries")},
    /* TRANSLATORS: of a row of a list */
    [BLACK_KNOWN] = {"known", N_("known already")},
    /* TRANSLATORS: of a row of a list */
    [BLACK_LIFTED] = {"lifted", N_("lifted")},
    /* TRANSLATORS: of a row of a list */
    [BLACK_DOUBLE] = {"double", N_("double")},
    /* TRANSLATORS: of a row of a list */
    [BLACK_UNCLEAR] = {"unclear", N_("unclear")},
};

const char *app_black_fate_word(BlackFate fate)
{
    return fates[fate].word;
}

void app_black_sum(const BlackLook *look, Buf *out)
{
    for (int i = 0; i < BLACK_FATES; i++) {
        if (look->counts[i] || i == BLACK_NEW)
            /* TRANSLATORS: "new 12", one of several, parted by commas. */
            buf_addf(out, "%s%s %zu", out->len ? _(", ") : "", _(fates[i].label),
                     look->counts[i]);
    }
    if (look->gone)
        buf_addf(out, "%s%s %zu", _(", "), _("no longer listed"), look->gone);
}

typedef struct Import {
    Session *session;
    Tx *tx;
    const char *source;
    bool dry;
    Arena *arena;
    char today[DAY_TEXT];
    unsigned char key[DIGEST_BYTES];
    unsigned char *prints; /* of the rows so far that are one of the source now */
    size_t n_prints;
    BlackLook *look;
    const BlackLine *unclear; /* the first; NULL: none */
} Import;

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, DIGEST_BYTES);
}

static void leave_out(Import *import, const BlackRow *row, BlackFate fate, const char *why)
{
    BlackLine *line = &import->look->lines[import->look->n++];
    *line = (BlackLine){.place = row->place, .why = arena_dup(import->arena, why)};
    import->look->counts[fate]++;
    if (fate == BLACK_UNCLEAR && !import->unclear)
        import->unclear = line;
}

/* What the source had of this row: in force, lifted by two, or neither. *back: the entry in
 * force of which an earlier file said that it is gone; 0: none. */
static bool find_known(Import *import, const unsigned char *print, BlackFate *out,
                       int64_t *back, Err *err)
{
    Sql q;
    *out = BLACK_NEW;
    *back = 0;
    if (!sql_open(&q, tx_store(import->tx),
                  "SELECT ended_at IS NULL, lift_by IS NOT NULL AND gone = 0, gone, id"
                  " FROM blacklist WHERE source = ? AND print = ?",
                  err))
        return false;
    sql_bind_text(&q, 1, import->source);
    sql_bind_blob(&q, 2, print, DIGEST_BYTES);
    while (sql_row(&q)) {
        if (sql_int(&q, 0)) {
            *out = BLACK_KNOWN;
            *back = sql_int(&q, 2) ? sql_int(&q, 3) : *back;
        } else if (sql_int(&q, 1) && *out == BLACK_NEW)
            *out = BLACK_LIFTED;
    }
    return sql_close(&q, err);
}

static const char *fault_of(const BlackRow *row, const BlackNew *entry, Err *err)
{
    if (row->trouble)
        return row->trouble;
    if (!black_tells(entry))
        return _("it names nobody who could be told from others: an ID, a phone, a card, or a "
                 "name with the year of birth or the end of the ID");
    if (entry->until && strcmp(entry->until, entry->since) < 0)
        return _("its last day is before the first");
    return black_words(row->reason, err) ? NULL : err->text;
}

/* A row by its print, for finding those that say the same. */
typedef struct Print {
    unsigned char bytes[DIGEST_BYTES];
    size_t row;
} Print;

static int by_print(const void *a, const void *b)
{
    const Print *x = a, *y = b;
    int order = by_bytes(x->bytes, y->bytes);
    return order ? order : x->row < y->row ? -1 : x->row > y->row;
}

/* A row as it would be entered; NULL, or why it cannot be. */
static const char *read_entry(const Import *import, const BlackRow *row, BlackNew *out,
                              Err *err)
{
    *out = (BlackNew){.source = import->source,
                      .reason = row->reason,
                      .since = row->since ? row->since : import->today,
                      .until = row->until};
    black_digest(import->key, row, out);
    return fault_of(row, out, err);
}

/* Of rows that say the same the first that can be taken counts. */
static bool *find_doubles(const Import *import, const BlackFile *file)
{
    Print *prints = xcalloc(file->n + 1, sizeof *prints);
    bool *doubles = xcalloc(file->n + 1, sizeof *doubles);
    size_t n = 0;
    for (size_t i = 0; i < file->n; i++) {
        BlackNew entry;
        Err words = {0};
        if (read_entry(import, &file->rows[i], &entry, &words))
            continue;
        memcpy(prints[n].bytes, entry.print, DIGEST_BYTES);
        prints[n++].row = i;
    }
    qsort(prints, n, sizeof *prints, by_print);
    for (size_t i = 1; i < n; i++)
        doubles[prints[i].row] = by_bytes(prints[i - 1].bytes, prints[i].bytes) == 0;
    free(prints);
    return doubles;
}

static bool take_row(Import *import, const BlackRow *row, bool again, Err *err)
{
    Err words = {0};
    BlackFate fate;
    int64_t id, back;
    BlackNew entry;
    const char *why = read_entry(import, row, &entry, &words);
    if (why || again) {
        leave_out(import, row, why ? BLACK_UNCLEAR : BLACK_DOUBLE,
                  why ? why : _("another row says the same"));
        return true;
    }
    if (!find_known(import, entry.print, &fate, &back, err))
        return false;
    memcpy(import->prints + import->n_prints++ * DIGEST_BYTES, entry.print, DIGEST_BYTES);
    import->look->counts[fate]++;
    import->look->back += back != 0;
    if (back && !import->dry)
        return black_back(import->tx, session_user(import->session), back, err);
    return fate != BLACK_NEW || import->dry ||
           black_add(import->tx, session_user(import->session), &entry, &id, err);
}

static bool take_rows(Import *import, const BlackFile *file, Err *err)
{
    bool *doubles = find_doubles(import, file), done = true;
    for (size_t i = 0; done && i < file->n; i++)
        done = take_row(import, &file->rows[i], doubles[i], err);
    free(doubles);
    return done;
}

/* A row that cannot be read may be one that was there before. */
static bool check_replace(const Import *import, Err *err)
{
    size_t n = import->look->counts[BLACK_UNCLEAR];
    return !import->unclear ||
           err_set(
               err, ERR_REFUSED,
               ngettext("%zu row is unclear (first %s: %s); the file takes the place of the "
                        "one before only when all are clear",
                        "%zu rows are unclear (first %s: %s); the file takes the place of "
                        "the one before only when all are clear",
                        (unsigned long)n),
               n, import->unclear->place, import->unclear->why);
}

static bool take_gone(Import *import, int64_t id, const char *reason, Err *err)
{
    BlackLook *look = import->look;
    BlackEntry entry;
    BlackGone fate = GONE_WAITS;
    Arena *arena = arena_new();
    bool done =
        black_get(tx_store(import->tx), id, session_today(import->session), arena, &entry,
                  err) &&
        black_gone(import->tx, session_user(import->session), &entry, reason, &fate, err);
    arena_free(arena);
    look->asked += done && fate == GONE_ASKED;
    look->ended += done && fate == GONE_ENDED;
    return done;
}

/* Entries of the source that the file does not have any more. */
static bool end_gone(Import *import, const char *reason, Err *err)
{
    Sql q;
    size_t n = 0, room = 0;
    int64_t *gone = NULL;
    qsort(import->prints, import->n_prints, DIGEST_BYTES, by_bytes);
    if (!sql_open(&q, tx_store(import->tx),
                  "SELECT id, print FROM blacklist WHERE source = ? AND ended_at IS NULL", err))
        return false;
    sql_bind_text(&q, 1, import->source);
    while (sql_row(&q)) {
        size_t len;
        const void *print = sql_blob(&q, 1, &len);
        if (bsearch(print, import->prints, import->n_prints, DIGEST_BYTES, by_bytes))
            continue;
        if (n == room)
            gone = xreallocarray(gone, room = room * 2 + 16, sizeof *gone);
        gone[n++] = sql_int(&q, 0);
    }
    bool done = sql_close(&q, err);
    import->look->gone = n;
    /* What is only looked at is taken back as a whole. */
    for (size_t i = 0; done && reason && i < n; i++)
        done = take_gone(import, gone[i], reason, err);
    free(gone);
    return done;
}

static bool take_all(Import *import, const BlackFile *file, const char *replace, Err *err)
{
    BlackLook *look = import->look;
    look->lines = arena_alloc(import->arena, (file->n + 1) * sizeof *look->lines);
    look->hidden = file->hidden;
    import->prints = xcalloc(file->n + 1, DIGEST_BYTES);
    bool done = listed_key(tx_store(import->tx), import->key, err) &&
                take_rows(import, file, err) &&
                (!replace || import->dry || check_replace(import, err)) &&
                end_gone(import, replace, err);
    look->written = look->counts[BLACK_NEW] || look->back || look->asked || look->ended;
    explicit_bzero(import->key, sizeof import->key);
    free(import->prints);
    return done;
}

static bool check_source(const char *source, Err *err)
{
    enum { CHARS = 60 };
    return (!text_blank(source) ||
            err_set(err, ERR_INPUT, _("Say whose list it is (--source)"))) &&
           text_check(source, strlen(source), false, CHARS, _("the source"), err) &&
           black_words(source, err);
}

bool app_black_import(Session *session, const char *path, const char *source,
                      const char *replace, bool dry, Arena *arena, BlackLook *out, Err *err)
{
    BlackFile file;
    Import import = {
        .session = session, .source = source, .dry = dry, .arena = arena, .look = out};
    *out = (BlackLook){0};
    day_format(session_today(session), import.today);
    if (!desk_may(session_user(session), VERB_BLACKLIST, err) || !check_source(source, err) ||
        (replace && text_blank(replace) &&
         !err_set(err, ERR_INPUT, _("Say why what is gone is ended (--replace)"))) ||
        !black_words(replace, err) ||
        !blacklist_read(path, session_fields(session), arena, &file, err) ||
        !black_begin(session, "blacklist_import", source, &import.tx, err))
        return false;
    bool done = take_all(&import, &file, replace, err);
    if (done && (dry || !out->written)) {
        tx_abort(import.tx);
        return true;
    }
    return black_commit(import.tx, done, err);
}
