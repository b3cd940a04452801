/* An entry of our own as it is typed: each field is read and judged by itself, by the same
 * function for a form that asks for one after the other and for all of them at once. */
#include "config.h"

#include <string.h>

#include "app/blacklist.h"
#include "app/blacklist_inner.h"
#include "app/inner.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "base/text/text_same.h"

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

/* A number with a slip of the pen meets nobody, so it is not kept as a case would keep it; that
 * some cards do not satisfy their check digit is no slip. */
static const char *parse_number(Session *session, FieldId field, const char *typed,
                                Arena *arena, bool *done, Err *err)
{
    Buf remark = BUF_INIT;
    bool blocks = false;
    const char *number = parse(session, field, typed, arena, done, err);
    if (number &&
        field_remark(session_fields(session), catalog_field(field), number, NULL, &remark,
                     &blocks) &&
        (blocks || field == F_PATIENT_phone))
        *done = err_set(err, ERR_INPUT, "%s", remark.data);
    buf_free(&remark);
    return number;
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

/* What is kept in clear must not name whom it is about. */
static bool names_nobody(Session *session, const BlackTyped *typed, const char *words,
                         Arena *arena, Err *err)
{
    Err unread = {0};
    bool read = true;
    const char *name = parse(session, F_PATIENT_name, typed->name, arena, &read, &unread);
    return text_blank(words) || !name || !text_has_name(words, name) ||
           err_set(err, ERR_INPUT,
                   _("The words name the person; they are kept in clear, so say what "
                     "happened without the name"));
}

/* Each field by itself, as it is left: what it says, and that it may be said. */
static bool read_field(Session *session, const BlackTyped *typed, BlackField field,
                       Arena *arena, BlackRow *row, Err *err)
{
    bool done = true;
    char today[DAY_TEXT];
    switch (field) {
    case BLACK_AT_ID:
        row->id_number =
            parse_number(session, F_PATIENT_id_number, typed->id_number, arena, &done, err);
        row->tail = row->id_number;
        return done;
    case BLACK_AT_PHONE:
        row->phone = parse_number(session, F_PATIENT_phone, typed->phone, arena, &done, err);
        return done;
    case BLACK_AT_CARD:
        row->card = parse_number(session, F_PAYEE_account, typed->card, arena, &done, err);
        return done;
    case BLACK_AT_NAME:
        row->name = parse(session, F_PATIENT_name, typed->name, arena, &done, err);
        return done;
    case BLACK_AT_BORN:
        row->born = parse_born(session, typed->born, arena, &done, err);
        return done;
    case BLACK_AT_REASON:
        row->reason = typed->reason;
        return black_reason(typed->reason, err) &&
               names_nobody(session, typed, typed->reason, arena, err);
    case BLACK_AT_EVIDENCE:
        return black_evidence(typed->evidence, err) &&
               names_nobody(session, typed, typed->evidence, arena, err);
    case BLACK_AT_DOCUMENT:
        return black_words(typed->document, err) &&
               names_nobody(session, typed, typed->document, arena, err);
    case BLACK_AT_SINCE:
        day_format(session_today(session), today);
        row->since = parse_day(session, typed->since, DAY_PAST, arena, &done, err);
        row->since = row->since ? row->since : arena_dup(arena, today);
        if (done && strcmp(row->since, today) > 0)
            done = err_set(err, ERR_INPUT, _("The day %s is still to come"), row->since);
        return done;
    case BLACK_AT_UNTIL:
        row->until = parse_day(session, typed->until, DAY_AHEAD, arena, &done, err);
        return done && (!row->until || !row->since || black_days(row->since, row->until, err));
    case BLACK_FIELDS:
        break;
    }
    return true;
}

bool app_black_check(Session *session, const BlackTyped *typed, BlackField field, Err *err)
{
    BlackRow row = {0};
    Arena *arena = arena_new();
    bool done = (field != BLACK_AT_UNTIL ||
                 read_field(session, typed, BLACK_AT_SINCE, arena, &row, err)) &&
                read_field(session, typed, field, arena, &row, err);
    arena_free(arena);
    return done;
}

/* *at: the field that is to be put right. */
static bool read_typed(Session *session, const BlackTyped *typed, Arena *arena, BlackNew *out,
                       BlackField *at, Err *err)
{
    BlackRow row = {0};
    unsigned char key[DIGEST_BYTES];
    *out = (BlackNew){.source = "",
                      .reason = typed->reason,
                      .evidence = typed->evidence,
                      .document = text_blank(typed->document) ? NULL : typed->document};
    for (*at = 0; *at < BLACK_FIELDS; (*at)++)
        if (!read_field(session, typed, *at, arena, &row, err))
            return false;
    if (!listed_key(session_store(session), key, err))
        return false;
    out->since = row.since;
    out->until = row.until;
    black_digest(key, &row, out);
    explicit_bzero(key, sizeof(key));
    *at = row.name ? BLACK_AT_BORN : BLACK_AT_ID;
    return black_tells(out) ||
           err_set(err, ERR_INPUT,
                   _("Say whom: an ID, a phone, a card, or a name with the year of birth; a "
                     "name alone accuses nobody"));
}

bool app_black_add(Session *session, const BlackTyped *typed, int64_t *id, BlackField *at,
                   Err *err)
{
    Tx *tx = NULL;
    BlackNew entry;
    BlackField where = BLACK_FIELDS;
    Arena *arena = arena_new();
    bool done = black_begin(session, "blacklist_add", NULL, &tx, err) &&
                black_commit(tx,
                             read_typed(session, typed, arena, &entry, &where, err) &&
                                 black_add(tx, session_user(session), &entry, id, err),
                             err);
    arena_free(arena);
    if (at)
        *at = done ? BLACK_FIELDS : where;
    return done;
}
