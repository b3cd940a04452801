/* Regions of GB/T 2260: six digits, of which the first two name the province and the first four
 * the city. The table region has all three levels; a code that was abolished is there still,
 * retired. */
#ifndef ANJUAN_DOMAIN_REGION_H
#define ANJUAN_DOMAIN_REGION_H

#include <stdbool.h>

#include "base/buf.h"
#include "domain/codes.h"

/* The entry of a region, in use or abolished; NULL when the table has none. */
const CodeEntry *region_find(const Codes *codes, const char *code);

/* A region and what lies above it, from the province down. */
enum { REGION_LEVELS = 3 };
typedef struct RegionPath {
    const CodeTable *table;
    const CodeEntry *levels[REGION_LEVELS];
    size_t n;
} RegionPath;

/* What the table does not know is left out; n is 0 when nothing of it is known. */
RegionPath region_levels(const Codes *codes, const char *code);

/* Appends it as it is shown: 四川省绵阳市涪城区; "Fucheng District, Mianyang, Sichuan". */
void region_show(const RegionPath *path, const char *lang, Buf *out);

/* Appends how its Chinese is read, as far as the table says it. */
void region_read(const RegionPath *path, Buf *out);

/* Appends the region of a code; false when nothing of it is known. */
bool region_path(const Codes *codes, const char *code, const char *lang, Buf *out);

enum { REGION_NAMED = 4 };

/* The regions in use that a typed text names: by the whole path, else by the whole name, else
 * by the beginning of the name. Returns how many; found has the first few. */
size_t region_named(const Codes *codes, const char *typed,
                    const CodeEntry *found[REGION_NAMED]);

#endif
