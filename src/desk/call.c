/* Rows of case_call; those of view call_open count still. */
#include "config.h"

#include "desk/call.h"

#include <string.h>

#include "base/attr.h"
#include "base/day.h"
#include "base/i18n.h"
#include "store/sql.h"

const char call_verb[] = "case_call", call_answer_verb[] = "case_answer";

typedef struct Word {
    const char *word, *label;
} Word;

static const Word reasons[CALL_REASONS] = {
    /* TRANSLATORS: why a case is asked back from another station */
    [CALL_NEEDED] = {"needed", N_("it is needed here")},
    [CALL_NEWS] = {"news", N_("the family came with news")},
    [CALL_MISTAKE] = {"mistake", N_("it was handed over by mistake")},
    [CALL_QUIET] = {"quiet", N_("nothing was heard of it for long")},
};

static const Word answers[CALL_ANSWERS] = {
    /* TRANSLATORS: why a case that another station asks for is not handed over yet */
    [CALL_SOON] = {"soon", N_("it comes soon")},
    [CALL_WORKING] = {"working", N_("it is still worked on")},
    [CALL_REVIEW] = {"review", N_("it is decided about first")},
    [CALL_ELSEWHERE] = {"elsewhere", N_("it is not there any more")},
};

static bool parse(const Word *words, size_t n, const char *word, int *out)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(words[i].word, word) == 0) {
            *out = (int)i;
            return true;
        }
    }
    return false;
}

const char *call_reason_word(CallReason reason)
{
    return reasons[reason].word;
}

const char *call_reason_label(CallReason reason)
{
    return _(reasons[reason].label);
}

bool call_reason_parse(const char *word, CallReason *out)
{
    int at = 0;
    bool is = parse(reasons, CALL_REASONS, word, &at);
    *out = (CallReason)at;
    return is;
}

const char *call_answer_word(CallAnswer answer)
{
    return answers[answer].word;
}

const char *call_answer_label(CallAnswer answer)
{
    return _(answers[answer].label);
}

bool call_answer_parse(const char *word, CallAnswer *out)
{
    int at = 0;
    bool is = parse(answers, CALL_ANSWERS, word, &at);
    *out = (CallAnswer)at;
    return is;
}

/* ---- reading ---- */

#define CALL_COLUMNS                                                                           \
    "SELECT k.id, k.call, k.case_uid, k.asker, f.id, f.no, k.caller, k.holder, k.term,"        \
    " k.reason, k.at, k.answer, k.answered_at, k.caller = o.value,"                            \
    " coalesce(s.name, CASE WHEN k.caller = o.value THEN k.holder ELSE k.caller END),"         \
    " coalesce((SELECT u.display FROM user AS u WHERE u.uid = k.asker),"                       \
    " (SELECT p.display FROM station_person AS p WHERE p.person = k.asker))"                   \
    " FROM case_call AS k JOIN setting AS o ON o.name = 'station'"                             \
    " LEFT JOIN case_file AS f ON f.uid = k.case_uid"                                          \
    " LEFT JOIN station AS s"                                                                  \
    " ON s.code = CASE WHEN k.caller = o.value THEN k.holder ELSE k.caller END"

static void read_call(const Sql *q, Arena *arena, Call *out)
{
    const char *answer = sql_text(q, 11);
    *out = (Call){.id = sql_int(q, 0),
                  .case_id = sql_is_null(q, 4) ? 0 : sql_int(q, 4),
                  .no = arena_text(arena, sql_text(q, 5)),
                  .caller = arena_text(arena, sql_text(q, 6)),
                  .holder = arena_text(arena, sql_text(q, 7)),
                  .term = sql_int(q, 8),
                  .at = arena_text(arena, sql_text(q, 10)),
                  .answered_at = arena_text(arena, sql_text(q, 12)),
                  .ours = sql_int(q, 13) != 0,
                  .with = arena_text(arena, sql_text(q, 14)),
                  .who = arena_text(arena, sql_text(q, 15))};
    sql_uid(q, 1, &out->call);
    sql_uid(q, 2, &out->case_uid);
    sql_uid(q, 3, &out->asker);
    /* A word of a newer program is read as what says least. */
    call_reason_parse(sql_text(q, 9), &out->reason);
    if (answer)
        call_answer_parse(answer, &out->answer);
}

