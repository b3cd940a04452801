/* What a bundle says of itself, and whether it was signed so: everything that needs no secret
 * but the signature itself. */
#include "config.h"

#include "seal/bundle.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "seal/bundle_inner.h"
#include "seal/whole.h"

static const unsigned char magic[MAGIC] = {'A', 'N', 'J', 'U', 'A', 'N', 'B', '\n'};
static const unsigned char of_station[CONTEXT] = "anjuan station1";
static const unsigned char of_signing[CONTEXT] = "anjuan sends 1";
static const unsigned char of_digest[CONTEXT] = "anjuan bundle 1";

void bundle_put(unsigned char *at, uint64_t number)
{
    for (int i = 0; i < 8; i++)
        at[i] = (unsigned char)(number >> (8 * (7 - i)));
}

uint64_t bundle_get(const unsigned char *at)
{
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number = number << 8 | at[i];
    return number;
}

static void of_keys(const unsigned char context[CONTEXT], const PersonPublic *keys,
                    unsigned char *out, size_t n)
{
    unsigned char bytes[CONTEXT + 2 * PERSON_PUBLIC];

    memcpy(bytes, context, CONTEXT);
    memcpy(bytes + CONTEXT, keys->sign, PERSON_PUBLIC);
    memcpy(bytes + CONTEXT + PERSON_PUBLIC, keys->receive, PERSON_PUBLIC);
    crypto_generichash(out, n, bytes, sizeof(bytes), NULL, 0);
}

void bundle_id(const PersonPublic *station, unsigned char id[BUNDLE_ID])
{
    of_keys(of_station, station, id, BUNDLE_ID);
}

void bundle_bind(const unsigned char head[BUNDLE_HEAD], const PersonPublic *sender,
                 const PersonPublic *recipient, unsigned char bound[BOUND])
{
    memcpy(bound, head, AT_STREAM);
    memcpy(bound + AT_STREAM, sender->sign, PERSON_PUBLIC);
    memcpy(bound + AT_STREAM + PERSON_PUBLIC, recipient->sign, PERSON_PUBLIC);
    memcpy(bound + AT_STREAM + 2 * PERSON_PUBLIC, recipient->receive, PERSON_PUBLIC);
}

void bundle_signs(const unsigned char head[BUNDLE_HEAD], const PersonPublic *recipient,
                  const unsigned char body[HASH], unsigned char out[SIGNED])
{
    memcpy(out, of_signing, CONTEXT);
    crypto_generichash(out + CONTEXT, HASH, head, BUNDLE_HEAD, NULL, 0);
    of_keys(of_station, recipient, out + CONTEXT + HASH, BUNDLE_DIGEST);
    memcpy(out + CONTEXT + HASH + BUNDLE_DIGEST, body, HASH);
}

void bundle_digest(const unsigned char head[BUNDLE_HEAD], const unsigned char body[HASH],
                   const unsigned char signature[PERSON_SIGNATURE],
                   unsigned char out[BUNDLE_DIGEST])
{
    unsigned char bytes[CONTEXT + BUNDLE_HEAD + HASH + PERSON_SIGNATURE];

    memcpy(bytes, of_digest, CONTEXT);
    memcpy(bytes + CONTEXT, head, BUNDLE_HEAD);
    memcpy(bytes + CONTEXT + BUNDLE_HEAD, body, HASH);
    memcpy(bytes + CONTEXT + BUNDLE_HEAD + HASH, signature, PERSON_SIGNATURE);
    crypto_generichash(out, BUNDLE_DIGEST, bytes, sizeof(bytes), NULL, 0);
}

static void parse(const unsigned char bytes[BUNDLE_HEAD], BundleHead *head)
{
    head->major = (unsigned)bytes[AT_MAJOR] << 8 | bytes[AT_MAJOR + 1];
    head->minor = (unsigned)bytes[AT_MINOR] << 8 | bytes[AT_MINOR + 1];
    memcpy(head->from, bytes + AT_FROM, BUNDLE_ID);
    memcpy(head->to, bytes + AT_TO, BUNDLE_ID);
    head->epoch = bundle_get(bytes + AT_EPOCH);
    head->number = bundle_get(bytes + AT_NUMBER);
    memcpy(head->previous, bytes + AT_PREVIOUS, BUNDLE_DIGEST);
    head->body = bundle_get(bytes + AT_BODY);
}

