/* What is said of cases besides their groups: messages of a letter, eight bytes of length and
 * the bytes, as parts are. C: the call, the case, eight bytes of the pen's term, who asks, and
 * a word; A: the call and a word. Each is said once, as knowledge is. */
#include "config.h"

#include <string.h>

#include "app/bundle_inner.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "desk/call.h"
#include "desk/pen.h"
#include "store/sql.h"

enum { SAYS_CALL = 'C', SAYS_ANSWER = 'A', HEAD = 9, WORD_MAX = 20 };

/* ---- writing ---- */

/* id: of the call that is answered; 0: it is a new one. */
static bool in_group(Session *session, const Station *with, const Call *call, int64_t id,
                     Err *err)
{
    const GroupHead head = {.kind = GROUP_HOUSE,
                            .user_id = session_user(session)->id,
                            .verb = id ? call_answer_verb : call_verb,
                            .message = with->code};
    Tx *tx = NULL;
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    if (id ? call_put_answer(tx, id, call->answer, err) : call_put(tx, call, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

/* ---- saying ---- */

static void write_uid(const Uid *uid, Buf *out)
{
    buf_add_bytes(out, uid->bytes, UID_BYTES);
}

static void write_message(const Call *call, Buf *out)
{
    Buf bytes = BUF_INIT;
    write_uid(&call->call, &bytes);
    if (call->ours) {
        write_uid(&call->case_uid, &bytes);
        part_number(&bytes, (uint64_t)call->term);
        write_uid(&call->asker, &bytes);
    }
    buf_add(&bytes,
            call->ours ? call_reason_word(call->reason) : call_answer_word(call->answer));
    buf_add_char(out, call->ours ? SAYS_CALL : SAYS_ANSWER);
    part_number(out, bytes.len);
    buf_add_bytes(out, bytes.data, bytes.len);
    buf_free(&bytes);
}

/* Nobody waits for what went to a third station. */
static bool answer_gone_on(Session *session, const Station *to, Arena *arena, Err *err)
{
    const Call elsewhere = {.answer = CALL_ELSEWHERE};
    Call *calls;
    size_t n = 0;
    bool done = call_gone_on(session_store(session), to->code, arena, &calls, &n, err);
    for (size_t i = 0; done && i < n; i++)
        done = in_group(session, to, &elsewhere, calls[i].id, err);
    return done;
}

bool bundle_say_calls(Session *session, const Station *to, BundleHear *hear, void *ctx,
                      Err *err)
{
    Arena *arena = arena_new();
    Call *calls;
    size_t n = 0;
    Buf message = BUF_INIT;
    bool done = answer_gone_on(session, to, arena, err) &&
                call_told(session_store(session), to->code, arena, &calls, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        buf_clear(&message);
        write_message(&calls[i], &message);
        done = hear(ctx, &message, err);
    }
    buf_free(&message);
    arena_free(arena);
    return done;
}

/* ---- hearing ---- */

typedef struct Hearing {
    Session *session;
    const Station *from;
    Arena *arena;
    CasesHeard *out;
} Hearing;

/* What was asked for may have gone on, or never have come. Whoever had it before knows an older
 * term of the pen, so what counts is that it is here now, and from now on. */
static bool is_here(Hearing *h, Call *call, bool *here, Err *err)
{
    Store *store = session_store(h->session);
    Pen pen = {.away = false};
    int64_t id = 0;
    Sql q;
    *here = false;
    if (!sql_open(&q, store,
                  "SELECT f.id, coalesce(p.term, 0) FROM case_file AS f LEFT JOIN pen AS p"
                  " ON p.case_id = f.id WHERE f.uid = ?1",
                  err))
        return false;
    sql_bind_blob(&q, 1, call->case_uid.bytes, UID_BYTES);
    if (sql_row(&q)) {
        id = sql_int(&q, 0);
        call->term = sql_int(&q, 1);
    }
    if (!sql_close(&q, err) || (id && !pen_read(store, id, h->arena, &pen, err)))
        return false;
    *here = id && !pen.away;
    return true;
}

static bool hear_call(Hearing *h, Call *call, Err *err)
{
    Store *store = session_store(h->session);
    Call *known;
    bool here;
    if (!call_find(store, &call->call, h->arena, &known, err) || known)
        return known != NULL;
    call->caller = h->from->code;
    call->holder = session_station(h->session);
    if (!is_here(h, call, &here, err) || !in_group(h->session, h->from, call, 0, err))
        return false;
    h->out->asked += here;
    if (here)
        return true;
    call->answer = CALL_ELSEWHERE;
    if (!call_find(store, &call->call, h->arena, &known, err))
        return false;
    return known ? in_group(h->session, h->from, call, known->id, err)
                 : err_set(err, ERR_STORE, _("The journal is damaged; run “anjuan verify”"));
}

/* Of what we asked them alone, and once. */
static bool hear_answer(Hearing *h, const Call *call, Err *err)
{
    Call *asked;
    if (!call_find(session_store(h->session), &call->call, h->arena, &asked, err))
        return false;
    if (!asked || !asked->ours || strcmp(asked->holder, h->from->code) != 0 ||
        *asked->answered_at)
        return true;
    h->out->answered++;
    return in_group(h->session, h->from, call, asked->id, err);
}

static uint64_t number_at(const unsigned char *at)
{
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number = number << 8 | at[i];
    return number;
}

static void take_uid(const unsigned char **at, Uid *out)
{
    memcpy(out->bytes, *at, UID_BYTES);
    *at += UID_BYTES;
}

/* A word that only a newer program knows says the least. */
static bool read_message(char kind, const unsigned char *at, size_t n, Call *out, Arena *arena)
{
    size_t fixed = kind == SAYS_CALL ? 3 * UID_BYTES + 8 : UID_BYTES;
    const char *word;
    *out = (Call){.ours = false};
    if (n <= fixed || n - fixed > WORD_MAX ||
        !text_check((const char *)at + fixed, n - fixed, false, 0, "", NULL))
        return false;
    word = arena_dup_n(arena, (const char *)at + fixed, n - fixed);
    take_uid(&at, &out->call);
    if (kind == SAYS_ANSWER) {
        if (!call_answer_parse(word, &out->answer))
            out->answer = CALL_WORKING;
        return true;
    }
    take_uid(&at, &out->case_uid);
    out->term = (int64_t)number_at(at);
    at += 8;
    take_uid(&at, &out->asker);
    if (!call_reason_parse(word, &out->reason))
        out->reason = CALL_NEEDED;
    return out->term >= 0;
}

static bool bent(const Hearing *h, Err *err)
{
    return bundle_say(BUNDLE_CONTENT, h->from->code, err);
}

/* Small letters are passed by, as of parts. */
static bool hear_one(Hearing *h, char kind, const unsigned char *at, size_t n, Err *err)
{
    Call call;
    if (kind >= 'a' && kind <= 'z')
        return true;
    if ((kind != SAYS_CALL && kind != SAYS_ANSWER) ||
        !read_message(kind, at, n, &call, h->arena))
        return bent(h, err);
    return kind == SAYS_CALL ? hear_call(h, &call, err) : hear_answer(h, &call, err);
}

bool bundle_hear_calls(Session *session, const Station *from, const void *bytes, size_t n,
                       CasesHeard *out, Err *err)
{
    Hearing h = {session, from, arena_new(), out};
    const unsigned char *at = bytes, *end = at + n;
    bool done = true;
    int messages = 0;
    while (done && at < end) {
        uint64_t len = end - at > HEAD ? number_at(at + 1) : 0;
        if (!len || len > (uint64_t)(end - at - HEAD) || ++messages > BUNDLE_MESSAGES_MAX) {
            done = bent(&h, err);
            break;
        }
        done = hear_one(&h, (char)*at, at + HEAD, (size_t)len, err);
        at += HEAD + len;
    }
    arena_free(h.arena);
    return done;
}
