/* The blocks of the search, kept to the terms: of a settled case that changes at once, of new
 * cases some at a time, since each of them is in many blocks and its neighbours are in the
 * same. */
#include "config.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/inner.h"
#include "store/search_inner.h"
#include "store/sql.h"

/* The last character of Unicode: where the range of a beginning ends. */
#define LAST_SIGN "\xf4\x8f\xbf\xbf"

/* ---- a block ---- */

bool block_has(const CaseBlock *block, int64_t case_id)
{
    size_t at = (size_t)case_id % BLOCK_CASES;
    return block->words[at / 64] >> at % 64 & 1;
}

void block_put(CaseBlock *block, int64_t case_id, bool has)
{
    size_t at = (size_t)case_id % BLOCK_CASES;
    uint64_t bit = UINT64_C(1) << at % 64;
    block->words[at / 64] = has ? block->words[at / 64] | bit : block->words[at / 64] & ~bit;
}

bool block_empty(const CaseBlock *block)
{
    uint64_t any = 0;
    for (size_t i = 0; i < BLOCK_WORDS; i++)
        any |= block->words[i];
    return !any;
}

bool block_unpack(CaseBlock *block, const void *bytes, size_t n)
{
    const unsigned char *at = bytes;
    if (n == sizeof block->words) {
        for (size_t i = 0; i < BLOCK_WORDS; i++)
            for (size_t k = 0; k < 8; k++)
                block->words[i] |= (uint64_t)*at++ << 8 * k;
        return true;
    }
    if (n % 2 || n > sizeof block->words)
        return false;
    for (size_t i = 0; i < n; i += 2)
        block_put(block, (at[i] | at[i + 1] << 8) % BLOCK_CASES, true);
    return true;
}

static void block_pack(const CaseBlock *block, Buf *out)
{
    buf_clear(out);
    for (int at = 0; at < BLOCK_CASES && out->len < sizeof block->words; at++) {
        if (!block->words[at / 64])
            at |= 63;
        else if (block_has(block, at)) {
            buf_add_char(out, (char)(at & 0xff));
            buf_add_char(out, (char)(at >> 8));
        }
    }
    if (out->len < sizeof block->words)
        return;
    buf_clear(out);
    for (size_t i = 0; i < BLOCK_WORDS; i++)
        for (size_t k = 0; k < 8; k++)
            buf_add_char(out, (char)(block->words[i] >> 8 * k & 0xff));
}

static bool say_damaged(Store *store, Err *err)
{
    return err_set(err, ERR_STORE, _("%s: a block of the search index is damaged"),
                   store_path(store));
}

bool block_read(Store *store, const char *token, int64_t kind, int64_t number, CaseBlock *out,
                Err *err)
{
    Sql q;
    bool good = true;
    *out = (CaseBlock){.words = {0}};
    if (!sql_open(&q, store,
                  "SELECT cases FROM search_block WHERE token = ? AND kind = ? AND block = ?",
                  err))
        return false;
    sql_bind_text(&q, 1, token);
    sql_bind_int(&q, 2, kind);
    sql_bind_int(&q, 3, number);
    if (sql_row(&q)) {
        size_t n;
        const void *bytes = sql_blob(&q, 0, &n);
        good = block_unpack(out, bytes, n);
    }
    return sql_close(&q, err) && (good || say_damaged(store, err));
}

bool block_write(Store *store, const char *token, int64_t kind, int64_t number,
                 const CaseBlock *block, Err *err)
{
    Buf bytes = BUF_INIT;
    Sql q;
    if (block_empty(block))
        return sql_do(store, err,
                      "DELETE FROM search_block WHERE token = ? AND kind = ? AND block = ?",
                      "tii", token, kind, number);
    if (!sql_open(&q, store,
                  "INSERT INTO search_block (token, kind, block, cases) VALUES (?, ?, ?, ?)"
                  " ON CONFLICT DO UPDATE SET cases = excluded.cases",
                  err))
        return false;
    block_pack(block, &bytes);
    sql_bind_text(&q, 1, token);
    sql_bind_int(&q, 2, kind);
    sql_bind_int(&q, 3, number);
    sql_bind_blob(&q, 4, bytes.data, bytes.len);
    sql_row(&q);
    buf_free(&bytes);
    return sql_close(&q, err);
}

/* ---- what is settled ---- */

bool blocks_settled(Store *store, int64_t *until, Err *err)
{
    return sql_get_int(store, err, until,
                       /* No further than there are cases, whatever stands there. */
                       "SELECT min(coalesce((SELECT CAST(value AS INTEGER) FROM meta"
                       " WHERE name = 'search.settled'), -1),"
                       " coalesce((SELECT max(id) FROM case_file), 0))",
                       NULL);
}

