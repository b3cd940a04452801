/* Code tables: data/codes/NAME.ini, one table a file, overridden or extended per site. Each entry
 * has a code, an English and a Chinese text; a retired entry stays readable but is not offered.
 *
 *   [table]
 *   title = "Sex"            title[zh_CN] = "性别"
 *   standard = "GB/T 2261.1" grade = "M"
 *   [code.1]
 *   text = "male"            text[zh_CN] = "男"
 *   retired = "yes"          any further keys are attributes: designated_from = "2024-12-24"
 */
#ifndef ANJUAN_DOMAIN_CODES_H
#define ANJUAN_DOMAIN_CODES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

typedef struct Codes Codes; /* all tables */
typedef struct CodeTable CodeTable;

typedef struct CodeEntry {
    const char *code;
    const char *text;    /* English */
    const char *text_zh; /* zh_CN */
    bool retired;
} CodeEntry;

/* Loads every table of a list of folders; a later folder's entries override and add. Also used with
 * texts from memory: see rules/knowledge.h, which owns the folders. */
Codes *codes_new(void);
void codes_free(Codes *codes);
bool codes_add_text(Codes *codes, const char *table, const char *file, const char *text, size_t len,
                    Err *err);

const CodeTable *codes_table(const Codes *codes, const char *name); /* NULL when there is none */
size_t codes_table_count(const Codes *codes);
const CodeTable *codes_table_at(const Codes *codes, size_t i);
const char *code_table_name(const CodeTable *table);
const char *code_table_title(const CodeTable *table, const char *lang);
size_t code_count(const CodeTable *table);
const CodeEntry *code_at(const CodeTable *table, size_t i); /* in the order of the files */
const CodeEntry *code_find(const CodeTable *table, const char *code);
const char *code_text(const CodeEntry *entry, const char *lang);
const char *code_attribute(const CodeTable *table, const char *code, const char *key); /* or NULL */

#endif
