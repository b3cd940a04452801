/* Taking in a reply: a group for each case, and one for the file, in one transaction. */
#include "config.h"

#include <string.h>

#include "app/inner.h"
#include "app/receipt_inner.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "desk/life.h"
#include "desk/mark.h"
#include "store/sql.h"

enum { MARKS_MAX = 5, MARK_WORDS = 900 }; /* of one reason */

/* ---- what a refusal leaves in the case ---- */

static MarkPlace place_of(const CaseFile *file, const ReceiptAbout *about)
{
    size_t row = 0;
    if (*about->item)
        row = case_item_row(file, catalog_record(about->record)->first, about->item);
    /* A list as a whole has no row of its own. */
    if (about->field == FIELD_COUNT && !*about->item)
        return (MarkPlace){.record = about->record, .field = FIELD_COUNT, .item = ""};
    return mark_place(file, about->record, about->field, row,
                      *about->item ? about->item : NULL);
}

static size_t bytes_of(const char *text, size_t chars)
{
    size_t at = 0, n;
    for (; text[at] && chars > 0; chars--, at += n)
        text_rune(text + at, &n);
    return at;
}

/* A record as a whole, of which one of its fields is named too. */
static bool is_within(const ReceiptMap *map, const char *reason, size_t at,
                      const ReceiptAbout *about)
{
    ReceiptAbout other;
    bool within = false;
    for (size_t i = 0; i < MARKS_MAX && receipt_about(map, reason, i, &other); i++)
        within =
            within || (i != at && other.record == about->record && other.field != FIELD_COUNT);
    return within && about->field == FIELD_COUNT && !*about->item;
}

/* Where the words of the reason tell, at the fields; else at the case as a whole. */
static bool mark_reason(Tx *tx, const Reply *reply, const CaseFile *file,
                        const ReceiptAnswer *answer, Err *err)
{
    Buf text = BUF_INIT;
    const User *user = session_user(reply->session);
    ReceiptAbout about;
    bool done = true;
    size_t n = 0;
    const char *reason = answer->reason ? answer->reason : _("no reason was given");
    /* TRANSLATORS: why the platform refused a case, as it said it */
    buf_addf(&text, _("The platform: %.*s"), (int)bytes_of(reason, MARK_WORDS), reason);
    for (; done && n < MARKS_MAX && receipt_about(reply->map, reason, n, &about); n++) {
        if (is_within(reply->map, reason, n, &about))
            continue;
        const MarkPlace place = place_of(file, &about);
        done =
            mark_of_reply(tx, user, answer->item.case_id, &place, about.code, text.data, err);
    }
    if (done && !n)
        done =
            mark_of_reply(tx, user, answer->item.case_id,
                          &(MarkPlace){.record = REC_COUNT, .field = FIELD_COUNT, .item = ""},
                          NULL, text.data, err);
    buf_free(&text);
    return done;
}

/* What an earlier batch is told of changes nothing of a case that went out again since, for the
 * same purpose: money that was asked for meanwhile is another question. */
static bool is_last_batch(const Reply *reply, int64_t case_id, bool *last, Err *err)
{
    int64_t later;
    bool done = sql_get_int(session_store(reply->session), err, &later,
                            "SELECT count(*) FROM batch_case AS k JOIN batch AS b"
                            " ON b.id = k.batch_id WHERE k.case_id = ? AND b.id > ?"
                            " AND b.state = 'written' AND b.purpose = ?",
                            "iit", case_id, reply->batch.id, reply->batch.purpose);
    *last = done && later == 0;
    return done;
}

static const char *day_of(const Reply *reply, const ReceiptAnswer *answer, char day[DAY_TEXT])
{
    for (size_t i = 0; i < answer->n; i++) {
        const ReceiptRow *row = &reply->rows.rows[answer->lines[i]];
        if (row->has_on) {
            day_format(row->on, day);
            return day;
        }
    }
    return NULL;
}

