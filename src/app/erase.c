/* Two groups in one transaction: the first takes everything out of the records, and the second,
 * the journal's own, takes it out of all groups before, the first one too. */
#include "config.h"

#include "app/erase.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/inner.h"
#include "app/judge.h"
#include "app/move.h"
#include "base/attr.h"
#include "base/day.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "base/text/text_same.h"
#include "desk/due.h"
#include "desk/life.h"
#include "domain/catalog.h"
#include "rules/language/private.h"
#include "store/attach.h"
#include "store/sql.h"

/* ---- whether it may go ---- */

static bool refuse_if(Session *session, int64_t case_id, const char *asked, const char *why,
                      Err *err)
{
    int64_t found;
    return sql_get_int(session_store(session), err, &found, asked, "i", case_id) &&
           (!found || err_set(err, ERR_REFUSED, "%s", why));
}

bool app_case_kept_until(Session *session, const CaseFile *file, Arena *arena,
                         const char **until, Err *err)
{
    const char *name = due_day_fact(DUE_ERASE);
    *until = NULL;
    return app_case_facts(session, file, &name, 1, arena, until, err);
}

/* Whatever the knowledge says of months; verifying holds that too. */
static bool is_just_closed(Session *session, const CaseFile *file)
{
    const char *closed = case_head_of(file)->closed_on;
    Day day;
    return text_blank(case_get(file, F_CASE_retain_until, 0)) && closed &&
           day_parse(closed, &day) &&
           day_between(day, session_today(session)) < DUE_ERASE_LEAST;
}

/* As the home screen says it (due.def): the day that the family was told, else so many months
 * after the case was closed. */
static bool check_day(Session *session, int64_t case_id, bool requested, Err *err)
{
    CaseFile *file = NULL;
    const char *until;
    char today[DAY_TEXT];
    if (requested)
        return true;
    Arena *arena = arena_new();
    bool done = case_load(session_store(session), case_id, &file, err) &&
                app_case_kept_until(session, file, arena, &until, err);
    day_format(session_today(session), today);
    if (done && !until)
        done = err_set(err, ERR_REFUSED,
                       _("The case has no day until which it is kept; it is erased only when "
                         "its person asks for it"));
    else if (done && strcmp(until, today) > 0)
        done = err_set(err, ERR_REFUSED,
                       _("The case is kept until %s; before that day it is erased only when "
                         "its person asks for it"),
                       until);
    else if (done && is_just_closed(session, file))
        done =
            err_set(err, ERR_REFUSED,
                    _("The case was closed less than %d days ago; it is erased only when its "
                      "person asks for it"),
                    DUE_ERASE_LEAST);
    case_free(file);
    arena_free(arena);
    return done;
}

/* Of a name or number that is short much else would be one. */
static bool tells(const char *text, const FieldDef *field, const char *value)
{
    enum { NAME_CHARS = 2, NUMBER_CHARS = 6 };
    if (field->privacy == PRIV_NUMBER)
        return text_chars(value) >= NUMBER_CHARS && text_has_number(text, value);
    return text_chars(value) >= NAME_CHARS && text_has_name(text, value);
}

/* The field of the case whose value stands in the text: a name of the family, or any number.
 * FIELD_COUNT: none. */
static FieldId named_in(const CaseFile *file, const char *text)
{
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        bool name = field->privacy == PRIV_NAME && strcmp(field->key, "name") == 0;
        if (!name && field->privacy != PRIV_NUMBER)
            continue;
        for (size_t row = 0; row < case_rows(file, field->record); row++) {
            const char *value = case_get(file, field->id, row);
            if (value && tells(text, field, value))
                return field->id;
        }
    }
    return FIELD_COUNT;
}

static bool check_reason(Session *session, int64_t case_id, const char *reason, Err *err)
{
    CaseFile *file = NULL;
    bool done = text_check(reason, strlen(reason), false, COMMENT_CHARS, _("reason"), err);
    if (done && text_blank(reason))
        return err_set(err, ERR_INPUT, "%s", _("Say why the case is erased"));
    done = done && case_load(session_store(session), case_id, &file, err);
    FieldId told = done ? named_in(file, reason) : FIELD_COUNT;
    if (told != FIELD_COUNT)
        /* TRANSLATORS: a record and a field of it: "Patient: ID number". */
        done =
            err_set(err, ERR_INPUT,
                    _("The reason stays when the case is gone; leave this out of it: %s: %s"),
                    _(catalog_record(catalog_field(told)->record)->label),
                    _(catalog_field(told)->label));
    else if (done && (private_in(reason, "id") || private_in(reason, "phone") ||
                      private_in(reason, "card")))
        done = err_set(err, ERR_INPUT, "%s",
                       _("The reason stays when the case is gone; leave numbers of people out "
                         "of it"));
    case_free(file);
    return done;
}

