/* A bundle as lines of letters, for what carries only text: mail, a messenger's field, a form.
 * Letters of base64 between two lines that say what it is; blanks, marks of quoting and returns
 * between them count for nothing. It protects nothing: what is damaged is found by the bundle's
 * own signature. */
#ifndef ANJUAN_SEAL_ARMOUR_H
#define ANJUAN_SEAL_ARMOUR_H

#include <stdbool.h>

#include "base/err.h"

enum { ARMOUR_MAX = 32 << 20 }; /* bytes of a bundle; what carries letters carries no more */

/* Copies the file from where it stands to path, as it is or as text: beside its name, synced,
 * renamed. */
bool armour_copy(int fd, const char *path, bool text, Err *err);

/* The bytes that a text has, at most ARMOUR_MAX, as a file without a name whose descriptor is
 * the caller's, standing at its beginning; what is no such text comes back as it is. beside: in
 * whose folder there is room. -1 on an error; fd is closed in any case. */
int armour_open(int fd, const char *beside, Err *err);

#endif
