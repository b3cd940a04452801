/* A byte is the place of its character in the table. */
#include "config.h"

#include "seal/words.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"

enum {
    CHARACTER = 3, /* bytes of each of them in UTF-8 */
    PASSES = 1,
    MEMORY = 64 << 20,

    WIDE_BLANK = 0x3000,
};

static const char characters[][CHARACTER + 1] = {
#define WORD(character, reading) character,
#include "seal/words.def"
#undef WORD
};
_Static_assert(COUNT_OF(characters) == 256, "a character for each byte");

static void start(void)
{
    if (sodium_init() < 0)
        abort();
}

/* The salt and the costs are those of the first paper that was printed. */
bool words_stretch(const unsigned char digest[WORDS_DIGEST], unsigned char out[WORDS_BYTES],
                   Err *err)
{
    static const unsigned char salt[crypto_pwhash_SALTBYTES] = "anjuan ten words";
    unsigned char wide[crypto_pwhash_BYTES_MIN];

    _Static_assert(sizeof wide >= WORDS_BYTES, "ten bytes are the first of more");
    start();
    if (crypto_pwhash(wide, sizeof wide, (const char *)digest, WORDS_DIGEST, salt, PASSES,
                      MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return err_set(err, ERR_IO,
                       _("There is not enough memory to work out the ten characters; close "
                         "other programs and try again"));
    memcpy(out, wide, WORDS_BYTES);
    return true;
}

bool words_fingerprint(const PersonPublic *public, unsigned char out[WORDS_BYTES], Err *err)
{
    static const char purpose[] = "anjuan fingerprint of a person";
    unsigned char digest[WORDS_DIGEST];

    start();
    crypto_generichash(digest, sizeof digest, (const unsigned char *)public, sizeof *public,
                       (const unsigned char *)purpose, sizeof purpose - 1);
    return words_stretch(digest, out, err);
}

void words_show(const unsigned char bytes[WORDS_BYTES], char text[WORDS_TEXT])
{
    char *at = text;

    for (size_t i = 0; i < WORDS_BYTES; i++) {
        if (i == WORDS_BYTES / 2)
            *at++ = ' ';
        memcpy(at, characters[bytes[i]], CHARACTER);
        at += CHARACTER;
    }
    *at = '\0';
}

static int place_of(const char *at, size_t len)
{
    for (size_t i = 0; len == CHARACTER && i < COUNT_OF(characters); i++) {
        if (memcmp(characters[i], at, CHARACTER) == 0)
            return (int)i;
    }
    return -1;
}

static bool is_gap(uint32_t rune)
{
    return rune == ' ' || rune == '\t' || rune == '-' || rune == '+' || rune == WIDE_BLANK;
}

static bool refuse(const char *at, size_t len, Err *err)
{
    Buf shown = BUF_INIT;
    char *sign = xstrndup(at, len);

    text_add_safe(&shown, sign);
    err_set(err, ERR_INPUT,
            _("“%s” is none of the characters that stand for a head: look at the paper again"),
            shown.data ? shown.data : "");
    free(sign);
    buf_free(&shown);
    return false;
}

bool words_read(const char *text, unsigned char out[WORDS_BYTES], Err *err)
{
    size_t n = 0, len;

    for (const char *at = text; *at; at += len) {
        uint32_t rune = text_rune(at, &len);
        if (is_gap(rune))
            continue;
        int place = place_of(at, len);
        if (place < 0)
            return refuse(at, len, err);
        if (n < WORDS_BYTES)
            out[n] = (unsigned char)place;
        n++;
    }
    return n == WORDS_BYTES ||
           err_set(err, ERR_INPUT,
                   _("A head is %d characters, and here are %zu: look at the paper again"),
                   WORDS_BYTES, n);
}
