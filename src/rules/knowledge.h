/* Everything that rules, hospitals or platforms may change: code tables, facts, the document
 * checklist, rules (later), export templates, statement texts. INI files under the data folder;
 * folders of the same shape override entry by entry.
 *
 * A loaded Knowledge is immutable. Its version is a digest over all its files. Its texts can be
 * packed and loaded again, so that an old batch or judgement is reproduced by the knowledge of
 * its time. */
#ifndef ANJUAN_RULES_KNOWLEDGE_H
#define ANJUAN_RULES_KNOWLEDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/ini.h"
#include "domain/codes.h"

typedef struct Knowledge Knowledge;

/* folders: the installed data folder first, then those laid over it (rules/sources.h says
 * which); only the first must be there. */
bool knowledge_load(const char *const *folders, size_t n, Knowledge **out, Err *err);

/* The same where reading and typing must go on whatever stands in a site's files: what cannot
 * be used is left out, and fault says the first of it (ERR_NONE: all is well). Nothing may be
 * judged by such a Knowledge. False only when there is nothing to go on with. */
bool knowledge_load_anyway(const char *const *folders, size_t n, Knowledge **out, Err *fault,
                           Err *err);
void knowledge_free(Knowledge *knowledge);

const Codes *knowledge_codes(const Knowledge *knowledge);
const char *knowledge_version(const Knowledge *knowledge); /* 16 hex digits */

/* All texts of it as one JSON text, and back. */
void knowledge_pack(const Knowledge *knowledge, Buf *out);
bool knowledge_unpack(const char *packed, size_t len, Knowledge **out, Err *err);

/* The files of one kind ("templates", "checklist", ...) in order of their names, after
 * overriding: the file floors above read themselves (exchange reads templates). */
size_t knowledge_files(const Knowledge *knowledge, const char *kind);
const Ini *knowledge_file(const Knowledge *knowledge, const char *kind, size_t i);

/* A fault found by the lint: where ("file:line: [section] key") and what. */
typedef void (*KnowledgeFault)(void *ctx, const char *where, const char *what);

/* Reads everything as strictly as can be and runs each expression over an empty case; returns
 * the number of faults. Does not stop at the first. Templates are linted by
 * exchange/template.h. */
size_t knowledge_check(const char *const *folders, size_t n, KnowledgeFault fault, void *ctx);

#endif
