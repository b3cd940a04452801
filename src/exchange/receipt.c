/* Finds the line of heads by its words, and takes each row below it for what it says. */
#include "config.h"

#include "exchange/receipt.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "base/text/text_same.h"

enum {
    HEAD_ROWS = 40,   /* so far down may the heads stand */
    WORDS_MAX = 60,   /* in one list */
    REASONS_MAX = 60, /* sections */
    TEXT_CHARS = 2000,
    TRANCHES_MAX = 1000,
};

static const char section[] = "receipt";

static const char *const column_keys[RECEIPT_COLUMNS] = {
    [RECEIPT_NO] = "no",
    [RECEIPT_OUTCOME] = "outcome",
    [RECEIPT_REASON] = "reason",
    [RECEIPT_PLATFORM_NO] = "platform_no",
    [RECEIPT_PATIENT] = "patient",
    [RECEIPT_BATCH] = "batch",
    [RECEIPT_PLATFORM] = "platform",
    [RECEIPT_TRANCHE] = "tranche",
    [RECEIPT_AMOUNT] = "amount",
    [RECEIPT_ON] = "on",
    [RECEIPT_PAYMENT_NO] = "payment_no",
};

static const char *const says_keys[RECEIPT_SAYS] = {
    [SAYS_NOTHING] = "pending",
    [SAYS_ACCEPTED] = "accepted",
    [SAYS_REFUSED] = "refused",
    [SAYS_PAID] = "paid",
};

typedef struct Words {
    const char **list; /* folded */
    size_t n;
} Words;

typedef struct ReasonWords {
    Words words;
    ReceiptAbout about;
} ReasonWords;

struct ReceiptMap {
    const char *sheet; /* NULL: any */
    Words columns[RECEIPT_COLUMNS], says[RECEIPT_SAYS];
    const char *heads[2]; /* of what is needed, as the file names it */
    ReasonWords reasons[REASONS_MAX];
    size_t n_reasons;
};

/* ---- the mapping ---- */

static const char *folded(Arena *arena, const char *text, size_t len)
{
    Buf part = BUF_INIT, out = BUF_INIT;
    buf_add_bytes(&part, text, len);
    text_fold(&out, part.data);
    const char *kept = arena_dup(arena, out.data);
    buf_free(&out);
    buf_free(&part);
    return kept;
}

static Words read_words(const Ini *ini, const char *in, const char *key, Lint *lint,
                        Arena *arena)
{
    Buf text = BUF_INIT;
    Words words = {.list = arena_alloc(arena, WORDS_MAX * sizeof(char *))};
    if (!ini_long(ini, in, key, &text))
        return words;
    for (const char *at = text.data; *at; at += *at == '|') {
        size_t len = strcspn(at, "|");
        const char *word = folded(arena, at, len);
        at += len;
        if (words.n == WORDS_MAX)
            lint_at(lint, ini, in, key, _("more than %d words are too many"), WORDS_MAX);
        else if (*word)
            words.list[words.n++] = word;
        if (words.n == WORDS_MAX)
            break;
    }
    buf_free(&text);
    return words;
}

static bool has_word(const Words *words, const char *folded_text)
{
    for (size_t i = 0; i < words->n; i++)
        if (strcmp(words->list[i], folded_text) == 0)
            return true;
    return false;
}

/* One word cannot mean two things. */
static void check_says(const ReceiptMap *map, const Ini *ini, Lint *lint)
{
    for (int a = 0; a < RECEIPT_SAYS; a++) {
        for (int b = 0; b < a; b++) {
            for (size_t i = 0; i < map->says[a].n; i++) {
                if (has_word(&map->says[b], map->says[a].list[i]))
                    lint_at(lint, ini, section, says_keys[a], _("the word %s stands in %s too"),
                            map->says[a].list[i], says_keys[b]);
            }
        }
    }
}

