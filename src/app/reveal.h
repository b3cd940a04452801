/* What is masked of a case for the person signed in. Numbers (ID, phone, card, what a paper is
 * known by) and addresses are masked wherever a case is shown, and what is said of health for
 * who works on no case; a name never is, since by it people speak of the case. Whoever keeps a
 * case that is being entered sees all of it, as long as it is entered: they type it from the
 * papers. Others look at what is masked by a key or an option, and that is in the journal: who,
 * which case, which class of fields (store/reveal.h). It stays so until they leave the case.
 *
 * Masking is of showing alone. Nothing that is stored, judged, exported or printed goes through
 * the context that is given here; who prints papers is written down as who looks is. */
#ifndef ANJUAN_APP_REVEAL_H
#define ANJUAN_APP_REVEAL_H

#include <stdbool.h>
#include <stdint.h>

#include "app/session.h"
#include "base/arena.h"
#include "domain/casefile.h"

/* For field_show of values of the case; file NULL: of no case in particular, so masked. It is
 * the session's. */
const FieldContext *app_fields(Session *session, const CaseFile *file);

/* What is said of health is masked for the person in every case, so neither a list shows it nor
 * is anything found by it. */
bool app_health_is_masked(const Session *session);

/* Something of the case is masked for the person; something they revealed would be. */
bool app_is_masked(Session *session, const CaseFile *file);
bool app_is_revealed(Session *session, const CaseFile *file);

/* Shows all of the case, or the class of one field. It is written down first; what cannot be
 * stays masked. Where nothing is masked it does nothing. */
bool app_reveal(Session *session, const CaseFile *file, Err *err);
bool app_reveal_field(Session *session, const CaseFile *file, FieldId field, Err *err);

/* Papers show all of a case: writes down the same look, and what the screen masks stays so. */
bool app_reveal_printed(Session *session, const CaseFile *file, Err *err);

/* Masks it again: who leaves the case, or asks for it. */
void app_conceal(Session *session, int64_t case_id);

/* What a class of the journal is called. */
const char *app_mask_label(const char *word);

/* A copy with what is masked in place of values, to be shown and never to be stored; shares
 * texts of file, so it is freed first. NULL: nothing is masked. */
CaseFile *app_masked_copy(Session *session, const CaseFile *file);

/* Who looked at what is masked, a row a day and class, the last first; for supervisors and
 * auditors: none for others. */
typedef struct CaseLooker {
    const char *who, *day;
    const char *class; /* as the journal calls it */
} CaseLooker;
bool app_case_lookers(Session *session, int64_t case_id, Arena *arena, CaseLooker **out,
                      size_t *n, Err *err);

#endif
