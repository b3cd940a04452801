/* Reads the tables of codes, short ones from INI and long ones from TSV, lays a site's over
 * them, and finds a code by hash. */
#include "config.h"

#include "domain/codes.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/ini.h"
#include "base/mem.h"
#include "base/tsv.h"

typedef struct Attribute {
    const char *key, *value;
} Attribute;

typedef struct Attributes {
    Attribute *items; /* grown by doubling, freed with the table */
    size_t n, room;
} Attributes;

typedef struct Entry {
    CodeEntry shown;
    Attributes attributes; /* of INI files, and what a later file gave */
    const Tsv *tsv;        /* NULL, or where the rest of them stands */
    size_t row;
} Entry;

/* A text that is still to be read. */
typedef struct Later {
    struct Later *next;
    const char *file, *text;
    size_t len;
} Later;

struct CodeTable {
    Codes *owner;
    Later *later; /* in the order of the files */
    const char *name;
    const char *title, *title_zh;
    const char *extends; /* or NULL */
    Attributes attributes;
    Entry **entries; /* pointers, so that what was given out stays */
    size_t n, room;
    size_t *slots; /* by hash of the code: places in entries, from 1; 0 is free */
    size_t n_slots;
};

struct Codes {
    Arena *arena; /* texts, tables and entries */
    CodeTable **tables;
    size_t n, room;
    Tsv **tsvs; /* entries point into them */
    size_t n_tsvs;
    bool known; /* what is read now was put off: its text was compared when it was built */
};

enum { CODES_ENTRIES_MAX = 10000, CODE_BYTES_MAX = 64 };

static const char section_prefix[] = "code.";

Codes *codes_new(void)
{
    Codes *codes = xcalloc(1, sizeof *codes);
    codes->arena = arena_new();
    return codes;
}

void codes_free(Codes *codes)
{
    if (!codes)
        return;
    for (size_t i = 0; i < codes->n; i++) {
        CodeTable *table = codes->tables[i];
        for (size_t k = 0; k < table->n; k++)
            free(table->entries[k]->attributes.items);
        free(table->entries);
        free(table->slots);
        free(table->attributes.items);
    }
    for (size_t i = 0; i < codes->n_tsvs; i++)
        tsv_free(codes->tsvs[i]);
    free(codes->tsvs);
    free(codes->tables);
    arena_free(codes->arena);
    free(codes);
}

static const char *attribute_get(const Attributes *list, const char *key)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->items[i].key, key) == 0)
            return list->items[i].value;
    }
    return NULL;
}

static void attribute_set(Codes *codes, Attributes *list, const char *key, const char *value)
{
    const char *kept = arena_dup(codes->arena, value);
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->items[i].key, key) == 0) {
            list->items[i].value = kept;
            return;
        }
    }
    if (list->n == list->room) {
        list->room = list->room ? 2 * list->room : 4;
        list->items = xreallocarray(list->items, list->room, sizeof *list->items);
    }
    list->items[list->n++] = (Attribute){.key = arena_dup(codes->arena, key), .value = kept};
}

/* With what goes on in KEY.2 and so on. */
static void attribute_take(Codes *codes, Attributes *list, const Ini *ini, const char *section,
                           const char *key)
{
    Buf whole = BUF_INIT;
    ini_long(ini, section, key, &whole);
    attribute_set(codes, list, key, whole.data ? whole.data : "");
    buf_free(&whole);
}

static CodeTable *table_of(Codes *codes, const char *name)
{
    for (size_t i = 0; i < codes->n; i++) {
        if (strcmp(codes->tables[i]->name, name) == 0)
            return codes->tables[i];
    }
    if (codes->n == codes->room) {
        codes->room = codes->room ? 2 * codes->room : 32;
        codes->tables = xreallocarray(codes->tables, codes->room, sizeof(CodeTable *));
    }
    CodeTable *table = arena_alloc(codes->arena, sizeof *table);
    table->owner = codes;
    table->name = arena_dup(codes->arena, name);
    codes->tables[codes->n++] = table;
    return table;
}

