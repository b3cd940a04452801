/* Lines break where Chinese lines may, but not inside a name, a number, a date or a sum, nor
 * between what is asked and the line to write it on. A blank of several U+FF3F is one drawn
 * line; one for a signature has room for a hand. */
#include "config.h"

#include "print/block.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"

static const double body = 12, tight = 10, hand = 6 * CM;
static const char blank_sign[] = "＿", thin_space[] = "\u2009";

static const struct Setting {
    double points, above, spacing;
    int indent; /* signs: of the first line, negative of the others */
    bool bold, centred;
} settings[STYLE_COUNT] = {
    [STYLE_TEXT] = {.points = body, .above = 3, .spacing = 1.35, .indent = 2},
    [STYLE_TITLE] = {.points = 18, .above = 0, .spacing = 1.3, .bold = true, .centred = true},
    [STYLE_HEAD] = {.points = body, .above = 9, .spacing = 1.35, .bold = true},
    [STYLE_ITEM] = {.points = body, .above = 3, .spacing = 1.35, .indent = -2},
    [STYLE_ROW] = {.points = tight, .above = 0, .spacing = 1.2, .indent = -2},
    [STYLE_SIGN] = {.points = body, .above = 1.5 * CM - 12, .spacing = 2.2},
    [STYLE_TO] = {.points = body, .above = 9, .spacing = 1.35},
    [STYLE_BOX] = {.above = 0.6 * CM},
    [STYLE_CODE] = {.above = 0.6 * CM},
};

/* The most bytes of a number, or of what is asked before a blank, that stay on one line. */
enum { WHOLE_BYTES = 48 };

static bool starts(const char *at, const char *with)
{
    return strncmp(at, with, strlen(with)) == 0;
}

static void keep_whole(PangoAttrList *attrs, size_t from, size_t to)
{
    PangoAttribute *whole = pango_attr_allow_breaks_new(FALSE);
    whole->start_index = (guint)from;
    whole->end_index = (guint)to;
    pango_attr_list_insert(attrs, whole);
}

/* Where what is asked before a blank begins: after the gap that stands before it. */
static size_t asked_from(const char *text, size_t at)
{
    static const char *const gaps[] = {thin_space, "\u3000", "；", "，", "。", "\n"};
    for (size_t from = at; from > 0; from--) {
        for (size_t i = 0; i < COUNT_OF(gaps); i++) {
            size_t len = strlen(gaps[i]);
            if (from >= len && memcmp(text + from - len, gaps[i], len) == 0)
                return from;
        }
    }
    return 0;
}

/* whole: with what is asked before them. */
static void set_blanks(PangoAttrList *attrs, const Part *part, double points, bool whole)
{
    const char *text = part->text;
    for (const char *at = strstr(text, blank_sign); at; at = strstr(at, blank_sign)) {
        size_t from = (size_t)(at - text), signs = 0;
        for (; starts(at, blank_sign); at += strlen(blank_sign))
            signs++;
        size_t to = (size_t)(at - text), asked = asked_from(text, from);
        if (from - asked > WHOLE_BYTES)
            asked = from;
        bool signature = part->style == STYLE_SIGN &&
                         memmem(text + asked, from - asked, "签名", strlen("签名")) != NULL;
        face_blank(attrs, (unsigned)from, (unsigned)to, points,
                   signature ? hand : (double)signs * points);
        if (whole)
            keep_whole(attrs, asked, to);
    }
}

/* The end of a number of sensible length with the sign that it counts, and of the next one that
 * follows at once, as in a date; NULL: no number begins here. */
static const char *counted(const char *at)
{
    const char *end = NULL;
    for (;;) {
        size_t n = strspn(at, "0123456789,.-:/%");
        if (!n || n > WHOLE_BYTES)
            return end;
        end = at + n;
        if (starts(end, thin_space))
            end += strlen(thin_space);
        if (!*end)
            return end;
        at = end = g_utf8_next_char(end);
    }
}

/* Where what stays with a number begins: the number itself, or the label that ends before it.
 */
static size_t labelled_from(const char *text, size_t at)
{
    static const char colon[] = "：";
    size_t end = at;
    if (end >= strlen(thin_space) && starts(text + end - strlen(thin_space), thin_space))
        end -= strlen(thin_space);
    if (end < strlen(colon) || !starts(text + end - strlen(colon), colon))
        return at;
    size_t label = asked_from(text, end);
    return at - label > WHOLE_BYTES ? at : label;
}

