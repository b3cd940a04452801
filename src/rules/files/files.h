/* The INI files of the knowledge: each with its layers laid over each other, key by key. A
 * layer that cannot be read is reported and left out. What was read holds nothing of the texts.
 */
#ifndef ANJUAN_RULES_FILES_FILES_H
#define ANJUAN_RULES_FILES_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ini.h"
#include "rules/files/lint.h"
#include "rules/files/texts.h"

typedef struct Files Files;

/* All but the code tables, or these alone (to be checked: domain/codes.h reads them itself). */
Files *files_load(const Texts *texts, bool codes, Lint *lint);
/* All but the code tables, those of a kind when it is first asked for; the texts and the lint
 * outlive it. */
Files *files_later(const Texts *texts, Lint *lint);
void files_free(Files *files);

/* Those of a kind in the order of their names. */
size_t files_count(const Files *files, const char *kind);
const Ini *files_at(const Files *files, const char *kind, size_t i);
size_t files_sections(const Files *files, const char *kind); /* of all of them together */

/* The lower file with the upper one laid over it, key by key; both stay as they are. */
bool file_over(const Ini *lower, const Ini *upper, Ini **out, Err *err);

bool file_has_section(const Ini *ini, const char *section);

#endif
