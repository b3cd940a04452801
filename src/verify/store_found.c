/* What cases are found by, made anew from their records as far as that takes no dictionary and
 * no rule: the words of the search but for pinyin, the forms that are compared between cases,
 * prints of stories, and the blocks of the search out of its terms. No history tells of these;
 * but who does not find a case takes it for one that is not there. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "verify/found.h"
#include "verify/store_inner.h"

/* As this program makes them; a store that says otherwise is made anew when it is opened. */
static const char forms_known[] = "4";

/* The print of a case that is to be judged anew is made anew with that. */
static const char cases[] =
    "SELECT c.id, c.no, p.name, i.name, p.id_number, p.phone, l.inpatient_no, l.disease,"
    " l.hospital, l.bed, t.story, s.case_id IS NULL OR s.knowledge_version IS NOT NULL"
    " FROM case_file AS c"
    " LEFT JOIN patient AS p ON p.case_id = c.id LEFT JOIN initiator AS i ON i.case_id = c.id"
    " LEFT JOIN illness AS l ON l.case_id = c.id LEFT JOIN statement AS t ON t.case_id = c.id"
    " LEFT JOIN case_summary AS s ON s.case_id = c.id"
    " WHERE NOT EXISTS (SELECT 1 FROM erasure AS e WHERE e.case_id = c.id)"
    " ORDER BY c.id";
enum {
    COLUMN_NO = 1,
    COLUMN_FIELDS = 2,
    COLUMN_STORY = COLUMN_FIELDS + FOUND_FIELDS,
    COLUMN_JUDGED
};

/* A table may be of anybody's making, and without a value where each has one. */
static const char *text_at(sqlite3_stmt *stmt, int column)
{
    const char *text = (const char *)sqlite3_column_text(stmt, column);

    return text ? text : "";
}

typedef struct Finding {
    Reading *r;
    sqlite3_stmt *terms, *forms, *kept, *print, *bands;
} Finding;

/* ---- words of the search ---- */

static void hold_terms(Finding *f, sqlite3_stmt *of)
{
    const char *fields[FOUND_FIELDS], *no = (const char *)sqlite3_column_text(of, COLUMN_NO);
    FoundTerms *terms;
    Buf term = BUF_INIT;

    for (int i = 0; i < FOUND_FIELDS; i++)
        fields[i] = (const char *)sqlite3_column_text(of, COLUMN_FIELDS + i);
    terms = found_terms(no ? no : "", fields);
    sqlite3_reset(f->terms);
    sqlite3_bind_int64(f->terms, 1, sqlite3_column_int64(of, 0));
    while (sqlite3_step(f->terms) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(f->terms, 1);
        found_see(terms, sqlite3_column_int64(f->terms, 0), text ? text : "");
    }
    if (found_missing(terms, &term))
        report_fault(f->r->report, 0, _("Case %s, search_term: it is not found by “%s”"),
                     no ? no : "?", term.data);
    else if (found_extra(terms, &term))
        report_fault(f->r->report, 0,
                     _("Case %s, search_term: it is found by “%s”, which does not stand in it"),
                     no ? no : "?", term.data);
    found_free(terms);
    buf_free(&term);
}

/* ---- what is compared between cases ---- */

/* Who belongs to the household: the day of birth stands in the number of who acts. */
#define HOUSEHOLD(table)                                                                       \
    " UNION ALL SELECT 'household', name || char(10) || '|' || substr(id_number, 7, 4) || '-'" \
    " || substr(id_number, 11, 2) || '-' || substr(id_number, 13, 2) || '|' || relation, 'h'"  \
    " FROM " table " WHERE case_id = ?1 AND length(id_number) = 18 AND substr(id_number, 7,"   \
    " 8) NOT GLOB '*[^0-9]*'"

