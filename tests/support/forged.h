/* Bundles made by hand, for the tests of what is not taken in: whoever has a key can sign
 * whatever they like. */
#ifndef ANJUAN_TESTS_FORGED_H
#define ANJUAN_TESTS_FORGED_H

#include "base/buf.h"
#include "seal/bundle_inner.h"

/* What the header says and who stands behind it; tests bend one of these. */
typedef struct Forge {
    const PersonKey *bound, *signs; /* whose it is bound to inside, and who signs it */
    const PersonPublic *recipient;  /* whom it says that it is for */
    const PersonPublic *sealed;     /* whom its key is sealed to */
    uint64_t epoch, number;
    const unsigned char *previous; /* BUNDLE_DIGEST; NULL: zeros */
    uint64_t body;                 /* what its header says; 0: what is right */
    int last;                      /* tag of the last chunk */
} Forge;

/* One as it has to be, of number 1 and epoch 5. */
Forge forge_honest(const PersonKey *sender, const PersonPublic *recipient);

/* The file at path; inside as forge_inside makes it, or as it should not be. */
void forge_file(const char *path, const Forge *forge, const Buf *inside);

/* lengths of the three parts as they are said, the packed bytes, and as many zeros as they
 * take. */
void forge_inside(Buf *out, const uint64_t says[3], const Buf *packed);
void forge_deflated(Buf *out, const void *clear, size_t n); /* clear NULL: zeros */

/* Signs what stands in file, a header and a body, and adds that. */
void forge_sign(const PersonKey *by, const PersonPublic *recipient, Buf *file);

void forge_put(const char *path, const Buf *file); /* these bytes are the file there */

#endif