bool app_erase_may(Session *session, int64_t case_id, bool requested, const char *reason,
                   Err *err)
{
    return desk_may_stored(session_store(session), session_user(session), VERB_ERASE, case_id,
                           err) &&
           refuse_if(session, case_id,
                     "SELECT life <> 'closed' AND life <> 'archived' FROM case_file"
                     " WHERE id = ?",
                     _("Only a case that is closed is erased; close it first"), err) &&
           refuse_if(session, case_id,
                     "SELECT EXISTS (SELECT 1 FROM batch_case AS k JOIN batch AS b"
                     " ON b.id = k.batch_id WHERE k.case_id = ? AND b.state = 'begun')",
                     _("The case is being exported; write that batch or withdraw it first"),
                     err) &&
           refuse_if(session, case_id,
                     "SELECT EXISTS (SELECT 1 FROM stop WHERE case_id = ?"
                     " AND decided_at IS NULL)",
                     _("The case is stopped; decide that first"), err) &&
           check_day(session, case_id, requested, err) &&
           check_reason(session, case_id, reason, err);
}

/* ---- the copies of its papers ---- */

typedef struct Copies {
    Session *session;
    bool done;
    Err *err;
} Copies;

static bool keep_copy(Copies *copies, const char *sha256)
{
    copies->done = !sha256 || strlen(sha256) != DIGEST_HEX ||
                   sql_do(session_store(copies->session), copies->err,
                          "INSERT INTO erased_copy (sha256) VALUES (?) ON CONFLICT DO NOTHING",
                          "t", sha256);
    return copies->done;
}

static bool hear_change(void *ctx, const JournalRow *row)
{
    bool names = row->table && row->column && strcmp(row->table, "document") == 0 &&
                 strcmp(row->column, "file") == 0;
    return !names || (keep_copy(ctx, row->before) && keep_copy(ctx, row->after));
}

/* Those of its history too, while that still names them. */
bool erase_note_copies(Session *session, int64_t case_id, Err *err)
{
    Copies copies = {.session = session, .done = true, .err = err};
    return journal_read(session_store(session), case_id, 0, hear_change, &copies, err) &&
           copies.done;
}

/* The copies that are still to go. */
typedef struct Going {
    char (*list)[DIGEST_HEX + 1];
    bool *named;
    size_t n;
} Going;

static bool read_going(Store *store, Going *out, Err *err)
{
    Sql q;
    *out = (Going){.n = 0};
    if (!sql_open(&q, store, "SELECT sha256 FROM erased_copy", err))
        return false;
    while (sql_row(&q)) {
        const char *sha256 = sql_said(&q, 0);
        if (strlen(sha256) != DIGEST_HEX)
            continue;
        if ((out->n & (out->n - 1)) == 0)
            out->list = xreallocarray(out->list, out->n ? 2 * out->n : 1, sizeof *out->list);
        memcpy(out->list[out->n++], sha256, sizeof *out->list);
    }
    out->named = xcalloc(out->n + 1, sizeof *out->named);
    return sql_close(&q, err);
}

static bool hear_named(void *ctx, const char *text, size_t n)
{
    Going *going = ctx;
    for (size_t i = 0; n == DIGEST_HEX && i < going->n; i++)
        going->named[i] = going->named[i] || memcmp(going->list[i], text, n) == 0;
    return true;
}

/* The history of an erased case names no copy any more. One that it does name, because another
 * case has or had that paper too, or because somebody else put it on the list, stays. One that
 * cannot be removed keeps none of the others. */
static bool remove_copies(Session *session, size_t *removed, Err *err)
{
    Store *store = session_store(session);
    Going going;
    *removed = 0;
    bool read = read_going(store, &going, err) &&
                (!going.n || journal_texts(store, "document", "file", hear_named, &going, err)),
         done = read;
    for (size_t i = 0; read && i < going.n; i++) {
        Err *told = done ? err : NULL;
        done = (going.named[i] || attach_remove(store, going.list[i], told)) &&
               sql_do(store, told, "DELETE FROM erased_copy WHERE sha256 = ?", "t",
                      going.list[i]) &&
               done;
        *removed += !going.named[i];
    }
    free(going.list);
    free(going.named);
    return done;
}