/* Two sides of the dot in a name; a number, its label and what it counts. */
static void set_joints(PangoAttrList *attrs, const char *text)
{
    static const char *const dots[] = {"·", "‧", "・", "•"};
    for (size_t i = 0; i < COUNT_OF(dots); i++) {
        for (const char *at = strstr(text, dots[i]); at; at = strstr(at, dots[i])) {
            const char *end = at + strlen(dots[i]);
            size_t from = (size_t)(at - text);
            if (from && *end)
                keep_whole(attrs, (size_t)(g_utf8_prev_char(at) - text),
                           (size_t)(g_utf8_next_char(end) - text));
            at = end;
        }
    }
    for (const char *at = text; *at;) {
        const char *end = counted(at);
        if (end)
            keep_whole(attrs, labelled_from(text, (size_t)(at - text)), (size_t)(end - text));
        at = end ? end : g_utf8_next_char(at);
    }
}

static bool is_too_wide(PangoLayout *layout, double width)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    return logical.width > width * PANGO_SCALE + PANGO_SCALE;
}

/* Whether a line but the last leaves much of it empty, more than an indent: what cannot be
 * broken went to the next, and justified, its signs would be drawn apart. */
static bool has_gaps(PangoLayout *layout, double width)
{
    for (GSList *at = pango_layout_get_lines_readonly(layout); at && at->next; at = at->next) {
        PangoRectangle logical;
        pango_layout_line_get_extents(at->data, NULL, &logical);
        if (logical.width < width * PANGO_SCALE * 22 / 25)
            return true;
    }
    return false;
}

/* "七、": what reads as prose. Another item is a row of labels and values, which would be drawn
 * apart where a sum goes to the next line. */
static bool is_clause(const char *text)
{
    static const char numbers[] = "一二三四五六七八九十";
    enum { SIGN = 3 }; /* bytes of each */
    const char *at = text;
    while (strlen(at) >= SIGN && memmem(numbers, strlen(numbers), at, SIGN))
        at += SIGN;
    return at > text && starts(at, "、");
}

/* What would stay together is too long for a line: nothing is lost at the edge of the page, it
 * breaks where it must. */
static void break_anywhere(PangoLayout *layout, const Part *part, double points)
{
    PangoAttrList *attrs = pango_attr_list_new();
    set_blanks(attrs, part, points, false);
    pango_layout_set_wrap(layout, PANGO_WRAP_CHAR);
    pango_layout_set_attributes(layout, attrs);
    pango_attr_list_unref(attrs);
}

static PangoLayout *set_text(Face *face, const Part *part, double width)
{
    const struct Setting *set = &settings[part->style];
    PangoLayout *layout = face_layout(face, set->points, set->bold);
    PangoAttrList *attrs = pango_attr_list_new();
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_indent(layout, (int)(set->indent * set->points * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout, (float)set->spacing);
    if (set->centred)
        pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    pango_layout_set_text(layout, part->text, -1);
    for (size_t i = 0; i < part->n_whole; i++)
        keep_whole(attrs, labelled_from(part->text, part->whole[i].from), part->whole[i].to);
    set_joints(attrs, part->text);
    set_blanks(attrs, part, set->points, true);
    pango_layout_set_attributes(layout, attrs);
    pango_attr_list_unref(attrs);
    if (is_too_wide(layout, width))
        break_anywhere(layout, part, set->points);
    /* What is left over would go into the lines to write on, or draw labels and numbers apart.
     */
    bool prose = part->style == STYLE_TEXT || is_clause(part->text);
    if (set->indent && prose && !strstr(part->text, blank_sign) &&
        !strstr(part->text, "\u3000"))
        pango_layout_set_justify(layout, !has_gaps(layout, width));
    face_look(face, layout);
    return layout;
}

Block *blocks_make(Face *face, const Paper *paper, double width, size_t *n)
{
    Block *blocks = xcalloc(paper->n + 1, sizeof(*blocks));
    *n = 0;
    for (size_t i = 0; i < paper->n; i++) {
        const Part *part = &paper->parts[i];
        Block *last = *n ? &blocks[*n - 1] : NULL;
        if (part->style == STYLE_BOX && last && last->style == STYLE_BOX &&
            last->n < BOXES_MAX) {
            last->texts[last->n++] = part->text;
            continue;
        }
        Block *block = &blocks[(*n)++];
        *block = (Block){.style = part->style, .above = settings[part->style].above};
        if (part->style == STYLE_BOX || part->style == STYLE_CODE)
            block->texts[block->n++] = part->text;
        else
            block->layout = set_text(face, part, width);
    }
    return blocks;
}

void blocks_free(Block *blocks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (blocks[i].layout)
            g_object_unref(blocks[i].layout);
    }
    free(blocks);
}
