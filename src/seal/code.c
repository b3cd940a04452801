/* Of 23 letters, a prime number, a weighted sum finds each wrong letter and each two neighbours
 * that changed places. 29 of them hold 131 bits. */
#include "config.h"

#include "seal/code.h"

#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* Without I and O, which are digits by hand, and V, which is U. */
static const char letters_of[] = "ABCDEFGHJKLMNPQRSTUWXYZ";

enum { LETTERS = sizeof(letters_of) - 1, CHECKED = CODE_LETTERS - 1 };

static int value_of(char c)
{
    char up = (char)toupper((unsigned char)c);
    const char *at = up ? strchr(letters_of, up == 'V' ? 'U' : up) : NULL;

    return at ? (int)(at - letters_of) : -1;
}

/* No weight is a multiple of the number of letters, and neighbours have different ones. */
static char check_sign(const char *letters)
{
    int sum = 0;

    for (int i = 0; i < CHECKED; i++)
        sum += (1 + i % (LETTERS - 1)) * value_of(letters[i]);
    return letters_of[sum % LETTERS];
}

void code_make(char text[CODE_TEXT])
{
    char letters[CODE_LETTERS + 1];
    char *at = text;

    if (sodium_init() < 0)
        abort();
    for (int i = 0; i < CHECKED; i++)
        letters[i] = letters_of[randombytes_uniform(LETTERS)];
    letters[CHECKED] = check_sign(letters);
    for (int i = 0; i < CODE_LETTERS; i++) {
        if (i && i % CODE_GROUP == 0)
            *at++ = ' ';
        *at++ = letters[i];
    }
    *at = '\0';
    sodium_memzero(letters, sizeof(letters));
}

bool code_read(const char *text, char letters[CODE_LETTERS + 1])
{
    size_t n = 0;

    for (; *text; text++) {
        int value = value_of(*text);
        if (isspace((unsigned char)*text) || *text == '-')
            continue;
        if (value < 0 || n == CODE_LETTERS)
            return false;
        letters[n++] = letters_of[value];
    }
    letters[n] = '\0';
    return n == CODE_LETTERS && check_sign(letters) == letters[CHECKED];
}
