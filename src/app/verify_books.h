/* Whether the files that went out are what was approved: each batch made anew and its digest
 * compared with the one that was signed. */
#ifndef ANJUAN_APP_VERIFY_BOOKS_H
#define ANJUAN_APP_VERIFY_BOOKS_H

#include <stdbool.h>

#include "app/backup.h"

/* Where no fault was found before, since it believes the records. all: else the newest, and
 * those before it as long as they take no second. */
bool verify_books(Session *session, bool all, const Progress *progress, Verified *out,
                  Err *err);

#endif