static bool move_case(Tx *tx, const Reply *reply, const CaseFile *file,
                      const ReceiptAnswer *answer, Err *err)
{
    char day[DAY_TEXT];
    bool last, accepted = answer->outcome == OUTCOME_ACCEPTED;
    const char *life = case_head_of(file)->life;
    bool archived = life && strcmp(life, life_word(LIFE_ARCHIVED)) == 0;
    if (!is_last_batch(reply, answer->item.case_id, &last, err))
        return false;
    if (!last || !template_purpose(reply->template_)->sends)
        return true;
    return life_answered(tx, session_user(reply->session)->id, answer->item.case_id, accepted,
                         day_of(reply, answer, day), answer->reason, err) &&
           (accepted || archived || mark_reason(tx, reply, file, answer, err));
}

/* ---- one case ---- */

static bool counts(const ReceiptLine *line)
{
    return line->fate == FATE_TAKEN || line->fate == FATE_CONTRARY;
}

static bool move_money(Tx *tx, const Reply *reply, CaseFile *file, const ReceiptAnswer *answer,
                       bool *moved, Err *err)
{
    for (size_t i = 0; i < answer->n; i++) {
        const ReceiptRow *row = &reply->rows.rows[answer->lines[i]];
        if (!reply->moves[answer->lines[i]])
            continue;
        *moved = true;
        if (!reply_move_money(tx, reply, answer, file, row, err))
            return false;
    }
    return true;
}

static bool count_tranches(Tx *tx, const Reply *reply, const ReceiptAnswer *answer, Err *err)
{
    int64_t counts[OUTCOME_REFUSED + 1] = {0};
    for (size_t i = 0; i < answer->n_asked; i++)
        counts[answer->asked[i].outcome]++;
    return !answer->n_asked ||
           batch_answer_tranches(tx, &reply->batch, &answer->item, counts[OUTCOME_ACCEPTED],
                                 counts[OUTCOME_REFUSED], err);
}

static bool take_in(Tx *tx, const Reply *reply, CaseFile *file, const ReceiptAnswer *answer,
                    Err *err)
{
    bool moved = false;
    bool answered =
        answer->outcome != answer->item.outcome || answer->reason || answer->platform_no;
    return (!answer->changes || !answered ||
            (batch_answer(tx, &reply->batch, &answer->item, answer->outcome, answer->reason,
                          answer->platform_no, err) &&
             move_case(tx, reply, file, answer, err))) &&
           move_money(tx, reply, file, answer, &moved, err) &&
           count_tranches(tx, reply, answer, err) &&
           (!(moved || answer->changes) ||
            (case_stands_now(session_store(reply->session), file, err) &&
             edit_refresh(reply->session, file, err)));
}

static bool is_touched(const Reply *reply, const ReceiptAnswer *answer)
{
    bool touched = answer->changes;
    for (size_t i = 0; i < answer->n; i++)
        touched = touched || counts(&reply->look->lines[answer->lines[i]]);
    return touched;
}

static bool take_case(const Reply *reply, const ReceiptAnswer *answer, const char *comment,
                      Err *err)
{
    CaseFile *file = NULL;
    Tx *tx = NULL;
    Session *session = reply->session;
    GroupHead head = {.kind = GROUP_WORKFLOW,
                      .user_id = session_user(session)->id,
                      .case_id = answer->item.case_id,
                      .verb = "receipt",
                      .message = comment ? comment : reply->batch.no};
    bool done = case_load(session_store(session), answer->item.case_id, &file, err) &&
                tx_begin(session_store(session), &head, &tx, err);
    if (done && take_in(tx, reply, file, answer, err))
        done = tx_commit(tx, NULL, err);
    else if (done) {
        tx_abort(tx);
        done = false;
    }
    case_free(file);
    return done || err_wrap(err, _("Case %s"), answer->item.no);
}

/* ---- the file ---- */

