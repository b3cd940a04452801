/* Which sheets a file has and where they, their texts and their styles lie: by its own lists,
 * never by the names of its parts. */
#include "config.h"

#include "exchange/xlsx_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "exchange/xlsx_inner.h"

enum { PARTS_MAX = 20000, PATH_MAX_BYTES = 1024 };

/* ---- where parts lie ---- */

/* "worksheets/a.xml" in the list of "xl/workbook.xml" is "xl/worksheets/a.xml"; "/xl/a.xml" is
 * told from the root; "../a.xml" goes up. NULL for what leads out of the file. */
static const char *resolve(Arena *arena, const char *from, const char *target)
{
    const char *slash = strrchr(from, '/');
    Buf path = BUF_INIT;
    bool whole = strlen(target) < PATH_MAX_BYTES;
    if (target[0] != '/' && slash)
        buf_add_bytes(&path, from, (size_t)(slash - from));
    for (const char *at = target; whole && *at;) {
        size_t len = strcspn(at, "/");
        const char *up = strrchr(path.data, '/');
        if (len == 2 && strncmp(at, "..", 2) == 0) {
            whole = path.len > 0;
            buf_cut(&path, up ? (size_t)(up - path.data) : 0);
        } else if (len && !(len == 1 && *at == '.')) {
            buf_addf(&path, "%s%.*s", path.len ? "/" : "", (int)len, at);
        }
        at += len + (at[len] == '/');
    }
    const char *out = whole && path.len ? arena_dup(arena, path.data) : NULL;
    buf_free(&path);
    return out;
}

/* "xl/workbook.xml" has its list in "xl/_rels/workbook.xml.rels". */
static const char *list_of(Arena *arena, const char *part)
{
    const char *slash = strrchr(part, '/');
    const char *name = slash ? slash + 1 : part;
    return arena_printf(arena, "%.*s_rels/%s.rels", (int)(name - part), part, name);
}

/* The last word of a kind, which strict and transitional files write otherwise before it. */
static bool is_kind(const char *type, const char *kind)
{
    const char *slash = type ? strrchr(type, '/') : NULL;
    return slash && strcmp(slash + 1, kind) == 0;
}

static int by_text(const void *a, const void *b)
{
    return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

/* The text that stands there twice; of names in letters of any case. NULL: none does. */
static const char *find_twice(const char **texts, size_t n)
{
    if (n)
        qsort(texts, n, sizeof(*texts), by_text);
    for (size_t i = 1; i < n; i++)
        if (strcasecmp(texts[i - 1], texts[i]) == 0)
            return texts[i];
    return NULL;
}

static void note_id(XlsxBook *book, const XML_Char **pairs)
{
    const char *id = xlsx_attribute(pairs, "Id");
    if (!id)
        return;
    if (book->n_ids == book->ids_room) {
        book->ids_room = 2 * book->ids_room + 16;
        book->ids = xreallocarray(book->ids, book->ids_room, sizeof(*book->ids));
    }
    book->ids[book->n_ids++] = arena_dup(book->arena, id);
}

/* Programs differ in which of two they take: a person would see another sheet than what is read
 * here. */
static bool twice(const XlsxBook *book, const char *place, const char *what, Err *err)
{
    Buf name = BUF_INIT;
    text_add_safe(&name, what);
    err_set(err, ERR_INPUT, _("%s cannot be read. %s: %s stands there twice"), book->path,
            place, name.data);
    buf_free(&name);
    return false;
}

/* Reads a list of parts; in which no two have one Id. */
static bool read_relations(XlsxParse *parse, const char *list, Err *err)
{
    XlsxBook *book = parse->book;
    book->n_ids = 0;
    if (!xlsx_parse(parse, list, XLSX_SMALL_MAX, err))
        return false;
    const char *id = find_twice(book->ids, book->n_ids);
    return !id || twice(book, list, id, err);
}

static bool check_parts(const XlsxBook *book, Err *err)
{
    size_t n = (size_t)zip_get_num_entries(book->zip, 0), kept = 0;
    const char **names = xcalloc(n + 1, sizeof(*names));
    for (size_t i = 0; i < n; i++) {
        const char *name = zip_get_name(book->zip, i, 0);
        if (name)
            names[kept++] = name;
    }
    const char *name = find_twice(names, kept);
    free(names);
    return !name || twice(book, _("the list of its parts"), name, err);
}

static void book_relation(XlsxParse *parse, const char *name, const XML_Char **pairs)
{
    XlsxBook *book = parse->book;
    const char *target = xlsx_attribute(pairs, "Target");
    if (strcmp(name, "Relationship") == 0)
        note_id(book, pairs);
    if (strcmp(name, "Relationship") == 0 && target &&
        is_kind(xlsx_attribute(pairs, "Type"), "officeDocument"))
        book->part = resolve(book->arena, "", target);
}

/* Few programs name another place than this one, and a file without the list is read too. */
static bool find_book(XlsxBook *book, Err *err)
{
    static const XlsxHandlers handlers = {book_relation, NULL, NULL};
    static const char list[] = "_rels/.rels";
    XlsxParse parse = {.book = book, .handlers = &handlers};
    if (xlsx_has_part(book, list) && !read_relations(&parse, list, err))
        return false;
    if (!book->part)
        book->part = "xl/workbook.xml";
    return true;
}

/* ---- the list of sheets ---- */

static void add_sheet(XlsxParse *parse, const XML_Char **pairs)
{
    XlsxBook *book = parse->book;
    const char *title = xlsx_attribute(pairs, "name"), *relation = xlsx_relation(pairs),
               *state = xlsx_attribute(pairs, "state");
    if (!title || !relation)
        xlsx_refuse(parse, _("it lists a sheet without a name"));
    else if (book->n_sheets == XLSX_SHEETS_MAX)
        xlsx_refuse(parse, _("it has more than %d sheets"), XLSX_SHEETS_MAX);
    else
        book->sheets[book->n_sheets++] =
            (XlsxSheet){.name = arena_dup(book->arena, title),
                        .relation = arena_dup(book->arena, relation),
                        .hidden = state && strcmp(state, "visible") != 0};
}

static void list_start(XlsxParse *parse, const char *name, const XML_Char **pairs)
{
    if (strcmp(name, "sheet") == 0)
        add_sheet(parse, pairs);
    else if (strcmp(name, "workbookPr") == 0)
        parse->book->from1904 = xlsx_attribute_true(pairs, "date1904");
}

/* Of two lists of texts each program takes another one, so what a cell says is not known. */
static void keep_only(XlsxParse *parse, const char **kept, const char *part)
{
    if (*kept && strcmp(*kept, part) != 0)
        xlsx_refuse(parse, _("it names %s and %s for the same thing"), *kept, part);
    else
        *kept = part;
}

static void relation_start(XlsxParse *parse, const char *name, const XML_Char **pairs)
{
    XlsxBook *book = parse->book;
    const char *id = xlsx_attribute(pairs, "Id"), *target = xlsx_attribute(pairs, "Target"),
               *type = xlsx_attribute(pairs, "Type"),
               *mode = xlsx_attribute(pairs, "TargetMode");
    if (strcmp(name, "Relationship") == 0)
        note_id(book, pairs);
    if (strcmp(name, "Relationship") != 0 || !id || !target ||
        (mode && strcmp(mode, "External") == 0))
        return;
    const char *part = resolve(book->arena, book->part, target);
    if (is_kind(type, "sharedStrings"))
        keep_only(parse, &book->strings_part, part);
    else if (is_kind(type, "styles"))
        keep_only(parse, &book->styles_part, part);
    for (size_t i = 0; i < book->n_sheets; i++) {
        if (strcmp(book->sheets[i].relation, id) != 0)
            continue;
        book->sheets[i].part = part;
        book->sheets[i].worksheet = !type || is_kind(type, "worksheet");
    }
}

/* A sheet that is a chart or a dialogue has no cells. */
static bool keep_worksheets(XlsxBook *book, Err *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < book->n_sheets; i++) {
        if (!book->sheets[i].part)
            return err_set(err, ERR_INPUT, _("%s cannot be read. %s: %s"), book->path,
                           book->sheets[i].name, _("it is not there"));
        if (book->sheets[i].worksheet)
            book->sheets[kept++] = book->sheets[i];
    }
    book->n_sheets = kept;
    return true;
}

