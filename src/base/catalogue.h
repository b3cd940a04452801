/* A compiled message catalogue (LL.mo), as msgfmt writes it. The C library reads such files
 * too, but from glibc 2.39 on only where a locale of some language is generated, which servers
 * and minimal installs have none of; so the program reads its own.
 *
 * A file is checked whole when it is loaded: what is damaged or hostile is not loaded, and
 * nothing is read past its end. A catalogue never changes afterwards, so that threads may share
 * it; the texts that it gives live as long as it does. */
#ifndef ANJUAN_BASE_CATALOGUE_H
#define ANJUAN_BASE_CATALOGUE_H

#include <stddef.h>

typedef struct Catalogue Catalogue;

enum { CATALOGUE_MAX_BYTES = 8 << 20 };

/* NULL when the file is not there or not sound, or its text is not UTF-8. The caller frees
 * it. */
Catalogue *catalogue_load(const char *path);
Catalogue *catalogue_load_bytes(const void *bytes, size_t n); /* takes a copy of them */
void catalogue_free(Catalogue *catalogue);

/* The translation of a text, or of "context\004text"; NULL when there is none. A NULL catalogue
 * translates nothing. */
const char *catalogue_text(const Catalogue *catalogue, const char *key);

/* The translation for a count; key is the text for one. */
const char *catalogue_count(const Catalogue *catalogue, const char *key, unsigned long n);

#endif
