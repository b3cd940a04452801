/* Each verb asks for the right, then writes one group. What the rules say of cases may be
 * different afterwards, so those that go on are judged anew as time allows (app/due.h). */
#include "config.h"

#include "app/blacklist.h"

#include <string.h>

#include "app/blacklist_inner.h"
#include "app/inner.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "base/text/text_same.h"
#include "desk/workflow.h"
#include "store/sql.h"

bool app_black_list(Session *session, bool ended, Arena *arena, BlackEntry **out, size_t *n,
                    Err *err)
{
    *n = 0;
    return desk_may(session_user(session), VERB_BLACKLIST_READ, err) &&
           black_list(session_store(session), session_today(session), ended, arena, out, n,
                      err);
}

const char *app_black_source(const char *source)
{
    return *source ? source : _("our own");
}

void app_black_marks(const BlackEntry *entry, Buf *out)
{
    static const char *const labels[LISTED_MARKS] = {
        [LISTED_ID] = N_("ID"),
        [LISTED_PHONE] = N_("phone"),
        [LISTED_CARD] = N_("card"),
        [LISTED_NAME_YEAR] = N_("name and year of birth"),
        [LISTED_NAME_TAIL] = N_("name and end of the ID"),
    };
    for (int i = 0; i < LISTED_MARKS; i++) {
        if (entry->marks[i])
            buf_addf(out, "%s%s", out->len ? _(", ") : "", _(labels[i]));
    }
}

/* ---- groups ---- */