/* The slot of a code, or the free one where it belongs: there is always one. */
static size_t slot_of(const CodeTable *table, const char *code)
{
    size_t hash = 2166136261u;
    for (const char *at = code; *at; at++)
        hash = (hash ^ (unsigned char)*at) * 16777619u;
    size_t slot = hash % table->n_slots;
    while (table->slots[slot] &&
           strcmp(table->entries[table->slots[slot] - 1]->shown.code, code))
        slot = (slot + 1) % table->n_slots;
    return slot;
}

static Entry *own_entry(const CodeTable *table, const char *code)
{
    size_t place = table->n_slots ? table->slots[slot_of(table, code)] : 0;
    return place ? table->entries[place - 1] : NULL;
}

/* Twice as many slots as entries fit. */
static void make_room(CodeTable *table)
{
    table->room = table->room ? 2 * table->room : 16;
    table->entries = xreallocarray(table->entries, table->room, sizeof(Entry *));
    free(table->slots);
    table->n_slots = 2 * table->room + 1;
    table->slots = xcalloc(table->n_slots, sizeof *table->slots);
    for (size_t i = 0; i < table->n; i++)
        table->slots[slot_of(table, table->entries[i]->shown.code)] = i + 1;
}

static Entry *add_entry(Codes *codes, CodeTable *table, const char *code)
{
    if (table->n == table->room)
        make_room(table);
    Entry *entry = arena_alloc(codes->arena, sizeof *entry);
    entry->shown.code = code;
    table->entries[table->n++] = entry;
    table->slots[slot_of(table, code)] = table->n;
    return entry;
}

/* "file:line: [section] key: what" */
static bool fault(const Ini *ini, const char *section, const char *key, Err *err,
                  const char *what)
{
    Buf place = BUF_INIT;
    ini_place(ini, section, key, &place);
    err_set(err, ERR_INPUT, _("%s: %s"), place.data, what);
    buf_free(&place);
    return false;
}

/* Small letters and digits, ü as v, a blank between syllables. */
static bool reading_valid(const char *reading)
{
    return !reading || !reading[strspn(reading, "abcdefghijklmnopqrstuvwxyz0123456789 ")];
}

/* A whole number from 1 on. */
static bool rank_valid(const char *rank)
{
    enum { DIGITS = 6 };
    return !rank || (rank[0] >= '1' && rank[0] <= '9' && strlen(rank) <= DIGITS &&
                     !rank[strspn(rank, "0123456789")]);
}

/* One blank between names, none around them, no comma, which parts their readings. */
static bool shorts_valid(const char *shorts)
{
    size_t len = shorts ? strlen(shorts) : 0;
    if (!shorts)
        return true;
    return len && shorts[0] != ' ' && shorts[len - 1] != ' ' && !strstr(shorts, "  ") &&
           !strchr(shorts, ',');
}

/* What is wrong with an attribute that the program itself reads; NULL: nothing. */
static const char *attribute_fault(const char *key, const char *value)
{
    if (strcmp(key, "reading") == 0 && !reading_valid(value))
        return _("a reading is pinyin in small letters, a blank between syllables");
    if (strcmp(key, "rank") == 0 && !rank_valid(value))
        return _("a rank is a whole number, 1 for what is met most");
    if (strcmp(key, "short") == 0 && !shorts_valid(value))
        return _("short names stand with one blank between and without commas");
    return NULL;
}

/* The section's name has the code in small letters; the key "code" may only add capitals. */
static bool entry_code(const Ini *ini, const char *section, const char **code, Err *err)
{
    const char *low = section + sizeof section_prefix - 1;
    const char *given = ini_get(ini, section, "code");
    *code = given ? given : low;
    if (!low[0] || strlen(low) > CODE_BYTES_MAX)
        return fault(ini, section, NULL, err, _("a code has 1 to 64 characters"));
    if (!given)
        return true;
    size_t i = 0;
    while (given[i] && low[i] && tolower((unsigned char)given[i]) == low[i])
        i++;
    if (given[i] || low[i])
        return fault(ini, section, "code", err, _("the code differs from the section's name"));
    return true;
}

