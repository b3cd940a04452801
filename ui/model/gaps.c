/* Gathers what is missing, and sorts it as the tabs stand. */
#include "config.h"

#include "ui/model/gaps.h"

#include <stdlib.h>

#include "ui/model/tabs.h"

static const CodeTable *item_table(const Codes *codes)
{
    const char *name = catalog_field(F_DISCLOSURE_item)->codes;
    return codes && name ? codes_table(codes, name) : NULL;
}

/* The place of a gap as numbers that sort: tab, part, row or place of the item, field. */
typedef struct Place {
    int tab, part;
    size_t row;
    int field;
} Place;

static Place place_of(FieldId field, size_t row)
{
    RecordId record = catalog_field(field)->record;
    return (Place){tab_of(record), tab_part_of(record), row, (int)field};
}

static int place_compare(const Place *a, const Place *b)
{
    if (a->tab != b->tab)
        return a->tab < b->tab ? -1 : 1;
    if (a->part != b->part)
        return a->part < b->part ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->field > b->field) - (a->field < b->field);
}

static int gap_compare(const void *left, const void *right)
{
    const Gap *a = left, *b = right;
    Place pa = place_of(a->field, a->row), pb = place_of(b->field, b->row);
    return place_compare(&pa, &pb);
}

/* The ten items keep the order of their table, whatever order their rows have. */
static size_t add_items(const CaseFile *file, const Codes *codes, Gap *out, size_t n,
                        size_t *wanted)
{
    const CodeTable *table = item_table(codes);
    size_t items = 0;
    for (size_t i = 0; table && i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        if (entry->retired)
            continue;
        size_t line = items++, row = case_item_row(file, F_DISCLOSURE_item, entry->code);
        ++*wanted;
        if (case_get(file, F_DISCLOSURE_answer, row) || n == GAPS_MAX)
            continue;
        out[n++] = (Gap){.field = F_DISCLOSURE_answer, .row = line};
    }
    return n;
}

static size_t add_documents(const ChecklistItem *checklist, size_t n_checklist, Gap *out,
                            size_t n, size_t *wanted)
{
    for (size_t i = 0; i < n_checklist; i++) {
        *wanted += checklist[i].required;
        if (checklist[i].open && n < GAPS_MAX)
            out[n++] = (Gap){.field = F_DOCUMENT_state, .row = i};
    }
    return n;
}

size_t gaps_of(const CaseFile *file, const Codes *codes, const ChecklistItem *checklist,
               size_t n_checklist, Gap *out, size_t *wanted)
{
    CaseMissing missing[GAPS_MAX];
    size_t all = 0, n = 0;
    size_t found = case_missing(file, codes, missing, GAPS_MAX, &all);
    if (found > GAPS_MAX)
        found = GAPS_MAX;
    for (size_t i = 0; i < found; i++) {
        /* An unanswered item counts once, as an item. */
        if (catalog_field(missing[i].field)->record == REC_DISCLOSURE)
            continue;
        out[n++] = (Gap){.field = missing[i].field, .row = missing[i].row};
    }
    n = add_items(file, codes, out, n, &all);
    n = add_documents(checklist, n_checklist, out, n, &all);
    qsort(out, n, sizeof *out, gap_compare);
    *wanted = all;
    return n;
}

size_t gap_after(const Gap *gaps, size_t n, int tab, FieldId field, size_t row)
{
    /* No field has the focus: before everything on the tab. */
    Place here = field < FIELD_COUNT ? place_of(field, row) : (Place){tab, -1, row, (int)field};
    for (size_t i = 0; i < n; i++) {
        Place gap = place_of(gaps[i].field, gaps[i].row);
        if (place_compare(&gap, &here) > 0)
            return i;
    }
    return 0;
}
