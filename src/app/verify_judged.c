/* Whoever has a client of their own approves what a rule blocks, or leaves away what it found.
 * So the text of each approval is judged once more by the rules that it names, as of its day.
 * What other cases shared with it then is not known any more, so only what the case itself says
 * counts; and since the day is that of another place's clock, only what is so on the days
 * beside it too. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/erase.h"
#include "app/inner.h"
#include "app/verify_judged.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/portable.h"
#include "rules/judge/findings.h"
#include "store/sql.h"

enum { DAYS = 3 }; /* the day itself, and those beside it */

typedef struct Again {
    Session *session;
    Verified *out;
    Knowledge *old; /* of version; NULL: that of the session */
    char *version;
    Judge *judges[DAYS];
    Day on;
} Again;

typedef struct Approved {
    int64_t id, case_id, group;
    const char *no, *snapshot, *version;
    Day on;
    bool says; /* it says what was found; one of before does not */
} Approved;

/* Judged only when something spoke on the day itself. */
typedef struct JudgedDay {
    Finding *found;
    size_t n;
    bool done;
} JudgedDay;

static void forget_judges(Again *again)
{
    for (size_t i = 0; i < DAYS; i++) {
        judge_close(again->judges[i]);
        again->judges[i] = NULL;
    }
}

static void forget_knowledge(Again *again)
{
    forget_judges(again);
    knowledge_free(again->old);
    again->old = NULL;
    free(again->version);
    again->version = NULL;
}

static const Knowledge *knowledge_of(const Again *again)
{
    return again->old ? again->old : session_knowledge(again->session);
}

/* *known false: its rules are not here, or this program does not read them any more. */
static bool take_knowledge(Again *again, const char *version, bool *known, Err *err)
{
    char *packed = NULL;
    Err unread = {0};
    *known = true;
    if (again->version && strcmp(again->version, version) == 0)
        return true;
    forget_knowledge(again);
    if (strcmp(version, knowledge_version(session_knowledge(again->session))) != 0) {
        if (!sql_get_text(session_store(again->session), err, &packed,
                          "SELECT packed FROM knowledge_text WHERE version = ?", "t", version))
            return false;
        *known = packed && knowledge_unpack(packed, strlen(packed), &again->old, &unread);
        free(packed);
    }
    if (*known)
        again->version = xstrdup(version);
    return true;
}

/* Without a store: nothing of other cases is staged. */
static Judge *judge_of(Again *again, const Approved *a, size_t day, Err *err)
{
    static const int beside[DAYS] = {0, -1, 1};
    Judge **judge = &again->judges[day];
    if (day_compare(again->on, a->on) != 0)
        forget_judges(again);
    again->on = a->on;
    if (!*judge &&
        (!judge_open(knowledge_of(again), day_add(a->on, beside[day]), judge, err) ||
         !facts_use_store(judge_facts(*judge), NULL, session_practice(again->session), err))) {
        judge_close(*judge);
        *judge = NULL;
    }
    return *judge;
}

static bool is_accepted(Store *store, int64_t approval, const char *rule, bool *is, Err *err)
{
    int64_t n = 0;
    bool done = sql_get_int(store, err, &n,
                            "SELECT EXISTS (SELECT 1 FROM finding_accepted"
                            " WHERE approval_id = ? AND rule = ? AND severity = 'warn')",
                            "it", approval, rule);
    *is = n != 0;
    return done;
}

/* Whether it speaks against the approval: it blocks, or warns and was left away. */
static bool speaks(const Again *again, const Approved *a, const Finding *finding, bool *is,
                   Err *err)
{
    bool accepted = false;
    *is = finding->severity > SEV_WARN || (finding->severity == SEV_WARN && a->says);
    if (!*is || finding->severity > SEV_WARN)
        return true;
    bool done =
        is_accepted(session_store(again->session), a->id, finding->rule, &accepted, err);
    *is = !accepted;
    return done;
}

static bool judge_on(Again *again, const Approved *a, const CaseFile *file, size_t day,
                     Arena *arena, JudgedDay *out, Err *err)
{
    FieldContext fields = *session_fields(again->session);
    Judge *judge = judge_of(again, a, day, err);
    fields.codes = knowledge_codes(knowledge_of(again));
    out->done = judge && findings_run(&fields, judge, file, arena, &out->found, &out->n, err);
    return out->done;
}

static bool speaks_on(const Again *again, const Approved *a, const JudgedDay *day,
                      const char *rule, bool *is, Err *err)
{
    bool done = true;
    *is = false;
    for (size_t i = 0; done && !*is && i < day->n; i++) {
        if (strcmp(day->found[i].rule, rule) == 0)
            done = speaks(again, a, &day->found[i], is, err);
    }
    return done;
}

