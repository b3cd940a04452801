/* What is made from the records, held against what would be made from them now: what cases are
 * found by, prints of stories, the order of review, what the queue says of a case, and SQLite's
 * own count of the numbers that were given; and the key of the blacklist. No history tells of
 * it, and nothing is decided by it; but who does not find a case takes it for one that is not
 * there. What the next judgement makes anew in any case (desk/due.h, due_stale) is not
 * compared. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/inner.h"
#include "app/reveal.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/origin.h"
#include "domain/field.h"
#include "rules/staging/alike.h"
#include "rules/staging/listed.h"
#include "rules/staging/story.h"
#include "store/sealed.h"
#include "store/search.h"
#include "store/sql.h"

/* Judging is dear: the cases that were changed last, as far as they were judged today, since
 * the same case is judged otherwise on another day. */
enum { JUDGED = 24, STEP = 64 };

typedef struct Deriving {
    Session *session;
    Store *store;
    Verified *out;
    int64_t found;
} Deriving;

/* words is taken. */
static void tell(Deriving *d, const char *table, const char *label, const char *no, int64_t row,
                 char *words)
{
    RecordChange *change = records_add(d->out);

    d->found++;
    if (!change) {
        free(words);
        return;
    }
    *change = (RecordChange){.kind = "derived",
                             .table = xstrdup(table),
                             .no = no ? xstrdup(no) : NULL,
                             .label = xstrdup(label),
                             .row = row,
                             .words = words};
}

/* The sentence, and how it is mended. */
static char *with_hint(Buf *text, const char *hint)
{
    buf_addf(text, "%s%s", C_("between a fault and how it is mended", "; "), hint);
    return buf_take(text);
}

static const char *hint_stored(void)
{
    return _("It is made anew when a field of the case is changed");
}

/* ---- of one case ---- */

static bool hold_terms(Deriving *d, const CaseFile *file, Err *err)
{
    const CaseHead *head = case_head_of(file);
    char *term;
    bool missing;
    const char *shown;
    Buf text = BUF_INIT;

    if (!case_index_differs(d->store, file, session_pinyin(d->session), &term, &missing, err))
        return false;
    if (!term)
        return true;
    /* By their names people speak of cases; numbers are masked where cases are shown, and of a
     * term that stands in no case nobody knows what it was. */
    shown = strpbrk(term, "0123456789") || app_health_is_masked(d->session) ? MASK_WHOLE : term;
    if (missing)
        /* TRANSLATORS: number of a case; what it should be found by. */
        buf_addf(&text, _("Search index of %s: it lacks “%s”, so the case is not found by it"),
                 head->no, shown);
    else
        buf_addf(&text, _("Search index of %s: it has “%s”, which does not stand in the case"),
                 head->no, shown);
    tell(d, "search_term", _("Search index"), head->no, head->id,
         with_hint(&text, hint_stored()));
    free(term);
    return true;
}

static bool hold_forms(Deriving *d, const CaseFile *file, Err *err)
{
    const CaseHead *head = case_head_of(file);
    bool differs;
    Buf text = BUF_INIT;

    if (!alike_differs(d->store, file, &differs, err))
        return false;
    if (!differs)
        return true;
    buf_addf(
        &text,
        _("Compared values of %s: they are not those of the case, so others that share one "
          "are not found"),
        head->no);
    tell(d, "alike_form", _("Compared values"), head->no, head->id,
         with_hint(&text, _("It is made anew when a name or number of the case is changed")));
    return true;
}

static bool hold_story(Deriving *d, const CaseFile *file, Err *err)
{
    const CaseHead *head = case_head_of(file);
    bool differs;
    Buf text = BUF_INIT;

    if (!story_differs(d->store, head->id, case_get(file, F_STATEMENT_story, 0), &differs, err))
        return false;
    if (!differs)
        return true;
    buf_addf(&text,
             _("Print of the story of %s: it is not that of its story, so others much "
               "like it are not found"),
             head->no);
    tell(d, "story_print", _("Print of the story"), head->no, head->id,
         with_hint(&text, hint_stored()));
    return true;
}

