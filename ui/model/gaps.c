/* Takes what is missing out of the findings, and sorts it as the tabs stand. */
#include "config.h"

#include "ui/model/gaps.h"

#include <stdlib.h>
#include <string.h>

#include "ui/model/tabs.h"

static const CodeTable *item_table(const Codes *codes)
{
    const char *name = catalog_field(F_DISCLOSURE_item)->codes;
    return codes && name ? codes_table(codes, name) : NULL;
}

/* The place of a gap as numbers that sort: tab, part, row or place of the item, field. */
typedef struct Spot {
    int tab, part;
    size_t row;
    int field;
} Spot;

static Spot place_of(FieldId field, size_t row)
{
    return (Spot){tab_of_field(field), tab_part_of_field(field), row, (int)field};
}

static int place_compare(const Spot *a, const Spot *b)
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
    Spot pa = place_of(a->field, a->row), pb = place_of(b->field, b->row);
    return place_compare(&pa, &pb);
}

/* The line of an item on the tab: a retired one is there only when it has a row. */
static size_t item_line(const CaseFile *file, const Codes *codes, int item)
{
    const CodeTable *table = item_table(codes);
    size_t line = 0;
    for (int i = 0; table && i < item; i++) {
        const CodeEntry *entry = code_at(table, (size_t)i);
        size_t row = case_item_row(file, F_DISCLOSURE_item, entry->code);
        line += !entry->retired || row < case_rows(file, REC_DISCLOSURE);
    }
    return line;
}

/* The item of a row, for findings about its other fields. */
static int item_of_row(const CaseFile *file, const Codes *codes, size_t row)
{
    const CodeTable *table = item_table(codes);
    for (size_t i = 0; table && i < code_count(table); i++) {
        if (case_is(file, F_DISCLOSURE_item, row, code_at(table, i)->code))
            return (int)i;
    }
    return 0;
}

size_t gap_row(const CaseFile *file, const Codes *codes, RecordId record, size_t row)
{
    return record == REC_DISCLOSURE ? item_line(file, codes, item_of_row(file, codes, row))
                                    : row;
}

size_t gap_document(const Judged *judged, const char *code)
{
    size_t line = 0;
    while (line < judged->n_documents && strcmp(judged->documents[line].code, code) != 0)
        line++;
    return line;
}

/* What is missing from a list is typed into a new row; what is said of a list as a whole is
 * seen from its first. */
static size_t row_of(const CaseFile *file, const Finding *finding)
{
    const RecordDef *record = catalog_record(catalog_field(finding->field)->record);
    if (finding->row >= 0)
        return (size_t)finding->row;
    return finding_lacks(finding) && record->flags & RF_MANY ? case_rows(file, record->id) : 0;
}

bool gap_of(const CaseFile *file, const Codes *codes, const Judged *judged,
            const Finding *finding, Gap *out)
{
    if (finding->field == FIELD_COUNT)
        return false;
    *out = (Gap){.field = finding->field, .row = row_of(file, finding)};
    if (finding->document)
        out->row = gap_document(judged, finding->document);
    else if (catalog_field(finding->field)->record == REC_DISCLOSURE)
        out->row =
            item_line(file, codes,
                      finding->item >= 0 ? finding->item : item_of_row(file, codes, out->row));
    return true;
}

size_t gaps_of(const CaseFile *file, const Codes *codes, const Judged *judged,
               Gap out[GAPS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < judged->n_findings && n < GAPS_MAX; i++) {
        const Finding *finding = &judged->findings[i];
        if (finding->kind != FINDING_FAULT)
            n += gap_of(file, codes, judged, finding, &out[n]);
    }
    qsort(out, n, sizeof *out, gap_compare);
    return n;
}

size_t gaps_sort(Gap *gaps, size_t n)
{
    size_t kept = 0;
    if (n)
        qsort(gaps, n, sizeof *gaps, gap_compare);
    for (size_t i = 0; i < n; i++) {
        if (!kept || gap_compare(&gaps[kept - 1], &gaps[i]) != 0)
            gaps[kept++] = gaps[i];
    }
    return kept;
}

size_t gap_after(const Gap *gaps, size_t n, int tab, FieldId field, size_t row)
{
    /* No field has the focus: before everything on the tab. */
    Spot here = field < FIELD_COUNT ? place_of(field, row) : (Spot){tab, -1, row, (int)field};
    for (size_t i = 0; i < n; i++) {
        Spot gap = place_of(gaps[i].field, gaps[i].row);
        if (place_compare(&gap, &here) > 0)
            return i;
    }
    return 0;
}
