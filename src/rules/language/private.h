/* Numbers and places in a text for the public that would show strangers the way to a family.
 * Digits may be ASCII, full-width, circled, framed or Chinese (of formal papers, too), parted
 * into groups by a blank, a hyphen, a dot or an underscore, or spelled one by one; what is not
 * seen between them is as if it were not there. */
#ifndef ANJUAN_RULES_LANGUAGE_PRIVATE_H
#define ANJUAN_RULES_LANGUAGE_PRIVATE_H

#include <stdbool.h>

/* Is there an "id", "phone", "card" or "address" in a text for the public? */
bool private_in(const char *text, const char *kind);

#endif
