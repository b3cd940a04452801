/* Texts of the sources that the language in use has no translation for yet. Whether the
 * translations are complete is checked elsewhere; who looks for stray English on a screen must
 * not take a text that merely waits for its translator for one that nobody can translate. */
#ifndef ANJUAN_TESTS_PENDING_H
#define ANJUAN_TESTS_PENDING_H

#include "base/buf.h"

/* Appends them, a line each: the literals of _(), N_(), C_() and ngettext() in src/ and ui/. */
void pending_texts(Buf *out);

#endif
