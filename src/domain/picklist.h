/* A list that one picks from by typing: the rows that answer what was typed, best first. A row
 * answers by its code, by any part of its text, by its pinyin or the first
 * letters of it, also mixed (mianys and mys find 绵阳市); of several words parted by blanks
 * each must be answered (sc fuc finds 四川省绵阳市涪城区). It answers by its short names, too
 * (三甲, 工行), and where no row answers, by characters of its text with others left out
 * between them (医大一院), or their initials. What is named exactly comes first, then what this
 * person uses most, then what is used most in the country. Knows nothing of stores and screens;
 * whoever fills it says how often a row was used.
 *
 * A Picklist owns copies of its rows. The Pinyin is borrowed, and asked only for rows that come
 * without a reading, when the first letter is typed; NULL: those are not found by pinyin. */
#ifndef ANJUAN_DOMAIN_PICKLIST_H
#define ANJUAN_DOMAIN_PICKLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/pinyin/pinyin.h"

typedef struct PickRow {
    const char *value; /* what is taken: a code, or a text */
    const char *code;  /* shown before the text, or NULL */
    const char *text;  /* shown */
    const char *other; /* searched as well: the Chinese text where another is shown, or NULL */
    const char *reading; /* of the Chinese text, a blank between syllables; or NULL */
    /* Where the text is a path, the name at its end, and how that is read; or NULL. */
    const char *name, *name_reading;
    const char *shorts; /* short names, parted by blanks; or NULL */
    int rank; /* among those that answer alike, 1 the first; 0: after all that have one */
    int64_t mine, all; /* how often this person, and all of them, used it */
} PickRow;

typedef struct Picklist Picklist;

Picklist *picklist_new(Pinyin *pinyin);
void picklist_free(Picklist *list);
void picklist_add(Picklist *list, const PickRow *row);

size_t picklist_count(const Picklist *list);
const PickRow *picklist_row(const Picklist *list, size_t place);

/* The places of the rows that answer, best first; places has room for all of them. Nothing
 * typed: all rows, of a list longer than PICK_SHORT what the person uses most first. */
enum { PICK_SHORT = 10 };
size_t picklist_find(Picklist *list, const char *typed, size_t *places);

/* No text of the list is ever meant as it was typed when it is a short name: so it is with
 * banks, and not with wards (血液科). */
void picklist_settles(Picklist *list, bool settles);

/* Can only the first row that was found be meant, so that it is taken without being chosen?
 * Small letters for a Chinese row are its pinyin or initials, in every list alike (jxlb, gsyh);
 * capitals are a short name of their own (AML). */
bool picklist_meant(const Picklist *list, const char *typed);

#endif
