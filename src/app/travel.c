/* Each step is judged by desk/elsewhere.h while the store lays it in; the index, the summaries
 * and what others share with the cases are made once, when all are there. */
#include "config.h"

#include "app/travel.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/then_text.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/elsewhere.h"
#include "desk/pen.h"
#include "exchange/portable.h"
#include "store/sql.h"

/* A case that was laid in; counts: what others shared with it before. */
typedef struct LaidIn {
    struct LaidIn *next;
    int64_t case_id;
    AlikeCounts counts;
    bool erased;
} LaidIn;

struct TravelMany {
    Session *session;
    LaidIn *first, **last;
};

typedef struct TakingIn {
    Session *session;
    const TravelTrust *trust;
    LaidIn *laid;
    bool begun;
    bool gave_up; /* with the group that was laid in last an amendment ended */
} TakingIn;

static bool has_key(void *ctx, const Uid *key, TravelKey *out)
{
    const TakingIn *t = ctx;
    return t->trust->key(t->trust->ctx, key, out);
}

static bool has_person(void *ctx, const Uid *person, TravelPerson *out)
{
    const TakingIn *t = ctx;
    return t->trust->person(t->trust->ctx, person, out);
}

static bool had_term(void *ctx, const Uid *person, int64_t position, TravelTerm *out)
{
    const TakingIn *t = ctx;
    return t->trust->term(t->trust->ctx, person, position, out);
}

/* Of a case that is erased by now nothing of it came along. */
static const char *approved_text(const TravelGroup *group)
{
    for (size_t i = 0; i < group->n; i++) {
        const BodyShape *shape = group->rows[i].shape;
        for (size_t j = 0; strcmp(shape->table, "approval") == 0 && j < shape->n; j++) {
            if (strcmp(shape->op, "add") == 0 && strcmp(shape->columns[j], "snapshot") == 0)
                return group->rows[i].texts[j];
        }
    }
    return NULL;
}

/* Exports are made of the text that was approved, so it has to be the case. */
static bool approves_the_case(TakingIn *t, const TravelGroup *group, Err *err)
{
    const char *told = approved_text(group);
    CaseFile *file = NULL;
    Buf text = BUF_INIT;
    if (!told || !group->case_id)
        return true;
    bool done = case_load(session_store(t->session), group->case_id, &file, err);
    if (done)
        portable_write(file, &text);
    done = done && (strcmp(text.data, told) == 0 ||
                    err_set(err, ERR_REFUSED,
                            _("What was approved is not what the case was then; nothing of it "
                              "was taken in; tell them on the telephone")));
    buf_free(&text);
    case_free(file);
    return done;
}

/* Nothing is approved with it, so it leaves what was approved as it was. */
static bool gives_up(const TravelGroup *group)
{
    const BodyColumn *told = travel_tells(group, "case_file", "amendment");
    return told && travel_is_text(&told->after, "") &&
           strcmp(group->verb, verb_word(VERB_APPROVE)) != 0;
}

static bool gave_back(TakingIn *t, int64_t case_id, Err *err)
{
    Store *store = session_store(t->session);
    GivenUp up = {.case_id = case_id};
    char *was, *is;
    if (!t->gave_up)
        return true;
    t->gave_up = false;
    if (!sql_get_int(store, err, &up.group,
                     "SELECT coalesce(max(id), 0) FROM journal_group WHERE case_id = ?", "i",
                     case_id) ||
        !sql_get_int(store, err, &up.began,
                     "SELECT coalesce(max(id), 0) FROM journal_group WHERE case_id = ?"
                     " AND kind = 'workflow' AND verb = ?",
                     "it", case_id, verb_word(VERB_AMEND)) ||
        !then_given_up(store, &up, &was, &is, err))
        return false;
    bool same = !was;
    free(was);
    free(is);
    return same || err_set(err, ERR_REFUSED,
                           _("An amendment of it was given up, and the case is not what it was "
                             "before; nothing of it was taken in; tell them on the telephone"));
}