/* "payee.account", or a record as a whole. */
static bool read_field(const char *path, ReceiptAbout *out)
{
    const FieldDef *field = NULL;
    const RecordDef *record = catalog_find_record(path);
    int row;
    if (!record && !catalog_parse_path(path, strlen(path), &field, &row))
        return false;
    out->record = record ? record->id : field->record;
    out->field = record ? FIELD_COUNT : field->id;
    return true;
}

static void check_code(const Ini *ini, const char *in, const char *key, const Codes *codes,
                       const char *table_name, Lint *lint)
{
    const char *code = ini_get(ini, in, key);
    const CodeTable *table = codes_table(codes, table_name);
    if (code && !(table && code_find(table, code)))
        lint_at(lint, ini, in, key, _("there is no code %s in the table %s"), code, table_name);
}

static void read_reason(ReceiptMap *map, const Ini *ini, const char *in, const Codes *codes,
                        Lint *lint, Arena *arena)
{
    static const char *const keys[] = {"words", "field", "paper", "reason", NULL};
    const char *path = ini_get(ini, in, "field"), *paper = ini_get(ini, in, "paper");
    ReceiptAbout about = {.record = REC_DOCUMENT,
                          .field = FIELD_COUNT,
                          .item = paper ? paper : "",
                          .code = ini_get(ini, in, "reason")};
    lint_only(lint, ini, in, keys);
    lint_needs(lint, ini, in, "words");
    check_code(ini, in, "reason", codes, "return_reason", lint);
    check_code(ini, in, "paper", codes, "document", lint);
    if (!path == !paper)
        lint_at(lint, ini, in, "field", _("a reason is about a field or about a paper"));
    else if (path && !read_field(path, &about))
        lint_at(lint, ini, in, "field", _("there is no field %s"), path);
    else if (map->n_reasons == REASONS_MAX)
        lint_at(lint, ini, in, NULL, _("more than %d reasons are too many"), REASONS_MAX);
    else
        map->reasons[map->n_reasons++] =
            (ReasonWords){read_words(ini, in, "words", lint, arena), about};
}

ReceiptMap *receipt_map_read(const Ini *ini, const Codes *codes, Lint *lint, Arena *arena)
{
    static const char *const keys[] = {
        "sheet",    "no",       "outcome", "reason",  "platform_no", "patient",
        "batch",    "platform", "tranche", "amount",  "on",          "payment_no",
        "accepted", "refused",  "paid",    "pending", NULL};
    static const char *const needed[] = {"no", "outcome", "accepted", "refused"};
    bool there = false;
    for (size_t i = 0; i < ini_sections(ini); i++)
        there = there || strcmp(ini_section(ini, i), section) == 0;
    if (!there)
        return NULL;
    ReceiptMap *map = arena_alloc(arena, sizeof(*map));
    lint_only(lint, ini, section, keys);
    for (size_t i = 0; i < COUNT_OF(needed); i++)
        lint_needs(lint, ini, section, needed[i]);
    map->sheet = ini_get(ini, section, "sheet");
    for (int i = 0; i < RECEIPT_COLUMNS; i++)
        map->columns[i] = read_words(ini, section, column_keys[i], lint, arena);
    for (int i = 0; i < RECEIPT_SAYS; i++)
        map->says[i] = read_words(ini, section, says_keys[i], lint, arena);
    for (int i = 0; i < 2; i++)
        map->heads[i] = ini_get(ini, section, column_keys[i]);
    check_says(map, ini, lint);
    for (size_t i = 0; i < ini_sections(ini); i++)
        if (strncmp(ini_section(ini, i), "reason.", strlen("reason.")) == 0)
            read_reason(map, ini, ini_section(ini, i), codes, lint, arena);
    return map;
}

bool receipt_about(const ReceiptMap *map, const char *reason, size_t i, ReceiptAbout *out)
{
    Buf text = BUF_INIT;
    bool found = false;
    text_fold(&text, reason);
    for (size_t r = 0; r < map->n_reasons && !found; r++) {
        const Words *words = &map->reasons[r].words;
        bool there = false;
        for (size_t w = 0; w < words->n && !there; w++)
            there = strstr(text.data, words->list[w]) != NULL;
        found = there && i-- == 0;
        if (found)
            *out = map->reasons[r].about;
    }
    buf_free(&text);
    return found;
}