static bool read_all(Sql *q, Arena *arena, Call **out, size_t *n, Err *err)
{
    size_t room = 0;
    *n = 0;
    *out = NULL;
    while (sql_row(q)) {
        if (*n == room) {
            Call *more = arena_alloc(arena, (room = 2 * room + 8) * sizeof **out);
            if (*n)
                memcpy(more, *out, *n * sizeof **out);
            *out = more;
        }
        read_call(q, arena, &(*out)[(*n)++]);
    }
    return sql_close(q, err);
}

bool call_list(Store *store, int64_t case_id, Arena *arena, Call **out, size_t *n, Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  CALL_COLUMNS " WHERE k.id IN (SELECT call_id FROM call_open"
                               " WHERE ?1 = 0 OR case_id = ?1) ORDER BY k.id",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    return read_all(&q, arena, out, n, err);
}

bool call_told(Store *store, const char *station, Arena *arena, Call **out, size_t *n, Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  CALL_COLUMNS " WHERE (k.holder = ?1 AND k.caller = o.value"
                               " AND k.id IN (SELECT call_id FROM call_open))"
                               " OR (k.caller = ?1 AND k.answer IS NOT NULL) ORDER BY k.id",
                  err))
        return false;
    sql_bind_text(&q, 1, station);
    return read_all(&q, arena, out, n, err);
}

bool call_gone_on(Store *store, const char *caller, Arena *arena, Call **out, size_t *n,
                  Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  CALL_COLUMNS " JOIN pen_away AS a ON a.case_id = f.id WHERE k.caller = ?1"
                               " AND k.answer IS NULL AND a.holder <> ?1 ORDER BY k.id",
                  err))
        return false;
    sql_bind_text(&q, 1, caller);
    return read_all(&q, arena, out, n, err);
}

bool call_find(Store *store, const Uid *call, Arena *arena, Call **out, Err *err)
{
    Sql q;
    *out = NULL;
    if (!sql_open(&q, store, CALL_COLUMNS " WHERE k.call = ?1", err))
        return false;
    sql_bind_blob(&q, 1, call->bytes, UID_BYTES);
    if (sql_row(&q))
        read_call(&q, arena, *out = arena_alloc(arena, sizeof **out));
    return sql_close(&q, err);
}

/* ---- writing ---- */

bool call_put(Tx *tx, const Call *call, Err *err)
{
    char now[INSTANT_TEXT];
    int64_t id;
    store_now(tx_store(tx), now);
    const TxColumn columns[] = {
        {"call", sql_value_blob(call->call.bytes, UID_BYTES), 0},
        {"case_uid", sql_value_blob(call->case_uid.bytes, UID_BYTES), 0},
        {"caller", sql_value_text(call->caller), 0},
        {"holder", sql_value_text(call->holder), 0},
        {"term", sql_value_int(call->term), 0},
        {"asker", sql_value_blob(call->asker.bytes, UID_BYTES), 0},
        {"reason", sql_value_text(call_reason_word(call->reason)), 0},
        {"at", sql_value_text(now), 0},
    };
    return tx_add(tx, "case_call", columns, COUNT_OF(columns), &id, err);
}

/* The day last, since it says that there is an answer. */
bool call_put_answer(Tx *tx, int64_t id, CallAnswer answer, Err *err)
{
    char now[INSTANT_TEXT];
    store_now(tx_store(tx), now);
    return tx_set(tx, "case_call", id, "answer", sql_value_text(call_answer_word(answer)), NULL,
                  0, err) &&
           tx_set(tx, "case_call", id, "answered_at", sql_value_text(now), NULL, 0, err);
}

/* ---- words ---- */

const char *call_words(const Call *call, Arena *arena)
{
    char day[DAY_TEXT];
    Day since;
    int hour, minute;
    const char *asked;
    if (instant_local(call->at, &since, &hour, &minute))
        day_format(since, day);
    else
        day[0] = '\0';
    asked = call->ours
                /* TRANSLATORS: a station, a day, why */
                ? arena_printf(arena, _("asked back from %s on %s: %s"), call->with, day,
                               call_reason_label(call->reason))
                : arena_printf(arena, _("%s asks for it since %s: %s"), call->with, day,
                               call_reason_label(call->reason));
    if (!*call->answered_at)
        return asked;
    /* TRANSLATORS: that a case was asked for, and the answer */
    return arena_printf(arena, _("%s; answered: %s"), asked, call_answer_label(call->answer));
}
