/* The table of steps, and a step itself: its row first, then the column of the case, as the
 * triggers of the schema want it. */
#include "config.h"

#include "desk/life.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/day.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/sql.h"

static const struct LifeDef {
    const char *word, *label;
} lives[] = {
    /* TRANSLATORS: stages of the life of a case: being prepared, sent to the platform, accepted
     * or refused by it, money being raised, raising has ended, money being accounted for */
    [LIFE_PREPARED] = {"prepared", N_("being prepared")},
    [LIFE_SENT] = {"sent", N_("sent")},
    [LIFE_ACCEPTED] = {"accepted", N_("accepted by the platform")},
    [LIFE_REFUSED] = {"refused", N_("refused by the platform")},
    [LIFE_RAISING] = {"raising", N_("raising money")},
    [LIFE_RAISING_ENDED] = {"raising_ended", N_("raising ended")},
    [LIFE_SETTLING] = {"settling", N_("settling accounts")},
    [LIFE_CLOSED] = {"closed", N_("case closed")},
    [LIFE_ARCHIVED] = {"archived", N_("archived")},
};

/* From where to where, and what one has to be allowed to say so by hand (role.def). The
 * triggers case_file_life_moves and life_step_right of the schema have the same. */
static const struct Step {
    Life from, to;
    Verb verb;
} steps[] = {
    {LIFE_PREPARED, LIFE_SENT, VERB_SET_STAGE},
    {LIFE_SENT, LIFE_ACCEPTED, VERB_STAGE},
    {LIFE_SENT, LIFE_REFUSED, VERB_STAGE},
    {LIFE_SENT, LIFE_RAISING, VERB_STAGE},
    {LIFE_REFUSED, LIFE_SENT, VERB_SET_STAGE},
    {LIFE_REFUSED, LIFE_ACCEPTED, VERB_SET_STAGE},
    {LIFE_ACCEPTED, LIFE_SENT, VERB_SET_STAGE},
    {LIFE_ACCEPTED, LIFE_REFUSED, VERB_SET_STAGE},
    {LIFE_ACCEPTED, LIFE_RAISING, VERB_STAGE},
    {LIFE_RAISING, LIFE_ACCEPTED, VERB_SET_STAGE},
    {LIFE_RAISING, LIFE_RAISING_ENDED, VERB_STAGE},
    {LIFE_RAISING_ENDED, LIFE_RAISING, VERB_SET_STAGE},
    {LIFE_RAISING_ENDED, LIFE_SETTLING, VERB_STAGE},
    {LIFE_SETTLING, LIFE_RAISING_ENDED, VERB_SET_STAGE},
    {LIFE_PREPARED, LIFE_CLOSED, VERB_CLOSE},
    {LIFE_SENT, LIFE_CLOSED, VERB_CLOSE},
    {LIFE_ACCEPTED, LIFE_CLOSED, VERB_CLOSE},
    {LIFE_REFUSED, LIFE_CLOSED, VERB_CLOSE},
    {LIFE_RAISING, LIFE_CLOSED, VERB_CLOSE},
    {LIFE_RAISING_ENDED, LIFE_CLOSED, VERB_CLOSE},
    {LIFE_SETTLING, LIFE_CLOSED, VERB_CLOSE},
    {LIFE_CLOSED, LIFE_ARCHIVED, VERB_SET_STAGE},
    {LIFE_ARCHIVED, LIFE_CLOSED, VERB_SET_STAGE},
};

const char *life_word(Life life)
{
    return lives[life].word;
}

const char *life_label(Life life)
{
    return _(lives[life].label);
}

const char *life_label_of(Life life, LifeFile sent)
{
    if (life == LIFE_SENT && sent == LIFE_FILE_WAITS)
        /* TRANSLATORS: stage of the life of a case: its file was written, but not uploaded yet
         */
        return _("to be uploaded");
    return life == LIFE_SENT && sent == LIFE_FILE_ELSEWHERE ? status_label(STATUS_EXPORTED)
                                                            : life_label(life);
}

bool life_parse(const char *word, Life *out)
{
    for (size_t i = 0; i < COUNT_OF(lives); i++) {
        if (strcmp(lives[i].word, word) == 0) {
            *out = (Life)i;
            return true;
        }
    }
    return false;
}

bool life_now(Store *store, int64_t case_id, Life *out, Err *err)
{
    char *word = NULL;
    if (!sql_get_text(store, err, &word, "SELECT life FROM case_file WHERE id = ?", "i",
                      case_id))
        return false;
    bool known = word && life_parse(word, out);
    if (!known)
        err_set(err, word ? ERR_STORE : ERR_NOT_FOUND,
                word ? _("The case has a stage this program does not know")
                     : _("There is no such case"));
    free(word);
    return known;
}

