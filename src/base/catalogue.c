/* Checks the tables of a message catalogue once, then finds a text by halving. */
#include "config.h"

#include "base/catalogue.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/plural.h"
#include "base/text/text.h"

/* The head of the file: numbers of 32 bits in the byte order of the machine that wrote it. Two
 * tables follow, of lengths and places: the texts of the sources, sorted, and their
 * translations. */
enum {
    AT_REVISION = 4,
    AT_COUNT = 8,
    AT_KEYS = 12,
    AT_TEXTS = 16,
    HEAD_BYTES = 20,
    ENTRY_BYTES = 8,
};
static const uint32_t magic = 0x950412de, magic_swapped = 0xde120495;

struct Catalogue {
    char *bytes;
    size_t len;
    bool swapped;
    uint32_t count, keys, texts;
    Plural plural;
};

static uint32_t number_at(const Catalogue *self, size_t at)
{
    uint32_t number;

    memcpy(&number, self->bytes + at, sizeof number);
    return self->swapped ? __builtin_bswap32(number) : number;
}

/* The i-th string of a table. Its length counts the zero bytes between plural forms. */
static const char *string_at(const Catalogue *self, uint32_t table, uint32_t i, size_t *len)
{
    size_t at = table + (size_t)i * ENTRY_BYTES;

    *len = number_at(self, at);
    return self->bytes + number_at(self, at + 4);
}

/* --- checking the file --- */

static bool table_fits(const Catalogue *self, uint32_t table)
{
    return table >= HEAD_BYTES && table <= self->len &&
           self->count <= (self->len - table) / ENTRY_BYTES;
}

/* Inside the file, with its zero byte, and all of it text. left is what the strings still to
 * come may take together: where they lie over each other, checking them could take for ever. */
static bool string_fits(const Catalogue *self, uint32_t table, uint32_t i, size_t *left)
{
    size_t at = table + (size_t)i * ENTRY_BYTES, bad;
    size_t len = number_at(self, at), from = number_at(self, at + 4);

    if (from >= self->len || len >= self->len - from || len >= *left ||
        self->bytes[from + len] != '\0')
        return false;
    *left -= len + 1;
    for (size_t part; len > 0; from += part, len -= part) {
        part = strlen(self->bytes + from);
        if (!text_valid(self->bytes + from, part, &bad))
            return false;
        part += part < len; /* over the zero byte between two forms */
    }
    return true;
}

static bool strings_fit(const Catalogue *self)
{
    const char *before = NULL;
    size_t left = self->len;

    for (uint32_t i = 0; i < self->count; i++) {
        size_t len;
        if (!string_fits(self, self->keys, i, &left) ||
            !string_fits(self, self->texts, i, &left))
            return false;
        const char *key = string_at(self, self->keys, i, &len);
        if (before && strcmp(before, key) >= 0)
            return false;
        before = key;
    }
    return true;
}

/* The value of a line of the head, which is the translation of the empty text. */
static const char *head_line(const Catalogue *self, const char *name)
{
    size_t len;

    if (!self->count || string_at(self, self->keys, 0, &len)[0])
        return NULL;
    for (const char *at = string_at(self, self->texts, 0, &len); at; at = strchr(at, '\n')) {
        at += *at == '\n';
        if (strncasecmp(at, name, strlen(name)) == 0)
            return at + strlen(name);
    }
    return NULL;
}

static bool is_sound(Catalogue *self)
{
    if (self->len < HEAD_BYTES)
        return false;
    uint32_t first = number_at(self, 0);
    if (first != magic && first != magic_swapped)
        return false;
    self->swapped = first == magic_swapped;
    self->count = number_at(self, AT_COUNT);
    self->keys = number_at(self, AT_KEYS);
    self->texts = number_at(self, AT_TEXTS);
    if (number_at(self, AT_REVISION) >> 16 != 0 || !table_fits(self, self->keys) ||
        !table_fits(self, self->texts) || !strings_fit(self))
        return false;

    const char *type = head_line(self, "Content-Type:"),
               *forms = head_line(self, "Plural-Forms:");
    const char *charset = type ? strstr(type, "charset=") : NULL;
    if (!charset || strncasecmp(charset, "charset=UTF-8", strlen("charset=UTF-8")) != 0)
        return false;
    if (!forms)
        forms = "nplurals=2; plural=n != 1;";
    return plural_read(forms, &self->plural);
}

Catalogue *catalogue_load_bytes(const void *bytes, size_t n)
{
    if (n > CATALOGUE_MAX_BYTES)
        return NULL;
    Catalogue *self = xcalloc(1, sizeof *self);
    self->bytes = xmalloc(n + 1);
    if (n > 0)
        memcpy(self->bytes, bytes, n);
    self->bytes[n] = '\0';
    self->len = n;
    if (is_sound(self))
        return self;
    catalogue_free(self);
    return NULL;
}

Catalogue *catalogue_load(const char *path)
{
    Buf bytes = BUF_INIT;
    Catalogue *self = NULL;

    if (path_read(path, CATALOGUE_MAX_BYTES, &bytes, NULL))
        self = catalogue_load_bytes(bytes.data, bytes.len);
    buf_free(&bytes);
    return self;
}

void catalogue_free(Catalogue *self)
{
    if (!self)
        return;
    free(self->bytes);
    free(self);
}

/* --- looking up --- */

static const char *find(const Catalogue *self, const char *key, size_t *len)
{
    uint32_t low = 0, high = self ? self->count : 0;

    if (!key[0]) /* that is the head, not a text */
        return NULL;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        size_t key_len;
        int order = strcmp(key, string_at(self, self->keys, middle, &key_len));
        if (order == 0) {
            const char *text = string_at(self, self->texts, middle, len);
            return text[0] ? text : NULL;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const char *catalogue_text(const Catalogue *self, const char *key)
{
    size_t len;

    return find(self, key, &len);
}

const char *catalogue_count(const Catalogue *self, const char *key, unsigned long n)
{
    size_t len = 0;
    const char *text = find(self, key, &len);

    if (!text)
        return NULL;
    const char *end = text + len;
    for (unsigned long form = plural_form(&self->plural, n); form > 0; form--) {
        text += strlen(text) + 1;
        if (text > end)
            return NULL;
    }
    return text[0] ? text : NULL;
}
