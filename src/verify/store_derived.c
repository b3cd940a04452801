/* What the store makes of its records and keeps beside them: who waits for a review, how many
 * stand on each shelf, rows of cases that are not there, the numbers that were given, and what
 * it knows of itself (meta). */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "base/day.h"
#include "base/i18n.h"
#include "verify/made.h"
#include "verify/store_inner.h"

#define ERASED "EXISTS (SELECT 1 FROM erasure AS e WHERE e.case_id = c.id)"
#define STRAYS(table)                                                                          \
    {                                                                                          \
        table,                                                                                 \
            "SELECT DISTINCT d.case_id FROM " table " AS d LEFT JOIN case_file AS c"           \
            " ON c.id = d.case_id WHERE c.id IS NULL OR " ERASED,                              \
            N_("it is of a case that is not there or was erased")                              \
    }
/* By who keeps the case and which shelves it stands on. */
#define SHELVES                                                                                \
    "SELECT keeper, '' AS shelf FROM case_file UNION ALL SELECT keeper, iif(life IN"           \
    " ('closed', 'archived'), 'closed', status) FROM case_file UNION ALL SELECT keeper,"       \
    " amendment FROM case_file WHERE amendment IS NOT NULL AND life NOT IN ('closed',"         \
    " 'archived')"

/* The same for everybody too, and by when they were last changed: in which span that is. */
#define SPANS                                                                                  \
    "SELECT shelf, keeper, (SELECT max(q.at) FROM queue_span AS q WHERE q.shelf = s.shelf"     \
    " AND q.keeper = s.keeper AND q.at <= s.at) AS at, count(*) FROM (SELECT shelf,"           \
    " iif(everybody, 0, keeper) AS keeper, at FROM (SELECT keeper, '' AS shelf, updated_at AS" \
    " at FROM case_file UNION ALL SELECT keeper, iif(life IN ('closed', 'archived'),"          \
    " 'closed', status), updated_at FROM case_file UNION ALL SELECT keeper, amendment,"        \
    " updated_at FROM case_file WHERE amendment IS NOT NULL AND life NOT IN ('closed',"        \
    " 'archived')) CROSS JOIN (SELECT 0 AS everybody UNION ALL SELECT 1)) AS s"                \
    " GROUP BY 1, 2, 3"
#define DAYS                                                                                   \
    "SELECT d.kind, c.keeper, d.on_day, iif(c.life IN ('closed', 'archived'), 'closed',"       \
    " c.status), coalesce(c.amendment, ''), count(*) FROM case_due AS d JOIN case_file AS c"   \
    " ON c.id = d.case_id GROUP BY 1, 2, 3, 4, 5"
/* What is made of the cases and what is kept, each without the other. */
#define DIFFERS(about, made, kept)                                                             \
    "SELECT " about " FROM (" made " EXCEPT " kept ") UNION SELECT " about " FROM (" kept      \
    " EXCEPT " made ")"

/* A row with what the fault is about; of another step of the schema nothing is asked. */
static const struct {
    const char *table, *ask, *fault;
} derived[] = {
    STRAYS("alike_form"),
    STRAYS("search_term"),
    STRAYS("story_band"),
    STRAYS("story_print"),
    STRAYS("case_summary"),
    STRAYS("case_due"),
    STRAYS("waiting"),
    STRAYS("draft"),
    STRAYS("last_place"),
    STRAYS("kept_change"),
    STRAYS("case_came"),
    {"waiting",
     "SELECT c.no FROM case_file AS c LEFT JOIN waiting AS w ON w.case_id = c.id WHERE"
     " (w.case_id IS NOT NULL) <> ((c.status = 'submitted' OR c.amendment IS 'submitted')"
     " AND NOT " ERASED ") OR w.urgent <> (c.urgent IS 'yes') OR w.since <> coalesce((SELECT"
     " max(id) FROM review WHERE case_id = c.id AND verb = 'submit'), 0) ORDER BY c.id",
     N_("its place in the order of review is not that of its submission")},
    {"queue_count",
     "SELECT shelf FROM (SELECT keeper, shelf, count(*) AS n FROM (" SHELVES
     ") GROUP BY keeper, shelf) AS s LEFT JOIN queue_count AS q USING (keeper, shelf)"
     " WHERE q.cases IS NOT s.n UNION SELECT shelf FROM queue_count AS q WHERE cases <> 0"
     " AND NOT EXISTS (SELECT 1 FROM (" SHELVES ") AS s WHERE s.keeper = q.keeper"
     " AND s.shelf = q.shelf)",
     N_("it is not how many cases stand there")},
    {"queue_span",
     DIFFERS("shelf", SPANS,
             "SELECT shelf, keeper, at, cases FROM queue_span WHERE cases <> 0"),
     N_("it is not how many cases stand there")},
    {"due_count",
     DIFFERS("kind", DAYS,
             "SELECT kind, keeper, on_day, shelf, amendment, cases FROM due_count"
             " WHERE cases <> 0"),
     N_("it is not how many cases stand there")},
};

static bool ask(Reading *r, size_t i, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(r, derived[i].ask, err);

    if (!stmt)
        return false;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *about = (const char *)sqlite3_column_text(stmt, 0);
        /* TRANSLATORS: a table; the number of a case, or where cases stand; what is wrong. */
        report_fault(r->report, 0, _("Record %s, %s: %s"), derived[i].table,
                     about ? about : "?", _(derived[i].fault));
    }
    return reading_end(r, stmt, err);
}

/* ---- numbers that were given ---- */