/* What the file is, before anything is made room for. */
static BundleFault read_head(int fd, unsigned char bytes[BUNDLE_HEAD], BundleHead *head)
{
    struct stat is;
    ssize_t n = seal_read_whole(fd, bytes, BUNDLE_HEAD);

    if (n < 0 || fstat(fd, &is) != 0)
        return BUNDLE_READ;
    if (n < MAGIC || memcmp(bytes, magic, MAGIC) != 0)
        return BUNDLE_FOREIGN;
    if (n >= AT_FROM && ((unsigned)bytes[AT_MAJOR] << 8 | bytes[AT_MAJOR + 1]) != BUNDLE_MAJOR)
        return BUNDLE_NEWER;
    if (n < BUNDLE_HEAD || is.st_size < BUNDLE_LEAST)
        return BUNDLE_LENGTH;
    parse(bytes, head);
    return head->body <= BUNDLE_FILE_MAX - BUNDLE_HEAD - PERSON_SIGNATURE &&
                   (uint64_t)is.st_size == head->body + BUNDLE_HEAD + PERSON_SIGNATURE
               ? BUNDLE_WHOLE
               : BUNDLE_LENGTH;
}

BundleFault bundle_peek(int fd, BundleHead *head)
{
    unsigned char bytes[BUNDLE_HEAD];

    return read_head(fd, bytes, head);
}

/* A body that has the same mark by chance, or by somebody who knows neither key nor mark, there
 * is none; and making one is four times as fast as another hash when it is read again. */
static BundleFault hash_body(int fd, uint64_t left, unsigned char out[HASH], BundleSeen *seen)
{
    crypto_onetimeauth_state mark;
    crypto_generichash_state state;
    unsigned char *chunk = xmalloc(CHUNK);
    ssize_t n = 1;

    crypto_onetimeauth_keygen(seen->key);
    crypto_onetimeauth_init(&mark, seen->key);
    crypto_generichash_init(&state, NULL, 0, HASH);
    while (left && n > 0) {
        n = seal_read_whole(fd, chunk, left < CHUNK ? (size_t)left : CHUNK);
        if (n > 0) {
            crypto_generichash_update(&state, chunk, (size_t)n);
            crypto_onetimeauth_update(&mark, chunk, (size_t)n);
            left -= (uint64_t)n;
        }
    }
    crypto_generichash_final(&state, out, HASH);
    crypto_onetimeauth_final(&mark, seen->mark);
    free(chunk);
    if (n < 0)
        return BUNDLE_READ;
    return left ? BUNDLE_LENGTH : BUNDLE_WHOLE;
}

BundleFault bundle_check(int fd, const PersonPublic *me, BundleWho *who, void *ctx,
                         BundleSeen *out)
{
    unsigned char bytes[BUNDLE_HEAD], id[BUNDLE_ID], signature[PERSON_SIGNATURE];
    unsigned char signs[SIGNED], body[HASH];
    PersonPublic sender;
    BundleFault fault = read_head(fd, bytes, &out->head);

    if (fault != BUNDLE_WHOLE)
        return fault;
    bundle_id(me, id);
    if (memcmp(id, out->head.to, BUNDLE_ID) != 0)
        return BUNDLE_NOT_OURS;
    if (!who(ctx, out->head.from, &sender))
        return BUNDLE_STRANGER;
    bundle_id(&sender, id);
    if (memcmp(id, out->head.from, BUNDLE_ID) != 0)
        return BUNDLE_STRANGER;
    fault = hash_body(fd, out->head.body, body, out);
    if (fault != BUNDLE_WHOLE)
        return fault;
    ssize_t n = seal_read_whole(fd, signature, sizeof(signature));
    if (n != (long)sizeof(signature))
        return n < 0 ? BUNDLE_READ : BUNDLE_LENGTH;
    bundle_signs(bytes, me, body, signs);
    bundle_digest(bytes, body, signature, out->digest);
    return person_check(sender.sign, signs, sizeof(signs), signature) ? BUNDLE_WHOLE
                                                                      : BUNDLE_SIGNATURE;
}