/* ---- the heads ---- */

typedef struct Heads {
    const TableSheet *sheet;
    size_t row; /* its place among the rows of the sheet */
    bool has[RECEIPT_COLUMNS];
    size_t column[RECEIPT_COLUMNS], second[RECEIPT_COLUMNS];
    int twice; /* a column whose head stands there a second time; RECEIPT_COLUMNS: none */
} Heads;

/* "*案例编号 " is 案例编号: a star tells what is required. */
static bool is_head(const Words *words, const char *text)
{
    Buf out = BUF_INIT;
    text_fold(&out, text);
    while (out.len && (out.data[0] == '*' || out.data[0] == ' '))
        buf_remove(&out, 0, 1);
    while (out.len && (out.data[out.len - 1] == '*' || out.data[out.len - 1] == ' '))
        buf_cut(&out, out.len - 1);
    bool is = has_word(words, out.data);
    buf_free(&out);
    return is;
}

static bool two_heads(const Heads *heads, const char *path, Err *err)
{
    Buf a = BUF_INIT, b = BUF_INIT;
    const TableRow *row = &heads->sheet->rows[heads->row];
    table_where(heads->sheet, row, heads->column[heads->twice], &a);
    table_where(heads->sheet, row, heads->second[heads->twice], &b);
    err_set(err, ERR_INPUT,
            _("%s: two columns are headed as %s, at %s and at %s; take one of them out"), path,
            column_keys[heads->twice], a.data, b.data);
    buf_free(&a);
    buf_free(&b);
    return false;
}

static void read_heads(const TableSheet *sheet, size_t at, const ReceiptMap *map, Heads *out)
{
    const TableRow *row = &sheet->rows[at];
    *out = (Heads){.sheet = sheet, .row = at, .twice = RECEIPT_COLUMNS};
    for (size_t i = 0; i < row->n; i++) {
        for (int c = 0; c < RECEIPT_COLUMNS; c++) {
            if (!is_head(&map->columns[c], row->cells[i].text))
                continue;
            if (out->has[c])
                out->twice = c;
            *(out->has[c] ? &out->second[c] : &out->column[c]) = row->cells[i].column;
            out->has[c] = true;
        }
    }
}

static bool no_heads(const ReceiptMap *map, const char *path, Err *err)
{
    return err_set(err, ERR_INPUT,
                   _("%s has no line with the heads %s and %s; is it the reply? If the "
                     "platform calls them otherwise, put its words into the section receipt of "
                     "the template"),
                   path, map->heads[0], map->heads[1]);
}

static bool find_heads(const Table *table, const ReceiptMap *map, const char *path, Heads *out,
                       Err *err)
{
    for (size_t s = 0; s < table_sheets(table); s++) {
        const TableSheet *sheet = table_sheet(table, s);
        bool named = map->sheet && sheet->name && strcmp(map->sheet, sheet->name) == 0;
        if ((map->sheet && sheet->name && !named) || (sheet->hidden && !named))
            continue;
        for (size_t at = 0; at < sheet->n && at < HEAD_ROWS; at++) {
            read_heads(sheet, at, map, out);
            if (out->has[RECEIPT_NO] && out->has[RECEIPT_OUTCOME])
                return out->twice == RECEIPT_COLUMNS || two_heads(out, path, err);
        }
    }
    return no_heads(map, path, err);
}

/* ---- a row ---- */

/* Without blanks at its ends, whatever script they are of. */
static const char *trimmed(Arena *arena, const char *text)
{
    size_t from = 0, to = strlen(text);
    for (size_t n; from < to; from += n) {
        text_rune(text + from, &n);
        if (!text_blank_n(text + from, n))
            break;
    }
    while (to > from &&
           text_blank_n(text + text_prev(text, to, to), to - text_prev(text, to, to)))
        to = text_prev(text, to, to);
    return arena_dup_n(arena, text + from, to - from);
}