/* ?1 the case. Each value that has a form, with the place that is written beside it. */
static const char compared[] =
    "SELECT 'patient.id_number', id_number, 'n' FROM patient WHERE case_id = ?1"
    " UNION ALL SELECT 'initiator.id_number', id_number, 'n' FROM initiator WHERE case_id = ?1"
    " UNION ALL SELECT 'guardian.id_number', id_number, 'n' FROM guardian WHERE case_id = ?1"
    " UNION ALL SELECT 'payee.id_number', id_number, 'n' FROM payee WHERE case_id = ?1"
    " UNION ALL SELECT 'patient.phone', phone, 'p' FROM patient WHERE case_id = ?1"
    " UNION ALL SELECT 'initiator.phone', phone, 'p' FROM initiator WHERE case_id = ?1"
    " UNION ALL SELECT 'guardian.phone', phone, 'p' FROM guardian WHERE case_id = ?1"
    " UNION ALL SELECT 'payee.phone', phone, 'p' FROM payee WHERE case_id = ?1"
    " UNION ALL SELECT 'payee.account', account, 'n' FROM payee WHERE case_id = ?1"
    " UNION ALL SELECT 'illness.inpatient_no', inpatient_no, 'n' FROM illness"
    " WHERE case_id = ?1"
    " UNION ALL SELECT 'expense.invoice_no', invoice_no, 'n' FROM expense WHERE case_id = ?1"
    " UNION ALL SELECT 'document.number', \"number\", 'n' FROM document WHERE case_id = ?1"
    " UNION ALL SELECT 'patient.name', name, 'w' FROM patient WHERE case_id = ?1"
    " UNION ALL SELECT 'verification.contact', contact, 'p' FROM verification WHERE case_id = "
    "?1"
    " UNION ALL SELECT 'case.adviser_phone', adviser_phone, 'p' FROM case_file WHERE id = ?1"
    " UNION ALL SELECT 'payee.hospital', account || char(10) || name, 'a' FROM payee"
    " WHERE case_id = ?1 AND kind = 'hospital'"
    " UNION ALL SELECT 'household', name || char(10) || '|' || coalesce(born_on, iif("
    "length(id_number) = 18 AND substr(id_number, 7, 8) NOT GLOB '*[^0-9]*', substr(id_number,"
    " 7, 4) || '-' || substr(id_number, 11, 2) || '-' || substr(id_number, 13, 2), NULL))"
    " || '|01', 'h' FROM patient WHERE case_id = ?1"
    " UNION ALL SELECT 'household', name || char(10) || '|' || born_on || '|' || relation, 'h'"
    " FROM member WHERE case_id = ?1" HOUSEHOLD("initiator") HOUSEHOLD("guardian")
        HOUSEHOLD("payee");

static bool form_is_kept(Finding *f, int64_t id, const char *field, const FoundForm *form)
{
    bool kept = false;

    sqlite3_reset(f->kept);
    sqlite3_bind_int64(f->kept, 1, id);
    sqlite3_bind_text(f->kept, 2, field, -1, SQLITE_STATIC);
    while (!kept && sqlite3_step(f->kept) == SQLITE_ROW)
        kept = found_is_form(form, text_at(f->kept, 1));
    return kept;
}

/* The form or, the other way, a value that has it. */
static bool form_has_value(Finding *f, int64_t id, const char *field, const char *form)
{
    bool has = false;

    sqlite3_reset(f->forms);
    sqlite3_bind_int64(f->forms, 1, id);
    while (!has && sqlite3_step(f->forms) == SQLITE_ROW) {
        FoundForm made;
        if (strcmp((const char *)sqlite3_column_text(f->forms, 0), field) != 0)
            continue;
        found_form(sqlite3_column_text(f->forms, 2)[0],
                   (const char *)sqlite3_column_text(f->forms, 1), &made);
        has = found_is_form(&made, form);
        found_form_free(&made);
    }
    return has;
}

static bool all_forms_kept(Finding *f, int64_t id, Buf *place)
{
    bool all = true;

    sqlite3_reset(f->forms);
    sqlite3_bind_int64(f->forms, 1, id);
    while (all && sqlite3_step(f->forms) == SQLITE_ROW) {
        const char *field = (const char *)sqlite3_column_text(f->forms, 0);
        FoundForm form;
        found_form(sqlite3_column_text(f->forms, 2)[0],
                   (const char *)sqlite3_column_text(f->forms, 1), &form);
        all = !form.text.len || form_is_kept(f, id, field, &form);
        if (!all)
            buf_add(place, field);
        found_form_free(&form);
    }
    return all;
}

static bool no_other_forms(Finding *f, int64_t id, sqlite3_stmt *all, Buf *place)
{
    bool none = true;

    sqlite3_reset(all);
    sqlite3_bind_int64(all, 1, id);
    while (none && sqlite3_step(all) == SQLITE_ROW) {
        const char *field = text_at(all, 0);
        none = form_has_value(f, id, field, text_at(all, 1));
        if (!none)
            buf_add(place, field);
    }
    return none;
}