/* What a file leaves out of its list may lie where it lies everywhere. */
static void find_usual(XlsxBook *book)
{
    if (!book->strings_part && xlsx_has_part(book, "xl/sharedStrings.xml"))
        book->strings_part = "xl/sharedStrings.xml";
    if (!book->styles_part && xlsx_has_part(book, "xl/styles.xml"))
        book->styles_part = "xl/styles.xml";
}

static bool read_list(XlsxBook *book, Err *err)
{
    static const XlsxHandlers list = {list_start, NULL, NULL},
                              relations = {relation_start, NULL, NULL};
    XlsxParse of_sheets = {.book = book, .handlers = &list},
              of_relations = {.book = book, .handlers = &relations};
    if (zip_get_num_entries(book->zip, 0) > PARTS_MAX)
        return err_set(err, ERR_INPUT, _("%s has more than %d parts; no workbook does"),
                       book->path, PARTS_MAX);
    if (!check_parts(book, err) || !find_book(book, err) ||
        !xlsx_parse(&of_sheets, book->part, XLSX_SMALL_MAX, err) ||
        !read_relations(&of_relations, list_of(book->arena, book->part), err))
        return false;
    find_usual(book);
    return keep_worksheets(book, err);
}

/* ---- the file ---- */

/* What opens in a spreadsheet program too, but is another kind of file: the person is told how
 * to make one that can be read. */
static bool other_file(const XlsxBook *book, Err *err)
{
    static const unsigned char old[] = {0xD0, 0xCF, 0x11, 0xE0};
    unsigned char head[sizeof(old)] = {0};
    size_t n = 0;
    if (!path_read_head(book->path, head, sizeof(head), &n, err))
        return false;
    if (n == sizeof(old) && memcmp(head, old, sizeof(old)) == 0)
        return err_set(err, ERR_INPUT,
                       _("%s is an old .xls file or locked by a password; open it and save it "
                         "as .xlsx without a password"),
                       book->path);
    return xlsx_damaged(book, err);
}

bool xlsx_open(const char *path, XlsxBook **out, Err *err)
{
    int code = 0;
    *out = NULL;
    XlsxBook *book = xcalloc(1, sizeof(*book));
    book->path = xstrdup(path);
    book->arena = arena_new();
    buf_init(&book->strings);
    int fd = path_open(path, err);
    /* It has a descriptor of its own, or has closed nothing. */
    book->zip = fd < 0 ? NULL : zip_fdopen(fd, 0, &code);
    if (fd >= 0 && !book->zip)
        close(fd);
    bool done = fd >= 0 && (book->zip ? read_list(book, err) : other_file(book, err));
    if (!done) {
        xlsx_close(book);
        return false;
    }
    *out = book;
    return true;
}

void xlsx_close(XlsxBook *book)
{
    if (!book)
        return;
    if (book->zip)
        zip_discard(book->zip);
    buf_free(&book->strings);
    free(book->ids);
    free(book->string_at);
    free(book->is_day);
    free(book->zeros);
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

bool xlsx_sheet_hidden(const XlsxBook *book, size_t i)
{
    return i < book->n_sheets && book->sheets[i].hidden;
}
