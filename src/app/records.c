/* The records against the history, in the words of a person. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/history.h"
#include "app/inner.h"
#include "app/reveal.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "desk/workflow.h"
#include "domain/catalog.h"
#include "domain/field.h"
#include "store/sql.h"

enum { CHANGES_TOLD = 100, VALUE_COLS = 60 };

/* Tables beside those of the catalogue. */
static const struct {
    const char *table, *label;
} tables[] = {
    {"approval", N_("Approval of a case")},
    {"batch", N_("Batch")},
    {"batch_case", N_("Case in a batch")},
    {"batch_copy", N_("Copy of a batch")},
    {"blacklist", N_("Entry of the blacklist")},
    {"case_root", N_("What events of a case are made of")},
    {"case_touch", N_("Who changed the case")},
    {"day_head", N_("Head of a day")},
    {"dossier", N_("Dossier of a case")},
    {"erasure", N_("Erasure of a case")},
    {"finding_accepted", N_("Accepted finding")},
    {"journal_group", N_("Event of the history")},
    {"journal_who", N_("Person in the history")},
    {"known_key", N_("Key of somebody at another station")},
    {"life_step", N_("Stage of the case")},
    {"pen", N_("Station that works on the case")},
    {"person_key", N_("Key of a person")},
    {"read_day", N_("Cases read on a day")},
    {"receipt", N_("Reply of the platform")},
    {"reveal", N_("Look at what is masked")},
    {"review", N_("Decision about a case")},
    {"role_change", N_("Change of role")},
    {"setting", N_("Setting")},
    {"sign_in", N_("Failed sign-ins")},
    {"station_term", N_("Key and role of somebody at another station")},
    {"stop", N_("Stop")},
    {"user", N_("User")},
};

static const char *table_label(const char *table)
{
    for (RecordId id = 0; id < REC_COUNT; id++) {
        if (strcmp(catalog_record(id)->table, table) == 0)
            return _(catalog_record(id)->label);
    }
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        if (strcmp(tables[i].table, table) == 0)
            return _(tables[i].label);
    }
    return table;
}

char *records_label(const char *table, const char *column)
{
    const char *label = column ? app_history_label(table, column) : NULL;
    Buf text = BUF_INIT;

    buf_add(&text, table_label(table));
    if (column)
        buf_addf(&text, "%s%s", C_("between a record and its field", ": "),
                 label ? label : column);
    return buf_take(&text);
}

/* Nobody signed in sees no value; whoever may not reveal the case, what its screens show. */
char *records_value(Session *session, int64_t case_id, const char *table, const char *column,
                    const char *value)
{
    const User *user = session_user(session);
    const FieldDef *field = column ? catalog_find_column(table, column) : NULL;
    const FieldContext *fields = app_fields(session, NULL);
    Buf shown = BUF_INIT;

    if (!value || !*value)
        return value ? xstrdup(value) : NULL;
    if (!user)
        return xstrdup(MASK_WHOLE);
    if (!field || !field_is_masked(fields, field) || records_may_reveal(session, case_id))
        return xstrdup(value);
    field_show(fields, field, value, &shown);
    return buf_take(&shown);
}

bool records_may_reveal(Session *session, int64_t case_id)
{
    const User *user = session_user(session);

    return user && case_id &&
           desk_may_stored(session_store(session), user, VERB_REVEAL, case_id, NULL);
}

static char *value_said(const char *value)
{
    Buf text = BUF_INIT;

    if (!value) {
        buf_add(&text, C_("a value in a message", "(empty)"));
    } else if (text_cols(value) <= VALUE_COLS) {
        text_add_safe(&text, value);
    } else {
        char *head = xstrndup(value, text_prefix(value, strlen(value), VALUE_COLS));
        text_add_safe(&text, head);
        buf_add(&text, "…");
        free(head);
    }
    return buf_take(&text);
}

/* Case number, record and row; the number of a row says which of them, where there are many. */
static char *whose(const RecordChange *change, const char *place)
{
    Buf text = BUF_INIT;

    if (change->no)
        buf_addf(&text, "%s%s", change->no,
                 C_("between a number and what is said of it", ", "));
    buf_addf(&text, "%s %s", change->label, place);
    return buf_take(&text);
}

static char *row_place(const RecordChange *change)
{
    Buf text = BUF_INIT;

    buf_addf(&text, "(%s %lld)", change->table, (long long)change->row);
    return buf_take(&text);
}

char *records_place(const RecordChange *change)
{
    Buf text = BUF_INIT;

    buf_addf(&text, "(%s %lld%s%s)", change->table, (long long)change->row,
             change->column ? " " : "", change->column ? change->column : "");
    return buf_take(&text);
}

