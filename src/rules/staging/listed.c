/* One digest for each mark, one walk of an index for each digest. */
#include "config.h"

#include "rules/staging/listed.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "base/text/text_same.h"
#include "domain/phone.h"
#include "domain/resident.h"
#include "store/secret.h"
#include "store/sql.h"

enum { TAIL = 4, YEAR = 4 };

#define BY(column)                                                                             \
    "SELECT id, source, reason, since, source <> '' OR confirmed_at IS NOT NULL"               \
    " FROM blacklist WHERE " column " = ?1 AND ended_at IS NULL"                               \
    " AND (until IS NULL OR until >= ?2)"                                                      \
    " AND (?3 OR source <> '' OR confirmed_at IS NOT NULL)"
/* Where both IDs are known they decide. */
#define NAMED " AND (of_id IS NULL OR NOT ?4)"

/* least: characters from which on a value tells anything, as in alike.c. */
static const struct MarkDef {
    const char *column, *sql;
    size_t least;
} marks[LISTED_MARKS] = {
    [LISTED_ID] = {"of_id", BY("of_id"), 8},
    [LISTED_PHONE] = {"of_phone", BY("of_phone"), 7},
    [LISTED_CARD] = {"of_card", BY("of_card"), 12},
    [LISTED_NAME_YEAR] = {"of_name_year", BY("of_name_year") NAMED, 2},
    [LISTED_NAME_TAIL] = {"of_name_tail", BY("of_name_tail") NAMED, 2},
};

/* The fields in which the people of a case are named; FIELD_COUNT: there is none such. */
typedef struct ListedPerson {
    FieldId name, id_number, phone, account, born_on;
} ListedPerson;

static const ListedPerson people[] = {
    {F_PATIENT_name, F_PATIENT_id_number, F_PATIENT_phone, FIELD_COUNT, F_PATIENT_born_on},
    {F_INITIATOR_name, F_INITIATOR_id_number, F_INITIATOR_phone, FIELD_COUNT, FIELD_COUNT},
    {F_GUARDIAN_name, F_GUARDIAN_id_number, F_GUARDIAN_phone, FIELD_COUNT, FIELD_COUNT},
    {F_PAYEE_name, F_PAYEE_id_number, F_PAYEE_phone, F_PAYEE_account, FIELD_COUNT},
};

const char *listed_column(ListedMark mark)
{
    return marks[mark].column;
}

/* ---- the key ---- */

static const char setting_key[] = "blacklist.key";

static void print_key(const unsigned char key[DIGEST_BYTES], char hex[DIGEST_HEX + 1])
{
    static const char context[] = "anjuan blacklist key";
    unsigned char print[DIGEST_BYTES];
    digest_keyed(context, sizeof(context) - 1, key, print);
    digest_hex(print, hex);
}

static bool say_other(Err *err)
{
    return err_set(err, ERR_REFUSED,
                   _("The key of the blacklist is not the one that its entries were made with, "
                     "so they would find nobody; put back a backup"));
}

/* Where entries are and the key is not, none is made in its place. */
static bool is_lost(Store *store, bool *lost, Err *err)
{
    int64_t n;
    bool done = sql_get_int(store, err, &n,
                            "SELECT EXISTS (SELECT 1 FROM blacklist)"
                            " AND NOT EXISTS (SELECT 1 FROM secret WHERE id = 1)",
                            NULL);
    *lost = done && n;
    return done;
}

/* One from before the binding is taken as it is. */
static bool is_ours(Store *store, const unsigned char key[DIGEST_BYTES], Err *err)
{
    char hex[DIGEST_HEX + 1], *kept = NULL;
    if (!store_setting(store, setting_key, &kept, err))
        return false;
    print_key(key, hex);
    bool same = !kept || strcmp(kept, hex) == 0;
    free(kept);
    return same || say_other(err);
}

bool listed_key(Store *store, unsigned char key[DIGEST_BYTES], Err *err)
{
    bool lost;
    if (!is_lost(store, &lost, err))
        return false;
    if (lost)
        return say_other(err);
    if (store_secret(store, "anjuan blacklist", key, err) && is_ours(store, key, err))
        return true;
    explicit_bzero(key, DIGEST_BYTES);
    return false;
}

bool listed_is_bound(Store *store, bool *bound, Err *err)
{
    char *kept = NULL;
    bool done = store_setting(store, setting_key, &kept, err);
    *bound = done && kept;
    free(kept);
    return done;
}