static bool read_entry(Codes *codes, CodeTable *table, const Ini *ini, const char *section,
                       Err *err)
{
    const char *code;
    if (!entry_code(ini, section, &code, err))
        return false;
    const char *text = ini_get(ini, section, "text");
    const char *text_zh = ini_get_lang(ini, section, "text", "zh_CN");
    const char *retired = ini_get(ini, section, "retired");
    if (retired && strcmp(retired, "yes") != 0 && strcmp(retired, "no") != 0)
        return fault(ini, section, "retired", err, _("only “yes” or “no” can stand here"));
    for (size_t i = 0; i < ini_keys(ini, section); i++) {
        const char *key = ini_key(ini, section, i);
        const char *what = attribute_fault(key, ini_get(ini, section, key));
        if (what)
            return fault(ini, section, key, err, what);
    }
    Entry *entry = own_entry(table, code);
    if (!entry) {
        if (!text || !text[0])
            return fault(ini, section, NULL, err, _("a new code needs a text"));
        if (table->n >= CODES_ENTRIES_MAX)
            return fault(ini, section, NULL, err, _("too many codes in one table"));
        entry = add_entry(codes, table, arena_dup(codes->arena, code));
    }
    if (text)
        entry->shown.text = arena_dup(codes->arena, text);
    if (text_zh)
        entry->shown.text_zh = arena_dup(codes->arena, text_zh);
    if (retired)
        entry->shown.retired = strcmp(retired, "yes") == 0;
    for (size_t i = 0; i < ini_keys(ini, section); i++) {
        const char *key = ini_key(ini, section, i);
        if (strcmp(key, "code") != 0)
            attribute_take(codes, &entry->attributes, ini, section, key);
    }
    return true;
}

static bool read_table(Codes *codes, CodeTable *table, const Ini *ini, const char *section,
                       Err *err)
{
    const char *extends = ini_get(ini, section, "extends");
    if (extends && strcmp(extends, table->name) == 0)
        return fault(ini, section, "extends", err, _("a table cannot extend itself"));
    const char *title = ini_get(ini, section, "title");
    if (title) {
        table->title = arena_dup(codes->arena, title);
        table->title_zh = arena_dup(codes->arena, ini_get_lang(ini, section, "title", "zh_CN"));
    }
    if (extends)
        table->extends = arena_dup(codes->arena, extends);
    for (size_t i = 0; i < ini_keys(ini, section); i++) {
        const char *key = ini_key(ini, section, i);
        attribute_take(codes, &table->attributes, ini, section, key);
    }
    return true;
}

bool codes_add_text(Codes *codes, const char *table, const char *file, const char *text,
                    size_t len, Err *err)
{
    Ini *ini = NULL;
    if (!(codes->known ? ini_load_known : ini_load_text)(file, text, len, &ini, err))
        return false;
    bool done = false;
    CodeTable *into = table_of(codes, table);
    for (size_t i = 0; i < ini_sections(ini); i++) {
        const char *section = ini_section(ini, i);
        if (strcmp(section, "table") == 0) {
            if (!read_table(codes, into, ini, section, err))
                goto out;
        } else if (strncmp(section, section_prefix, sizeof section_prefix - 1) == 0) {
            if (!read_entry(codes, into, ini, section, err))
                goto out;
        } else {
            fault(ini, section, NULL, err, _("only [table] and [code.X] can stand here"));
            goto out;
        }
    }
    done = true;
out:
    ini_free(ini);
    return done;
}

/* ---- tables of thousands ---- */

/* Columns that are no attributes; COLUMN_NONE: the table has no such column. */
typedef struct Columns {
    size_t code, text, text_zh, retired;
} Columns;

enum { COLUMN_NONE = TSV_MAX_COLUMNS };