static void trouble(ReceiptRow *row, Arena *arena, const char *what)
{
    if (!row->trouble)
        row->trouble = arena_dup(arena, what);
}

/* 1.23457E+17, as a spreadsheet writes a long number into a CSV file: digits are lost. */
static bool is_scientific(const char *text)
{
    const char *at = text + strspn(text, "0123456789.");
    return at > text && (*at == 'e' || *at == 'E') && at[1] == '+' && at[2] &&
           !at[2 + strspn(at + 2, "0123456789")];
}

/* Columns of numbers that are names: each digit counts. */
static bool is_identifier(int column)
{
    return column == RECEIPT_NO || column == RECEIPT_PLATFORM_NO || column == RECEIPT_BATCH ||
           column == RECEIPT_PAYMENT_NO;
}

static void take_text(ReceiptRow *row, const TableCell *cell, int column, const char *where,
                      Arena *arena)
{
    Err err = {0};
    row->texts[column] = "";
    if (!cell)
        return;
    if (cell->error)
        trouble(row, arena,
                cell->formula ? _("a cell is a formula whose value the file does not hold")
                              : _("a cell holds an error instead of a value"));
    else if (is_identifier(column) && (cell->rounded || is_scientific(cell->text)))
        trouble(row, arena,
                arena_printf(arena,
                             _("“%.*s” has lost digits: the column %s must be text, ask the "
                               "platform for the whole number"),
                             text_quote(cell->text), cell->text, where));
    else if (!text_check(cell->text, strlen(cell->text), true, TEXT_CHARS, where, &err))
        trouble(row, arena, err.text);
    else
        row->texts[column] = trimmed(arena, cell->text);
}

static void take_outcome(ReceiptRow *row, const ReceiptMap *map, Arena *arena)
{
    const char *word =
        folded(arena, row->texts[RECEIPT_OUTCOME], strlen(row->texts[RECEIPT_OUTCOME]));
    row->says = SAYS_NOTHING;
    if (!*word)
        return;
    for (int i = 0; i < RECEIPT_SAYS; i++) {
        if (has_word(&map->says[i], word)) {
            row->says = (ReceiptSays)i;
            return;
        }
    }
    trouble(row, arena,
            arena_printf(arena, _("“%.*s” is no outcome that the template knows"),
                         text_quote(word), word));
}

static void take_tranche(ReceiptRow *row, Arena *arena)
{
    const char *text = row->texts[RECEIPT_TRANCHE];
    char *end;
    if (!*text)
        return;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (errno || *end || number < 1 || number > TRANCHES_MAX)
        trouble(
            row, arena,
            arena_printf(arena, _("“%.*s” is no number of a tranche"), text_quote(text), text));
    else
        row->tranche = number;
}

/* A spreadsheet has 28000.5 for 28,000.50 and shows a day in a style of its own. */
static void take_sums(ReceiptRow *row, Arena *arena)
{
    const char *amount = row->texts[RECEIPT_AMOUNT], *on = row->texts[RECEIPT_ON];
    Err err = {0};
    row->amount = -1;
    if (*amount && !money_parse_typed(amount, &row->amount, &err))
        trouble(row, arena, err.text);
    if (!*on)
        return;
    /* Of a moment the day. */
    const char *day = strlen(on) > DAY_TEXT ? arena_dup_n(arena, on, DAY_TEXT - 1) : on;
    row->has_on = day_parse(day, &row->on) ||
                  (day_parse_typed(on, day_today(), DAY_PAST, &row->on, &err) &&
                   day_compare(row->on, day_today()) <= 0);
    if (!row->has_on)
        trouble(row, arena, arena_printf(arena, _("“%.*s” is no day"), text_quote(on), on));
}