static void say_bare(const RecordFault *fault, const char *place, Buf *out)
{
    switch (fault->kind) {
    case RECORD_VALUE:
        if (fault->later) {
            /* TRANSLATORS: a place as in the next one, the number of an event. */
            buf_addf(out,
                     _("%s: event %lld goes on from a value that the history does not tell"),
                     place, (long long)fault->later);
            break;
        }
        /* TRANSLATORS: a place such as "T1-2026-000001, Approval: snapshot (approval 3)". */
        buf_addf(out, _("%s is not what the history tells"), place);
        break;
    case RECORD_GONE:
        buf_addf(out, _("%s: the history tells of it, and it is not in the store"), place);
        break;
    case RECORD_STRAY:
        buf_addf(out, _("%s: it is in the store, and the history does not tell of it"), place);
        break;
    case RECORD_ID:
        buf_addf(out, _("%s: it has another number than it was given"), place);
        break;
    case RECORD_SIGNER:
        /* TRANSLATORS: a place as above, the number of an event. */
        buf_addf(out, _("%s: in event %lld the station signed what is only signed by a person"),
                 place, (long long)fault->group);
        break;
    case RECORD_KIND:
        /* TRANSLATORS: a place as above, the number of an event. */
        buf_addf(out, _("%s: event %lld tells of it, and an event of that kind does not"),
                 place, (long long)fault->group);
        break;
    }
}

static char *say(const RecordFault *fault, const RecordChange *change)
{
    char *told = value_said(change->told), *stored = value_said(change->stored);
    char *row = row_place(change), *place = whose(change, row);
    Buf text = BUF_INIT;

    if (fault->kind == RECORD_VALUE && !fault->secret && fault->later)
        /* TRANSLATORS: a place, a value, the number of an event, a value. */
        buf_addf(
            &text,
            _("%s: the history tells “%s”, and event %lld goes on from “%s”, which was put "
              "there from outside"),
            place, told, (long long)fault->later, stored);
    else if (fault->kind == RECORD_VALUE && !fault->secret)
        buf_addf(&text, _("%s: the history tells “%s”, and the store has “%s”"), place, told,
                 stored);
    else
        say_bare(fault, place, &text);
    free(told);
    free(stored);
    free(row);
    free(place);
    return buf_take(&text);
}

static char *say_without(const RecordFault *fault, const RecordChange *change)
{
    char *row = records_place(change), *place = whose(change, row);
    Buf text = BUF_INIT;

    say_bare(fault, place, &text);
    free(row);
    free(place);
    return buf_take(&text);
}

static char *kept(const char *text)
{
    return text ? xstrdup(text) : NULL;
}

typedef struct Comparing {
    Session *session;
    Store *store;
    Verified *out;
} Comparing;

/* A row that the history does not tell of says itself which case it is of. */
static int64_t case_of(Store *store, const RecordFault *fault)
{
    int64_t case_id = strcmp(fault->table, "case_file") == 0 ? fault->row_id : fault->case_id;
    Buf text = BUF_INIT;

    if (!case_id && fault->kind == RECORD_STRAY) {
        buf_addf(&text, "SELECT case_id FROM \"%s\" WHERE id = ?", fault->table);
        sql_get_int(store, NULL, &case_id, text.data, "i", fault->row_id);
    }
    buf_free(&text);
    return case_id;
}

static char *case_no(Store *store, int64_t case_id)
{
    char *no = NULL;

    if (case_id)
        sql_get_text(store, NULL, &no, "SELECT no FROM case_file WHERE id = ?", "i", case_id);
    return no;
}

RecordChange *records_add(Verified *out)
{
    out->changed++;
    if (out->change_count == CHANGES_TOLD)
        return NULL;
    out->changes = xreallocarray(out->changes, out->change_count + 1, sizeof(*out->changes));
    return &out->changes[out->change_count++];
}

static char *seen(const Comparing *comparing, const RecordFault *fault, int64_t case_id,
                  const char *value)
{
    return records_value(comparing->session, case_id, fault->table, fault->column, value);
}

static bool take(void *ctx, const RecordFault *fault)
{
    static const char *const kinds[] = {
        [RECORD_VALUE] = "value", [RECORD_GONE] = "missing",  [RECORD_STRAY] = "extra",
        [RECORD_ID] = "number",   [RECORD_SIGNER] = "signer", [RECORD_KIND] = "kind"};
    Comparing *comparing = ctx;
    RecordChange *change = records_add(comparing->out);

    if (!change)
        return true;
    int64_t case_id = case_of(comparing->store, fault);
    *change = (RecordChange){.kind = kinds[fault->kind],
                             .table = xstrdup(fault->table),
                             .column = kept(fault->column),
                             .no = case_no(comparing->store, case_id),
                             .label = records_label(fault->table, fault->column),
                             .told = seen(comparing, fault, case_id, fault->told),
                             .stored = seen(comparing, fault, case_id, fault->stored),
                             .row = fault->row_id,
                             .event = fault->group};
    change->words = say(fault, change);
    change->bare = say_without(fault, change);
    return true;
}