static void tell(Again *again, const Approved *a, const Finding *finding)
{
    Buf words = BUF_INIT;
    RecordChange *change = records_add(again->out);
    buf_addf(&words,
             finding->severity == SEV_BLOCK
                 /* TRANSLATORS: a case, the number of an event, a rule. */
                 ? _("%s: with event %lld was approved what rule %s blocks")
                 : _("%s: the approval with event %lld leaves away what rule %s found"),
             a->no, (long long)a->group, finding->rule);
    if (again->out->fault.kind == ERR_NONE)
        err_set(&again->out->fault, ERR_REFUSED, "%s", words.data);
    if (change)
        *change = (RecordChange){.kind = "right",
                                 .table = xstrdup("approval"),
                                 .no = xstrdup(a->no),
                                 .label = records_label("approval", NULL),
                                 .row = a->id,
                                 .event = a->group,
                                 .words = xstrdup(words.data)};
    buf_free(&words);
}

/* Told is the first that is so on each of the days, which need not be the first of its own:
 * one that depends on the day must hide none of the others. */
static bool hold_file(Again *again, const Approved *a, const CaseFile *file, Arena *arena,
                      Err *err)
{
    JudgedDay days[DAYS] = {0};
    bool is = false;
    if (!judge_on(again, a, file, 0, arena, &days[0], err))
        return false;
    for (size_t i = 0; !is && i < days[0].n; i++) {
        const Finding *finding = &days[0].found[i];
        if (!speaks(again, a, finding, &is, err))
            return false;
        for (size_t day = 1; is && day < DAYS; day++) {
            if (!days[day].done && !judge_on(again, a, file, day, arena, &days[day], err))
                return false;
            if (!speaks_on(again, a, &days[day], finding->rule, &is, err))
                return false;
        }
        if (is)
            tell(again, a, finding);
    }
    return true;
}

static bool read_file(const Again *again, const Approved *a, CaseFile **out)
{
    PortableCases cases = {0};
    FieldContext fields = *session_fields(again->session);
    Err unread = {0};
    *out = NULL;
    if (portable_frozen(a->snapshot, out))
        return true;
    fields.codes = knowledge_codes(knowledge_of(again));
    if (portable_read(&fields, a->no, a->snapshot, strlen(a->snapshot), &cases, &unread) &&
        cases.n == 1) {
        *out = cases.files[0];
        cases.n = 0;
    }
    portable_free(&cases);
    return *out != NULL;
}

static bool hold(Again *again, const Approved *a, Err *err)
{
    CaseFile *file = NULL;
    bool known, done = take_knowledge(again, a->version, &known, err);
    if (!done)
        return false;
    if (!known || !read_file(again, a, &file)) {
        again->out->unjudged++;
        return true;
    }
    Arena *arena = arena_new();
    done = hold_file(again, a, file, arena, err);
    arena_free(arena);
    case_free(file);
    again->out->judged++;
    return done;
}

/* Its text is read here and not in hold_all, which would sort all of them. */
static bool hold_text(Again *again, Approved *a, Err *err)
{
    char *text = NULL;
    bool done = sql_get_text(session_store(again->session), err, &text,
                             "SELECT snapshot FROM approval WHERE id = ?", "i", a->id);
    a->snapshot = text;
    done = done && (!text || hold(again, a, err));
    free(text);
    return done;
}

static bool hold_all(Again *again, const Progress *progress, Err *err)
{
    Sql q;
    bool done = true;
    size_t at = 0;
    if (!sql_open(&q, session_store(again->session),
                  "SELECT a.id, a.case_id, g.id, c.no, a.knowledge_version,"
                  " date(a.at), EXISTS (SELECT 1 FROM review AS w WHERE w.group_id = g.id"
                  " AND w.found IS NOT NULL) FROM journal_group AS g JOIN journal_row AS r"
                  " ON r.group_id = g.id AND r.tbl = 'approval' AND r.op = 'add'"
                  " JOIN approval AS a ON a.uid = r.row_uid JOIN case_file AS c"
                  " ON c.id = a.case_id WHERE g.kind = 'workflow' AND g.case_id IS NOT NULL"
                  " AND a.snapshot <> ? ORDER BY a.knowledge_version, date(a.at), a.id",
                  err))
        return false;
    sql_bind_text(&q, 1, ERASED_SNAPSHOT);
    while (done && sql_row(&q)) {
        Approved a = {.id = sql_int(&q, 0),
                      .case_id = sql_int(&q, 1),
                      .group = sql_int(&q, 2),
                      .no = sql_text(&q, 3),
                      .version = sql_text(&q, 4),
                      .says = sql_int(&q, 6) != 0};
        if (!progress_step(progress, at++, 0))
            done = err_set(err, ERR_CANCELLED, _("The verification was cancelled"));
        else if (day_parse(sql_text(&q, 5), &a.on))
            done = hold_text(again, &a, err);
        else
            again->out->unjudged++;
    }
    return sql_close(&q, done ? err : NULL) && done;
}

bool verify_judged(Session *session, const Progress *progress, Verified *out, Err *err)
{
    Again again = {.session = session, .out = out};
    bool done;
    if (out->fault.kind != ERR_NONE || !session_knowledge(session))
        return true;
    done = hold_all(&again, progress, err);
    forget_knowledge(&again);
    return done;
}