/* As a person finds it in the file. */
static const char *name_column(const Heads *heads, int column, Arena *arena)
{
    if (!heads->has[column])
        return "";
    Buf letters = BUF_INIT, head = BUF_INIT;
    table_letters(heads->column[column], &letters);
    text_add_safe(&head,
                  table_cell(&heads->sheet->rows[heads->row], heads->column[column])->text);
    /* TRANSLATORS: column F “payment number”: letters of a column of a file, its head */
    const char *name = arena_printf(arena, _("column %s “%.*s”"), letters.data,
                                    text_quote(head.data), head.data);
    buf_free(&letters);
    buf_free(&head);
    return name;
}

static void take_row(const Heads *heads, const TableRow *from, const ReceiptMap *map,
                     Arena *arena, Receipt *out)
{
    ReceiptRow *row = &out->rows[out->n];
    Buf place = BUF_INIT;
    bool formula = false;
    *row = (ReceiptRow){0};
    for (int c = 0; c < RECEIPT_COLUMNS; c++) {
        const TableCell *cell = heads->has[c] ? table_cell(from, heads->column[c]) : NULL;
        take_text(row, cell, c, out->columns[c], arena);
        formula = formula || (cell && cell->formula);
    }
    /* A line of sums or notes below the rows is about no case. */
    if (!*row->texts[RECEIPT_NO] && !*row->texts[RECEIPT_OUTCOME] && !row->trouble)
        return;
    table_where(heads->sheet, from, heads->column[RECEIPT_NO], &place);
    row->place = arena_dup(arena, place.data);
    take_outcome(row, map, arena);
    take_tranche(row, arena);
    take_sums(row, arena);
    out->hidden += from->hidden;
    out->formulas += formula;
    out->n++;
    buf_free(&place);
}

bool receipt_read(const Table *table, const char *path, const ReceiptMap *map, Arena *arena,
                  Receipt *out, Err *err)
{
    Heads heads;
    *out = (Receipt){0};
    if (!find_heads(table, map, path, &heads, err))
        return false;
    const TableSheet *sheet = heads.sheet;
    out->rows = arena_alloc(arena, (sheet->n - heads.row) * sizeof(*out->rows));
    memcpy(out->has, heads.has, sizeof(out->has));
    for (int c = 0; c < RECEIPT_COLUMNS; c++)
        out->columns[c] = name_column(&heads, c, arena);
    for (size_t at = heads.row + 1; at < sheet->n; at++)
        take_row(&heads, &sheet->rows[at], map, arena, out);
    return out->n || err_set(err, ERR_INPUT, _("%s has no rows below its heads"), path);
}

/* ---- names ---- */

static bool is_cover(uint32_t rune)
{
    static const uint32_t covers[] = {'*', 'x', 0xd7, 0x3007, 0x25cb, 0x25cf, 0x67d0, 0xff0a};
    for (size_t i = 0; i < COUNT_OF(covers); i++)
        if (covers[i] == rune)
            return true;
    return false;
}

/* Covers as one sign that no form takes away: ● is a dot between names elsewhere. An x may be a
 * letter of a name as well. */
static void add_covered(Buf *out, const char *told)
{
    for (size_t n; *told; told += n) {
        uint32_t rune = text_rune(told, &n);
        if (rune >= 0x80 && is_cover(rune))
            buf_add_char(out, '*');
        else
            buf_add_bytes(out, told, n);
    }
}

bool receipt_same_name(const char *told, const char *name)
{
    Buf covers = BUF_INIT, a = BUF_INIT, b = BUF_INIT;
    add_covered(&covers, told);
    text_same_name(&a, covers.data);
    text_same_name(&b, name);
    size_t at = 0, by = 0, n, m;
    bool same = true, covered = false;
    while (same && at < a.len && by < b.len) {
        uint32_t one = text_rune(a.data + at, &n), other = text_rune(b.data + by, &m);
        covered = covered || is_cover(one);
        same = one == other || is_cover(one);
        at += n;
        by += m;
    }
    /* One sign may cover several: 王* for 王小明. */
    same = same && at == a.len && (by == b.len || covered);
    buf_free(&covers);
    buf_free(&a);
    buf_free(&b);
    return same;
}