bool blocks_settle_to(Store *store, int64_t until, Err *err)
{
    return sql_do(store, err,
                  "INSERT INTO meta (name, value) VALUES ('search.settled', ?)"
                  " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                  "i", until);
}

bool token_has_blocks(Store *store, const char *token, bool *has, Err *err)
{
    int64_t n;
    bool done = sql_get_int(store, err, &n, "SELECT count(*) FROM search_token WHERE token = ?",
                            "t", token);
    *has = done && n;
    return done;
}

size_t token_next(const char *text, size_t len, size_t at)
{
    at += at < len;
    while (at < len && ((unsigned char)text[at] & 0xc0) == 0x80)
        at++;
    return at;
}

/* ---- a settled case that changes ---- */

static bool begins(const SearchTerm *term, int64_t kind, const char *token, size_t len)
{
    return (int64_t)term->kind == kind && strncmp(term->term, token, len) == 0;
}

static bool still_there(const SearchTerm *terms, size_t n, int64_t kind, const char *token,
                        size_t len)
{
    for (size_t i = 0; i < n; i++) {
        if (terms[i].term && begins(&terms[i], kind, token, len))
            return true;
    }
    return false;
}

static bool put_bit(Store *store, const char *token, int64_t kind, int64_t case_id, bool has,
                    bool *emptied, Err *err)
{
    CaseBlock block;
    int64_t number = case_id >> BLOCK_SHIFT;
    if (!block_read(store, token, kind, number, &block, err))
        return false;
    if (block_has(&block, case_id) == has)
        return true;
    block_put(&block, case_id, has);
    *emptied = *emptied || block_empty(&block);
    return block_write(store, token, kind, number, &block, err);
}

/* Each beginning of the term that has blocks: a longer one has none where a shorter has not. */
static bool follow_term(Store *store, int64_t case_id, const SearchTerm *term, bool has,
                        const SearchTerm *terms, size_t n, bool *emptied, Err *err)
{
    size_t len = strlen(term->term);
    bool done = true, blocks = true;
    for (size_t at = token_next(term->term, len, 0); done && blocks;
         at = token_next(term->term, len, at)) {
        char *token = xstrndup(term->term, at);
        done = token_has_blocks(store, token, &blocks, err);
        if (done && blocks && (has || !still_there(terms, n, term->kind, token, at)))
            done = put_bit(store, token, term->kind, case_id, has, emptied, err);
        free(token);
        if (at == len)
            break;
    }
    return done;
}

bool blocks_follow(Store *store, int64_t case_id, const TermList *gone, const TermList *come,
                   const SearchTerm *terms, size_t n, Err *err)
{
    bool done = true, emptied = false;
    for (size_t i = 0; done && i < come->n; i++)
        done = follow_term(store, case_id, &come->items[i], true, NULL, 0, &emptied, err);
    for (size_t i = 0; done && i < gone->n; i++)
        done = follow_term(store, case_id, &gone->items[i], false, terms, n, &emptied, err);
    /* What nobody is found by any more is not remembered either. */
    return done && (!emptied || sql_do(store, err,
                                       "DELETE FROM search_token WHERE NOT EXISTS (SELECT 1"
                                       " FROM search_block AS b"
                                       " WHERE b.token = search_token.token)",
                                       NULL));
}

/* ---- a beginning that has become frequent ---- */

static bool fill_token(Store *store, const char *token, const char *last, int64_t kind,
                       int64_t until, Err *err)
{
    CaseBlock *blocks = xcalloc((size_t)(until >> BLOCK_SHIFT) + 1, sizeof *blocks);
    bool done = true;
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT case_id FROM search_term WHERE term >= ? AND term < ? AND kind = ?"
                  " AND case_id <= ?",
                  err)) {
        free(blocks);
        return false;
    }
    sql_bind_text(&q, 1, token);
    sql_bind_text(&q, 2, last);
    sql_bind_int(&q, 3, kind);
    sql_bind_int(&q, 4, until);
    while (sql_row(&q)) {
        int64_t id = sql_int(&q, 0);
        if (id > 0)
            block_put(&blocks[id >> BLOCK_SHIFT], id, true);
    }
    done = sql_close(&q, err);
    for (int64_t i = 0; done && i <= until >> BLOCK_SHIFT; i++)
        done = block_empty(&blocks[i]) || block_write(store, token, kind, i, &blocks[i], err);
    free(blocks);
    return done;
}

bool token_begin(Store *store, const char *token, int64_t until, Err *err)
{
    Buf last = BUF_INIT;
    bool done = sql_do(store, err, "INSERT INTO search_token (token) VALUES (?)", "t", token);
    buf_addf(&last, "%s%s", token, LAST_SIGN);
    for (int64_t kind = 0; done && kind < SEARCH_KINDS; kind++)
        done = fill_token(store, token, last.data, kind, until, err);
    buf_free(&last);
    return done;
}