/* A group of its own, since the lists are of no person's doing that others rest on. */
static bool bind_key(Session *session, Err *err)
{
    const GroupHead head = {
        .kind = GROUP_PEOPLE, .user_id = session_user(session)->id, .verb = "blacklist_key"};
    bool bound;
    Tx *tx = NULL;
    if (!listed_is_bound(session_store(session), &bound, err))
        return false;
    if (bound)
        return true;
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    if (session_person_stands(session, err) && listed_bind(tx, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

bool black_begin(Session *session, const char *verb, const char *message, Tx **tx, Err *err)
{
    const GroupHead head = {.kind = GROUP_HOUSE,
                            .user_id = session_user(session)->id,
                            .verb = verb,
                            .message = message};
    if (!desk_may(session_user(session), VERB_BLACKLIST, err) || !bind_key(session, err) ||
        !tx_begin(session_store(session), &head, tx, err))
        return false;
    if (session_person_stands(session, err))
        return true;
    tx_abort(*tx);
    return false;
}

bool black_commit(Tx *tx, bool done, Err *err)
{
    done = done &&
           sql_do(tx_store(tx), err, "UPDATE case_summary SET knowledge_version = NULL", NULL);
    if (done)
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

typedef bool Does(Tx *tx, const User *user, const BlackEntry *entry, const char *reason,
                  Err *err);

static bool on_entry(Session *session, const char *verb, int64_t id, const char *reason,
                     Does *does, Err *err)
{
    Tx *tx = NULL;
    BlackEntry entry;
    Arena *arena = arena_new();
    bool done = black_begin(session, verb, NULL, &tx, err);
    if (done)
        done = black_commit(
            tx,
            black_get(session_store(session), id, session_today(session), arena, &entry, err) &&
                does(tx, session_user(session), &entry, reason, err),
            err);
    arena_free(arena);
    return done;
}

static bool confirm(Tx *tx, const User *user, const BlackEntry *entry,
                    const char *reason UNUSED, Err *err)
{
    return black_confirm(tx, user, entry, err);
}

bool app_black_confirm(Session *session, int64_t id, Err *err)
{
    return on_entry(session, "blacklist_confirm", id, NULL, confirm, err);
}

bool app_black_decline(Session *session, int64_t id, const char *reason, Err *err)
{
    return on_entry(session, "blacklist_decline", id, reason, black_decline, err);
}

bool app_black_lift(Session *session, int64_t id, const char *reason, Err *err)
{
    return on_entry(session, "blacklist_lift", id, reason, black_lift, err);
}

/* ---- an entry of our own ---- */

void black_digest(const unsigned char key[DIGEST_BYTES], const BlackRow *row, BlackNew *out)
{
    const struct {
        const char *value, *second;
    } of[LISTED_MARKS] = {
        [LISTED_ID] = {row->id_number, NULL},
        [LISTED_PHONE] = {row->phone, NULL},
        [LISTED_CARD] = {row->card, NULL},
        [LISTED_NAME_YEAR] = {row->name, row->born},
        [LISTED_NAME_TAIL] = {row->name, row->tail},
    };
    const char *const all[] = {row->id_number, row->phone,  row->card,  row->name, row->born,
                               row->tail,      row->reason, row->since, row->until};
    Buf text = BUF_INIT;
    for (int i = 0; i < LISTED_MARKS; i++)
        out->has[i] = of[i].value && listed_digest(key, (ListedMark)i, of[i].value,
                                                   of[i].second, out->digests[i]);
    for (size_t i = 0; i < COUNT_OF(all); i++)
        buf_addf(&text, "%s\n", all[i] ? all[i] : "");
    digest_keyed(text.data, text.len, key, out->print);
    if (text.cap)
        explicit_bzero(text.data, text.cap);
    buf_free(&text);
}

bool black_tells(const BlackNew *entry)
{
    bool any = false;
    for (int i = 0; i < LISTED_MARKS; i++)
        any = any || entry->has[i];
    return any;
}

static const char *parse(Session *session, FieldId field, const char *typed, Arena *arena,
                         bool *done, Err *err)
{
    Buf value = BUF_INIT;
    if (*done && !text_blank(typed))
        *done = field_parse(session_fields(session), catalog_field(field), typed, &value, err);
    const char *kept = *done && value.len ? arena_dup(arena, value.data) : NULL;
    buf_free(&value);
    return kept;
}

static const char *parse_day(Session *session, const char *typed, DayLean lean, Arena *arena,
                             bool *done, Err *err)
{
    Day day;
    char iso[DAY_TEXT];
    if (!*done || text_blank(typed))
        return NULL;
    *done = day_parse_typed(typed, session_today(session), lean, &day, err);
    if (!*done)
        return NULL;
    day_format(day, iso);
    return arena_dup(arena, iso);
}

/* Four digits are a year; what is more is a day. */
static const char *parse_born(Session *session, const char *typed, Arena *arena, bool *done,
                              Err *err)
{
    bool year = typed && strlen(typed) == 4 && strspn(typed, "0123456789") == 4;
    return year ? typed : parse_day(session, typed, DAY_PAST, arena, done, err);
}

static bool read_typed(Session *session, const BlackTyped *typed, Arena *arena, BlackRow *row,
                       Err *err)
{
    bool done = true;
    char today[DAY_TEXT];
    day_format(session_today(session), today);
    *row = (BlackRow){
        .id_number = parse(session, F_PATIENT_id_number, typed->id_number, arena, &done, err),
        .phone = parse(session, F_PATIENT_phone, typed->phone, arena, &done, err),
        .card = parse(session, F_PAYEE_account, typed->card, arena, &done, err),
        .name = parse(session, F_PATIENT_name, typed->name, arena, &done, err),
        .born = parse_born(session, typed->born, arena, &done, err),
        .since = parse_day(session, typed->since, DAY_PAST, arena, &done, err),
        .until = parse_day(session, typed->until, DAY_AHEAD, arena, &done, err),
        .reason = typed->reason};
    row->tail = row->id_number;
    if (done && !row->since)
        row->since = arena_dup(arena, today);
    if (done && strcmp(row->since, today) > 0)
        done = err_set(err, ERR_INPUT, _("The day %s is still to come"), row->since);
    /* What is kept in clear must not name whom it is about. */
    if (done && row->name &&
        ((typed->reason && text_has_name(typed->reason, row->name)) ||
         (typed->evidence && text_has_name(typed->evidence, row->name)) ||
         (typed->document && text_has_name(typed->document, row->name))))
        done = err_set(err, ERR_INPUT,
                       _("The words name the person; they are kept in clear, so say what "
                         "happened without the name"));
    return done;
}

static bool add_typed(Session *session, Tx *tx, const BlackTyped *typed, Arena *arena,
                      int64_t *id, Err *err)
{
    BlackRow row;
    unsigned char key[DIGEST_BYTES];
    BlackNew entry = {.source = "",
                      .reason = typed->reason,
                      .evidence = typed->evidence,
                      .document = text_blank(typed->document) ? NULL : typed->document};
    if (!read_typed(session, typed, arena, &row, err) ||
        !listed_key(session_store(session), key, err))
        return false;
    entry.since = row.since;
    entry.until = row.until;
    black_digest(key, &row, &entry);
    explicit_bzero(key, sizeof(key));
    return (black_tells(&entry) ||
            err_set(err, ERR_INPUT,
                    _("Say whom: an ID, a phone, a card, or a name with the year of birth; a "
                      "name alone accuses nobody"))) &&
           black_add(tx, session_user(session), &entry, id, err);
}

bool app_black_add(Session *session, const BlackTyped *typed, int64_t *id, Err *err)
{
    Tx *tx = NULL;
    Arena *arena = arena_new();
    bool done = black_begin(session, "blacklist_add", NULL, &tx, err) &&
                black_commit(tx, add_typed(session, tx, typed, arena, id, err), err);
    arena_free(arena);
    return done;
}