static void hold_forms(Finding *f, sqlite3_stmt *of, sqlite3_stmt *all)
{
    int64_t id = sqlite3_column_int64(of, 0);
    Buf place = BUF_INIT;

    if (!all_forms_kept(f, id, &place) || !no_other_forms(f, id, all, &place))
        report_fault(f->r->report, 0,
                     _("Case %s, alike_form: %s is not compared in the form that it has"),
                     text_at(of, COLUMN_NO), place.data);
    buf_free(&place);
}

/* ---- prints of stories ---- */

static void hold_print(Finding *f, sqlite3_stmt *of)
{
    int64_t id = sqlite3_column_int64(of, 0), bands[FOUND_BANDS];
    const char *story = (const char *)sqlite3_column_text(of, COLUMN_STORY);
    unsigned char made[FOUND_PRINT];
    bool tells = story && found_print(story, made, bands), right;
    int kept = 0, known = 0;

    sqlite3_reset(f->print);
    sqlite3_bind_int64(f->print, 1, id);
    right = (sqlite3_step(f->print) == SQLITE_ROW) == tells;
    if (right && tells) {
        Bytes print = reading_bytes(f->print, 0);
        right = print.n == sizeof made && memcmp(print.at, made, sizeof made) == 0;
    }
    sqlite3_reset(f->bands);
    sqlite3_bind_int64(f->bands, 1, id);
    for (; sqlite3_step(f->bands) == SQLITE_ROW; kept++) {
        bool is = false;
        for (int i = 0; tells && i < FOUND_BANDS; i++)
            is = is || bands[i] == sqlite3_column_int64(f->bands, 0);
        known += is;
    }
    right = right && kept == known && kept == (tells ? found_different(bands) : 0);
    if (!right)
        report_fault(f->r->report, 0, _("Case %s, story_print: it is not that of its story"),
                     text_at(of, COLUMN_NO));
}

/* ---- all cases ---- */

static bool forms_are_known(Reading *r, bool *known, Err *err)
{
    sqlite3_stmt *stmt =
        reading_ask(r, "SELECT value FROM meta WHERE name = 'found.forms'", err);

    if (!stmt)
        return false;
    *known = sqlite3_step(stmt) == SQLITE_ROW && bytes_are(reading_bytes(stmt, 0), forms_known);
    return reading_end(r, stmt, err);
}

static bool hold_cases(Reading *r, Err *err)
{
    sqlite3_stmt *of = reading_ask(r, cases, err),
                 *all = reading_ask(r, "SELECT field, form FROM alike_form WHERE case_id = ?",
                                    err);
    Finding f = {
        .r = r,
        .terms = reading_ask(r, "SELECT kind, term FROM search_term WHERE case_id = ?", err),
        .forms = reading_ask(r, compared, err),
        .kept = reading_ask(
            r, "SELECT field, form FROM alike_form WHERE case_id = ? AND field = ?", err),
        .print = reading_ask(r, "SELECT print FROM story_print WHERE case_id = ?", err),
        .bands = reading_ask(r, "SELECT band FROM story_band WHERE case_id = ?", err)};
    sqlite3_stmt *asked[] = {all, f.terms, f.forms, f.kept, f.print, f.bands};
    bool done = of != NULL;

    for (size_t i = 0; i < COUNT_OF(asked); i++)
        done = done && asked[i];
    while (done && sqlite3_step(of) == SQLITE_ROW) {
        hold_terms(&f, of);
        hold_forms(&f, of, all);
        if (sqlite3_column_int(of, COLUMN_JUDGED))
            hold_print(&f, of);
    }
    for (size_t i = 0; i < COUNT_OF(asked); i++)
        done = reading_end(r, asked[i], done ? err : NULL) && done;
    return reading_end(r, of, done ? err : NULL) && done;
}

/* ---- blocks ---- */

static const char blocks_begun[] =
    "SELECT (SELECT count(*) FROM search_token), (SELECT count(*) FROM (SELECT token FROM"
    " search_block EXCEPT SELECT token FROM search_token)), min(coalesce((SELECT CAST(value AS"
    " INTEGER) FROM meta WHERE name = 'search.settled'), -1), coalesce((SELECT max(id) FROM"
    " case_file), 0))";
static const char block_terms[] =
    "SELECT kind, case_id FROM search_term WHERE term >= ?1"
    " AND term < ?1 || char(1114111) AND +case_id BETWEEN 1 AND ?2";

/* Far more than any store has; what is counted by the number of a case is bounded by it. */
enum { CASES_MAX = 1 << 24 };

/* The cases of a token, by kind and block; what is not begun has none. */
typedef struct Token {
    FoundBlock *blocks;
    bool *begun;
    size_t per_kind, n;
} Token;

