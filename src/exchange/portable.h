/* The portable case file: JSON with exactly the catalogue's keys. Reading is strict: an unknown
 * or doubled key, a wrong type, a value that is not canonical, text with control characters,
 * more than PORTABLE_MAX_BYTES, too many rows or too deep nesting is refused naming case,
 * record, row and field. Writing leaves out empty values, empty records and what the store
 * gives; writing what was read gives the same bytes again. */
#ifndef ANJUAN_EXCHANGE_PORTABLE_H
#define ANJUAN_EXCHANGE_PORTABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "domain/casefile.h"
#include "domain/field.h"

enum { PORTABLE_MAX_BYTES = 64 << 20, PORTABLE_MAX_ROWS = 2000, PORTABLE_MAX_CASES = 100000 };

/* One object, indented by 1, final newline. */
void portable_write(const CaseFile *file, Buf *out);

/* The application as the one file has it, with what happened afterwards as the other has it
 * now: the records of the follow-up, tranches, which are cut anew, rows that came later, and
 * what goes on in approved rows that the other still has. */
void portable_write_after(const CaseFile *application, const CaseFile *now, Buf *out);

/* Whether the one that such a text was read from has the application of the other: to the
 * value, but for rows that may have come later, which stand behind those that were approved. */
bool portable_same_application(const CaseFile *approved, const CaseFile *after);
/* Whether each row of what is cut anew while an approval is in force, as a tranche, is one of
 * the case as it stood, each another. */
bool portable_has_parts(const CaseFile *stood, const CaseFile *sent);

/* True when writing it would give {}. */
bool portable_empty(const CaseFile *file);

typedef struct PortableCases {
    CaseFile **files;
    size_t n;
} PortableCases;

/* name is for messages. One case or an array of them. */
bool portable_read(const FieldContext *ctx, const char *name, const char *text, size_t len,
                   PortableCases *out, Err *err);
void portable_free(PortableCases *cases);

/* One case from a text that portable_write made and the store keeps frozen: its values were
 * checked then, and whoever asks has it proven by its digest (app/prove.c), so they are not
 * checked again. False where it is not written so, which says nothing of it: portable_read
 * tells. */
bool portable_frozen(const char *text, CaseFile **out);

#endif
