/* How a value is typed with the fewest keys; the texts are for the caller to free. */
#ifndef ANJUAN_TESTS_TTY_INTAKE_FORMS_H
#define ANJUAN_TESTS_TTY_INTAKE_FORMS_H

#include "app/session.h"
#include "domain/catalog.h"

/* A day is as long as on the day of the figures; uncounted says by how much it is longer now.
 */
char *intake_form(Session *session, const FieldDef *field, const char *value,
                  size_t *uncounted);
/* Of a field with a list. */
char *intake_code(Session *session, const FieldDef *field, const char *value);

#endif
