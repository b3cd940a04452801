/* Whether a name and its ICD-10 code agree with the list of diseases. */
#include "config.h"

#include "domain/disease.h"

#include <string.h>
#include <strings.h>

#include "base/text/text_same.h"

static bool is_named(const CodeEntry *entry, const char *name)
{
    return strcasecmp(entry->text, name) == 0 ||
           (entry->text_zh && strcmp(entry->text_zh, name) == 0);
}

static const char *code_of(const CodeTable *table, const CodeEntry *entry)
{
    const char *icd10 = code_attribute(table, entry->code, "icd10");
    return icd10 ? icd10 : entry->code;
}

const char *disease_icd10(const Codes *codes, const char *name)
{
    const CodeTable *table = codes ? codes_table(codes, "disease") : NULL;
    for (size_t i = 0; table && name && name[0] && i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        if (!entry->retired && is_named(entry, name))
            return code_of(table, entry);
    }
    return NULL;
}

void disease_code_form(const char *icd10, Buf *out)
{
    text_same_number(out, icd10);
}

static bool same_as_far(const char *a, const char *b)
{
    Buf one = BUF_INIT, other = BUF_INIT;
    disease_code_form(a, &one);
    disease_code_form(b, &other);
    size_t n = one.len < other.len ? one.len : other.len;
    bool same = n == 0 || memcmp(one.data, other.data, n) == 0;
    buf_free(&one);
    buf_free(&other);
    return same;
}

bool disease_differs(const Codes *codes, const char *name, const char *icd10)
{
    const CodeTable *table = codes ? codes_table(codes, "disease") : NULL;
    bool known = false;
    for (size_t i = 0; table && name && icd10 && i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        if (!is_named(entry, name))
            continue;
        if (same_as_far(code_of(table, entry), icd10))
            return false;
        known = true;
    }
    return known;
}
