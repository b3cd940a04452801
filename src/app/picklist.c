/* Fills a list from its code table and from the texts that were typed, with how often each was
 * picked. */
#include "config.h"

#include "app/picklist.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "base/arena.h"
#include "base/mem.h"
#include "base/pinyin/pinyin.h"
#include "domain/region.h"
#include "store/pick_count.h"

/* What was used of one list, found by its value. */
typedef struct Used {
    PickCount *items;
    size_t n;
    bool *known; /* it is a row of the table */
    size_t *slots, n_slots;
} Used;

/* Everything that goes into one list. */
typedef struct Making {
    Session *session;
    Picklist *list;
    const CodeTable *table; /* or NULL */
    Used used;
} Making;

/* ---- what was used ---- */

static size_t slot_of(const Used *used, const char *value)
{
    size_t hash = 5381;
    for (const char *at = value; *at; at++)
        hash = hash * 33 ^ (unsigned char)*at;
    size_t slot = hash % used->n_slots;
    while (used->slots[slot] && strcmp(used->items[used->slots[slot] - 1].value, value) != 0)
        slot = (slot + 1) % used->n_slots;
    return slot;
}

static void read_used(Making *making, const char *list, Arena *arena)
{
    Used *used = &making->used;
    const User *user = session_user(making->session);
    if (!user || !pick_count_list(session_store(making->session), user->id, list, arena,
                                  &used->items, &used->n, NULL))
        used->n = 0;
    used->n_slots = 2 * used->n + 1;
    used->slots = arena_alloc(arena, used->n_slots * sizeof *used->slots);
    used->known = arena_alloc(arena, used->n * sizeof *used->known + 1);
    for (size_t i = 0; i < used->n; i++)
        used->slots[slot_of(used, used->items[i].value)] = i + 1;
}

static void add_row(Making *making, PickRow row)
{
    Used *used = &making->used;
    size_t place = used->slots[slot_of(used, row.value)];
    if (place) {
        row.mine = used->items[place - 1].mine;
        row.all = used->items[place - 1].all;
        used->known[place - 1] = true;
    }
    picklist_add(making->list, &row);
}

/* ---- rows of a table ---- */

/* The Chinese text, by which a row is read where another one is shown. A word of another
 * language than the one shown finds nothing: nobody would see why. */
static const char *other_text(const CodeEntry *entry, const char *shown)
{
    const char *zh = entry->text_zh ? entry->text_zh : entry->text;
    return shown == zh ? NULL : zh;
}

static int rank_of(const Making *making, const CodeEntry *entry)
{
    const char *rank = code_attribute(making->table, entry->code, "rank");
    return rank ? atoi(rank) : 0;
}

/* A short list whose codes are the program's own words is typed by the place of each instead.
 */
static const char *digit_of(const Making *making, const CodeEntry *entry, char digit[2])
{
    enum { DIGITS = 9 };
    size_t at = 0;
    if (code_count(making->table) > DIGITS)
        return NULL;
    while (code_at(making->table, at) != entry)
        at++;
    digit[0] = (char)('1' + at);
    digit[1] = '\0';
    return digit;
}

static void add_code(Making *making, const CodeEntry *entry)
{
    const char *text = code_text(entry, session_lang(making->session));
    const char *shorts = code_attribute(making->table, entry->code, "short");
    char digit[2];
    add_row(making,
            (PickRow){.value = entry->code,
                      .code = code_is_word(entry->code) ? digit_of(making, entry, digit)
                                                        : entry->code,
                      .text = text,
                      .other = other_text(entry, text),
                      .reading = code_attribute(making->table, entry->code, "reading"),
                      .shorts =
                          shorts ? shorts : code_attribute(making->table, entry->code, "words"),
                      .rank = rank_of(making, entry)});
}

/* A region shows its whole path and is read by it, but its own name is what counts. */
static void add_region(Making *making, const CodeEntry *entry)
{
    RegionPath levels = region_levels(session_fields(making->session)->codes, entry->code);
    const char *lang = session_lang(making->session);
    const char *own = code_attribute(making->table, entry->code, "reading");
    Buf path = BUF_INIT, zh = BUF_INIT, reading = BUF_INIT;
    if (code_attribute(making->table, entry->code, "practice") &&
        !session_practice(making->session))
        return;
    region_show(&levels, lang, &path);
    region_show(&levels, "zh_CN", &zh);
    region_read(&levels, &reading);
    add_row(making, (PickRow){.value = entry->code,
                              .code = entry->code,
                              .text = path.data,
                              .other = strcmp(path.data, zh.data) ? zh.data : NULL,
                              .reading = reading.len ? reading.data : NULL,
                              .name = entry->text_zh ? entry->text_zh : entry->text,
                              .name_reading = own});
    buf_free(&path);
    buf_free(&zh);
    buf_free(&reading);
}

