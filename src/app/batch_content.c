/* What a new batch keeps of its cases beside their approvals: how each stands afterwards, where
 * the purpose shows that, since which batch, and what the platform calls it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/batch_ledger.h"
#include "app/erase.h"
#include "app/inner.h"
#include "app/then_text.h"
#include "base/i18n.h"
#include "exchange/portable.h"
#include "exchange/template.h"
#include "store/sql.h"

static bool is_planned(const CaseFile *file, size_t row)
{
    return !case_get(file, F_TRANCHE_state, row) ||
           case_is(file, F_TRANCHE_state, row, "planned");
}

/* What is not asked for now is not told, so that what a batch keeps says what it asked for;
 * gives back for how many that is. */
static int64_t only_asked(CaseFile *file, int64_t tranche)
{
    int64_t asked = 0;
    for (size_t row = case_rows(file, REC_TRANCHE); row-- > 0;) {
        if (!is_planned(file, row))
            continue;
        if (tranche && case_fen(file, F_TRANCHE_seq, row) != tranche)
            case_leave_out(file, REC_TRANCHE, row);
        else
            asked++;
    }
    return asked;
}

/* The application is what was approved, whatever the tables say; what goes on is theirs. */
static bool read_content(Session *session, const BatchItem *item, Buf *out, int64_t *asked,
                         Err *err)
{
    CaseFile *now = NULL;
    PortableCases approved = {0};
    char *snapshot = NULL;
    bool done =
        case_load(session_store(session), item->case_id, &now, err) &&
        sql_get_text(session_store(session), err, &snapshot,
                     "SELECT snapshot FROM approval WHERE id = ?", "i", item->approval_id) &&
        portable_read(session_fields(session), case_head_of(now)->no, snapshot ? snapshot : "",
                      snapshot ? strlen(snapshot) : 0, &approved, err);
    if (done && approved.n != 1)
        done = err_set(err, ERR_STORE,
                       _("The approved text of case %s is damaged; restore a backup"),
                       case_head_of(now)->no);
    *asked = now ? only_asked(now, item->tranche) : 0;
    if (done)
        portable_write_after(approved.files[0], now, out);
    portable_free(&approved);
    free(snapshot);
    case_free(now);
    return done;
}

/* By the order in which they were made, as their contents were read: a batch may be of any day.
 */