static bool hold_summary(Deriving *d, const CaseFile *file, Err *err)
{
    const CaseHead *head = case_head_of(file);
    SummaryPart part;
    Buf text = BUF_INIT;

    if (!summary_differs(d->session, file, &part, err))
        return false;
    if (part == SUMMARY_SAME)
        return true;
    if (part == SUMMARY_COUNTS)
        buf_addf(&text, _("Summary of %s: what the queue says it lacks is not what it lacks"),
                 head->no);
    else
        buf_addf(&text, _("Days of %s: since when it waits is not what follows from the case"),
                 head->no);
    tell(d, part == SUMMARY_COUNTS ? "case_summary" : "case_due",
         part == SUMMARY_COUNTS ? _("Summary of a case") : _("Days of a case"), head->no,
         head->id, with_hint(&text, hint_stored()));
    return true;
}

static bool hold_case(Deriving *d, int64_t case_id, bool judged, Err *err)
{
    CaseFile *file = NULL;
    bool done = case_load(d->store, case_id, &file, err) && hold_terms(d, file, err) &&
                hold_forms(d, file, err) && hold_story(d, file, err) &&
                (!judged || hold_summary(d, file, err));

    case_free(file);
    return done;
}

/* ---- of all ---- */

/* Those that are to be judged anew say so by what they were judged with. */
#define NOT_ERASED "NOT EXISTS (SELECT 1 FROM erasure AS e WHERE e.case_id = c.id)"
static const char cases[] =
    "SELECT c.id, s.case_id IS NULL OR s.judged_on IS ?1 FROM case_file AS c"
    " LEFT JOIN case_summary AS s ON s.case_id = c.id WHERE " NOT_ERASED
    " AND (s.case_id IS NULL OR (s.knowledge_version IS NOT NULL"
    " AND (?2 IS NULL OR s.knowledge_version = ?2))) ORDER BY c.updated_at DESC";

static bool hold_cases(Deriving *d, const Progress *progress, Err *err)
{
    bool judges = session_judges(d->session, NULL), going = true;
    int64_t total;
    size_t done = 0, judged = 0;
    char today[DAY_TEXT];
    Sql q;

    if (!sql_get_int(d->store, err, &total, "SELECT count(*) FROM case_file", NULL) ||
        !sql_open(&q, d->store, cases, err))
        return false;
    day_format(session_today(d->session), today);
    sql_bind_text(&q, 1, today);
    sql_bind_text(&q, 2, judges ? knowledge_version(session_knowledge(d->session)) : NULL);
    while (going && sql_row(&q)) {
        bool judge = judges && judged < JUDGED && sql_int(&q, 1);
        judged += judge;
        going = hold_case(d, sql_int(&q, 0), judge, err);
        if (going && ++done % STEP == 0 && !progress_step(progress, done, (size_t)total))
            going = err_set(err, ERR_CANCELLED, _("The verification was cancelled"));
    }
    return sql_close(&q, going ? err : NULL) && going;
}

/* As the triggers keep it: who waits, urgent or not, since which submission. */
#define WAITS                                                                                  \
    "SELECT c.id, c.no, coalesce(c.urgent = 'yes', 0) AS urgent, coalesce((SELECT max(r.id)"   \
    " FROM review AS r WHERE r.case_id = c.id AND r.verb = 'submit'), 0) AS since"             \
    " FROM case_file AS c WHERE (c.status = 'submitted' OR c.amendment = 'submitted')"         \
    " AND " NOT_ERASED
static const char not_waiting[] =
    "WITH waits AS (" WAITS ") SELECT c.id, c.no FROM case_file AS c"
    " LEFT JOIN waits AS n ON n.id = c.id LEFT JOIN waiting AS w ON w.case_id = c.id"
    " WHERE (n.id IS NULL) <> (w.case_id IS NULL) OR n.urgent IS NOT w.urgent"
    " OR n.since IS NOT w.since ORDER BY c.id";

static bool hold_waiting(Deriving *d, Err *err)
{
    Sql q;

    if (!sql_open(&q, d->store, not_waiting, err))
        return false;
    while (sql_row(&q)) {
        Buf text = BUF_INIT;
        buf_addf(&text, _("Order of review, %s: its place is not that of its submission"),
                 sql_text(&q, 1));
        tell(d, "waiting", _("Order of review"), sql_said(&q, 1), sql_int(&q, 0),
             with_hint(&text, _("It is made anew when the case is returned and submitted")));
    }
    return sql_close(&q, err);
}

/* Which cases the many begin with, against their terms; these are held against the cases. */
static bool hold_blocks(Deriving *d, const Progress *progress, Err *err)
{
    bool differ;
    Buf text = BUF_INIT;

    if (!search_blocks_differ(d->store, progress, &differ, err))
        return false;
    if (!differ)
        return true;
    buf_add(&text,
            _("Search index: its blocks are not what its terms give, so cases may not be "
              "found, or others may be"));
    tell(d, "search_block", _("Search index"), NULL, 0,
         with_hint(&text, _("Put back a backup")));
    return true;
}

