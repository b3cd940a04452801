/* Editing the records of a case. Every verb checks the rights of the person signed in, writes
 * one journal group, and keeps the CaseFile given to it in step with the store. Of an approved
 * case the application stays as it is (domain/layer.h): an edit there is refused with
 * ERR_REFUSED before the case is amended (VERB_AMEND), and of a submitted, rejected or closed
 * one before it is withdrawn or reopened. The follow-up goes on in every status and touches no
 * approval. */
#ifndef ANJUAN_APP_EDIT_H
#define ANJUAN_APP_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "domain/casefile.h"

/* May the person add to the record, write into that field, as the case is now? A row that is as
 * many as there are is a new one. Else err says why and what to do. */
bool app_case_editable(Session *session, const CaseFile *file, RecordId record, Err *err);
bool app_field_editable(Session *session, const CaseFile *file, FieldId field, size_t row,
                        Err *err);

/* Sets a field from typed text, parsing it. A resident ID also fills the same record's empty
 * birth date and sex, in the same group. ERR_CONFLICT: somebody else changed the field since
 * file was loaded; the text gives both values. A conflict can be settled by app_case_reload and
 * setting again. */
bool app_case_set(Session *session, CaseFile *file, FieldId field, size_t row,
                  const char *typed, Err *err);

/* The words of such a conflict, for a text that was typed before the change and is not stored
 * yet. */
void app_case_say_meanwhile(Session *session, const CaseFile *file, FieldId field, size_t row,
                            const char *typed, Err *err);

/* Several at once in one group: "patient.name=王小明", "plan[2].item=...",
 * "member[+].name=...". All or nothing. */
bool app_case_set_paths(Session *session, CaseFile *file, char *const *assignments, size_t n,
                        Err *err);

/* The same for cells as they were typed. A row that is as many as there are is made. What
 * cannot be read is refused before anything is written: *bad is then the index of the cell,
 * else n. */
typedef struct TypedCell {
    FieldId field;
    size_t row;
    const char *typed;
} TypedCell;
bool app_case_set_cells(Session *session, CaseFile *file, const TypedCell *cells, size_t n,
                        size_t *bad, Err *err);

bool app_case_add_row(Session *session, CaseFile *file, RecordId record, size_t before,
                      Err *err);
bool app_case_copy_row(Session *session, CaseFile *file, RecordId record, size_t row, Err *err);
bool app_case_remove_row(Session *session, CaseFile *file, RecordId record, size_t row,
                         Err *err);
bool app_case_move_row(Session *session, CaseFile *file, RecordId record, size_t row, size_t to,
                       Err *err);

#endif
