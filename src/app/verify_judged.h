/* Whether what was approved was free of what blocks, and said what was found: each approval
 * judged once more by the rules that it names. */
#ifndef ANJUAN_APP_VERIFY_JUDGED_H
#define ANJUAN_APP_VERIFY_JUDGED_H

#include <stdbool.h>

#include "app/backup.h"

/* Where no fault was found before, since it believes the records. */
bool verify_judged(Session *session, const Progress *progress, Verified *out, Err *err);

#endif