/* What other cases share with it is noted before the first group changes it. */
static bool note_others(TakingIn *t, int64_t case_id, Err *err)
{
    CaseFile *before = NULL;
    bool done = case_load(session_store(t->session), case_id, &before, err) &&
                alike_counts_before(t->session, before, &t->laid->counts, err);
    case_free(before);
    return done;
}

static bool may_do(void *ctx, const TravelGroup *group, Err *err)
{
    TakingIn *t = ctx;
    Store *store = session_store(t->session);
    bool first = !t->begun;
    t->begun = true;
    if (first && group->case_id && !note_others(t, group->case_id, err))
        return false;
    if (strcmp(group->kind, group_kind_word(GROUP_ERASE)) == 0 && !t->laid->erased) {
        t->laid->erased = true;
        if (!erase_note_copies(t->session, group->case_id, err) ||
            !erase_note_files(t->session, group->case_id, err))
            return false;
    }
    if (!gave_back(t, group->case_id, err) || !desk_may_elsewhere(store, group, err) ||
        !approves_the_case(t, group, err))
        return false;
    t->gave_up = gives_up(group);
    return true;
}

/* ---- what is made of the records ---- */

static bool make_derived(TravelMany *many, const LaidIn *laid, AlikeLater *later, Err *err)
{
    Session *session = many->session;
    CaseFile *now = NULL;
    bool done = case_load(session_store(session), laid->case_id, &now, err) &&
                (laid->erased ? erase_derived(session_store(session), laid->case_id, err)
                              : edit_index(session, now, err)) &&
                alike_counts_join(session, now, &laid->counts, later, err);
    done = done && (laid->erased || pen_came(session_store(session), laid->case_id, err));
    if (done && !laid->erased)
        alike_counts_note(later, laid->case_id);
    case_free(now);
    return done;
}

bool travel_settle(TravelMany *many, Err *err)
{
    AlikeLater later = {NULL, 0, 0};
    bool done = journal_taken(session_store(many->session), err);
    for (const LaidIn *laid = many->first; done && laid; laid = laid->next)
        done = make_derived(many, laid, &later, err);
    done = done && alike_counts_now(many->session, &later, err);
    free(later.ids);
    return done;
}

/* ---- many, and one ---- */

TravelMany *travel_many(Session *session)
{
    TravelMany *many = xcalloc(1, sizeof *many);
    many->session = session;
    many->last = &many->first;
    return many;
}

void travel_many_free(TravelMany *many)
{
    LaidIn *next;
    if (!many)
        return;
    journal_taken(session_store(many->session), NULL);
    for (LaidIn *laid = many->first; laid; laid = next) {
        next = laid->next;
        free(laid);
    }
    free(many);
}

bool travel_take(TravelMany *many, const void *bytes, size_t n, const TravelTrust *trust,
                 Travelled *out, Err *err)
{
    Session *session = many->session;
    LaidIn *laid = xcalloc(1, sizeof *laid);
    TakingIn t = {.session = session, .trust = trust, .laid = laid};
    const TravelRules rules = {.key = has_key,
                               .person = has_person,
                               .term = had_term,
                               .may = may_do,
                               .ctx = &t,
                               .user_id = session_user(session)->id};
    bool done = session_person_stands(session, err) &&
                journal_take(session_store(session), bytes, n, &rules, out, err) &&
                (out->fate != TRAVEL_TAKEN || gave_back(&t, out->case_id, err));
    if (!done || out->fate != TRAVEL_TAKEN) {
        free(laid);
        return done;
    }
    laid->case_id = out->case_id;
    *many->last = laid;
    many->last = &laid->next;
    return true;
}

bool travel_take_in(Session *session, const void *bytes, size_t n, const TravelTrust *trust,
                    Travelled *out, Err *err)
{
    Store *store = session_store(session);
    if (!store_begin(store, err))
        return false;
    TravelMany *many = travel_many(session);
    bool done = travel_take(many, bytes, n, trust, out, err) && travel_settle(many, err);
    travel_many_free(many);
    if (done)
        return store_commit(store, err);
    store_rollback(store);
    return false;
}
