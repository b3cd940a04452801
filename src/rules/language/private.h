/* Numbers and places in a text for the public that would show strangers the way to a family.
 * Digits may be ASCII, full-width, circled, framed or Chinese (of formal papers, too), parted
 * into groups by a blank, a hyphen, a dot or an underscore, or spelled one by one; what is not
 * seen between them is as if it were not there. */
#ifndef ANJUAN_RULES_LANGUAGE_PRIVATE_H
#define ANJUAN_RULES_LANGUAGE_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

/* The signs of a text, as they are looked through: for who asks for several kinds. */
typedef struct PrivateSigns {
    unsigned *at;
    size_t n;
} PrivateSigns;

PrivateSigns private_signs(const char *text); /* to be freed */
void private_signs_free(PrivateSigns *signs);
/* "id", "phone", "card" or "address". */
bool private_among(const PrivateSigns *signs, const char *kind);

/* Is there an "id", "phone", "card" or "address" in a text for the public? */
bool private_in(const char *text, const char *kind);

#endif