bool life_file(Store *store, int64_t case_id, LifeFile *out, Err *err)
{
    int64_t sent = LIFE_FILE_WENT;
    bool done =
        sql_get_int(store, err, &sent,
                    "SELECT " LIFE_FILE " FROM case_file AS c WHERE c.id = ?", "i", case_id);
    *out = (LifeFile)sent;
    return done;
}

static const struct Step *step_between(Life from, Life to)
{
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        if (steps[i].from == from && steps[i].to == to)
            return &steps[i];
    }
    return NULL;
}

bool life_leads(Life from, Life to)
{
    return step_between(from, to) != NULL;
}

bool life_step_verb(Life from, Life to, Verb *out)
{
    const struct Step *step = step_between(from, to);
    *out = step ? step->verb : VERB_COUNT;
    return step != NULL;
}

bool life_may(const User *user, Life from, Life to, Err *err)
{
    const struct Step *step = step_between(from, to);
    if (!step && life_is_over(from))
        return err_set(err, ERR_REFUSED,
                       _("The case is closed; it is opened again first: “anjuan reopen NO”"));
    if (!step && to == LIFE_ARCHIVED)
        return err_set(err, ERR_REFUSED, _("Only a closed case is archived; close it first"));
    if (!step)
        /* TRANSLATORS: two stages of a case */
        return err_set(err, ERR_REFUSED, _("From “%s” no step leads to “%s”"), life_label(from),
                       life_label(to));
    if (!user || !desk_may(user, step->verb, NULL))
        return err_set(err, ERR_REFUSED,
                       step->verb == VERB_SET_STAGE
                           ? _("Only a supervisor moves a case from “%s” to “%s”")
                           : _("Social workers, advisers and supervisors move a case from “%s” "
                               "to “%s”"),
                       life_label(from), life_label(to));
    return true;
}

/* ---- steps ---- */

static void local_today(Store *store, char out[DAY_TEXT])
{
    char at[INSTANT_TEXT];
    Day day;
    int hour, minute;
    store_now(store, at);
    day_format(instant_local(at, &day, &hour, &minute) ? day : day_today(), out);
}

static bool write_step(Tx *tx, int64_t user_id, int64_t case_id, Life was, const LifeStep *step,
                       Err *err)
{
    char at[INSTANT_TEXT], today[DAY_TEXT];
    int64_t id;
    store_now(tx_store(tx), at);
    local_today(tx_store(tx), today);
    TxColumn columns[] = {
        {"case_id", sql_value_int(case_id), 0},
        {"group_id", sql_value_int(tx_group(tx)), 0},
        {"at", sql_value_text(at), 0},
        {"user_id", sql_value_int(user_id), 0},
        {"was", sql_value_text(life_word(was)), 0},
        {"life", sql_value_text(life_word(step->life)), 0},
        {"on_day", sql_value_text(step->on ? step->on : today), 0},
        {"reason", sql_value_text(step->reason), 0},
        {"comment", sql_value_text(step->comment), 0},
    };
    return tx_add(tx, "life_step", columns, COUNT_OF(columns), &id, err) &&
           tx_set(tx, "case_file", case_id, "life", sql_value_text(life_word(step->life)), NULL,
                  0, err);
}

/* Of what is sent it is the approval that counts, and a trigger says the same. */
static bool check_approved(Store *store, int64_t case_id, Life to, Err *err)
{
    int64_t active;
    if (to == LIFE_PREPARED || life_is_over(to))
        return true;
    return sql_get_int(store, err, &active,
                       "SELECT count(*) FROM approval WHERE case_id = ? AND active = 1", "i",
                       case_id) &&
           (active || err_set(err, ERR_REFUSED,
                              _("Only an approved case is sent; this one is not approved")));
}

/* A case comes to a stage on no day before the one on which it came to the stage of before. */
static bool check_day(Store *store, int64_t case_id, const char *on, Err *err)
{
    char *last = NULL;
    if (!on)
        return true;
    if (!sql_get_text(store, err, &last,
                      "SELECT on_day FROM life_step WHERE case_id = ? ORDER BY id DESC LIMIT 1",
                      "i", case_id))
        return false;
    bool follows =
        !last || strcmp(on, last) >= 0 ||
        /* TRANSLATORS: two days */
        err_set(err, ERR_INPUT, _("The day %s is before that of the stage before it (%s)"), on,
                last);
    free(last);
    return follows;
}

bool life_move(Tx *tx, const User *user, int64_t case_id, const LifeStep *step, Err *err)
{
    Life was;
    return life_now(tx_store(tx), case_id, &was, err) && life_may(user, was, step->life, err) &&
           desk_may_stored(tx_store(tx), user, step_between(was, step->life)->verb, case_id,
                           err) &&
           check_approved(tx_store(tx), case_id, step->life, err) &&
           check_day(tx_store(tx), case_id, step->on, err) &&
           write_step(tx, user->id, case_id, was, step, err);
}

