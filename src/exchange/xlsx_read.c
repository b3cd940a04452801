/* Parts of the archive go through expat piece by piece; a doctype, a depth or a length out of
 * bounds stops the reading. */
#include "config.h"

#include "exchange/xlsx_read.h"

#include <ctype.h>
#include <expat.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"

enum {
    READ_BYTES = 1 << 16,
    SHEETS_MAX = 255,
    DEPTH_MAX = 64,
    TEXT_BYTES_MAX = 4 * 32767,    /* of one cell */
    SMALL_PART_MAX = 4 << 20,      /* workbook.xml and its relations */
    STRINGS_BYTES_MAX = 512 << 20, /* shared strings, unpacked */
    ROWS_MAX = 1048576,
    COLUMNS_MAX = 16384,
};
#define SHEET_BYTES_MAX (INT64_C(8) << 30) /* one sheet, unpacked */

typedef struct XlsxSheet {
    const char *name, *relation;
    char *part; /* xl/worksheets/sheet1.xml */
} XlsxSheet;

struct XlsxBook {
    char *path;
    zip_t *zip;
    Arena *arena;
    XlsxSheet sheets[SHEETS_MAX];
    size_t n_sheets;
    char **strings; /* the shared strings, read when the first sheet is */
    size_t n_strings;
    bool has_strings;
    bool strict; /* our own file: what it says of itself must be so */
};

/* ---- a part, in pieces ---- */

static bool damaged(const XlsxBook *book, Err *err)
{
    return err_set(err, ERR_INPUT, _("%s is not a whole xlsx file"), book->path);
}

static zip_file_t *open_part(XlsxBook *book, const char *part)
{
    return zip_fopen(book->zip, part, 0);
}

/* One run of expat over a part. The handlers set stop when they have seen enough or too much.
 */
typedef struct Parse {
    XlsxBook *book;
    XML_Parser parser;
    int depth;
    bool stop, bad;
    /* In a file of our own: how many children each open element has and, from 1, says it has.
     */
    size_t children[DEPTH_MAX + 1], declared[DEPTH_MAX + 1];
} Parse;

static void stop_parse(Parse *parse, bool bad)
{
    parse->stop = true;
    parse->bad = parse->bad || bad;
    XML_StopParser(parse->parser, XML_FALSE);
}

static void refuse_doctype(void *ctx, const XML_Char *name UNUSED,
                           const XML_Char *system UNUSED, const XML_Char *public_id UNUSED,
                           int internal UNUSED)
{
    Parse *parse = *(Parse **)ctx;
    stop_parse(parse, true); /* no office program writes one; bombs of entities begin so */
}

static XML_Parser new_parser(Parse *parse)
{
    parse->parser = XML_ParserCreate(NULL);
    if (!parse->parser)
        abort();
    XML_SetStartDoctypeDeclHandler(parse->parser, refuse_doctype);
    return parse->parser;
}

static bool run_parser(Parse *parse, zip_file_t *file, int64_t max)
{
    int64_t total = 0, got = 0;
    enum XML_Status status = XML_STATUS_OK;
    while (!parse->stop && status == XML_STATUS_OK) {
        void *buffer = XML_GetBuffer(parse->parser, READ_BYTES);
        got = buffer ? zip_fread(file, buffer, READ_BYTES) : -1;
        total += got;
        if (got < 0 || total > max)
            return false;
        status = XML_ParseBuffer(parse->parser, (int)got, got == 0);
        if (got == 0)
            break;
    }
    return !parse->bad && (parse->stop || status == XML_STATUS_OK);
}

/* ctx begins with a pointer to its Parse, so that refuse_doctype finds it. */
static bool parse_part(Parse *parse, const char *part, int64_t max, void *ctx,
                       XML_StartElementHandler start, XML_EndElementHandler end,
                       XML_CharacterDataHandler text, Err *err)
{
    zip_file_t *file = open_part(parse->book, part);
    if (!file)
        return damaged(parse->book, err);
    new_parser(parse);
    XML_SetUserData(parse->parser, ctx);
    XML_SetElementHandler(parse->parser, start, end);
    XML_SetCharacterDataHandler(parse->parser, text);
    bool done = run_parser(parse, file, max);
    XML_ParserFree(parse->parser);
    /* Closing compares the checksum when the part was read to its end. */
    if (zip_fclose(file) != 0 && !parse->stop)
        done = false;
    return done || damaged(parse->book, err);
}

