/* The digests of the format: of a value at its place, of a group, of the store. */
#ifndef ANJUAN_VERIFY_HASH_H
#define ANJUAN_VERIFY_HASH_H

#include "base/buf.h"
#include "verify/model.h"

void hash_of(const void *bytes, size_t n, unsigned char out[HASH]);

/* The salt of that number from the seed of a group. */
void hash_salt(const unsigned char *seed, uint64_t number, unsigned char out[SALT]);

/* The digest of a value that is there, at its place; side: 'b' or 'a'. */
typedef struct Place {
    const char *table, *column;
    const unsigned char *row;
    char side;
} Place;
void hash_value(const Place *place, const Value *value, const unsigned char *salt,
                unsigned char out[HASH]);

/* The same of a value as bytes, whatever type it is told to be. */
void hash_kept(const Value *value, unsigned char out[HASH]);

/* Parts of a group, each with its type and length. */
void part_number(Buf *out, char type, uint64_t number);
void part_bytes(Buf *out, char type, Bytes bytes); /* nothing where there are none */

void hash_store(const unsigned char before[HASH], const unsigned char g[HASH],
                unsigned char out[HASH]);

#endif
