/* What one driver leaves in the root of its bench for the next, where BENCH names a folder:
 * what each command is compared with. Texts that are given back are the caller's. */
#ifndef ANJUAN_TESTS_KEPT_H
#define ANJUAN_TESTS_KEPT_H

#include <stdbool.h>

#include "tests/faults/commands.h"

/* A file of the root; NULL where it is not there. */
char *kept_read(const Bench *bench, const char *name);

/* False where no driver before has kept it whole. */
bool kept_reference(const Bench *bench, const Command *command, Reference *reference);
void kept_write(const Bench *bench, const Command *command, const Reference *reference);

#endif