/* NULL: there is no such place. */
static FoundBlock *block_at(const Token *token, int64_t kind, int64_t number, size_t *at)
{
    if (kind < 0 || kind >= FOUND_KINDS || number < 0 || (size_t)number >= token->per_kind)
        return NULL;
    *at = (size_t)kind * token->per_kind + (size_t)number;
    return &token->blocks[*at];
}

static bool read_terms(Token *token, sqlite3_stmt *terms)
{
    bool any = false;

    memset(token->begun, 0, token->n * sizeof *token->begun);
    for (; sqlite3_step(terms) == SQLITE_ROW; any = true) {
        int64_t id = sqlite3_column_int64(terms, 1);
        size_t at;
        FoundBlock *block =
            block_at(token, sqlite3_column_int64(terms, 0), id / FOUND_BLOCK, &at);
        if (!block)
            continue;
        if (!token->begun[at])
            *block = (FoundBlock){.has = {false}};
        token->begun[at] = true;
        block->has[id % FOUND_BLOCK] = true;
    }
    return any;
}

/* Each block that is kept is one that the terms give, and the other way. */
static bool token_follows(Token *token, sqlite3_stmt *blocks, sqlite3_stmt *terms,
                          sqlite3_value *name)
{
    bool right;

    sqlite3_reset(terms);
    sqlite3_reset(blocks);
    sqlite3_bind_value(terms, 1, name);
    sqlite3_bind_value(blocks, 1, name);
    right = read_terms(token, terms);
    while (right && sqlite3_step(blocks) == SQLITE_ROW) {
        FoundBlock kept;
        size_t at;
        const FoundBlock *made = block_at(token, sqlite3_column_int64(blocks, 0),
                                          sqlite3_column_int64(blocks, 1), &at);
        right = made && token->begun[at] && found_block(reading_bytes(blocks, 2), &kept) &&
                memcmp(&kept, made, sizeof kept) == 0;
        if (right)
            token->begun[at] = false;
    }
    for (size_t i = 0; right && i < token->n; i++)
        right = !token->begun[i];
    return right;
}

static bool hold_tokens(Reading *r, int64_t until, bool *right, Err *err)
{
    Token token = {.per_kind = (size_t)(until < 0 ? 0 : until) / FOUND_BLOCK + 1};
    sqlite3_stmt *names = reading_ask(r, "SELECT token FROM search_token", err),
                 *terms = reading_ask(r, block_terms, err),
                 *blocks = reading_ask(
                     r, "SELECT kind, block, cases FROM search_block WHERE token = ?", err);
    bool done = names && terms && blocks;

    token.n = FOUND_KINDS * token.per_kind;
    token.blocks = xcalloc(token.n, sizeof *token.blocks);
    token.begun = xcalloc(token.n, sizeof *token.begun);
    if (terms)
        sqlite3_bind_int64(terms, 2, until);
    while (done && *right && sqlite3_step(names) == SQLITE_ROW)
        *right = token_follows(&token, blocks, terms, sqlite3_column_value(names, 0));
    free(token.blocks);
    free(token.begun);
    done = reading_end(r, names, done ? err : NULL) && done;
    done = reading_end(r, terms, done ? err : NULL) && done;
    return reading_end(r, blocks, done ? err : NULL) && done;
}

static bool hold_blocks(Reading *r, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(r, blocks_begun, err);
    int64_t tokens = 0, until = 0;
    bool right = true;

    if (!stmt)
        return false;
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        tokens = sqlite3_column_int64(stmt, 0);
        until = sqlite3_column_int64(stmt, 2);
        right = sqlite3_column_int64(stmt, 1) == 0 && (until >= 0 || tokens == 0);
    }
    if (!reading_end(r, stmt, err))
        return false;
    if (until > CASES_MAX) {
        report_fault(r->report, 0, _("case_file: no store has %lld cases"), (long long)until);
        return true;
    }
    if (right && !hold_tokens(r, until, &right, err))
        return false;
    if (!right)
        report_fault(r->report, 0,
                     _("search_block: it does not have the cases that search_term gives, so "
                       "some are not found, or others are"));
    return true;
}

bool reading_found(Reading *r, Err *err)
{
    bool known;

    if (!forms_are_known(r, &known, err))
        return false;
    if (!known) {
        report_unseen(r->report,
                      _("what cases are found by (search_term, alike_form): it was made by "
                        "another version of the program"));
        return hold_blocks(r, err);
    }
    return hold_cases(r, err) && hold_blocks(r, err);
}
