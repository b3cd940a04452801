/* The last question or answer decides how a talk stands; both are rows of the table review. */
#include "config.h"

#include "desk/talk.h"

#include <string.h>

#include "base/attr.h"
#include "store/sql.h"

TalkState talk_state(const char *verb)
{
    if (verb && strcmp(verb, verb_word(VERB_ASK)) == 0)
        return TALK_ASKED;
    return verb && strcmp(verb, verb_word(VERB_ANSWER)) == 0 ? TALK_ANSWERED : TALK_NONE;
}

bool talk_last(Store *store, int64_t case_id, Arena *arena, Talk *out, Err *err)
{
    Sql q;
    *out = (Talk){.who = "", .at = "", .text = ""};
    if (!sql_open(&q, store,
                  "SELECT r.verb, u.display, r.at, r.comment FROM review AS r"
                  " LEFT JOIN user AS u ON u.id = r.user_id"
                  " WHERE r.case_id = ? AND r.verb IN ('ask', 'answer', 'submit')"
                  " ORDER BY r.id DESC LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    if (sql_row(&q) && talk_state(sql_text(&q, 0)) != TALK_NONE)
        *out = (Talk){.state = talk_state(sql_text(&q, 0)),
                      .who = arena_text(arena, sql_text(&q, 1)),
                      .at = arena_text(arena, sql_text(&q, 2)),
                      .text = arena_text(arena, sql_text(&q, 3))};
    return sql_close(&q, err);
}

bool talk_add(Tx *tx, const User *user, int64_t case_id, Verb verb, const char *text, Err *err)
{
    char at[INSTANT_TEXT];
    int64_t id;
    if (!desk_may_stored(tx_store(tx), user, verb, case_id, err))
        return false;
    store_now(tx_store(tx), at);
    TxColumn columns[] = {
        {"case_id", sql_value_int(case_id), 0},
        {"group_id", sql_value_int(tx_group(tx)), 0},
        {"at", sql_value_text(at), 0},
        {"user_id", sql_value_int(user->id), 0},
        {"verb", sql_value_text(verb_word(verb)), 0},
        {"comment", sql_value_text(text), 0},
    };
    return tx_add(tx, "review", columns, COUNT_OF(columns), &id, err);
}
