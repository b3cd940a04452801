/* The lists of the fields: what a field offers to pick from, from the code tables and from what
 * people have typed, with how often it was used; and the counting of that. A field of text only
 * suggests: whatever is typed is as good as a row. */
#ifndef ANJUAN_APP_PICKLIST_H
#define ANJUAN_APP_PICKLIST_H

#include <stdbool.h>

#include "app/session.h"
#include "domain/catalog.h"
#include "domain/picklist.h"

/* Does the field have a list? That may be empty so far. */
bool app_picklist_offered(const FieldDef *field);

/* The list of a field, or of a code table, as it is now; for the caller to free. When what was
 * used cannot be read, nothing was used. */
Picklist *app_picklist_of_field(Session *session, const FieldDef *field);
Picklist *app_picklist_of_table(Session *session, const CodeTable *table);

#endif
