/* Parts of the file go through expat piece by piece. A document type, a depth, a length or a
 * rate of packing out of bounds stops the reading, and what is said names the place. */
#include "config.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "exchange/xlsx_inner.h"

enum {
    READ_BYTES = 1 << 16,
    /* Of one tag or comment. What is longer is begun again from its start with every piece. */
    TOKEN_MAX = 1 << 20,
    /* Many like rows pack to a fiftieth; a bomb to a thousandth. */
    PACKED_RATE_MAX = 250,
    PACKED_FREE = 4 << 20, /* so much may be packed as it likes */
    PLACE_CHARS = 31,      /* of the name of a sheet; others may hold what they like */
};

bool xlsx_damaged(const XlsxBook *book, Err *err)
{
    return err_set(err, ERR_INPUT, _("%s is not a whole xlsx file"), book->path);
}

/* Some writers spell the names of parts otherwise than they list them. */
static zip_int64_t locate(const XlsxBook *book, const char *part)
{
    zip_int64_t at = zip_name_locate(book->zip, part, 0);
    return at >= 0 || book->strict ? at : zip_name_locate(book->zip, part, ZIP_FL_NOCASE);
}

bool xlsx_has_part(const XlsxBook *book, const char *part)
{
    return locate(book, part) >= 0;
}

void xlsx_stop(XlsxParse *parse)
{
    parse->stop = true;
    if (parse->parser)
        XML_StopParser(parse->parser, XML_FALSE);
}

static void add_place(const XlsxParse *parse, Buf *out)
{
    Buf name = BUF_INIT;
    text_add_safe(&name, parse->sheet ? parse->sheet : parse->part);
    buf_cut(&name, text_prefix(name.data, name.len, 2 * PLACE_CHARS));
    if (!parse->sheet)
        buf_addf(out, _("part %s"), name.data);
    else if (!parse->row)
        buf_addf(out, _("sheet %s"), name.data);
    else
        buf_addf(out, _("sheet %s, row %zu"), name.data, parse->row);
    buf_free(&name);
}

void xlsx_refuse(XlsxParse *parse, const char *fmt, ...)
{
    Buf place = BUF_INIT, what = BUF_INIT;
    va_list args;
    if (!parse->refused) { /* the first fault is the cause of those that follow */
        va_start(args, fmt);
        buf_vaddf(&what, fmt, args);
        va_end(args);
        add_place(parse, &place);
        err_set(&parse->why, ERR_INPUT, _("%s cannot be read. %s: %s"), parse->book->path,
                place.data, what.data);
    }
    parse->refused = true;
    buf_free(&what);
    buf_free(&place);
    xlsx_stop(parse);
}

/* ---- elements ---- */

const char *xlsx_attribute(const XML_Char **pairs, const char *name)
{
    for (; *pairs; pairs += 2) {
        if (strcmp(pairs[0], name) == 0)
            return pairs[1];
    }
    return NULL;
}

const char *xlsx_relation(const XML_Char **pairs)
{
    for (; *pairs; pairs += 2) {
        size_t len = strlen(pairs[0]);
        if (len > 3 && strcmp(pairs[0] + len - 2, "id") == 0 &&
            (pairs[0][len - 3] == '|' || pairs[0][len - 3] == ':'))
            return pairs[1];
    }
    return NULL;
}