bool listed_bind(Tx *tx, Err *err)
{
    unsigned char key[DIGEST_BYTES];
    char hex[DIGEST_HEX + 1];
    bool done = listed_key(tx_store(tx), key, err);
    if (done) {
        print_key(key, hex);
        done = tx_setting(tx, setting_key, hex, err);
    }
    explicit_bzero(key, sizeof(key));
    return done;
}

/* ---- digests ---- */

static bool is_named(ListedMark mark)
{
    return mark == LISTED_NAME_YEAR || mark == LISTED_NAME_TAIL;
}

static void form(ListedMark mark, const char *value, Buf *out)
{
    if (is_named(mark))
        text_same_name(out, value);
    else if (mark == LISTED_PHONE)
        phone_form(value, out);
    else
        text_same_number(out, value);
}

/* What entries were made of before there were these forms: names without the dots that were
 * known then, numbers as they are kept. Nobody can make such an entry again, since what it was
 * made of is nowhere: it is looked for as it is. */
static bool is_between_before(uint32_t rune)
{
    static const uint32_t dots[] = {' ',    '.',    0xb7,   0x2022, 0x2027, 0x2219,
                                    0x22c5, 0x25cf, 0x2e31, 0x3002, 0x30fb, 0xff65};
    for (size_t i = 0; i < COUNT_OF(dots); i++) {
        if (dots[i] == rune)
            return true;
    }
    return false;
}

static void form_before(ListedMark mark, const char *value, Buf *out)
{
    Buf folded = BUF_INIT;
    size_t n;
    if (!is_named(mark)) {
        buf_add(out, value);
        return;
    }
    text_fold(&folded, value);
    for (const char *at = folded.data; *at; at += n) {
        if (!is_between_before(text_rune(at, &n)))
            buf_add_bytes(out, at, n);
    }
    buf_free(&folded);
}

/* The year that a day begins with, the last signs of an ID; false where there are none. */
static bool add_second(ListedMark mark, const char *second, Buf *out)
{
    size_t len = second ? strlen(second) : 0;
    bool year = mark == LISTED_NAME_YEAR;
    const char *from = year || len < TAIL ? second : second + len - TAIL;
    if (len < TAIL)
        return false;
    buf_add_char(out, '\n');
    for (size_t i = 0; i < TAIL; i++) {
        if (year ? !isdigit((unsigned char)from[i]) : !isalnum((unsigned char)from[i]))
            return false;
        buf_add_char(out, (char)toupper((unsigned char)from[i]));
    }
    return true;
}

static bool digest_form(const unsigned char key[DIGEST_BYTES], ListedMark mark,
                        const char *form, const char *second, unsigned char out[DIGEST_BYTES])
{
    Buf text = BUF_INIT;
    buf_addf(&text, "%s\n%s", marks[mark].column, form);
    bool tells = text_chars(form) >= marks[mark].least &&
                 (!is_named(mark) || add_second(mark, second, &text));
    if (tells)
        digest_keyed(text.data, text.len, key, out);
    buf_free(&text);
    return tells;
}

bool listed_digest(const unsigned char key[DIGEST_BYTES], ListedMark mark, const char *value,
                   const char *second, unsigned char out[DIGEST_BYTES])
{
    Buf now = BUF_INIT;
    form(mark, value ? value : "", &now);
    bool tells = digest_form(key, mark, now.data, second, out);
    buf_free(&now);
    return tells;
}

/* ---- the search ---- */

typedef struct Search {
    Store *store;
    ListedValue *value;
    void *ctx;
    char today[DAY_TEXT];
    bool waiting;
    unsigned char key[DIGEST_BYTES];
    Arena *arena;
    Listed *out;
    size_t n;
} Search;

/* An entry is told once, by what tells most. */
static void add_found(Search *search, const Sql *q, FieldId field, ListedMark mark)
{
    Listed *place = NULL;
    for (size_t i = 0; i < search->n && !place; i++)
        place = search->out[i].id == sql_int(q, 0) ? &search->out[i] : NULL;
    if (place && place->mark > mark) {
        place->mark = mark;
        place->field = field;
    }
    if (place || search->n == LISTED_MAX)
        return;
    search->out[search->n++] = (Listed){.id = sql_int(q, 0),
                                        .field = field,
                                        .mark = mark,
                                        .source = arena_text(search->arena, sql_text(q, 1)),
                                        .reason = arena_text(search->arena, sql_text(q, 2)),
                                        .since = arena_text(search->arena, sql_text(q, 3)),
                                        .counts = sql_int(q, 4) != 0};
}

