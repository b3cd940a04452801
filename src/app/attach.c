/* What may be attached, from data/attach, the row of the document that it goes to, and doing
 * without the paper. */
#include "config.h"

#include "app/attach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/edit.h"
#include "app/inner.h"
#include "app/judge.h"
#include "app/move.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "domain/layer.h"
#include "store/attach.h"

enum { TYPES_MAX = 32, KIB = 1024, KIB_MAX = 1 << 20, PATH_VALUES = 4 };

/* ---- what may be attached, from data/attach ---- */

typedef struct Types {
    AttachType types[TYPES_MAX];
    const char *pages[TYPES_MAX];   /* NULL where it cannot be told */
    const char *endings[TYPES_MAX]; /* of the names of such files */
    size_t n;
    size_t max_bytes;
} Types;

static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* "255044462d" as bytes. */
static bool read_starts(const char *hex, AttachType *type)
{
    size_t len = strlen(hex);
    if (!len || len % 2 || len / 2 > ATTACH_MAGIC)
        return false;
    for (size_t i = 0; i < len; i += 2) {
        int high = hex_digit(hex[i]), low = hex_digit(hex[i + 1]);
        if (high < 0 || low < 0)
            return false;
        type->starts[type->starts_len++] = (unsigned char)(high << 4 | low);
    }
    return true;
}

static bool bad_entry(const Ini *ini, const char *section, const char *key, Err *err)
{
    Buf place = BUF_INIT;
    ini_place(ini, section, key, &place);
    err_set(err, ERR_INPUT, _("%s: this cannot be used; run “anjuan knowledge check”"),
            place.data);
    buf_free(&place);
    return false;
}

static bool read_type(const Ini *ini, const char *section, const char *lang, Types *out,
                      Err *err)
{
    AttachType *type = &out->types[out->n];
    const char *starts = ini_get(ini, section, "starts"), *text = ini_get(ini, section, "text");
    *type = (AttachType){.name = ini_get_lang(ini, section, "name", lang),
                         .near_end = ini_get(ini, section, "near_end"),
                         .text = text && strcmp(text, "yes") == 0};
    if (!type->name || (!type->text && !starts))
        return bad_entry(ini, section, "name", err);
    if (!type->text && !read_starts(starts, type))
        return bad_entry(ini, section, "starts", err);
    const char *ending = ini_get(ini, section, "ending");
    if (ending &&
        (!*ending || strspn(ending, "abcdefghijklmnopqrstuvwxyz0123456789") != strlen(ending)))
        return bad_entry(ini, section, "ending", err);
    out->endings[out->n] = ending ? ending : "bin";
    out->pages[out->n++] = ini_get(ini, section, "pages");
    return true;
}

static bool read_limits(const Ini *ini, Types *out, Err *err)
{
    const char *kib = ini_get(ini, "limits", "max_kib");
    long value = kib ? strtol(kib, NULL, 10) : 0;
    if (value < 1 || value > KIB_MAX)
        return bad_entry(ini, "limits", "max_kib", err);
    out->max_bytes = (size_t)value * KIB;
    return true;
}

static bool read_types(Session *session, Types *out, Err *err)
{
    const Knowledge *knowledge = session_knowledge(session);
    *out = (Types){0};
    for (size_t i = 0; i < knowledge_files(knowledge, "attach"); i++) {
        const Ini *ini = knowledge_file(knowledge, "attach", i);
        for (size_t s = 0; s < ini_sections(ini) && out->n < TYPES_MAX; s++) {
            const char *section = ini_section(ini, s);
            bool limits = strcmp(section, "limits") == 0;
            if (limits ? !read_limits(ini, out, err)
                       : !read_type(ini, section, session_lang(session), out, err))
                return false;
        }
    }
    return (out->n && out->max_bytes) ||
           err_set(err, ERR_INPUT, _("The knowledge files do not say what may be attached"));
}

/* ---- the document ---- */

static const CodeEntry *document_of(Session *session, const char *code, Err *err)
{
    const CodeTable *table =
        codes_table(knowledge_codes(session_knowledge(session)), "document");
    Buf value = BUF_INIT;
    const CodeEntry *entry = NULL;
    if (table && field_parse(session_fields(session), catalog_field(F_DOCUMENT_code), code,
                             &value, NULL))
        entry = code_find(table, value.data);
    if (!entry)
        err_set(err, ERR_INPUT, _("There is no document %s; codes are D01, D02 and so on"),
                code);
    buf_free(&value);
    return entry;
}

/* The row that the checklist shows for this document; as many as there are when it has none, or
 * when it was approved: what comes later is a row beside it. */
static bool row_of(Session *session, const CaseFile *file, const char *code, size_t *row,
                   Err *err)
{
    Arena *arena = arena_new();
    ChecklistItem *items;
    size_t n = 0;
    bool done = app_case_checklist(session, file, arena, &items, &n, err);
    *row = case_rows(file, REC_DOCUMENT);
    for (size_t i = 0; done && i < n; i++) {
        if (strcmp(items[i].code, code) == 0 && items[i].row >= 0 && !items[i].approved)
            *row = (size_t)items[i].row;
    }
    if (layer_frozen_row(file, REC_DOCUMENT, *row))
        *row = case_rows(file, REC_DOCUMENT);
    arena_free(arena);
    return done;
}