bool xlsx_attribute_true(const XML_Char **pairs, const char *name)
{
    const char *value = xlsx_attribute(pairs, name);
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static size_t declared_children(const XML_Char **pairs)
{
    const char *count = xlsx_attribute(pairs, "uniqueCount");
    if (!count)
        count = xlsx_attribute(pairs, "count");
    return count ? strtoul(count, NULL, 10) + 1 : 0;
}

/* Past the namespace of the part; NULL for an element of another one. Our own files are read
 * without looking at namespaces, which takes longer. */
static const char *local_name(const XlsxParse *parse, const XML_Char *name)
{
    size_t len = parse->space ? strlen(parse->space) : 0;
    if (strncmp(name, parse->space ? parse->space : "", len) != 0)
        return NULL;
    return strchr(name + len, '|') ? NULL : name + len;
}

static void find_space(XlsxParse *parse, const XML_Char *name)
{
    const char *bar = strrchr(name, '|');
    parse->space = xstrndup(name, bar ? (size_t)(bar - name) + 1 : 0);
}

static void element_start(void *ctx, const XML_Char *name, const XML_Char **pairs)
{
    XlsxParse *parse = ctx;
    if (++parse->depth > XLSX_DEPTH_MAX) {
        xlsx_refuse(parse, _("its elements stand in each other more than %d deep"),
                    XLSX_DEPTH_MAX);
        return;
    }
    if (!parse->space)
        find_space(parse, name);
    if (parse->book->strict) {
        parse->children[parse->depth - 1]++;
        parse->children[parse->depth] = 0;
        parse->declared[parse->depth] = declared_children(pairs);
    }
    name = local_name(parse, name);
    if (name && !parse->stop)
        parse->handlers->start(parse, name, pairs);
}

static void element_end(void *ctx, const XML_Char *name)
{
    XlsxParse *parse = ctx;
    if (parse->stop)
        return;
    size_t declared = parse->declared[parse->depth];
    if (declared && declared != parse->children[parse->depth] + 1)
        xlsx_refuse(parse, _("it has not as many entries as it says"));
    parse->depth--;
    name = local_name(parse, name);
    if (name && parse->handlers->end)
        parse->handlers->end(parse, name);
}

static void element_text(void *ctx, const XML_Char *bytes, int n)
{
    XlsxParse *parse = ctx;
    if (!parse->stop)
        parse->handlers->text(parse, bytes, (size_t)n);
}

static void refuse_doctype(void *ctx, const XML_Char *name UNUSED,
                           const XML_Char *system UNUSED, const XML_Char *public_id UNUSED,
                           int internal UNUSED)
{
    /* No office program writes one; bombs of entities begin so. */
    xlsx_refuse(ctx, _("it begins with a document type, which no workbook has"));
}

/* ---- the run ---- */

static void new_parser(XlsxParse *parse)
{
    parse->parser =
        parse->book->strict ? XML_ParserCreate(NULL) : XML_ParserCreateNS(NULL, '|');
    if (!parse->parser)
        mem_run_out();
    XML_SetUserData(parse->parser, parse);
    XML_SetStartDoctypeDeclHandler(parse->parser, refuse_doctype);
    XML_SetElementHandler(parse->parser, element_start, element_end);
    if (parse->handlers->text)
        XML_SetCharacterDataHandler(parse->parser, element_text);
}

static int64_t packed_size(const XlsxBook *book, zip_int64_t at)
{
    zip_stat_t stat;
    if (zip_stat_index(book->zip, (zip_uint64_t)at, 0, &stat) != 0 ||
        !(stat.valid & ZIP_STAT_COMP_SIZE) || stat.comp_size > INT32_MAX)
        return INT32_MAX;
    return (int64_t)stat.comp_size;
}

/* False: refused, or it is no XML, which is said at the end. */
static bool within_bounds(XlsxParse *parse, int64_t total, int64_t packed, int64_t max)
{
    if (total > max)
        xlsx_refuse(parse, _("it has more than %d MB"), (int)(max >> 20));
    else if (!parse->book->strict && total > PACKED_FREE && total / PACKED_RATE_MAX > packed)
        xlsx_refuse(parse, _("it unpacks to more than %d times its size"), PACKED_RATE_MAX);
    return !parse->refused;
}

/* expat has a wider call from 2.9 on, and warns of the older one. */
static int64_t place_of(XML_Parser parser)
{
#if XML_MAJOR_VERSION > 2 || (XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION >= 9)
    return XML_GetCurrentByteIndex64(parser);
#else
    return XML_GetCurrentByteIndex(parser);
#endif
}

static bool feed(XlsxParse *parse, zip_file_t *file, int64_t packed, int64_t max)
{
    int64_t total = 0, got;
    enum XML_Status status = XML_STATUS_OK;
    do {
        void *buffer = XML_GetBuffer(parse->parser, READ_BYTES);
        got = buffer ? zip_fread(file, buffer, READ_BYTES) : -1;
        total += got;
        if (got < 0 || !within_bounds(parse, total, packed, max))
            return false;
        status = XML_ParseBuffer(parse->parser, (int)got, got == 0);
        if (status == XML_STATUS_OK && total - place_of(parse->parser) > TOKEN_MAX)
            xlsx_refuse(parse, _("one of its tags has more than %d bytes"), TOKEN_MAX);
    } while (!parse->stop && status == XML_STATUS_OK && got > 0);
    return !parse->refused && (parse->stop || status == XML_STATUS_OK);
}

static zip_file_t *open_part(XlsxParse *parse, zip_int64_t at)
{
    zip_stat_t stat;
    zip_uint64_t index = (zip_uint64_t)at;
    if (at < 0) {
        xlsx_refuse(parse, _("it is not there"));
        return NULL;
    }
    if (zip_stat_index(parse->book->zip, index, 0, &stat) != 0 ||
        (stat.encryption_method != ZIP_EM_NONE && stat.valid & ZIP_STAT_ENCRYPTION_METHOD)) {
        xlsx_refuse(parse, _("it is locked by a password"));
        return NULL;
    }
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
        xlsx_refuse(parse, _("it is packed in a way that no workbook is"));
        return NULL;
    }
    return zip_fopen_index(parse->book->zip, index, 0);
}

bool xlsx_parse(XlsxParse *parse, const char *part, int64_t max, Err *err)
{
    parse->part = part;
    zip_int64_t at = locate(parse->book, part);
    zip_file_t *file = open_part(parse, at);
    bool done = false;
    if (file) {
        new_parser(parse);
        done = feed(parse, file, packed_size(parse->book, at), max);
        XML_ParserFree(parse->parser);
        parse->parser = NULL;
        /* Closing compares the checksum when the part was read to its end. */
        if (zip_fclose(file) != 0 && !parse->stop)
            done = false;
    }
    if (!done && !parse->refused)
        xlsx_refuse(parse, _("it is damaged"));
    free(parse->space);
    parse->space = NULL;
    if (!done && err)
        *err = parse->why;
    return done;
}