/* What triggers count of the queue: how many stand on each shelf, and in each span of it, and
 * how many are due from each day on. */
#define COUNTS(table, columns, view, group)                                                    \
    {                                                                                          \
        table, "SELECT (SELECT count(*) FROM (SELECT " columns ", cases FROM " table           \
               " WHERE cases <> 0 EXCEPT SELECT " group ", count(*) FROM " view                \
               " GROUP BY " group ")) + (SELECT count(*) FROM (SELECT " group                  \
               ", count(*) FROM " view " GROUP BY " group " EXCEPT SELECT " columns            \
               ", cases FROM " table " WHERE cases <> 0))"                                     \
    }
#define DUE_GROUP "kind, keeper, on_day, shelf, amendment"
static const struct {
    const char *table, *ask;
} counts[] = {
    COUNTS("queue_count", "keeper, shelf", "queue_shelf", "keeper, shelf"),
    COUNTS("queue_span", "shelf, keeper, at", "queue_within", "shelf, keeper, span"),
    COUNTS("due_count", DUE_GROUP, "due_stand", DUE_GROUP),
};

static bool hold_counts(Deriving *d, const char *table, const char *ask, Err *err)
{
    int64_t wrong;
    Buf text = BUF_INIT;

    if (!sql_get_int(d->store, err, &wrong, ask, NULL))
        return false;
    if (!wrong)
        return true;
    buf_add(&text, _("Counts of the queue: they are not what the cases come to"));
    tell(d, table, _("Counts of the queue"), NULL, 0, with_hint(&text, _("Put back a backup")));
    return true;
}

/* ---- of no case ---- */

#define OF_NO_CASE(table)                                                                      \
    {                                                                                          \
        table, "SELECT DISTINCT d.case_id FROM " table " AS d WHERE NOT EXISTS"                \
               " (SELECT 1 FROM case_file AS c WHERE c.id = d.case_id AND " NOT_ERASED ")"     \
    }
static const struct {
    const char *table, *ask;
} derived[] = {
    OF_NO_CASE("alike_form"),  OF_NO_CASE("search_term"),  OF_NO_CASE("story_band"),
    OF_NO_CASE("story_print"), OF_NO_CASE("case_summary"), OF_NO_CASE("case_due"),
    OF_NO_CASE("waiting"),     OF_NO_CASE("draft"),        OF_NO_CASE("last_place"),
    OF_NO_CASE("kept_change"), OF_NO_CASE("case_came"),
};

static bool hold_strays(Deriving *d, const char *table, const char *ask, Err *err)
{
    Sql q;

    if (!sql_open(&q, d->store, ask, err))
        return false;
    while (sql_row(&q)) {
        Buf text = BUF_INIT;
        /* TRANSLATORS: the name of a table, a number. */
        buf_addf(&text,
                 _("Table %s: it has rows of case %lld, which is not in the store or "
                   "was erased"),
                 table, (long long)sql_int(&q, 0));
        tell(d, table, table, NULL, sql_int(&q, 0), with_hint(&text, _("Put back a backup")));
    }
    return sql_close(&q, err);
}

/* No store gives so many, and from the last there is no next. */
#define NUMBERS_END (INT64_MAX / 2)

/* Where it is behind its table, the table was put back to an older state or it was itself. */
static bool hold_number(Deriving *d, const char *table, int64_t given, Err *err)
{
    Buf text = BUF_INIT;
    int64_t most;
    bool done;

    buf_addf(&text, "SELECT coalesce(max(id), 0) FROM \"%s\"", table);
    done = sql_get_int(d->store, err, &most, text.data, NULL);
    buf_clear(&text);
    if (done && given >= NUMBERS_END) {
        /* TRANSLATORS: the name of a table, a number. */
        buf_addf(&text,
                 _("Table %s: the last number given is said to be %lld, so that none is left "
                   "for the next row"),
                 table, (long long)given);
        tell(d, "sqlite_sequence", table, NULL, most, with_hint(&text, _("Put back a backup")));
        return true;
    }
    if (!done || most <= given) {
        buf_free(&text);
        return done;
    }
    /* TRANSLATORS: the name of a table, two numbers. */
    buf_addf(&text, _("Table %s: the last number given is %lld, and a row has %lld"), table,
             (long long)given, (long long)most);
    tell(d, "sqlite_sequence", table, NULL, most,
         with_hint(&text, _("It is set right by the next row that is added")));
    return true;
}