bool app_verify_records(Session *session, const Progress *progress, Verified *out, Err *err)
{
    Comparing comparing = {session, session_store(session), out};
    int64_t derived = 0;

    if (out->first_bad)
        return true;
    if (!journal_compare(comparing.store, progress, take, &comparing, &out->records, err) ||
        !moments_verify(session, progress, out, err) ||
        (!out->changed && !derived_verify(session, progress, out, &derived, err)))
        return false;
    if (derived && out->fault.kind == ERR_NONE)
        /* TRANSLATORS: how many, and the first of them in words. */
        err_set(
            &out->fault, ERR_REFUSED,
            ngettext("What is made from the records is not what they give, in %lld place. %s",
                     "What is made from the records is not what they give, in %lld places. %s",
                     (unsigned long)derived),
            (long long)derived, out->changes[0].words);
    else if (out->changed && out->fault.kind == ERR_NONE)
        /* TRANSLATORS: how many, and the first of them in words. */
        err_set(&out->fault, ERR_REFUSED,
                ngettext("The records are not what the history tells, in %lld place. %s",
                         "The records are not what the history tells, in %lld places. %s",
                         (unsigned long)out->changed),
                (long long)out->changed, out->changes[0].words);
    return true;
}

bool records_of_case(Session *session, int64_t case_id, Verified *out, Err *err)
{
    Comparing comparing = {session, session_store(session), out};

    return journal_compare_case(comparing.store, case_id, take, &comparing, err);
}

/* Whether a row is about what lets that person in: ?1 the row, ?2 the person. Groups about
 * people are by whom the store says or the history does. */
static const struct {
    const char *table, *asked;
} people[] = {
    {"user", "SELECT ?1 = ?2"},
    {"person_key", "SELECT EXISTS (SELECT 1 FROM person_key WHERE id = ?1 AND user_id = ?2)"},
    {"role_change", "SELECT EXISTS (SELECT 1 FROM role_change WHERE id = ?1 AND user_id = ?2)"},
    {"journal_group",
     "SELECT EXISTS (SELECT 1 FROM journal_group AS g LEFT JOIN journal_who AS w"
     " ON w.id = g.who LEFT JOIN user AS u ON u.uid = w.uid"
     " WHERE g.id = ?1 AND (g.user_id = ?2 OR u.id = ?2))"},
};

/* A row that went is no longer there to ask: the history tells whose it was, or it may be
 * anybody's. */
static bool is_of_person(Store *store, const RecordFault *fault, int64_t user, bool *of,
                         Err *err)
{
    int64_t found = 0;
    *of = fault->owned ? fault->owner == user
                       : fault->kind == RECORD_GONE && strcmp(fault->table, "user") != 0 &&
                             strcmp(fault->table, "setting") != 0;
    for (size_t i = 0; !*of && i < COUNT_OF(people); i++) {
        if (strcmp(people[i].table, fault->table) != 0)
            continue;
        if (!sql_get_int(store, err, &found, people[i].asked, "ii", fault->row_id, user))
            return false;
        *of = found != 0;
    }
    return true;
}

typedef struct OfPerson {
    Comparing comparing;
    int64_t user; /* 0: of all */
    Err *err;
} OfPerson;

static bool take_of_person(void *ctx, const RecordFault *fault)
{
    OfPerson *of = ctx;
    bool is = true;

    if (of->user && !is_of_person(of->comparing.store, fault, of->user, &is, of->err))
        return false;
    return !is || take(&of->comparing, fault);
}

bool records_of_batch(Session *session, int64_t batch, Verified *out, Err *err)
{
    Comparing comparing = {session, session_store(session), out};

    return journal_compare_batch(comparing.store, batch, take, &comparing, err);
}

bool records_of_people(Session *session, int64_t user, Verified *out, Err *err)
{
    OfPerson of = {{session, session_store(session), out}, user, err};

    return journal_compare_people(of.comparing.store, take_of_person, &of, err);
}

void app_verified_free(Verified *verified)
{
    for (size_t i = 0; i < verified->change_count; i++) {
        RecordChange *change = &verified->changes[i];
        free(change->table);
        free(change->column);
        free(change->no);
        free(change->label);
        free(change->told);
        free(change->stored);
        free(change->words);
        free(change->bare);
    }
    free(verified->changes);
    free(verified->other_books);
    free(verified->unmade);
    *verified = (Verified){0};
}
