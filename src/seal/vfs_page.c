/* A piece, sealed by XChaCha20-Poly1305 with a random nonce of its own: from the kernel each
 * time, so that a program that forks does not use one twice. */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "seal/vfs_inner.h"

/* Sizes and order are for ever. */
typedef struct Bound {
    unsigned char id[SEAL_ID_BYTES];
    unsigned char kind[4], size[4], page[4], frame[4], salts[WAL_SALTS];
} Bound;

static void put_number(unsigned char *at, uint32_t value)
{
    for (int i = 4; i-- > 0; value >>= 8)
        at[i] = (unsigned char)value;
}

uint32_t piece_number(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static Bound bind(const PieceKey *with, const PiecePlace *place)
{
    Bound bound = {0};

    memcpy(bound.id, with->id, SEAL_ID_BYTES);
    put_number(bound.kind, (unsigned char)place->kind);
    put_number(bound.size, PAGE);
    put_number(bound.page, place->page);
    put_number(bound.frame, place->frame);
    if (place->salts)
        memcpy(bound.salts, place->salts, WAL_SALTS);
    return bound;
}

void piece_close(const PieceKey *with, const PiecePlace *place, const void *plain, size_t n,
                 unsigned char *out)
{
    Bound bound = bind(with, place);
    unsigned char *nonce = out + n, *tag = nonce + PIECE_NONCE;

    randombytes_buf(nonce, PIECE_NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached(out, tag, NULL, plain, n,
                                                        (const unsigned char *)&bound,
                                                        sizeof(bound), NULL, nonce, with->key);
}

bool piece_open(const PieceKey *with, const PiecePlace *place, const unsigned char *sealed,
                size_t n, void *plain)
{
    Bound bound = bind(with, place);
    const unsigned char *nonce = sealed + n, *tag = nonce + PIECE_NONCE;

    return crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
               plain, NULL, sealed, n, tag, (const unsigned char *)&bound, sizeof(bound), nonce,
               with->key) == 0;
}

/* SQLite leaves the reserved bytes alone and zero. A page that comes from a database without
 * them would lose its end here. */
bool page_fits(uint32_t number, const unsigned char *page)
{
    enum { SIZE_AT = 16, RESERVE_AT = 20 };

    if (!sodium_is_zero(page + PAGE_USED, SEAL_RESERVE))
        return false;
    return number != 1 || (memcmp(page, "SQLite format 3", 16) == 0 &&
                           ((unsigned)page[SIZE_AT] << 8 | page[SIZE_AT + 1]) == PAGE &&
                           page[RESERVE_AT] == SEAL_RESERVE);
}
