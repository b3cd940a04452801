/* One walk of an index for each phone, in each place where it may stand. */
#include "config.h"

#include "rules/staging/outside.h"

#include <string.h>

#include "base/attr.h"

enum { FOUND_MAX = 5 }; /* of one phone in one place */

typedef struct Search {
    Store *store;
    const CaseFile *file;
    Arena *arena;
    Outside *out;
    size_t n;
} Search;

static const FieldId own_people[] = {F_PATIENT_phone, F_INITIATOR_phone, F_GUARDIAN_phone,
                                     F_PAYEE_phone};

static bool is_known(const Search *search, const char *word, int64_t case_id)
{
    for (size_t i = 0; i < search->n; i++) {
        if (search->out[i].of.case_id == case_id && strcmp(search->out[i].word, word) == 0)
            return true;
    }
    return search->n == OUTSIDE_MAX;
}

static bool look(Search *search, FieldId field, size_t row, FieldId at, const char *word,
                 Err *err)
{
    AlikeCase found[FOUND_MAX];
    size_t n = 0;
    const char *value = case_get(search->file, field, row);
    if (!value || !alike_compares(field, at, value))
        return true;
    bool done = alike_find(search->store, at, value, NULL, case_head_of(search->file)->id,
                           FOUND_MAX, search->arena, found, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        if (!alike_looks(at, found[i].payee_kind) || is_known(search, word, found[i].case_id))
            continue;
        search->out[search->n++] =
            (Outside){.of = found[i],
                      .word = word,
                      .field = field,
                      .row = row,
                      .code = field == F_VERIFICATION_contact
                                  ? case_get(search->file, F_VERIFICATION_kind, row)
                                  : NULL};
    }
    return done;
}

/* Of long lists the first rows: who was asked more often was asked the same. */
static bool look_for_witnesses(Search *search, Err *err)
{
    enum { ROWS_MAX = 40 };
    size_t rows = case_rows(search->file, REC_VERIFICATION);
    bool done = true;
    for (size_t row = 0; done && row < rows && row < ROWS_MAX; row++) {
        done =
            look(search, F_VERIFICATION_contact, row, F_VERIFICATION_contact, "witness", err);
        for (size_t i = 0; done && i < COUNT_OF(own_people); i++)
            done =
                look(search, F_VERIFICATION_contact, row, own_people[i], "witness_acts", err);
    }
    return done;
}

bool outside_find(Store *store, const CaseFile *file, Arena *arena, Outside *out, size_t *n,
                  Err *err)
{
    Search search = {.store = store, .file = file, .arena = arena, .out = out};
    bool done = look_for_witnesses(&search, err);
    for (size_t i = 0; done && i < COUNT_OF(own_people); i++) {
        FieldId own = own_people[i];
        done = look(&search, F_CASE_adviser_phone, 0, own, "adviser_acts", err) &&
               (!alike_matters(file, own) ||
                (look(&search, own, 0, F_VERIFICATION_contact, "acts_witness", err) &&
                 look(&search, own, 0, F_CASE_adviser_phone, "acts_adviser", err)));
    }
    *n = done ? search.n : 0;
    return done;
}