static const char counted[] =
    "SELECT t.name, coalesce(n.seq, 0) FROM sqlite_schema AS t LEFT JOIN sqlite_sequence AS n"
    " ON n.name = t.name WHERE t.type = 'table' AND t.sql LIKE '%AUTOINCREMENT%'"
    " AND t.name NOT GLOB '*[^a-z_]*' AND EXISTS (SELECT 1 FROM pragma_table_info(t.name)"
    " WHERE name = 'id')";

static bool hold_given(Reading *r, const char *table, int64_t given, Err *err)
{
    Buf text = BUF_INIT;
    sqlite3_stmt *stmt;
    int64_t most = 0;

    buf_addf(&text, "SELECT coalesce(max(id), 0) FROM \"%s\"", table);
    stmt = reading_ask(r, text.data, err);
    buf_free(&text);
    if (!stmt)
        return false;
    if (sqlite3_step(stmt) == SQLITE_ROW)
        most = sqlite3_column_int64(stmt, 0);
    if (given < most || given >= INT64_MAX / 2)
        report_fault(r->report, 0,
                     _("sqlite_sequence, %s: the last number given is said to be %lld, and a "
                       "row has %lld"),
                     table, (long long)given, (long long)most);
    return reading_end(r, stmt, err);
}

static bool hold_numbers(Reading *r, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(r, counted, err);
    bool done = true;

    if (!stmt)
        return false;
    while (done && sqlite3_step(stmt) == SQLITE_ROW)
        done = hold_given(r, (const char *)sqlite3_column_text(stmt, 0),
                          sqlite3_column_int64(stmt, 1), err);
    return reading_end(r, stmt, done ? err : NULL) && done;
}

/* ---- what the store knows of itself ---- */

#define DIGITS "0123456789"
#define HEX    DIGITS "abcdef"
/* Of which signs a value is; the head of the journal is held against the journal. */
static const struct {
    const char *name, *signs;
    bool begins; /* the name does */
    bool empty;  /* it may be */
} known[] = {
    {"journal.head", HEX " ", false, false},
    {"search.settled", DIGITS, false, false},
    {"found.forms", DIGITS, false, false},
    {"backup.at", DIGITS "-:.TZ", false, false},
    {"backup.copies", HEX "\n", false, true},
    {"backup.missing", HEX "\n", false, true},
    {"given.", DIGITS, true, false},
    {"station.ask", "1", false, false},
    {"copies.forms", HEX "plain ", false, false},
    {"copies.aside", NULL, false, true},
    {"bundle.mark", HEX, false, false},
    {"bundle.epoch", DIGITS, false, false},
    {"move.file", NULL, false, false},
    {"move.made", "1", false, false},
    {"erase.files", NULL, false, false},
    {"erase.anew", "1", false, false},
};

static bool is_of(const char *signs, Bytes value, bool empty)
{
    if (value.n == 0)
        return empty;
    for (size_t i = 0; signs && i < value.n; i++) {
        if (!value.at[i] || !strchr(signs, value.at[i]))
            return false;
    }
    return true;
}

static bool may_know(const char *name, Bytes value)
{
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (known[i].begins ? strncmp(name, known[i].name, strlen(known[i].name)) == 0
                            : strcmp(name, known[i].name) == 0)
            return is_of(known[i].signs, value, known[i].empty);
    }
    return false;
}

/* A day to come would keep everybody from being reminded of a backup; a day is let through for
 * clocks. */
static bool is_to_come(const char *instant)
{
    int hour, minute;
    Day day;

    return !instant_local(instant, &day, &hour, &minute) ||
           day_compare(day, day_add(day_today(), 1)) > 0;
}

static bool hold_meta(Reading *r, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(r, "SELECT name, value FROM meta", err);

    if (!stmt)
        return false;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(stmt, 0);
        Bytes value = reading_bytes(stmt, 1);
        if (!name || !may_know(name, value) ||
            (strcmp(name, "backup.at") == 0 && is_to_come((const char *)value.at)))
            report_fault(r->report, 0, _("meta, %s: no store says this of itself: %.*s"),
                         name ? name : "?", (int)(value.n < 60 ? value.n : 60),
                         value.at ? (const char *)value.at : "");
    }
    return reading_end(r, stmt, err);
}

bool reading_derived(Reading *r, Err *err)
{
    bool done = hold_numbers(r, err) && hold_meta(r, err) && reading_roots(r, err);

    report_unseen(r->report,
                  _("since when cases wait and what they lack (case_due, case_summary): rules "
                    "say so, and this program knows none"));
    report_unseen(r->report,
                  _("pinyin that cases are found by, more than whether there is any: it takes "
                    "a dictionary"));
    report_unseen(
        r->report,
        _("what is half typed or saves work (draft, kept_change, case_came, picked, making, "
          "last_place, queue_view, pinyin_habit), and tries at a "
          "passphrase (guess)"));
    report_unseen(
        r->report,
        _("whether the file of each batch is what was approved, and whether rules let it be "
          "approved: “anjuan verify --whole” makes and judges it again"));
    if (r->step != made_step()) {
        report_unseen(r->report,
                      _("what is made of the records: the store is of an earlier step of the "
                        "schema"));
        return done;
    }
    if (r->altered) {
        report_unseen(r->report, _("what is made of the records: the schema is not as the "
                                   "program made it"));
        return done;
    }
    for (size_t i = 0; done && i < COUNT_OF(derived); i++)
        done = ask(r, i, err);
    return done && reading_found(r, err);
}
