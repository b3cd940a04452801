/* Jansson reads it; every text is copied into the arena, so that it does not matter which of
 * them the library still holds. */
#include "config.h"

#include "print/document.h"

#include <jansson.h>
#include <string.h>

#include "base/text/text.h"

enum { PAPERS_MAX = 4000, PARTS_MAX = 4000, SPANS_MAX = 400, TEXT_MAX = 1 << 20 };

static const char *const styles[STYLE_COUNT] = {
    [STYLE_TEXT] = "text", [STYLE_TITLE] = "title", [STYLE_HEAD] = "head",
    [STYLE_ITEM] = "item", [STYLE_ROW] = "row",     [STYLE_SIGN] = "sign",
    [STYLE_TO] = "to",     [STYLE_BOX] = "box",     [STYLE_CODE] = "code",
};

/* Not for a person: the program that asks shows a sentence of its own. */
static bool refuse(Err *err, const char *what)
{
    return err_set(err, ERR_INPUT, "the document is not as it should be: %s", what);
}

/* A text of the object; "" where there is none. */
static const char *text_of(const json_t *object, const char *key, Arena *arena)
{
    const char *text = json_string_value(json_object_get(object, key));
    Buf safe = BUF_INIT;
    const char *out = "";
    if (text && strlen(text) <= TEXT_MAX) {
        text_add_safe(&safe, text);
        out = arena_dup(arena, safe.data);
    }
    buf_free(&safe);
    return out;
}

static bool read_spans(const json_t *list, Arena *arena, Part *part, Err *err)
{
    size_t n = json_array_size(list), len = strlen(part->text), at = 0;
    if (n > SPANS_MAX)
        return refuse(err, "whole");
    part->whole = arena_alloc(arena, (n + 1) * sizeof(*part->whole));
    for (size_t i = 0; i < n; i++) {
        const json_t *pair = json_array_get(list, i);
        json_int_t from = json_integer_value(json_array_get(pair, 0)),
                   to = json_integer_value(json_array_get(pair, 1));
        if (from < (json_int_t)at || to <= from || to > (json_int_t)len)
            return refuse(err, "whole");
        part->whole[part->n_whole++] = (Span){(unsigned)from, (unsigned)to};
        at = (size_t)to;
    }
    return true;
}

static bool read_part(const json_t *object, Arena *arena, Part *part, Err *err)
{
    const char *style = json_string_value(json_object_get(object, "style"));
    int at = 0;
    while (at < STYLE_COUNT && (!style || strcmp(style, styles[at]) != 0))
        at++;
    if (at == STYLE_COUNT)
        return refuse(err, "style");
    *part = (Part){.style = (Style)at};
    /* As it is: the spans count its bytes, and whoever wrote it took the control signs out. */
    const char *text = json_string_value(json_object_get(object, "text"));
    if (!text || strlen(text) > TEXT_MAX)
        return refuse(err, "text");
    part->text = arena_dup(arena, text);
    return read_spans(json_object_get(object, "whole"), arena, part, err);
}

static bool read_paper(const json_t *object, Arena *arena, Paper *paper, Err *err)
{
    const json_t *parts = json_object_get(object, "parts");
    size_t n = json_array_size(parts);
    if (!n || n > PARTS_MAX)
        return refuse(err, "parts");
    *paper = (Paper){.title = text_of(object, "title", arena),
                     .foot = text_of(object, "foot", arena),
                     .page = text_of(object, "page", arena),
                     .parts = arena_alloc(arena, n * sizeof(*paper->parts))};
    for (; paper->n < n; paper->n++) {
        if (!read_part(json_array_get(parts, paper->n), arena, &paper->parts[paper->n], err))
            return false;
    }
    return true;
}

bool document_read(FILE *in, Arena *arena, Document *out, Err *err)
{
    json_error_t fault;
    json_t *root = json_loadf(in, JSON_REJECT_DUPLICATES, &fault);
    const json_t *papers = json_object_get(root, "papers");
    size_t n = json_array_size(papers);
    bool done = root || refuse(err, fault.text);
    done = done && ((n && n <= PAPERS_MAX) || refuse(err, "papers"));
    if (done)
        *out = (Document){.number = text_of(root, "number", arena),
                          .letterhead = text_of(root, "letterhead", arena),
                          .stamp = text_of(root, "stamp", arena),
                          .day = text_of(root, "day", arena),
                          .papers = arena_alloc(arena, n * sizeof(*out->papers))};
    for (size_t i = 0; done && i < n; i++, out->n++)
        done = read_paper(json_array_get(papers, i), arena, &out->papers[i], err);
    json_decref(root);
    return done;
}
