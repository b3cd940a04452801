/* Which classes are masked is asked anew each time: it follows from the person and from where
 * the case stands. What they revealed is kept in the session, by case. */
#include "config.h"

#include "app/reveal.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/session_inner.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/workflow.h"
#include "store/reveal.h"

/* Three classes that follow each other: app_fields counts on it. */
enum {
    NUMBER = 1u << PRIV_NUMBER,
    PLACE = 1u << PRIV_PLACE,
    HEALTH = 1u << PRIV_HEALTH,
};

/* As the journal calls them, and for people. */
static const struct MaskClass {
    unsigned bit;
    const char *word, *label;
} mask_classes[] = {
    /* TRANSLATORS: classes of what is masked in a case */
    {NUMBER, "number", N_("numbers")},
    {PLACE, "place", N_("addresses")},
    {HEALTH, "health", N_("health")},
};

const char *app_mask_label(const char *word)
{
    for (size_t i = 0; i < COUNT_OF(mask_classes); i++) {
        if (strcmp(mask_classes[i].word, word) == 0)
            return _(mask_classes[i].label);
    }
    return word;
}

/* ---- what is masked ---- */

static bool is_entered(const CaseHead *head)
{
    Standing standing;
    return standing_parse(head->status, head->amendment, &standing) &&
           (standing.amendment == STATUS_DRAFT || standing.amendment == STATUS_RETURNED);
}

/* For the person, but for what they revealed. */
static unsigned masked_at_first(const Session *session, const CaseFile *file)
{
    const User *user = session_user(session);
    const CaseHead *head = file ? case_head_of(file) : NULL;
    if (!user || user->role == ROLE_ADMINISTRATOR)
        return NUMBER | PLACE | HEALTH;
    if (head && (!head->id || (head->keeper == user->id && is_entered(head))))
        return 0;
    return NUMBER | PLACE;
}

static Revealed *revealed_of(const Session *session, const CaseFile *file)
{
    for (size_t i = 0; file && i < session->n_revealed; i++) {
        if (session->revealed[i].case_id == case_head_of(file)->id)
            return &session->revealed[i];
    }
    return NULL;
}

static unsigned masked_now(const Session *session, const CaseFile *file)
{
    const Revealed *revealed = revealed_of(session, file);
    return masked_at_first(session, file) & ~(revealed ? revealed->classes : 0);
}

const FieldContext *app_fields(Session *session, const CaseFile *file)
{
    unsigned masked = masked_now(session, file);
    FieldContext *fields = &session->shown[masked >> PRIV_NUMBER];
    *fields = session->fields;
    fields->masked = masked;
    return fields;
}

bool app_health_is_masked(const Session *session)
{
    return masked_at_first(session, NULL) & HEALTH;
}

/* Whether the case holds anything of these classes. */
static bool holds(const CaseFile *file, unsigned classes)
{
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        if (!(classes & (1u << field->privacy)))
            continue;
        for (size_t row = 0; row < case_rows(file, field->record); row++)
            if (case_get(file, field->id, row))
                return true;
    }
    return false;
}

bool app_is_masked(Session *session, const CaseFile *file)
{
    unsigned masked = masked_now(session, file);
    return masked && holds(file, masked);
}

bool app_is_revealed(Session *session, const CaseFile *file)
{
    return revealed_of(session, file) != NULL;
}

CaseFile *app_masked_copy(Session *session, const CaseFile *file)
{
    const FieldContext *fields = app_fields(session, file);
    if (!app_is_masked(session, file))
        return NULL;
    CaseFile *copy = case_trial(file);
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        for (size_t row = 0;
             field_is_masked(fields, field) && row < case_rows(file, field->record); row++) {
            Buf shown = BUF_INIT;
            const char *value = case_get(file, field->id, row);
            if (value)
                field_show(fields, field, value, &shown);
            if (shown.len)
                case_put(copy, field->id, row, shown.data);
            buf_free(&shown);
        }
    }
    return copy;
}

/* ---- revealing ---- */

/* A case in which nothing was ever written has nothing to look at, and may still be taken away
 * (app/discard.h). */
static bool is_to_be_told(const CaseFile *file, unsigned classes)
{
    return case_head_of(file)->version > 1 || holds(file, classes);
}

static bool note(Session *session, const CaseFile *file, unsigned classes, Err *err)
{
    const char *words[COUNT_OF(mask_classes)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(mask_classes); i++) {
        if (classes & mask_classes[i].bit)
            words[n++] = mask_classes[i].word;
    }
    return !is_to_be_told(file, classes) ||
           (session_person_stands(session, err) &&
            reveal_note(session_store(session), session_user(session)->id,
                        case_head_of(file)->id, words, n, err));
}

static Revealed *add_revealed(Session *session, const CaseFile *file)
{
    Revealed *revealed = revealed_of(session, file);
    if (revealed)
        return revealed;
    session->revealed =
        xreallocarray(session->revealed, session->n_revealed + 1, sizeof *session->revealed);
    revealed = &session->revealed[session->n_revealed++];
    *revealed = (Revealed){.case_id = case_head_of(file)->id};
    return revealed;
}

static bool reveal(Session *session, const CaseFile *file, unsigned classes, Err *err)
{
    classes &= masked_now(session, file);
    if (!classes)
        return true;
    if (!desk_may_stored(session_store(session), session_user(session), VERB_REVEAL,
                         case_head_of(file)->id, err) ||
        !note(session, file, classes, err))
        return false;
    add_revealed(session, file)->classes |= classes;
    return true;
}

bool app_reveal(Session *session, const CaseFile *file, Err *err)
{
    return reveal(session, file, NUMBER | PLACE | HEALTH, err);
}

bool app_reveal_printed(Session *session, const CaseFile *file, Err *err)
{
    unsigned classes = masked_at_first(session, file);
    return !classes || note(session, file, classes, err);
}

bool app_reveal_field(Session *session, const CaseFile *file, FieldId field, Err *err)
{
    return reveal(session, file, 1u << catalog_field(field)->privacy, err);
}

void app_conceal(Session *session, int64_t case_id)
{
    for (size_t i = 0; i < session->n_revealed; i++) {
        if (session->revealed[i].case_id == case_id)
            session->revealed[i] = session->revealed[--session->n_revealed];
    }
}

/* ---- who looked ---- */

typedef struct Lookers {
    Arena *arena;
    CaseLooker *list;
    size_t n, room;
} Lookers;

static bool add_looker(void *ctx, const RevealRow *row)
{
    Lookers *l = ctx;
    if (l->n == l->room)
        l->list = xreallocarray(l->list, l->room = l->room * 2 + 8, sizeof *l->list);
    l->list[l->n++] = (CaseLooker){.who = arena_dup(l->arena, row->user),
                                   .day = arena_dup(l->arena, row->day),
                                   .class = arena_dup(l->arena, row->class)};
    return true;
}

bool app_case_lookers(Session *session, int64_t case_id, Arena *arena, CaseLooker **out,
                      size_t *n, Err *err)
{
    Lookers l = {.arena = arena};
    bool may = desk_may(session_user(session), VERB_EVENTS, NULL);
    bool done = !may || reveal_list(session_store(session), case_id, add_looker, &l, err);
    *n = done ? l.n : 0;
    *out = arena_alloc(arena, (*n + 1) * sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = l.list[i];
    free(l.list);
    return done;
}

void session_conceal(Session *session)
{
    free(session->revealed);
    free(session->hands);
    session->hands = NULL;
    session->n_hands = 0;
    session->revealed = NULL;
    session->n_revealed = 0;
}
