/* Lines under the records of a tab, and those of the route and of the disclosure. */
#include "config.h"

#include "ui/parts/sums.h"

#include <stdlib.h>
#include <string.h>

#include "app/judge.h"
#include "app/money.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/money.h"
#include "ui/model/tabs.h"
#include "ui/parts/lines.h"
#include "ui/stage/stage.h"

/* What the records keep at least; one row less where that leaves room for the first line. */
enum { RECORD_ROWS = 9, SMALL = 12, WRAP_ROWS = 2 };

void sums_begin(SumLines *lines)
{
    *lines = (SumLines){.arena = arena_new()};
}

void sums_end(SumLines *lines)
{
    arena_free(lines->arena);
}

void sums_add(SumLines *lines, Style style, const char *text)
{
    if (lines->n == SUM_LINES)
        return;
    lines->lines[lines->n].style = style;
    lines->lines[lines->n++].text = arena_dup(lines->arena, text);
}

void sums_join(SumLines *lines, int cols)
{
    enum { BETWEEN = 3 };
    int last = lines->n - 1;
    if (last < 1 || lines->lines[last].style == ST_WARN ||
        lines->lines[last - 1].style == ST_WARN)
        return;
    const char *left = lines->lines[last - 1].text, *right = lines->lines[last].text;
    if (text_cols(left) + BETWEEN + text_cols(right) > cols - 2)
        return;
    lines->lines[last - 1].text =
        arena_printf(lines->arena, "%s%*s%s", left, BETWEEN, "", right);
    lines->n--;
}

int sums_rows(const char *text, int cols)
{
    TextLine *wrapped = NULL;
    size_t n = text_wrap(text, cols, &wrapped);
    free(wrapped);
    return n < WRAP_ROWS ? (int)n : WRAP_ROWS;
}

int sums_draw(const SumLines *lines, Frame *frame, Rect rect)
{
    int rows[SUM_LINES], n = 0, used = 0;
    int records = rect.rows < SMALL ? RECORD_ROWS - 1 : RECORD_ROWS;
    for (; n < lines->n; n++) {
        rows[n] = sums_rows(lines->lines[n].text, rect.cols - 2);
        if (used + rows[n] + 1 > rect.rows - records)
            break;
        used += rows[n];
    }
    int row = rect.row + rect.rows - used;
    for (int i = 0; i < n; i++) {
        info_wrap(frame, (Rect){row, rect.col, rows[i], rect.cols}, lines->lines[i].style,
                  lines->lines[i].text);
        row += rows[i];
    }
    return n ? used + 1 : 0;
}

/* ---- the route ---- */

/* Joins words by what the language puts between them. */
static void add_word(Buf *list, const char *word)
{
    if (list->len)
        /* TRANSLATORS: between two words of a list. */
        buf_add(list, _(", "));
    buf_add(list, word);
}

static void add_way(SumLines *lines, const RouteWay *way, Frame *frame)
{
    Buf lacks = BUF_INIT;
    for (size_t i = 0; i < way->n_lacks; i++)
        add_word(&lacks, way->lacks[i]);
    if (way->met)
        sums_add(lines, ST_OK,
                 /* TRANSLATORS: a sign, and a way of paying that is ready. */
                 arena_printf(lines->arena, _("%s Way: %s"), frame_sign(frame, SIGN_DONE),
                              way->title));
    else
        sums_add(lines, ST_WARN,
                 /* TRANSLATORS: a sign, a way of paying, and what it still lacks. */
                 arena_printf(lines->arena, _("%s Way: %s; lacks %s"),
                              frame_sign(frame, SIGN_INFO), way->title, lacks.data));
    buf_free(&lacks);
}

void sums_add_route(SumLines *lines, const Route *route, Frame *frame, bool ways)
{
    sums_add(lines, route->settled ? ST_TEXT : ST_WARN,
             arena_printf(lines->arena, "%s%s%s",
                          route->settled ? "" : frame_sign(frame, SIGN_WARN),
                          route->settled ? "" : " ", route->because));
    for (size_t i = 0; route->asks && ways && i < route->n_ways; i++) {
        if (!route->settled || route->ways[i].met)
            add_way(lines, &route->ways[i], frame);
    }
}