static bool read_earlier(Session *session, const Batch *batch, BatchItem *item, Arena *arena,
                         Err *err)
{
    Sql q;
    if (!sql_open(&q, session_store(session),
                  "SELECT b.on_day, b.id, k.content IS NOT NULL FROM batch_case AS k"
                  " JOIN batch AS b ON b.id = k.batch_id WHERE k.case_id = ? AND b.purpose = ?"
                  " AND coalesce(b.platform, '') = ? AND b.state = 'written'"
                  " ORDER BY b.id DESC LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, item->case_id);
    sql_bind_text(&q, 2, batch->purpose);
    sql_bind_text(&q, 3, batch->platform);
    if (sql_row(&q)) {
        item->since = arena_dup(arena, sql_text(&q, 0));
        item->earlier = sql_int(&q, 2) ? sql_int(&q, 1) : 0;
    }
    return sql_close(&q, err);
}

static bool read_known(Session *session, const Batch *batch, BatchItem *item, Arena *arena,
                       Err *err)
{
    char *known = NULL;
    bool done = sql_get_text(session_store(session), err, &known,
                             "SELECT k.platform_no FROM batch_case AS k JOIN batch AS b"
                             " ON b.id = k.batch_id WHERE k.case_id = ? AND b.platform = ?"
                             " AND k.platform_no IS NOT NULL ORDER BY b.id DESC LIMIT 1",
                             "it", item->case_id, batch->platform) &&
                read_earlier(session, batch, item, arena, err);
    item->known_as = arena_dup(arena, known);
    free(known);
    return done;
}

bool batch_content_stands(Session *session, const BatchItem *item, bool *stands, Err *err)
{
    Buf now = BUF_INIT;
    int64_t asked;
    bool done = read_content(session, item, &now, &asked, err);
    *stands = done && item->content && strcmp(item->content, now.data) == 0;
    buf_free(&now);
    return done;
}

static bool read_one(Session *session, const char *no, const char *text, CaseFile **out,
                     Err *err)
{
    PortableCases cases = {0};
    if (portable_frozen(text, out))
        return true;
    if (!portable_read(session_fields(session), no, text, strlen(text), &cases, err))
        return false;
    *out = cases.n == 1 ? cases.files[0] : NULL;
    cases.n = *out ? 0 : cases.n;
    portable_free(&cases);
    return true;
}

bool batch_content_is_of(Session *session, const char *no, const char *snapshot,
                         const char *content, bool *is, Err *err)
{
    CaseFile *approved = NULL, *sent = NULL;
    Err unread = {0};
    *is = !content || strcmp(snapshot, ERASED_SNAPSHOT) == 0;
    if (*is)
        return true;
    if (!read_one(session, no, snapshot, &approved, err))
        return false;
    *is = read_one(session, no, content, &sent, &unread) && approved && sent &&
          portable_same_application(approved, sent);
    case_free(approved);
    case_free(sent);
    return true;
}

typedef struct Parts {
    const CaseFile *sent;
    bool are;
} Parts;

static bool hear_parts(void *ctx, const Then *then, Err *err)
{
    Parts *parts = ctx;
    CaseFile *stood = then_case(then, false);
    (void)err;
    parts->are = then->erased || portable_has_parts(stood, parts->sent);
    case_free(stood);
    return true;
}

bool batch_content_parts(Session *session, int64_t case_id, const char *no, const char *content,
                         int64_t before, bool *are, Err *err)
{
    Store *store = session_store(session);
    int64_t last = 0;
    CaseFile *sent = NULL;
    Err unread = {0};
    Parts parts = {.are = true};
    bool done = true;
    if (content && read_one(session, no, content, &sent, &unread) && sent &&
        case_rows(sent, REC_TRANCHE)) {
        const ThenAt at = {.groups = &last, .n = 1, .after = true};
        parts.sent = sent;
        done = sql_get_int(store, err, &last,
                           "SELECT coalesce(max(id), 0) FROM journal_group"
                           " WHERE case_id = ? AND id < ?",
                           "ii", case_id, before) &&
               journal_then(store, case_id, &at, hear_parts, &parts, err);
    }
    case_free(sent);
    *are = parts.are;
    return done;
}

bool batch_contents_are(Session *session, int64_t batch, Err *err)
{
    bool done = true, is = true;
    Sql q;
    if (!sql_open(&q, session_store(session),
                  "SELECT c.no, a.snapshot, k.content FROM batch_case AS k"
                  " JOIN case_file AS c ON c.id = k.case_id"
                  " JOIN approval AS a ON a.id = k.approval_id"
                  " WHERE k.batch_id = ? AND k.content IS NOT NULL ORDER BY k.place",
                  err))
        return false;
    sql_bind_int(&q, 1, batch);
    while (done && sql_row(&q)) {
        done = batch_content_is_of(session, sql_text(&q, 0), sql_text(&q, 1), sql_text(&q, 2),
                                   &is, err);
        if (done && !is)
            done = err_set(err, ERR_REFUSED,
                           _("What the batch has of case %s is not what was approved, so "
                             "nothing is done by it; have a supervisor run “anjuan verify”"),
                           sql_text(&q, 0));
    }
    return sql_close(&q, done ? err : NULL) && done;
}

bool batch_contents(Session *session, Batch *batch, Arena *arena, Err *err)
{
    const TemplatePurpose *purpose = template_purpose_named(batch->purpose);
    bool afterwards = purpose->follow_up;
    for (size_t i = 0; i < batch->n; i++) {
        BatchItem *item = &batch->items[i];
        int64_t asked = 0;
        Buf content = BUF_INIT;
        bool done = read_known(session, batch, item, arena, err) &&
                    (!afterwards || read_content(session, item, &content, &asked, err));
        item->asked = purpose->asks_money ? asked : 0;
        batch->asked += item->asked ? item->asked : 1;
        if (done && afterwards)
            item->content = arena_dup(arena, content.data);
        buf_free(&content);
        if (!done)
            return false;
    }
    return true;
}