/* A table of another name, or without these numbers, is none of the schema's; that it is there
 * is told with the schema. */
#define OURS                                                                                   \
    " AND t.name NOT GLOB '*[^a-z_]*'"                                                         \
    " AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) AS c WHERE c.name = 'id')"

static bool hold_numbers(Deriving *d, Err *err)
{
    bool done = true;
    Sql q;

    if (!sql_open(&q, d->store,
                  "SELECT t.name, coalesce(n.seq, 0) FROM sqlite_schema AS t"
                  " LEFT JOIN sqlite_sequence AS n ON n.name = t.name"
                  " WHERE t.type = 'table' AND t.sql LIKE '%AUTOINCREMENT%'" OURS
                  " ORDER BY t.name",
                  err))
        return false;
    while (done && sql_row(&q))
        done = hold_number(d, sql_said(&q, 0), sql_int(&q, 1), err);
    return sql_close(&q, done ? err : NULL) && done;
}

/* Nobody but themselves says what somebody was told of. */
static bool hold_told(Deriving *d, Err *err)
{
    bool done = true;
    Sql q;

    if (!sql_open(&q, d->store,
                  "SELECT t.user_id, u.display FROM reset_told AS t"
                  " LEFT JOIN user AS u ON u.id = t.user_id ORDER BY t.user_id",
                  err))
        return false;
    while (done && sql_row(&q)) {
        int64_t key;
        bool right;
        Buf text = BUF_INIT;
        done = origin_told(d->store, sql_int(&q, 0), &key, &right, err);
        if (done && !right) {
            /* TRANSLATORS: a person. */
            buf_addf(&text,
                     _("Which keys of others %s was told of: they did not sign that, so it was "
                       "written outside this program"),
                     sql_text(&q, 1) ? sql_text(&q, 1) : "?");
            tell(d, "reset_told", _("Notices of keys"), NULL, sql_int(&q, 0),
                 with_hint(&text, _("It counts for nothing; they are told again")));
        }
    }
    return sql_close(&q, done ? err : NULL) && done;
}

/* The slots of whoever was shut out since came back with it. */
static bool hold_header(Deriving *d, Err *err)
{
    bool behind;
    Buf text = BUF_INIT;

    if (!store_header_behind(d->store, &behind, err))
        return false;
    if (!behind)
        return true;
    buf_add(&text,
            _("Header of the store (who can open it): it is older than the history, so it was "
              "put back"));
    tell(d, "header", _("Header of the store"), NULL, 0,
         with_hint(&text, _("Change the key with “anjuan rekey”")));
    return true;
}

/* Under another key the entries of the blacklist are there, and find nobody. */
static bool hold_key(Deriving *d, Err *err)
{
    unsigned char key[DIGEST_BYTES];
    int64_t entries;
    Err fault = {0};

    if (!sql_get_int(d->store, err, &entries, "SELECT count(*) FROM blacklist", NULL))
        return false;
    if (!entries || listed_key(d->store, key, &fault)) {
        explicit_bzero(key, sizeof key);
        return true;
    }
    if (fault.kind != ERR_REFUSED)
        return err_set(err, fault.kind, "%s", fault.text);
    tell(d, "secret", _("Key of the blacklist"), NULL, 1, xstrdup(fault.text));
    return true;
}

bool derived_verify(Session *session, const Progress *progress, Verified *out, int64_t *found,
                    Err *err)
{
    Deriving d = {session, session_store(session), out, 0};
    bool begun, done;

    if (!store_begin_read(d.store, &begun, err))
        return false;
    done = hold_cases(&d, progress, err) && hold_blocks(&d, progress, err) &&
           hold_waiting(&d, err) && hold_numbers(&d, err) && hold_key(&d, err) &&
           hold_header(&d, err) && hold_told(&d, err);
    for (size_t i = 0; done && i < COUNT_OF(counts); i++)
        done = hold_counts(&d, counts[i].table, counts[i].ask, err);
    for (size_t i = 0; done && i < COUNT_OF(derived); i++)
        done = hold_strays(&d, derived[i].table, derived[i].ask, err);
    store_end_read(d.store, begun);
    *found = d.found;
    return done;
}