/* A text goes into the case as it is in Chinese, whatever the language of the screen. The code
 * by which it is known: its own, or that of the disease. */
static void add_text(Making *making, const CodeEntry *entry)
{
    const char *zh = entry->text_zh ? entry->text_zh : entry->text;
    const char *shown = code_text(entry, session_lang(making->session));
    const char *icd10 = code_attribute(making->table, entry->code, "icd10");
    Buf both = BUF_INIT;
    buf_add(&both, zh);
    if (strcmp(shown, zh) != 0)
        buf_addf(&both, "  %s", shown);
    add_row(making, (PickRow){.value = zh,
                              .code = icd10                       ? icd10
                                      : code_is_word(entry->code) ? NULL
                                                                  : entry->code,
                              .text = both.data,
                              .other = other_text(entry, shown),
                              .reading = code_attribute(making->table, entry->code, "reading"),
                              .name = zh,
                              .shorts = code_attribute(making->table, entry->code, "short"),
                              .rank = rank_of(making, entry)});
    buf_free(&both);
}

/* A disease by its ICD-10 code. */
static void add_icd10(Making *making, const CodeEntry *entry)
{
    const char *text = code_text(entry, session_lang(making->session));
    const char *icd10 = code_attribute(making->table, entry->code, "icd10");
    const char *code = icd10 ? icd10 : entry->code;
    add_row(making,
            (PickRow){.value = code,
                      .code = code,
                      .text = text,
                      .other = other_text(entry, text),
                      .reading = code_attribute(making->table, entry->code, "reading")});
}

typedef void AddEntry(Making *making, const CodeEntry *entry);

static AddEntry *const adders[FT_COUNT_OF_TYPES] = {
    [FT_CODE] = add_code,
    [FT_TEXT] = add_text,
    [FT_ICD10] = add_icd10,
    [FT_REGION] = add_region,
};

/* ---- lists ---- */

bool app_picklist_offered(const FieldDef *field)
{
    return field->codes && adders[field->type];
}

/* The name under which uses are counted: codes and texts of one table are not the same values.
 */
static const char *list_of(const FieldDef *field)
{
    return field->type == FT_ICD10 ? "icd10" : field->codes;
}

static Picklist *make_list(Session *session, const char *name, const CodeTable *table,
                           FieldType type)
{
    Arena *arena = arena_new();
    Making making = {session, picklist_new(session_pinyin(session)), table, {0}};
    const char *settles = table ? code_table_attribute(table, "settles") : NULL;
    picklist_settles(making.list, settles && strcmp(settles, "yes") == 0);
    read_used(&making, name, arena);
    for (size_t i = 0; table && i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        if (!entry->retired)
            adders[type](&making, entry);
    }
    for (size_t i = 0; type == FT_TEXT && i < making.used.n; i++) {
        const PickCount *picked = &making.used.items[i];
        if (!making.used.known[i])
            picklist_add(making.list,
                         &(PickRow){.value = picked->value,
                                    .text = picked->value,
                                    .reading = picked->reading[0] ? picked->reading : NULL,
                                    .mine = picked->mine,
                                    .all = picked->all});
    }
    arena_free(arena);
    return making.list;
}

Picklist *app_picklist_of_field(Session *session, const FieldDef *field)
{
    return make_list(session, list_of(field),
                     codes_table(session_fields(session)->codes, field->codes), field->type);
}

Picklist *app_picklist_of_table(Session *session, const CodeTable *table)
{
    return make_list(session, code_table_name(table), table, FT_CODE);
}

/* ---- counting ---- */

bool app_count_pick(Session *session, const FieldDef *field, const char *before,
                    const char *after, Err *err)
{
    Store *store = session_store(session);
    int64_t user = session_user(session)->id;
    if (!app_picklist_offered(field) || strcmp(before ? before : "", after ? after : "") == 0)
        return true;
    if (before && !pick_count_drop(store, user, list_of(field), before, err))
        return false;
    if (!after || !after[0])
        return true;
    Buf reading = BUF_INIT;
    if (field->type == FT_TEXT)
        pinyin_spell(session_pinyin(session), PINYIN_WORDS, after, &reading);
    bool done = pick_count_add(store, user, list_of(field), after, reading.data, err);
    buf_free(&reading);
    return done;
}