static bool look_up(Search *search, FieldId field, ListedMark mark,
                    const unsigned char digest[DIGEST_BYTES], bool known, Err *err)
{
    Sql q;
    if (!sql_open(&q, search->store, marks[mark].sql, err))
        return false;
    sql_bind_blob(&q, 1, digest, DIGEST_BYTES);
    sql_bind_text(&q, 2, search->today);
    sql_bind_int(&q, 3, search->waiting);
    if (is_named(mark))
        sql_bind_int(&q, 4, known);
    while (sql_row(&q))
        add_found(search, &q, field, mark);
    return sql_close(&q, err);
}

static bool look(Search *search, FieldId field, ListedMark mark, const char *value,
                 const char *second, bool known, Err *err)
{
    void (*const forms[])(ListedMark mark, const char *value, Buf *out) = {form, form_before};
    unsigned char digests[COUNT_OF(forms)][DIGEST_BYTES] = {{0}};
    bool done = true;
    for (size_t i = 0; done && value && i < COUNT_OF(forms); i++) {
        Buf text = BUF_INIT;
        forms[i](mark, value, &text);
        bool tells = digest_form(search->key, mark, text.data, second, digests[i]);
        buf_free(&text);
        if (tells && (i == 0 || memcmp(digests[0], digests[i], DIGEST_BYTES) != 0))
            done = look_up(search, field, mark, digests[i], known, err);
    }
    return done;
}

static const char *value_of(Search *search, FieldId field)
{
    const char *value = field == FIELD_COUNT ? NULL : search->value(search->ctx, field);
    return value && value[0] ? value : NULL;
}

/* As long as the day of birth is not there, a resident ID tells it. */
static const char *birth_of(Search *search, const ListedPerson *person, const char *id)
{
    Day born;
    char text[DAY_TEXT];
    const char *day = value_of(search, person->born_on);
    if (day || !id || resident_check(id) != RESIDENT_OK || !resident_born(id, &born))
        return day;
    day_format(born, text);
    return arena_dup(search->arena, text);
}

static bool look_for(Search *search, const ListedPerson *person, Err *err)
{
    const char *name = value_of(search, person->name);
    const char *id = value_of(search, person->id_number);
    bool known = id && text_chars(id) >= marks[LISTED_ID].least;
    return look(search, person->id_number, LISTED_ID, id, NULL, false, err) &&
           look(search, person->phone, LISTED_PHONE, value_of(search, person->phone), NULL,
                false, err) &&
           look(search, person->account, LISTED_CARD, value_of(search, person->account), NULL,
                false, err) &&
           look(search, person->name, LISTED_NAME_YEAR, name, birth_of(search, person, id),
                known, err) &&
           look(search, person->name, LISTED_NAME_TAIL, name, known ? id : NULL, known, err);
}

bool listed_find(Store *store, ListedValue *value, void *ctx, Day today, bool waiting,
                 Arena *arena, Listed *out, size_t *n, Err *err)
{
    int64_t any;
    Search search = {.store = store,
                     .value = value,
                     .ctx = ctx,
                     .waiting = waiting,
                     .arena = arena,
                     .out = out};
    *n = 0;
    if (!sql_get_int(store, err, &any,
                     "SELECT EXISTS (SELECT 1 FROM blacklist WHERE ended_at IS NULL)", NULL))
        return false;
    if (!any)
        return true;
    day_format(today, search.today);
    bool done = listed_key(store, search.key, err);
    for (size_t i = 0; done && i < COUNT_OF(people); i++)
        done = look_for(&search, &people[i], err);
    explicit_bzero(search.key, sizeof(search.key));
    *n = done ? search.n : 0;
    return done;
}

static const char *stored_value(void *ctx, FieldId field)
{
    const CaseFile *const *file = ctx;
    return case_get(*file, field, 0);
}

bool listed_in_case(Store *store, const CaseFile *file, Day today, Arena *arena, Listed *out,
                    size_t *n, Err *err)
{
    return listed_find(store, stored_value, &file, today, false, arena, out, n, err);
}
