/* Everything that rules, hospitals or platforms may change: code tables, facts, the document
 * checklist, rules, routes, export templates, papers and statement. INI files under the data
 * folder; folders of the same shape override entry by entry.
 *
 * A loaded Knowledge is immutable. Of the one that ships, which is known to be without fault,
 * each part is read when it is first asked for; where a byte of it was changed, or a site's
 * files lie over it, all is read at once, and what is wrong with it is told at once. Its
 * version is a digest over all its files. Its texts can be packed and loaded again, so that an
 * old batch or judgement is reproduced by the knowledge of its time. */
#ifndef ANJUAN_RULES_KNOWLEDGE_KNOWLEDGE_H
#define ANJUAN_RULES_KNOWLEDGE_KNOWLEDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/ini.h"
#include "domain/codes.h"
#include "rules/files/files.h"
#include "rules/knowledge/factset.h"
#include "rules/knowledge/ruleset.h"

typedef struct Knowledge Knowledge;

/* folders: the installed data folder first, then those laid over it (rules/files/sources.h says
 * which); only the first must be there. */
bool knowledge_load(const char *const *folders, size_t n, Knowledge **out, Err *err);

/* The same where reading and typing must go on whatever stands in a site's files: what cannot
 * be used is left out, and fault says the first of it (ERR_NONE: all is well). Nothing may be
 * judged by such a Knowledge. False only when there is nothing to go on with. */
bool knowledge_load_anyway(const char *const *folders, size_t n, Knowledge **out, Err *fault,
                           Err *err);
void knowledge_free(Knowledge *knowledge);

/* Takes the texts over. All faults are reported, and what has one is left out. */
Knowledge *knowledge_make(Texts *texts, Lint *lint);

const Codes *knowledge_codes(const Knowledge *knowledge);
const FactSet *knowledge_facts(const Knowledge *knowledge);
const RuleSet *knowledge_rules(const Knowledge *knowledge);
const char *knowledge_version(const Knowledge *knowledge); /* 16 hex digits */
const Texts *knowledge_texts(const Knowledge *knowledge);  /* of which it was made */

/* All texts of it as one JSON text, and back. */
void knowledge_pack(const Knowledge *knowledge, Buf *out);
bool knowledge_unpack(const char *packed, size_t len, Knowledge **out, Err *err);

/* The files of one kind ("templates", "routes", ...) in order of their names, after overriding:
 * those that are read where they are used. */
size_t knowledge_files(const Knowledge *knowledge, const char *kind);
const Ini *knowledge_file(const Knowledge *knowledge, const char *kind, size_t i);

#endif
