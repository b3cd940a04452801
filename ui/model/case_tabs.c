/* The table of tabs, and what is missing in a case in the order of it. */
#include "config.h"

#include "ui/model/case_tabs.h"

#include <stdlib.h>

#include "base/i18n.h"

static const CaseTab tabs[TAB_COUNT] = {
    /* TRANSLATORS: the titles of the tabs of a case stand in one row of 80 columns; keep them
     * short. */
    [TAB_PATIENT] = {.title = N_("Patient"),
                     .key = '1',
                     .n = 5,
                     .parts = {{PART_FORM, REC_PATIENT},
                               {PART_FORM, REC_INITIATOR},
                               {PART_FORM, REC_GUARDIAN},
                               {PART_FORM, REC_PAYEE},
                               {PART_FORM, REC_CASE}}},
    [TAB_FAMILY] = {.title = N_("Family"),
                    .key = '2',
                    .n = 3,
                    .parts = {{PART_GRID, REC_MEMBER},
                              {PART_GRID, REC_ASSET},
                              {PART_GRID, REC_DEBT}}},
    [TAB_DISCLOSURE] = {.title = N_("Disclosure"),
                        .key = '3',
                        .n = 1,
                        .parts = {{PART_ITEMS, REC_DISCLOSURE}}},
    [TAB_ILLNESS] = {.title = N_("Illness"),
                     .key = '4',
                     .n = 1,
                     .parts = {{PART_FORM, REC_ILLNESS}}},
    [TAB_EXPENSES] = {.title = N_("Expenses"),
                      .key = '5',
                      .n = 2,
                      .parts = {{PART_GRID, REC_EXPENSE}, {PART_GRID, REC_AID}}},
    [TAB_PLAN] = {.title = N_("Plan"),
                  .key = '6',
                  .n = 2,
                  .parts = {{PART_GRID, REC_PLAN}, {PART_GRID, REC_TRANCHE}}},
    [TAB_DOCUMENTS] = {.title = N_("Documents"),
                       .key = '7',
                       .n = 1,
                       .parts = {{PART_CHECKLIST, REC_DOCUMENT}}},
    [TAB_CONSENTS] = {.title = N_("Consents"),
                      .key = '8',
                      .n = 2,
                      .parts = {{PART_GRID, REC_CONSENT}, {PART_GRID, REC_VERIFICATION}}},
    [TAB_STATEMENT] = {.title = N_("Statement"),
                       .key = '9',
                       .n = 1,
                       .parts = {{PART_FORM, REC_STATEMENT}}},
    [TAB_FINDINGS] = {.title = N_("Findings"), .key = '0'},
    [TAB_REVIEW] = {.title = N_("Review"), .key = 'V'},
    [TAB_FOLLOW_UP] = {.title = N_("Follow-up"),
                       .key = 'F',
                       .n = 3,
                       .parts = {{PART_FORM, REC_FUNDING},
                                 {PART_GRID, REC_EVENT},
                                 {PART_GRID, REC_CONTACT}}},
    [TAB_HISTORY] = {.title = N_("History"), .key = 'H'},
};

const CaseTab *case_tab(CaseTabId id)
{
    return &tabs[id];
}

static int part_of(RecordId record, CaseTabId *tab)
{
    for (int t = 0; t < TAB_COUNT; t++) {
        for (int p = 0; p < tabs[t].n; p++) {
            if (tabs[t].parts[p].record == record) {
                *tab = (CaseTabId)t;
                return p;
            }
        }
    }
    *tab = TAB_FINDINGS;
    return 0;
}

CaseTabId case_tab_of(RecordId record)
{
    CaseTabId tab;
    part_of(record, &tab);
    return tab;
}

size_t case_item_row(const CaseFile *file, FieldId key, const char *code)
{
    size_t rows = case_rows(file, catalog_field(key)->record);
    for (size_t row = 0; row < rows; row++) {
        if (case_is(file, key, row, code))
            return row;
    }
    return rows;
}

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

static Place place_of(CaseTabId tab, FieldId field, size_t row)
{
    Place place = {.tab = tab, .row = row, .field = (int)field};
    if (field < FIELD_COUNT) {
        CaseTabId found;
        place.part = part_of(catalog_field(field)->record, &found);
    } else {
        /* No field has the focus: before everything on the tab. */
        place.part = -1;
    }
    return place;
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
    const CaseGap *a = left, *b = right;
    Place pa = place_of(a->tab, a->field, a->row), pb = place_of(b->tab, b->field, b->row);
    return place_compare(&pa, &pb);
}

/* The ten items keep the order of their table, whatever order their rows have. */
static size_t add_items(const CaseFile *file, const Codes *codes, CaseGap *out, size_t n,
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
        if (case_get(file, F_DISCLOSURE_answer, row) || n == CASE_GAPS)
            continue;
        out[n++] = (CaseGap){.tab = TAB_DISCLOSURE, .field = F_DISCLOSURE_answer, .row = line};
    }
    return n;
}

static size_t add_documents(const ChecklistItem *checklist, size_t n_checklist, CaseGap *out,
                            size_t n, size_t *wanted)
{
    for (size_t i = 0; i < n_checklist; i++) {
        *wanted += checklist[i].required;
        if (checklist[i].open && n < CASE_GAPS)
            out[n++] = (CaseGap){.tab = TAB_DOCUMENTS, .field = F_DOCUMENT_state, .row = i};
    }
    return n;
}

size_t case_gaps(const CaseFile *file, const Codes *codes, const ChecklistItem *checklist,
                 size_t n_checklist, CaseGap *out, size_t *wanted)
{
    CaseMissing missing[CASE_GAPS];
    size_t all = 0, n = 0;
    size_t found = case_missing(file, codes, missing, CASE_GAPS, &all);
    if (found > CASE_GAPS)
        found = CASE_GAPS;
    for (size_t i = 0; i < found; i++) {
        RecordId record = catalog_field(missing[i].field)->record;
        /* An unanswered item counts once, as an item. */
        if (record == REC_DISCLOSURE)
            continue;
        out[n++] = (CaseGap){
            .tab = case_tab_of(record), .field = missing[i].field, .row = missing[i].row};
    }
    n = add_items(file, codes, out, n, &all);
    n = add_documents(checklist, n_checklist, out, n, &all);
    qsort(out, n, sizeof *out, gap_compare);
    *wanted = all;
    return n;
}

size_t case_gap_after(const CaseGap *gaps, size_t n, CaseTabId tab, FieldId field, size_t row)
{
    Place here = place_of(tab, field, row);
    for (size_t i = 0; i < n; i++) {
        Place gap = place_of(gaps[i].tab, gaps[i].field, gaps[i].row);
        if (place_compare(&gap, &here) > 0)
            return i;
    }
    return 0;
}