static bool is_anew(Session *session, Err *err)
{
    int64_t waits = 0;
    return sql_get_int(session_store(session), err, &waits,
                       "SELECT EXISTS (SELECT 1 FROM meta WHERE name = 'erase.anew')", NULL) &&
           (!waits || err_set(err, ERR_STORE,
                              _("The records are erased, but the file could not be written "
                                "anew, and parts of them may still lie in it: there is no "
                                "certificate yet. Make room on the disk and close other "
                                "programs at the store; the next start tries again")));
}

bool app_erased_whole(Session *session, Err *err)
{
    int64_t left = 0;
    return erase_files_gone(session, err) && is_anew(session, err) &&
           sql_get_int(session_store(session), err, &left, "SELECT count(*) FROM erased_copy",
                       NULL) &&
           (!left ||
            err_set(err, ERR_STORE,
                    ngettext("The records are erased, but %lld copy of a paper could not be "
                             "removed from %s.files: there is no certificate yet. Make that "
                             "folder writable; the next start tries again",
                             "The records are erased, but %lld copies of papers could not be "
                             "removed from %s.files: there is no certificate yet. Make that "
                             "folder writable; the next start tries again",
                             (unsigned long)left),
                    (long long)left, store_path(session_store(session))));
}

void erase_settle(Session *session)
{
    size_t removed;
    remove_copies(session, &removed, NULL);
    erase_remove_files(session, NULL);
    journal_erase_settle(session_store(session));
}

void erase_heal(Session *session)
{
    Err err = {0};
    int64_t left = 0;
    erase_remove_files(session, NULL);
    if (!is_anew(session, NULL))
        journal_erase_settle(session_store(session));
    if (!erase_files_gone(session, &err) || !is_anew(session, &err))
        session_note(session, "%s", err.text);
    if (sql_get_int(session_store(session), NULL, &left,
                    "SELECT EXISTS (SELECT 1 FROM erased_copy)", NULL) &&
        left) {
        size_t removed;
        bool done = remove_copies(session, &removed, &err);
        if (done && removed)
            session_note(session, _("The copies of papers of an erased case that were left are "
                                    "removed now"));
        else if (!done)
            session_note(session, _("A copy of an erased case is still there: %s"), err.text);
    }
}

/* ---- the records ---- */

typedef bool CellVisit(Tx *tx, const char *table, const char *column, int64_t id, Err *err);

static bool remove_row(Tx *tx, const char *table, const char *column UNUSED, int64_t id,
                       Err *err)
{
    return tx_remove(tx, table, id, err);
}

static bool empty_cell(Tx *tx, const char *table, const char *column, int64_t id, Err *err)
{
    return tx_set(tx, table, id, column, sql_value_null(), NULL, 0, err);
}

static bool empty_snapshot(Tx *tx, const char *table, const char *column, int64_t id, Err *err)
{
    return tx_set(tx, table, id, column, sql_value_text(ERASED_SNAPSHOT), NULL, TX_SECRET, err);
}

/* The last of those not visited yet, again and again: rows go meanwhile. */
static bool each_row(Tx *tx, int64_t case_id, const char *table, const char *column,
                     CellVisit *visit, Err *err)
{
    Buf text = BUF_INIT;
    int64_t id = INT64_MAX;
    bool done = true;
    buf_addf(&text, "SELECT coalesce(max(id), 0) FROM \"%s\" WHERE \"%s\" = ?1 AND id < ?2",
             table, strcmp(table, "case_file") == 0 ? "id" : "case_id");
    while (done) {
        done = sql_get_int(tx_store(tx), err, &id, text.data, "ii", case_id, id);
        if (!done || id == 0)
            break;
        done = visit(tx, table, column, id, err);
    }
    buf_free(&text);
    return done;
}