/* ---- disclosure ---- */

static const ChecklistItem *paper(const ChecklistItem *items, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++) {
        if (!strcmp(items[i].code, code))
            return &items[i];
    }
    return NULL;
}

/* "house property D25 missing": the paper that proves the item, where one is asked for or
 * there. */
static void add_proof(const FieldContext *fields, const CodeTable *table,
                      const CodeEntry *entry, const ChecklistItem *items, size_t n, Buf *proofs,
                      bool *open)
{
    const char *code = code_attribute(table, entry->code, "proof");
    const ChecklistItem *item = code ? paper(items, n, code) : NULL;
    const CodeTable *states =
        codes_table(fields->codes, catalog_field(F_DOCUMENT_state)->codes);
    const CodeEntry *state = item && states ? code_find(states, item->state) : NULL;
    if (!state)
        return;
    Buf text = BUF_INIT;
    /* TRANSLATORS: item, document, its state; e.g. "house property D25 missing". */
    buf_addf(&text, _("%s %s %s"), code_text(entry, fields->lang), code,
             code_text(state, fields->lang));
    add_word(proofs, text.data);
    *open = *open || item->open;
    buf_free(&text);
}

static void add_items(SumLines *lines, const FieldContext *fields, const CaseFile *file,
                      const ChecklistItem *items, size_t n, Frame *frame)
{
    const CodeTable *table =
        codes_table(fields->codes, catalog_field(F_DISCLOSURE_item)->codes);
    Buf lacks = BUF_INIT, proofs = BUF_INIT, text = BUF_INIT;
    int all = 0, answered = 0;
    bool open = false;
    for (size_t i = 0; table && i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        if (entry->retired)
            continue;
        all++;
        if (case_get(file, F_DISCLOSURE_answer,
                     case_item_row(file, F_DISCLOSURE_item, entry->code)))
            answered++;
        else
            add_word(&lacks, code_text(entry, fields->lang));
        add_proof(fields, table, entry, items, n, &proofs, &open);
    }
    if (answered * 2 < all) /* which are not is to be seen above, better than in a long list */
        /* TRANSLATORS: a sign, how many items of how many. */
        buf_addf(&text, _("%s Disclosed %d of %d; the others are unanswered"),
                 frame_sign(frame, SIGN_WARN), answered, all);
    else if (answered < all)
        /* TRANSLATORS: a sign, how many items of how many, and those that are not. */
        buf_addf(&text, _("%s Disclosed %d of %d; unanswered: %s"),
                 frame_sign(frame, SIGN_WARN), answered, all, lacks.data);
    else
        buf_addf(&text, _("Disclosed %d of %d: complete %s"), answered, all,
                 frame_sign(frame, SIGN_DONE));
    sums_add(lines, answered < all ? ST_WARN : ST_OK, text.data);
    buf_clear(&text);
    /* TRANSLATORS: the papers behind the disclosure and their states. */
    buf_addf(&text, _("Proof: %s"), proofs.data);
    if (proofs.len)
        sums_add(lines, open ? ST_WARN : ST_TEXT, text.data);
    buf_free(&lacks);
    buf_free(&proofs);
    buf_free(&text);
}

int sums_draw_disclosure(Stage *stage, const CaseFile *file, Frame *frame, Rect rect)
{
    Session *session = stage_session(stage);
    CaseMoney money;
    Err err = {0};
    SumLines lines;
    sums_begin(&lines);
    if (app_case_money(session, file, NULL, 0, lines.arena, &money, &err)) {
        add_items(&lines, session_fields(session), file, money.documents, money.n_documents,
                  frame);
        sums_add_route(&lines, &money.route, frame, false);
    } else {
        sums_add(&lines, ST_WARN, err.text);
    }
    int taken = sums_draw(&lines, frame, rect);
    sums_end(&lines);
    return taken;
}
