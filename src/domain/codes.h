/* Code tables: data/codes/NAME.ini, one table a file, overridden or extended per site. Each
 * entry has a code, an English and a Chinese text; a retired entry stays readable but is not
 * offered. The rows of a long table stand in NAME.tsv beside it (base/tsv.h): columns code,
 * text, text[zh_CN] (either may be empty), retired, and any attributes.
 *
 *   [table]
 *   title = "Sex"            title[zh_CN] = "性别"
 *   authority = "GB/T 2261.1" grade = "M"        where it comes from, how sure it is
 *   extends = "other"        its entries come before these; one step, no chains
 *   [code.1]
 *   text = "male"            text[zh_CN] = "男"
 *   code = "D01"             when the code has capitals, which a section's name has not
 *   retired = "yes"          any further keys are attributes: designated_from = "2024-12-24"
 *
 * The attribute reading is how a text is spoken, in pinyin with a blank between syllables,
 * where that is known or is not what base/pinyin/pinyin.h would say.
 *
 * The attribute short has short names that people type for it, parted by blanks (工行
 * 工商银行): in lists it is found by them. The attribute rank says which of those that answer
 * alike comes first: 1 is what is met most in the country, and none comes last.
 *
 * A later file of the same table adds entries and overrides them key by key. */
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

/* Empty at first; rules/knowledge/knowledge.h, which owns the folders, adds each file's text.
 * table is the file's name without .ini, file the name for messages. A refused text adds
 * nothing of itself that matters: the caller gives the Codes up. */
Codes *codes_new(void);
void codes_free(Codes *codes);
bool codes_add_text(Codes *codes, const char *table, const char *file, const char *text,
                    size_t len, Err *err);
bool codes_add_tsv(Codes *codes, const char *table, const char *file, const char *text,
                   size_t len, Err *err);
/* The same for a text that is known to be without fault and outlives the Codes, TSV by the end
 * of its name or INI: read when its table is first asked for. */
void codes_put_off(Codes *codes, const char *table, const char *file, const char *text,
                   size_t len);

/* NULL when there is none. */
const CodeTable *codes_table(const Codes *codes, const char *name);
size_t codes_table_count(const Codes *codes);
const CodeTable *codes_table_at(const Codes *codes, size_t i);
const char *code_table_name(const CodeTable *table);
const char *code_table_title(const CodeTable *table, const char *lang);
size_t code_count(const CodeTable *table);
const CodeEntry *code_at(const CodeTable *table, size_t i); /* in the order of the files */
const CodeEntry *code_find(const CodeTable *table, const char *code);
const char *code_text(const CodeEntry *entry, const char *lang);
/* Or NULL. */
const char *code_attribute(const CodeTable *table, const char *code, const char *key);
/* Of [table], or NULL. */
const char *code_table_attribute(const CodeTable *table, const char *key);

/* A code that only a program knows (shuidichou): it says nothing more than its text, which is
 * shown without it. */
bool code_is_word(const char *code);

#endif