static const struct {
    const char *table, *column;
    CellVisit *visit;
} erased[] = {
    {"case_file", "urgent", empty_cell},
    {"case_file", "source", empty_cell},
    {"case_file", "ward", empty_cell},
    {"case_file", "referral", empty_cell},
    {"case_file", "target_fen", empty_cell},
    {"case_file", "adviser", empty_cell},
    {"case_file", "adviser_phone", empty_cell},
    {"case_file", "adviser_kind", empty_cell},
    {"case_file", "adviser_employer", empty_cell},
    {"case_file", "adviser_no", empty_cell},
    {"case_file", "adviser_declared_on", empty_cell},
    {"case_file", "refused_before", empty_cell},
    {"case_file", "note", empty_cell},
    {"review", "comment", empty_cell},
    {"review", "found", empty_cell},
    {"life_step", "comment", empty_cell},
    {"stop", "words", empty_cell},
    {"stop", "decision", empty_cell},
    {"batch_case", "content", empty_cell},
    {"batch_case", "known_as", empty_cell},
    {"batch_case", "reason", empty_cell},
    {"batch_case", "platform_no", empty_cell},
    {"finding_accepted", NULL, remove_row},
    {"approval", "snapshot", empty_snapshot},
};

static bool erase_records(Tx *tx, int64_t case_id, Err *err)
{
    bool done = true;
    for (size_t i = 0; done && i < COUNT_OF(erased); i++)
        done = each_row(tx, case_id, erased[i].table, erased[i].column, erased[i].visit, err);
    for (int record = REC_CASE + 1; done && record < REC_COUNT; record++)
        done = each_row(tx, case_id, catalog_record((RecordId)record)->table, NULL, remove_row,
                        err);
    return done;
}

/* What is made from the case, what is half typed in it, and where somebody stood in it. */
bool erase_derived(Store *store, int64_t case_id, Err *err)
{
    static const char *const texts[] = {
        "DELETE FROM case_due WHERE case_id = ?",    "DELETE FROM draft WHERE case_id = ?",
        "DELETE FROM kept_change WHERE case_id = ?", "DELETE FROM case_came WHERE case_id = ?",
        "DELETE FROM waiting WHERE case_id = ?",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (!sql_do(store, err, texts[i], "i", case_id))
            return false;
    }
    return case_remove_derived(store, case_id, err);
}

/* Whatever shared a value with it does so no longer. */
static bool erase_content(Session *session, Tx *tx, int64_t case_id, Err *err)
{
    CaseFile *file = NULL;
    AlikeCounts counts = {0};
    Store *store = session_store(session);
    bool done = case_load(store, case_id, &file, err) &&
                alike_counts_before(session, file, &counts, err) &&
                erase_records(tx, case_id, err) && erase_derived(store, case_id, err) &&
                case_load_again(store, file, err) &&
                alike_counts_after(session, file, &counts, err);
    case_free(file);
    return done;
}

/* ---- the request ---- */

/* What stays of the row when it goes with the case. */
typedef struct Asked {
    Uid uid;
    const char *on, *as, *how, *answered; /* NULL: not said */
} Asked;

/* Without a relation it is the patient who asks: somebody of another name is to have one, or
 * the certificate says what is not so. */
static bool says_who(Session *session, int64_t case_id, const Asked *asked, const char *by,
                     Err *err)
{
    char *patient = NULL;
    Buf form = BUF_INIT, other = BUF_INIT;
    if (asked->as || !by)
        return true;
    if (!sql_get_text(session_store(session), err, &patient,
                      "SELECT name FROM patient WHERE case_id = ?", "i", case_id))
        return false;
    text_same_name(&form, by);
    text_same_name(&other, patient ? patient : "");
    bool same = form.len == other.len && memcmp(form.data, other.data, form.len) == 0;
    buf_free(&form);
    buf_free(&other);
    free(patient);
    return same || err_set(err, ERR_REFUSED,
                           _("Who asked is not the patient by name: say under Requests for "
                             "erasure what they are to the patient"));
}