/* Without the comment: of a group about no case it would outlive the cases that it is about. */
static bool add_file(const Reply *reply, Err *err)
{
    char now[INSTANT_TEXT];
    int64_t id;
    Tx *tx = NULL;
    Store *store = session_store(reply->session);
    const ReceiptLook *look = reply->look;
    const User *user = session_user(reply->session);
    GroupHead head = {.kind = GROUP_EXPORT, .user_id = user->id, .verb = "receipt"};
    store_now(store, now);
    const TxColumn columns[] = {
        {"batch_id", sql_value_int(reply->batch.id), 0},
        {"at", sql_value_text(now), 0},
        {"user_id", sql_value_int(user->id), 0},
        {"file", sql_value_text(look->file), 0},
        {"sha256", sql_value_text(look->sha256), 0},
        {"accepted", sql_value_int((int64_t)look->accepted), 0},
        {"refused", sql_value_int((int64_t)look->refused), 0},
        {"left_out",
         sql_value_int((int64_t)(look->counts[FATE_UNMATCHED] + look->counts[FATE_DOUBLE] +
                                 look->counts[FATE_TROUBLE])),
         0},
    };
    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (tx_add(tx, "receipt", columns, COUNT_OF(columns), &id, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

/* What somebody looked at is what counts. */
static bool check_look(const Reply *reply, const char *sha256, const char *comment, Err *err)
{
    const ReceiptLook *look = reply->look;
    if (sha256 && strcmp(sha256, look->sha256) != 0)
        return err_set(err, ERR_CONFLICT,
                       _("%s is another file than the one that was looked at; look again"),
                       reply->path);
    if (!look->counts[FATE_CONTRARY] || !text_blank(comment))
        return true;
    for (size_t i = 0; i < look->n; i++) {
        const ReceiptLine *line = &look->lines[i];
        if (line->fate == FATE_CONTRARY)
            return err_set(err, ERR_REFUSED,
                           ngettext("%zu row says otherwise than an earlier reply, %s (%s): "
                                    "%s. Say why the new one counts (--comment)",
                                    "%zu rows say otherwise than an earlier reply, first %s "
                                    "(%s): %s. Say why the new ones count (--comment)",
                                    (unsigned long)look->counts[FATE_CONTRARY]),
                           look->counts[FATE_CONTRARY], line->no, line->place, line->why);
    }
    return true;
}

static bool prove_touched(const Reply *reply, Err *err)
{
    bool done = true;
    for (size_t i = 0; done && i < reply->n; i++)
        done = !is_touched(reply, &reply->answers[i]) ||
               prove_records(reply->session, reply->answers[i].item.case_id, err);
    return done;
}

static bool take_all(Reply *reply, const char *sha256, const char *comment, Err *err)
{
    Session *session = reply->session;
    if (!session_person_stands(session, err) || !prove_people(session, err) ||
        !prove_batch(session, reply->batch.id, err) || !reply_match(reply, err) ||
        !check_look(reply, sha256, comment, err) || !prove_touched(reply, err))
        return false;
    if (text_blank(comment))
        comment = NULL;
    if (!batch_items(session, &reply->batch, err) ||
        !batch_name_tells_nobody(session, &reply->batch, reply->path, err) ||
        !batch_words_tell_nobody(session, &reply->batch, comment, err))
        return false;
    for (size_t i = 0; i < reply->n; i++) {
        if (is_touched(reply, &reply->answers[i]) &&
            !take_case(reply, &reply->answers[i], comment, err))
            return false;
    }
    return !reply->look->written || add_file(reply, err);
}

bool app_receipt_take(Session *session, const char *batch, const char *path, const char *sha256,
                      const char *comment, Arena *arena, ReceiptLook *out, Err *err)
{
    Reply reply;
    Store *store = session_store(session);
    bool done = false;
    if (comment &&
        !text_check(comment, strlen(comment), true, RECEIPT_WORDS, _("comment"), err))
        return false;
    if (reply_open(session, batch, path, arena, out, &reply, err) && store_begin(store, err)) {
        done = take_all(&reply, sha256, comment, err);
        if (done)
            done = store_commit(store, err);
        else
            store_rollback(store);
        prove_tell(session);
    }
    reply_close(&reply);
    return done;
}