static bool is_settled(const CaseFile *file, size_t row)
{
    return case_is(file, F_DOCUMENT_state, row, "received") ||
           case_is(file, F_DOCUMENT_state, row, "verified");
}

static bool name_copy(Session *session, CaseFile *file, const char *code, size_t row,
                      const char *sha256, const char *pages, Err *err)
{
    const char *before = case_get(file, F_DOCUMENT_file, row);
    bool other = before && strcmp(before, sha256) != 0;
    EditValue values[PATH_VALUES];
    size_t n = 0;
    if (row == case_rows(file, REC_DOCUMENT))
        values[n++] = (EditValue){F_DOCUMENT_code, row, code};
    if (!is_settled(file, row) || other)
        values[n++] = (EditValue){F_DOCUMENT_state, row, "received"};
    values[n++] = (EditValue){F_DOCUMENT_file, row, sha256};
    if (pages && !case_get(file, F_DOCUMENT_pages, row))
        values[n++] = (EditValue){F_DOCUMENT_pages, row, pages};
    return edit_values(session, file, values, n, err);
}

static bool attach(Session *session, CaseFile *file, const char *code, const char *path,
                   bool page, AppAttached *out, Err *err)
{
    Types types;
    Attached copy;
    size_t row;
    const CodeEntry *entry = document_of(session, code, err);
    if (!entry || !app_case_editable(session, file, REC_DOCUMENT, err) ||
        !read_types(session, &types, err) || !row_of(session, file, entry->code, &row, err))
        return false;
    const AttachRules rules = {types.max_bytes, types.types, types.n};
    if (!attach_put(session_store(session), path, &rules, &copy, err))
        return false;
    if (page)
        row = case_rows(file, REC_DOCUMENT);
    const char *before = case_get(file, F_DOCUMENT_file, row);
    *out = (AppAttached){.bytes = copy.bytes,
                         .type = types.types[copy.type].name,
                         .replaced = before && strcmp(before, copy.sha256) != 0};
    snprintf(out->code, sizeof(out->code), "%s", entry->code);
    snprintf(out->sha256, sizeof(out->sha256), "%s", copy.sha256);
    return name_copy(session, file, entry->code, row, copy.sha256, types.pages[copy.type], err);
}

bool app_attach(Session *session, CaseFile *file, const char *code, const char *path,
                AppAttached *out, Err *err)
{
    return attach(session, file, code, path, false, out, err);
}

bool app_attach_page(Session *session, CaseFile *file, const char *code, const char *path,
                     AppAttached *out, Err *err)
{
    return attach(session, file, code, path, true, out, err);
}

/* ---- waiving ---- */

bool app_may_waive(Session *session, const CaseFile *file, const char *code, Err *err)
{
    const CodeEntry *entry = document_of(session, code, err);
    size_t row;
    if (!entry ||
        !checklist_waivable(session_knowledge(session), entry->code, session_lang(session),
                            err) ||
        !row_of(session, file, entry->code, &row, err))
        return false;
    if (case_is(file, F_DOCUMENT_state, row, "verified"))
        return err_set(err, ERR_REFUSED,
                       _("%s is here and verified; there is nothing to waive"), entry->code);
    return true;
}

bool app_copy_place(Session *session, const char *sha256, Buf *out, Err *err)
{
    const Store *store = session_store(session);
    if (!desk_may(session_user(session), VERB_READ, err) || !attach_check(store, sha256, err))
        return false;
    char *path = NULL;
    bool done = attach_place(store, sha256, &path, err);
    buf_add(out, path ? path : "");
    free(path);
    return done;
}

bool app_copy_read(Session *session, const char *sha256, Buf *out, const char **ending,
                   Err *err)
{
    Types types;
    size_t type;
    if (!desk_may(session_user(session), VERB_READ, err) || !read_types(session, &types, err))
        return false;
    const AttachRules rules = {types.max_bytes, types.types, types.n};
    if (!attach_read(session_store(session), sha256, &rules, out, &type, err))
        return false;
    *ending = types.endings[type];
    return true;
}

bool app_waive(Session *session, CaseFile *file, const char *code, const char *comment,
               Err *err)
{
    size_t row, n = 0;
    Buf note = BUF_INIT;
    EditValue values[PATH_VALUES];
    const CodeEntry *entry = document_of(session, code, err);
    bool done = false;
    if (!entry || !app_may_waive(session, file, entry->code, err))
        goto out;
    if (text_blank(comment)) {
        err_set(err, ERR_INPUT, _("Not waived: say why, so that the reviewer can judge it"));
        goto out;
    }
    if (!field_parse(session_fields(session), catalog_field(F_DOCUMENT_note), comment, &note,
                     err) ||
        !row_of(session, file, entry->code, &row, err))
        goto out;
    if (row == case_rows(file, REC_DOCUMENT))
        values[n++] = (EditValue){F_DOCUMENT_code, row, entry->code};
    values[n++] = (EditValue){F_DOCUMENT_state, row, "waived"};
    values[n++] = (EditValue){F_DOCUMENT_note, row, note.data};
    done = edit_values(session, file, values, n, err);
out:
    buf_free(&note);
    return done;
}