/* The last that was granted. */
static bool find_request(Session *session, int64_t case_id, Arena *arena, Asked *out, Err *err)
{
    Sql q;
    int64_t n = 0;
    const char *by = NULL;
    *out = (Asked){0};
    if (!sql_get_int(session_store(session), err, &n,
                     "SELECT count(*) FROM erasure_request WHERE case_id = ?", "i", case_id) ||
        !sql_open(&q, session_store(session),
                  "SELECT uid, \"on\", relation, how, answered_on, \"by\" FROM erasure_request"
                  " WHERE case_id = ? AND answer = 'granted' AND \"on\" IS NOT NULL"
                  " AND answered_on IS NOT NULL ORDER BY place DESC, id DESC LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    bool found = sql_row(&q);
    if (found) {
        sql_uid(&q, 0, &out->uid);
        const char **texts[] = {&out->on, &out->as, &out->how, &out->answered};
        for (size_t i = 0; i < COUNT_OF(texts); i++)
            *texts[i] =
                sql_text(&q, (int)i + 1) ? arena_dup(arena, sql_text(&q, (int)i + 1)) : NULL;
        by = sql_text(&q, 5) ? arena_dup(arena, sql_text(&q, 5)) : NULL;
    }
    if (!sql_close(&q, err) || (found && !says_who(session, case_id, out, by, err)))
        return false;
    if (!found && n)
        return err_set(err, ERR_REFUSED,
                       _("No request of the case is granted yet: say on which day it was "
                         "answered, and how"));
    return found || err_set(err, ERR_REFUSED,
                            _("Nobody's request stands in the case; enter it first, under "
                              "Requests for erasure: who asked, how, on which day, and the "
                              "answer"));
}

bool app_erase_granted(Session *session, int64_t case_id, Err *err)
{
    Asked asked;
    Arena *arena = arena_new();
    bool done = find_request(session, case_id, arena, &asked, err);
    arena_free(arena);
    return done;
}

/* ---- both groups ---- */

static bool find_others(Session *session, int64_t case_id, Arena *arena, const char **others,
                        Err *err)
{
    CaseFile *file = NULL;
    bool done = case_load(session_store(session), case_id, &file, err) &&
                app_erase_others(session, file, arena, others, err);
    case_free(file);
    return done;
}

static bool add_erasure(Session *session, Tx *tx, int64_t case_id, const Asked *asked,
                        const char *others, const char *reason, Err *err)
{
    char at[INSTANT_TEXT];
    int64_t id;
    bool requested = asked->on != NULL;
    store_now(tx_store(tx), at);
    const TxColumn columns[] = {
        {"case_id", sql_value_int(case_id), 0},
        {"at", sql_value_text(at), 0},
        {"user_id", sql_value_int(session_user(session)->id), 0},
        {"ground", sql_value_text(requested ? "request" : "day"), 0},
        {"reason", sql_value_text(reason), 0},
        {"request", requested ? sql_value_blob(asked->uid.bytes, UID_BYTES) : sql_value_null(),
         0},
        {"asked_on", sql_value_text(asked->on), 0},
        {"asked_as", sql_value_text(asked->as), 0},
        {"asked_how", sql_value_text(asked->how), 0},
        {"answered_on", sql_value_text(asked->answered), 0},
        {"others", sql_value_text(*others ? others : NULL), 0}};
    return tx_add(tx, "erasure", columns, COUNT_OF(columns), &id, err);
}

static bool first_group(Session *session, int64_t case_id, bool requested, const char *reason,
                        Err *err)
{
    Store *store = session_store(session);
    const User *user = session_user(session);
    const GroupHead head = {.kind = GROUP_ERASE, .user_id = user->id, .case_id = case_id};
    Tx *tx = NULL;
    Asked asked = {0};
    const char *others = "";
    if (!tx_begin(store, &head, &tx, err))
        return false;
    Arena *arena = arena_new();
    bool done = session_person_stands(session, err) &&
                (requested ? prove_anyway : prove_case)(session, case_id, err) &&
                app_erase_may(session, case_id, requested, reason, err) &&
                (!requested || find_request(session, case_id, arena, &asked, err)) &&
                find_others(session, case_id, arena, &others, err) &&
                erase_note_copies(session, case_id, err) &&
                erase_note_files(session, case_id, err) &&
                add_erasure(session, tx, case_id, &asked, others, reason, err) &&
                erase_content(session, tx, case_id, err);
    arena_free(arena);
    if (done)
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

bool app_case_erase(Session *session, const char *no, bool requested, const char *reason,
                    Err *err)
{
    Store *store = session_store(session);
    int64_t id;
    if (!app_case_find(session, no, &id, err) || !store_begin(store, err))
        return false;
    if (!first_group(session, id, requested, reason, err) ||
        !journal_erase(store, session_user(session)->id, id, reason, err) ||
        !prove_told(session, err)) {
        store_rollback(store);
        prove_tell(session);
        return false;
    }
    if (!store_commit(store, err))
        return false;
    erase_settle(session);
    return true;
}
