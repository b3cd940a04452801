/* Regions by code, by path and by the words a person types for one. */
#include "config.h"

#include "domain/region.h"

#include <string.h>
#include <strings.h>

#include "base/i18n.h"

enum { DIGITS = 6 };

static bool is_region(const char *code)
{
    return strlen(code) == DIGITS && strspn(code, "0123456789") == DIGITS;
}

static const CodeTable *regions(const Codes *codes)
{
    return codes ? codes_table(codes, "region") : NULL;
}

const CodeEntry *region_find(const Codes *codes, const char *code)
{
    const CodeTable *table = regions(codes);
    return table && is_region(code) ? code_find(table, code) : NULL;
}

RegionPath region_levels(const Codes *codes, const char *code)
{
    RegionPath path = {.table = regions(codes)};
    if (!path.table || !is_region(code))
        return path;
    for (size_t digits = 2; digits <= DIGITS; digits += 2) {
        char above[DIGITS + 1] = "000000";
        memcpy(above, code, digits);
        const CodeEntry *entry = code_find(path.table, above);
        if (entry && (path.n == 0 || entry != path.levels[path.n - 1]))
            path.levels[path.n++] = entry;
    }
    return path;
}

void region_show(const RegionPath *path, const char *lang, Buf *out)
{
    bool chinese = lang && strncmp(lang, "zh", 2) == 0;
    for (size_t i = 0; i < path->n; i++) {
        if (!chinese && i > 0)
            /* TRANSLATORS: between a place and the larger one it lies in. */
            buf_add(out, _(", "));
        buf_add(out, code_text(path->levels[chinese ? i : path->n - 1 - i], lang));
    }
}

void region_read(const RegionPath *path, Buf *out)
{
    for (size_t i = 0; i < path->n; i++) {
        const char *reading = code_attribute(path->table, path->levels[i]->code, "reading");
        if (reading && out->len)
            buf_add_char(out, ' ');
        buf_add(out, reading ? reading : "");
    }
}

bool region_path(const Codes *codes, const char *code, const char *lang, Buf *out)
{
    RegionPath path = region_levels(codes, code);
    region_show(&path, lang, out);
    return path.n > 0;
}

static bool is_path(const Codes *codes, const CodeEntry *entry, const char *typed)
{
    static const char *const langs[] = {"zh_CN", "en"};
    bool same = false;
    for (size_t i = 0; i < 2 && !same; i++) {
        Buf path = BUF_INIT;
        region_path(codes, entry->code, langs[i], &path);
        same = strcasecmp(path.data, typed) == 0;
        buf_free(&path);
    }
    return same;
}

/* How well an entry answers: 2 by its whole name, 1 by the beginning, 0 not at all. */
static int answers(const CodeEntry *entry, const char *typed)
{
    size_t len = strlen(typed);
    const char *names[] = {entry->text_zh ? entry->text_zh : entry->text, entry->text};
    int best = 0;
    for (size_t i = 0; i < 2; i++) {
        if (strcasecmp(names[i], typed) == 0)
            return 2;
        if (strncasecmp(names[i], typed, len) == 0)
            best = 1;
    }
    return best;
}

/* Does the text hold the entry's name? Only then can it be its path. */
static bool holds(const CodeEntry *entry, const char *typed)
{
    return (entry->text_zh && strstr(typed, entry->text_zh)) ||
           strncasecmp(typed, entry->text, strlen(entry->text)) == 0;
}

size_t region_named(const Codes *codes, const char *typed, const CodeEntry *found[REGION_NAMED])
{
    const CodeTable *table = regions(codes);
    size_t hits = 0;
    int best = 1;
    for (size_t i = 0; table && typed[0] && i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        if (entry->retired)
            continue;
        if (holds(entry, typed) && is_path(codes, entry, typed)) {
            found[0] = entry;
            return 1;
        }
        int how = answers(entry, typed);
        if (how < best)
            continue;
        if (how > best)
            hits = 0;
        best = how;
        if (hits < REGION_NAMED)
            found[hits] = entry;
        hits++;
    }
    return hits;
}