/* Where it was closed from; what was closed before there were steps was being prepared. */
static bool closed_from(Store *store, int64_t case_id, Life *out, Err *err)
{
    char *word = NULL;
    *out = LIFE_PREPARED;
    if (!sql_get_text(store, err, &word,
                      "SELECT was FROM life_step WHERE case_id = ? AND life = 'closed'"
                      " AND was IS NOT 'archived' ORDER BY id DESC LIMIT 1",
                      "i", case_id))
        return false;
    bool known = !word || life_parse(word, out);
    free(word);
    return known ||
           err_set(err, ERR_STORE, _("The case has a stage this program does not know"));
}

bool life_reopen(Tx *tx, const User *user, int64_t case_id, const LifeStep *step, Err *err)
{
    Life was, to = LIFE_CLOSED;
    LifeStep back = *step;
    if (!desk_may_stored(tx_store(tx), user, VERB_CLOSE, case_id, err) ||
        !life_now(tx_store(tx), case_id, &was, err))
        return false;
    if (!life_is_over(was))
        return err_set(err, ERR_REFUSED, _("The case is not closed; this one is: %s"),
                       life_label(was));
    if (was == LIFE_ARCHIVED ? !life_may(user, was, to, err)
                             : !closed_from(tx_store(tx), case_id, &to, err))
        return false;
    back.life = to;
    return write_step(tx, user->id, case_id, was, &back, err);
}

bool life_sent(Tx *tx, int64_t user_id, int64_t case_id, const char *on, Err *err)
{
    Life was;
    LifeStep step = {.life = LIFE_SENT, .on = on};
    return life_now(tx_store(tx), case_id, &was, err) &&
           ((was != LIFE_PREPARED && was != LIFE_REFUSED) ||
            write_step(tx, user_id, case_id, was, &step, err));
}

bool life_answered(Tx *tx, int64_t user_id, int64_t case_id, bool accepted, const char *on,
                   const char *comment, Err *err)
{
    Life was;
    LifeStep step = {
        .life = accepted ? LIFE_ACCEPTED : LIFE_REFUSED, .on = on, .comment = comment};
    return life_now(tx_store(tx), case_id, &was, err) &&
           ((was != LIFE_SENT && was != LIFE_ACCEPTED && was != LIFE_REFUSED) ||
            was == step.life || write_step(tx, user_id, case_id, was, &step, err));
}

bool life_follow_status(Tx *tx, int64_t user_id, int64_t case_id, Status from, Status to,
                        Err *err)
{
    Life was;
    LifeStep step = {.life = LIFE_CLOSED};
    if (!life_now(tx_store(tx), case_id, &was, err))
        return false;
    if (from == to || (to == STATUS_CLOSED) == life_is_over(was))
        return true;
    if (to != STATUS_CLOSED && !closed_from(tx_store(tx), case_id, &step.life, err))
        return false;
    return write_step(tx, user_id, case_id, was, &step, err);
}

bool life_goes_on(Store *store, int64_t case_id, Err *err)
{
    Life now;
    return life_now(store, case_id, &now, err) &&
           (!life_is_over(now) ||
            err_set(err, ERR_REFUSED, _("The case is closed; it is opened again first")));
}

/* ---- reading ---- */

static LifeRow read_step(const Sql *q, Arena *arena)
{
    LifeRow row = {.id = sql_int(q, 0),
                   .group = sql_int(q, 1),
                   .on = arena_text(arena, sql_text(q, 4)),
                   .at = arena_text(arena, sql_text(q, 5)),
                   .by = arena_text(arena, sql_text(q, 6)),
                   .reason = arena_text(arena, sql_text(q, 7)),
                   .comment = arena_text(arena, sql_text(q, 8))};
    life_parse(arena_text(arena, sql_text(q, 2)), &row.was);
    life_parse(arena_text(arena, sql_text(q, 3)), &row.life);
    return row;
}

bool life_list(Store *store, int64_t case_id, Arena *arena, LifeRow **out, size_t *n, Err *err)
{
    Sql q;
    LifeRow *rows = NULL;
    size_t got = 0, room = 0;
    *n = 0;
    if (!sql_open(&q, store,
                  "SELECT s.id, s.group_id, s.was, s.life, s.on_day, s.at, u.display, s.reason,"
                  " s.comment FROM life_step AS s LEFT JOIN user AS u ON u.id = s.user_id"
                  " WHERE s.case_id = ? ORDER BY s.id",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (sql_row(&q)) {
        if (got == room)
            rows = xreallocarray(rows, room = room * 2 + 8, sizeof *rows);
        rows[got++] = read_step(&q, arena);
    }
    bool done = sql_close(&q, err);
    *out = arena_alloc(arena, (got + 1) * sizeof **out);
    if (got)
        memcpy(*out, rows, got * sizeof **out);
    *n = done ? got : 0;
    free(rows);
    return done;
}