static size_t column_of(const Tsv *tsv, const char *name)
{
    size_t column;
    return tsv_column(tsv, name, &column) ? column : COLUMN_NONE;
}

/* "file:line: column: what" */
static bool row_fault(const Tsv *tsv, size_t row, const char *column, const char *what,
                      Err *err)
{
    Buf place = BUF_INIT;
    tsv_place(tsv, row, column, &place);
    err_set(err, ERR_INPUT, _("%s: %s"), place.data, what);
    buf_free(&place);
    return false;
}

/* The first file that has a code keeps its row; what a later one says lies over it. */
static void lay_over(Codes *codes, Entry *entry, const Tsv *tsv, size_t row,
                     const Columns *columns)
{
    for (size_t i = 0; i < tsv_columns(tsv); i++) {
        const char *value = tsv_cell(tsv, row, i);
        if (i != columns->code && value)
            attribute_set(codes, &entry->attributes, tsv_column_name(tsv, i), value);
    }
}

static bool read_tsv_row(Codes *codes, CodeTable *table, const Tsv *tsv, size_t row,
                         const Columns *columns, Err *err)
{
    const char *code = tsv_cell(tsv, row, columns->code);
    const char *text = tsv_cell(tsv, row, columns->text);
    const char *text_zh = tsv_cell(tsv, row, columns->text_zh);
    const char *retired = tsv_cell(tsv, row, columns->retired);
    if (!code || strlen(code) > CODE_BYTES_MAX)
        return row_fault(tsv, row, "code", _("a code has 1 to 64 characters"), err);
    if (retired && strcmp(retired, "yes") != 0 && strcmp(retired, "no") != 0)
        return row_fault(tsv, row, "retired", _("only “yes” or “no” can stand here"), err);
    for (size_t i = 0; i < tsv_columns(tsv); i++) {
        const char *value = tsv_cell(tsv, row, i);
        const char *what = value ? attribute_fault(tsv_column_name(tsv, i), value) : NULL;
        if (what)
            return row_fault(tsv, row, tsv_column_name(tsv, i), what, err);
    }
    Entry *entry = own_entry(table, code);
    if (entry && entry->tsv == tsv)
        return row_fault(tsv, row, "code", _("this code stands in the file twice"), err);
    if (!entry) {
        if (!text && !text_zh)
            return row_fault(tsv, row, "text", _("a new code needs a text"), err);
        if (table->n >= CODES_ENTRIES_MAX)
            return row_fault(tsv, row, NULL, _("too many codes in one table"), err);
        entry = add_entry(codes, table, code);
        entry->tsv = tsv;
        entry->row = row;
    } else {
        lay_over(codes, entry, tsv, row, columns);
    }
    /* A name of which there is only the Chinese is the same in every language. */
    if (text || !entry->shown.text)
        entry->shown.text = text ? text : text_zh;
    if (text_zh)
        entry->shown.text_zh = text_zh;
    if (retired)
        entry->shown.retired = strcmp(retired, "yes") == 0;
    return true;
}

bool codes_add_tsv(Codes *codes, const char *name, const char *file, const char *text,
                   size_t len, Err *err)
{
    Tsv *tsv = NULL;
    if (!tsv_load_text(file, text, len, &tsv, err))
        return false;
    codes->tsvs = xreallocarray(codes->tsvs, codes->n_tsvs + 1, sizeof(Tsv *));
    codes->tsvs[codes->n_tsvs++] = tsv;
    const Columns columns = {column_of(tsv, "code"), column_of(tsv, "text"),
                             column_of(tsv, "text[zh_CN]"), column_of(tsv, "retired")};
    if (columns.code == COLUMN_NONE)
        return err_set(err, ERR_INPUT, _("%s: a table of codes has a column code"), file);
    CodeTable *table = table_of(codes, name);
    for (size_t row = 0; row < tsv_rows(tsv); row++) {
        if (!read_tsv_row(codes, table, tsv, row, &columns, err))
            return false;
    }
    return true;
}