static const char *attribute(const XML_Char **pairs, const char *name)
{
    for (; *pairs; pairs += 2) {
        if (strcmp(pairs[0], name) == 0)
            return pairs[1];
    }
    return NULL;
}

static size_t declared_children(const XML_Char **pairs)
{
    const char *count = attribute(pairs, "uniqueCount");
    if (!count)
        count = attribute(pairs, "count");
    return count ? strtoul(count, NULL, 10) + 1 : 0;
}

/* Every start and every end of an element of a part goes through these two; false: enough. */
static bool open_element(Parse *parse, const XML_Char **pairs)
{
    if (++parse->depth > DEPTH_MAX)
        return false;
    if (parse->book->strict) {
        parse->children[parse->depth - 1]++;
        parse->children[parse->depth] = 0;
        parse->declared[parse->depth] = declared_children(pairs);
    }
    return true;
}

static void close_element(Parse *parse)
{
    size_t declared = parse->declared[parse->depth];
    if (declared && declared != parse->children[parse->depth] + 1)
        stop_parse(parse, true);
    parse->depth--;
}

/* Prefixes of the namespace are the writer's choice: x:sheet is sheet. */
static const char *local_name(const XML_Char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

/* ---- the list of sheets ---- */

typedef struct ListParse {
    Parse *parse;
} ListParse;

static void list_start(void *ctx, const XML_Char *name, const XML_Char **pairs)
{
    ListParse *list = ctx;
    XlsxBook *book = list->parse->book;
    if (strcmp(local_name(name), "sheet") != 0)
        return;
    const char *title = attribute(pairs, "name"), *relation = attribute(pairs, "r:id");
    if (!title || !relation || book->n_sheets == SHEETS_MAX) {
        stop_parse(list->parse, true);
        return;
    }
    book->sheets[book->n_sheets++] = (XlsxSheet){.name = arena_dup(book->arena, title),
                                                 .relation = arena_dup(book->arena, relation)};
}

static void relation_start(void *ctx, const XML_Char *name, const XML_Char **pairs)
{
    ListParse *list = ctx;
    XlsxBook *book = list->parse->book;
    const char *id = attribute(pairs, "Id"), *target = attribute(pairs, "Target");
    if (strcmp(local_name(name), "Relationship") != 0 || !id || !target)
        return;
    for (size_t i = 0; i < book->n_sheets; i++) {
        if (strcmp(book->sheets[i].relation, id) == 0)
            book->sheets[i].part = target[0] == '/'
                                       ? arena_dup(book->arena, target + 1)
                                       : arena_printf(book->arena, "xl/%s", target);
    }
}

static bool read_list(XlsxBook *book, Err *err)
{
    Parse sheets = {.book = book}, relations = {.book = book};
    ListParse of_sheets = {.parse = &sheets}, of_relations = {.parse = &relations};
    if (!parse_part(&sheets, "xl/workbook.xml", SMALL_PART_MAX, &of_sheets, list_start, NULL,
                    NULL, err) ||
        !parse_part(&relations, "xl/_rels/workbook.xml.rels", SMALL_PART_MAX, &of_relations,
                    relation_start, NULL, NULL, err))
        return false;
    for (size_t i = 0; i < book->n_sheets; i++) {
        if (!book->sheets[i].part)
            return damaged(book, err);
    }
    return true;
}

bool xlsx_open(const char *path, XlsxBook **out, Err *err)
{
    int code = 0;
    *out = NULL;
    XlsxBook *book = xcalloc(1, sizeof(*book));
    book->path = xstrdup(path);
    book->arena = arena_new();
    book->zip = zip_open(path, ZIP_RDONLY, &code);
    bool done = book->zip ? read_list(book, err) : damaged(book, err);
    if (!done) {
        xlsx_close(book);
        return false;
    }
    *out = book;
    return true;
}

static void drop_strings(XlsxBook *book)
{
    for (size_t i = 0; i < book->n_strings; i++)
        free(book->strings[i]);
    free(book->strings);
    book->strings = NULL;
    book->n_strings = 0;
}

void xlsx_close(XlsxBook *book)
{
    if (!book)
        return;
    if (book->zip)
        zip_discard(book->zip);
    drop_strings(book);
    arena_free(book->arena);
    free(book->path);
    free(book);
}

size_t xlsx_sheets(const XlsxBook *book)
{
    return book->n_sheets;
}

const char *xlsx_sheet_name(const XlsxBook *book, size_t i)
{
    return i < book->n_sheets ? book->sheets[i].name : NULL;
}

/* ---- texts ---- */

static int hex_value(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

/* _x0041_ stands for the letter A; what would be NUL or half a character stays as it is. */
static void unescape(Buf *text)
{
    if (!strstr(text->data, "_x"))
        return;
    Buf out = BUF_INIT;
    for (size_t i = 0; i < text->len;) {
        const char *at = text->data + i;
        unsigned rune = 0;
        bool escape = text->len - i >= 7 && at[0] == '_' && at[1] == 'x' && at[6] == '_';
        for (int d = 2; escape && d < 6; d++) {
            escape = isxdigit((unsigned char)at[d]);
            rune = rune * 16 + (unsigned)(escape ? hex_value(at[d]) : 0);
        }
        if (escape && rune != 0 && (rune < 0xD800 || rune > 0xDFFF)) {
            buf_add_rune(&out, rune);
            i += 7;
        } else {
            buf_add_char(&out, *at);
            i++;
        }
    }
    buf_clear(text);
    buf_add_bytes(text, out.data, out.len);
    buf_free(&out);
}

/* Text of <t> elements, without the reading aids of <rPh>. */
typedef struct TextParse {
    bool in_text, in_phonetic;
    Buf text;
} TextParse;

static void text_start(TextParse *text, const char *name)
{
    if (strcmp(name, "t") == 0)
        text->in_text = true;
    else if (strcmp(name, "rPh") == 0)
        text->in_phonetic = true;
}

static void text_end(TextParse *text, const char *name)
{
    if (strcmp(name, "t") == 0)
        text->in_text = false;
    else if (strcmp(name, "rPh") == 0)
        text->in_phonetic = false;
}

static bool text_add(TextParse *text, const XML_Char *bytes, int n)
{
    if (!text->in_text || text->in_phonetic)
        return true;
    buf_add_bytes(&text->text, bytes, (size_t)n);
    return text->text.len <= TEXT_BYTES_MAX;
}

/* ---- shared strings ---- */

typedef struct StringsParse {
    Parse *parse;
    TextParse text;
    size_t room;
} StringsParse;

static void strings_start(void *ctx, const XML_Char *name, const XML_Char **pairs)
{
    StringsParse *strings = ctx;
    if (!open_element(strings->parse, pairs))
        stop_parse(strings->parse, true);
    text_start(&strings->text, local_name(name));
}

static void strings_end(void *ctx, const XML_Char *name)
{
    StringsParse *strings = ctx;
    XlsxBook *book = strings->parse->book;
    close_element(strings->parse);
    text_end(&strings->text, local_name(name));
    if (strcmp(local_name(name), "si") != 0)
        return;
    if (book->n_strings == strings->room) {
        strings->room = strings->room ? 2 * strings->room : 256;
        book->strings = xreallocarray(book->strings, strings->room, sizeof(*book->strings));
    }
    unescape(&strings->text.text);
    book->strings[book->n_strings++] = buf_take(&strings->text.text);
}

static void strings_text(void *ctx, const XML_Char *bytes, int n)
{
    StringsParse *strings = ctx;
    if (!text_add(&strings->text, bytes, n))
        stop_parse(strings->parse, true);
}

static bool read_strings(XlsxBook *book, Err *err)
{
    static const char part[] = "xl/sharedStrings.xml";
    Parse parse = {.book = book};
    StringsParse strings = {.parse = &parse, .text = {.text = BUF_INIT}};
    if (book->has_strings || zip_name_locate(book->zip, part, 0) < 0)
        return true;
    bool done = parse_part(&parse, part, STRINGS_BYTES_MAX, &strings, strings_start,
                           strings_end, strings_text, err);
    buf_free(&strings.text.text);
    if (!done)
        drop_strings(book);
    book->has_strings = done;
    return done;
}

/* ---- a sheet ---- */

typedef bool CellSink(void *ctx, const XlsxCell *cell);

typedef struct SheetParse {
    Parse *parse;
    TextParse text;
    CellSink *sink;
    void *ctx;
    size_t row, column; /* of the cell that is open */
    size_t next_row, next_column;
    char type; /* of the cell: n s(hared) i(nline) f(ormula text) b e */
    bool in_value;
} SheetParse;

/* "BC17" to row 16 and column 54; false when it is no such thing or out of bounds. */
static bool parse_place(const char *place, size_t *row, size_t *column)
{
    size_t letters = 0, number = 0;
    for (*column = 0; *place >= 'A' && *place <= 'Z' && letters < 4; place++, letters++)
        *column = *column * 26 + (size_t)(*place - 'A' + 1);
    for (; isdigit((unsigned char)*place) && number <= ROWS_MAX; place++)
        number = number * 10 + (size_t)(*place - '0');
    if (*place || !letters || *column > COLUMNS_MAX || number < 1 || number > ROWS_MAX)
        return false;
    *row = number - 1;
    *column -= 1;
    return true;
}

static char cell_type(const char *word)
{
    if (!word)
        return 'n';
    if (strcmp(word, "inlineStr") == 0)
        return 'i';
    if (strcmp(word, "str") == 0)
        return 'f';
    return word[0];
}

/* A row or a cell may leave out where it is; then it follows the one before. */
static bool start_row(SheetParse *sheet, const XML_Char **pairs)
{
    const char *number = attribute(pairs, "r");
    if (number)
        sheet->next_row = strtoul(number, NULL, 10) - 1;
    sheet->row = sheet->next_row++;
    sheet->next_column = 0;
    return sheet->row < ROWS_MAX;
}

static bool start_cell(SheetParse *sheet, const XML_Char **pairs)
{
    const char *place = attribute(pairs, "r");
    size_t row;
    sheet->column = sheet->next_column;
    if (place && (!parse_place(place, &row, &sheet->column) || row != sheet->row))
        return false;
    sheet->next_column = sheet->column + 1;
    sheet->type = cell_type(attribute(pairs, "t"));
    buf_clear(&sheet->text.text);
    return sheet->column < COLUMNS_MAX;
}

static void sheet_start(void *ctx, const XML_Char *name, const XML_Char **pairs)
{
    SheetParse *sheet = ctx;
    bool good = open_element(sheet->parse, pairs);
    name = local_name(name);
    if (strcmp(name, "row") == 0)
        good = good && start_row(sheet, pairs);
    else if (strcmp(name, "c") == 0)
        good = good && start_cell(sheet, pairs);
    else if (strcmp(name, "v") == 0)
        sheet->in_value = true;
    else
        text_start(&sheet->text, name);
    if (!good)
        stop_parse(sheet->parse, true);
}

static bool give_cell(SheetParse *sheet)
{
    const XlsxBook *book = sheet->parse->book;
    XlsxCell cell = {.row = sheet->row,
                     .column = sheet->column,
                     .type = sheet->type == 'n' || sheet->type == 'b' ? 'n' : 's',
                     .text = sheet->text.text.data};
    if (sheet->type == 's') {
        size_t index = strtoul(cell.text, NULL, 10);
        if (index >= book->n_strings) {
            stop_parse(sheet->parse, true);
            return true;
        }
        cell.text = book->strings[index];
    } else if (sheet->type != 'n') {
        unescape(&sheet->text.text);
        cell.text = sheet->text.text.data;
    }
    return sheet->sink(sheet->ctx, &cell);
}

static void sheet_end(void *ctx, const XML_Char *name)
{
    SheetParse *sheet = ctx;
    close_element(sheet->parse);
    name = local_name(name);
    if (strcmp(name, "v") == 0)
        sheet->in_value = false;
    else if (strcmp(name, "c") != 0)
        text_end(&sheet->text, name);
    else if (sheet->text.text.len && !give_cell(sheet))
        stop_parse(sheet->parse, false);
}

static void sheet_text(void *ctx, const XML_Char *bytes, int n)
{
    SheetParse *sheet = ctx;
    bool good = true;
    if (sheet->in_value) {
        buf_add_bytes(&sheet->text.text, bytes, (size_t)n);
        good = sheet->text.text.len <= TEXT_BYTES_MAX;
    } else {
        good = text_add(&sheet->text, bytes, n);
    }
    if (!good)
        stop_parse(sheet->parse, true);
}

static bool known_sheet(const XlsxBook *book, size_t i, Err *err)
{
    return i < book->n_sheets ||
           err_set(err, ERR_INPUT, _("%s has only %zu sheets"), book->path, book->n_sheets);
}

bool xlsx_read(XlsxBook *book, size_t i, bool (*sink)(void *ctx, const XlsxCell *cell),
               void *ctx, Err *err)
{
    Parse parse = {.book = book};
    SheetParse sheet = {.parse = &parse, .text = {.text = BUF_INIT}, .sink = sink, .ctx = ctx};
    if (!known_sheet(book, i, err) || !read_strings(book, err))
        return false;
    bool done = parse_part(&parse, book->sheets[i].part, SHEET_BYTES_MAX, &sheet, sheet_start,
                           sheet_end, sheet_text, err);
    buf_free(&sheet.text.text);
    return done;
}

/* ---- whether a file of our own is whole ---- */

typedef struct PartParse {
    Parse *parse;
} PartParse;

/* The list of contents names every part; one that is not there was lost. */
static bool part_is_there(XlsxBook *book, const XML_Char **pairs)
{
    const char *name = attribute(pairs, "PartName");
    return name && zip_name_locate(book->zip, name + (name[0] == '/'), 0) >= 0;
}

static void part_start(void *ctx, const XML_Char *name, const XML_Char **pairs)
{
    Parse *parse = ((PartParse *)ctx)->parse;
    if (!open_element(parse, pairs) ||
        (strcmp(local_name(name), "Override") == 0 && !part_is_there(parse->book, pairs)))
        stop_parse(parse, true);
}

static void part_end(void *ctx, const XML_Char *name UNUSED)
{
    close_element(((PartParse *)ctx)->parse);
}

static bool is_xml(const char *part)
{
    const char *dot = strrchr(part, '.');
    return dot && (strcmp(dot, ".xml") == 0 || strcmp(dot, ".rels") == 0);
}

static bool is_sheet(const XlsxBook *book, const char *part)
{
    for (size_t i = 0; i < book->n_sheets; i++) {
        if (strcmp(book->sheets[i].part, part) == 0)
            return true;
    }
    return false;
}

/* What is no sheet; the sheets are read when their cells are. */
static bool check_parts(XlsxBook *book, Err *err)
{
    zip_int64_t n = zip_get_num_entries(book->zip, 0);
    for (zip_int64_t i = 0; i < n; i++) {
        Parse parse = {.book = book};
        PartParse part = {.parse = &parse};
        const char *name = zip_get_name(book->zip, (zip_uint64_t)i, 0);
        if (name && is_sheet(book, name))
            continue;
        if (!name || !is_xml(name) ||
            !parse_part(&parse, name, STRINGS_BYTES_MAX, &part, part_start, part_end, NULL,
                        err))
            return damaged(book, err);
    }
    return true;
}

static bool sum_cell(void *ctx, const XlsxCell *cell)
{
    if (cell->type == 'n')
        sheet_sum_number(ctx, cell->row, cell->column, strtod(cell->text, NULL));
    else
        sheet_sum_text(ctx, cell->row, cell->column, cell->text);
    return true;
}

static bool check_sheet(XlsxBook *book, size_t i, const SheetSum *want, Err *err)
{
    SheetSum found;
    sheet_sum_begin(&found, want->title);
    bool done = xlsx_read(book, i, sum_cell, &found, err);
    sheet_sum_end(&found);
    if (done && found.rows != want->rows)
        done = err_set(err, ERR_IO, _("the sheet %s has %zu of %zu rows"), want->title,
                       found.rows, want->rows);
    else if (done && found.cells != want->cells)
        done = err_set(err, ERR_IO, _("the sheet %s has %zu of %zu cells"), want->title,
                       found.cells, want->cells);
    else if (done && !sheet_sum_equal(&found, want))
        done = err_set(err, ERR_IO, _("the sheet %s has other cells than were written"),
                       want->title);
    sheet_sum_free(&found);
    return done;
}

static bool check_names(const XlsxBook *book, const SheetSum *const *sums, size_t n, Err *err)
{
    bool same = book->n_sheets == n;
    for (size_t i = 0; same && i < n; i++)
        same = strcmp(book->sheets[i].name, sums[i]->title) == 0;
    return same || damaged(book, err);
}

bool xlsx_check(const char *path, const SheetSum *const *sums, size_t n, Err *err)
{
    XlsxBook *book = NULL;
    bool done = xlsx_open(path, &book, err);
    if (done) {
        book->strict = true;
        done = check_names(book, sums, n, err) && check_parts(book, err);
    }
    for (size_t i = 0; done && i < n; i++)
        done = check_sheet(book, i, sums[i], err);
    xlsx_close(book);
    return done ||
           err_wrap(err,
                    _("The finished workbook is not whole, perhaps because the disk is full"));
}
