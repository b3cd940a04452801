/* Bytes that take long to make and are the same for all test programs of a build: kept in
 * top_builddir/tests, with what they were made by. They hold until a library is built again, or
 * for the day; programs that make them at once may do so, the last one stays. Where they cannot
 * be kept they are made each time. */
#ifndef ANJUAN_TESTS_SPARE_H
#define ANJUAN_TESTS_SPARE_H

#include <stdbool.h>

#include "base/buf.h"

/* False when there are none that still hold. */
bool spare_read(const char *name, Buf *bytes);
void spare_write(const char *name, const Buf *bytes);

#endif
