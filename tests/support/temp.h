/* A folder of its own for each test. The caller owns the name that temp_new returns and gives
 * it back to temp_free, which removes the folder with all that is in it. Failures end the test.
 */
#ifndef ANJUAN_TESTS_TEMP_H
#define ANJUAN_TESTS_TEMP_H

#include <stddef.h>

char *temp_new(void);
void temp_free(char *folder); /* NULL is allowed */

/* Joins a name to the folder; the caller frees the result. */
char *temp_path(const char *folder, const char *name);

/* Makes a file there and returns its path, which the caller frees. */
char *temp_file(const char *folder, const char *name, const void *bytes, size_t n);
char *temp_text(const char *folder, const char *name, const char *text);

/* The whole file, NUL-terminated, for the caller to free; n may be NULL. */
char *temp_read(const char *path, size_t *n);

#endif