/* ---- tables that are read when they are asked for ---- */

static bool is_tsv(const char *file)
{
    size_t len = strlen(file), end = strlen(".tsv");
    return len > end && strcmp(file + len - end, ".tsv") == 0;
}

void codes_put_off(Codes *codes, const char *table, const char *file, const char *text,
                   size_t len)
{
    Later **end = &table_of(codes, table)->later;
    while (*end)
        end = &(*end)->next;
    *end = arena_alloc(codes->arena, sizeof **end);
    **end = (Later){.file = file, .text = text, .len = len};
}

/* A fault here would be one of whoever put the text off. */
static const CodeTable *read_now(CodeTable *table)
{
    Err err = {0};
    const Later *next = table->later;
    table->later = NULL;
    table->owner->known = true;
    for (; next; next = next->next) {
        bool (*add)(Codes *, const char *, const char *, const char *, size_t, Err *) =
            is_tsv(next->file) ? codes_add_tsv : codes_add_text;
        if (!add(table->owner, table->name, next->file, next->text, next->len, &err)) {
            fprintf(stderr, "%s\n", err.text);
            abort();
        }
    }
    table->owner->known = false;
    return table;
}

const CodeTable *codes_table(const Codes *codes, const char *name)
{
    for (size_t i = 0; name && i < codes->n; i++) {
        const char *own = codes->tables[i]->name;
        if (own[0] == name[0] && strcmp(own, name) == 0)
            return read_now(codes->tables[i]);
    }
    return NULL;
}

size_t codes_table_count(const Codes *codes)
{
    return codes->n;
}

const CodeTable *codes_table_at(const Codes *codes, size_t i)
{
    return read_now(codes->tables[i]);
}

const char *code_table_name(const CodeTable *table)
{
    return table->name;
}

static bool is_chinese(const char *lang)
{
    return lang && strncmp(lang, "zh", 2) == 0;
}

const char *code_table_title(const CodeTable *table, const char *lang)
{
    const char *title = is_chinese(lang) ? i18n_data(table->title_zh, lang) : table->title;
    return title ? title : table->name;
}

/* The table whose entries come first, or NULL. */
static const CodeTable *base_of(const CodeTable *table)
{
    return table->extends ? codes_table(table->owner, table->extends) : NULL;
}

size_t code_count(const CodeTable *table)
{
    const CodeTable *base = base_of(table);
    return table->n + (base ? base->n : 0);
}

const CodeEntry *code_at(const CodeTable *table, size_t i)
{
    const CodeTable *base = base_of(table);
    if (base && i < base->n)
        return &base->entries[i]->shown;
    i -= base ? base->n : 0;
    return i < table->n ? &table->entries[i]->shown : NULL;
}

static const Entry *find_entry(const CodeTable *table, const char *code)
{
    const Entry *entry = own_entry(table, code);
    const CodeTable *base = entry ? NULL : base_of(table);
    return base ? own_entry(base, code) : entry;
}

const CodeEntry *code_find(const CodeTable *table, const char *code)
{
    const Entry *entry = find_entry(table, code);
    return entry ? &entry->shown : NULL;
}

const char *code_text(const CodeEntry *entry, const char *lang)
{
    return is_chinese(lang) && entry->text_zh ? i18n_data(entry->text_zh, lang) : entry->text;
}

const char *code_attribute(const CodeTable *table, const char *code, const char *key)
{
    const Entry *entry = find_entry(table, code);
    const char *value = entry ? attribute_get(&entry->attributes, key) : NULL;
    size_t column;
    if (value || !entry || !entry->tsv || !tsv_column(entry->tsv, key, &column))
        return value;
    return tsv_cell(entry->tsv, entry->row, column);
}

const char *code_table_attribute(const CodeTable *table, const char *key)
{
    return attribute_get(&table->attributes, key);
}

bool code_is_word(const char *code)
{
    for (; *code; code++) {
        if (*code >= 'a' && *code <= 'z')
            return true;
    }
    return false;
}
