/* What other fields of the case say already. */
#ifndef ANJUAN_UI_CASE_KNOWN_H
#define ANJUAN_UI_CASE_KNOWN_H

#include "ui/case/tab.h"

enum { KNOWN_MAX = 16 };

/* values may be NULL; they live as long as the case. */
size_t known_values(const CaseScreen *self, FieldId field, size_t row,
                    const char *values[KNOWN_MAX]);
bool known_take(CaseScreen *self, Stage *stage); /* false: nothing is known */

/* Takes the value that is named, and goes on as after one that was typed; false: the case does
 * not say it. */
bool known_take_value(CaseScreen *self, Stage *stage, const char *value);

#endif
