/* Lines are gathered into runs that stay together: a heading with what it is over, signatures
 * with each other and with the last words that they are under. A run that is longer than a page
 * is broken like any other text. All pages of a paper are laid before the first is drawn, since
 * each says how many there are. */
#include "config.h"

#include "print/page.h"

#include <cairo-pdf.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "print/block.h"
#include "print/code.h"

/* Points, from the top left of the page. */
static const double page_width = 21.0 * CM, page_height = 29.7 * CM, left = 2.5 * CM,
                    right = 18.5 * CM, top = 2.7 * CM, bottom = 27.2 * CM, head_at = 1.7 * CM,
                    rule_at = 2.0 * CM, foot_at = 28.3 * CM, small = 9, box_side = 3 * CM,
                    code_side = 2.6 * CM, code_square = 0.05 * CM;

typedef struct Line {
    const Block *block;
    PangoLayoutLine *text;             /* NULL: boxes or a code */
    Qr code;                           /* of its block */
    double x, above, height, baseline; /* of its own top */
    bool with_next;
    size_t page; /* of the paper, from 0 */
    double y;
} Line;

typedef struct Laid {
    Line *lines;
    size_t n, room, pages;
} Laid;

typedef struct Draw {
    cairo_t *cr;
    cairo_surface_t *surface;
    Face *face;
    const Document *document;
    int pages; /* of the whole document, drawn so far */
} Draw;

/* ---- lines ---- */

static Line *add_line(Laid *laid, const Block *block)
{
    if (laid->n == laid->room) {
        laid->room = laid->room ? 2 * laid->room : 64;
        laid->lines = xreallocarray(laid->lines, laid->room, sizeof(*laid->lines));
    }
    Line *line = &laid->lines[laid->n++];
    *line = (Line){.block = block};
    return line;
}

static void add_text(Laid *laid, const Block *block)
{
    PangoLayoutIter *iter = pango_layout_get_iter(block->layout);
    bool first = true;
    do {
        Line *line = add_line(laid, block);
        PangoRectangle logical;
        int from, to;
        pango_layout_iter_get_line_extents(iter, NULL, &logical);
        pango_layout_iter_get_line_yrange(iter, &from, &to);
        line->text = pango_layout_iter_get_line_readonly(iter);
        line->x = (double)logical.x / PANGO_SCALE;
        line->height = (double)(to - from) / PANGO_SCALE;
        line->baseline = (double)(pango_layout_iter_get_baseline(iter) - from) / PANGO_SCALE;
        line->above = first ? block->above : 0;
        first = false;
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
}

static bool is_end(const Block *block)
{
    return block->style == STYLE_SIGN || block->style == STYLE_BOX;
}

/* The signatures and boxes at the end stay together, with a line between them that says who
 * signs for an office, with the last two lines above them and what little comes after; a
 * heading stays with the two after it; no paragraph leaves one line alone at either end. */
static void bind_lines(Laid *laid)
{
    enum { AFTER = 4 }; /* lines: how many copies there are, a code */
    Line *lines = laid->lines;
    size_t end = laid->n;
    while (end > 0 && laid->n - end < AFTER && !is_end(lines[end - 1].block))
        end--;
    if (end > 0 && !is_end(lines[end - 1].block))
        end = laid->n;
    while (end > 0 &&
           (is_end(lines[end - 1].block) || (end > 1 && is_end(lines[end - 2].block))))
        end--;
    for (size_t i = end > 1 ? end - 2 : 0; i + 1 < laid->n; i++)
        lines[i].with_next = true;
    for (size_t i = 0; i + 1 < end; i++) {
        const Block *own = lines[i].block;
        bool begins = i == 0 || lines[i - 1].block != own;
        bool ends_next = i + 2 >= laid->n || lines[i + 2].block != own;
        if (own->style == STYLE_HEAD || own->style == STYLE_TITLE ||
            (lines[i + 1].block == own && (begins || ends_next)))
            lines[i].with_next = true;
    }
}

/* No square is smaller than a telephone sees from a hand's breadth. */
static double side_of(const Qr *code)
{
    double least = (code->side + 2 * QR_QUIET) * code_square;
    return least > code_side ? least : code_side;
}

static bool add_block(Laid *laid, const Block *block, Err *err)
{
    if (block->layout) {
        add_text(laid, block);
        return true;
    }
    Line *line = add_line(laid, block);
    line->above = block->above;
    line->height = box_side + 1.5 * small;
    if (block->style == STYLE_CODE) {
        if (!qr_make(block->texts[0], QR_PAPER, &line->code, err))
            return false;
        line->height = side_of(&line->code);
    }
    return true;
}

static bool lay_lines(const Block *blocks, size_t n, Laid *laid, Err *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!add_block(laid, &blocks[i], err))
            return false;
    }
    bind_lines(laid);
    return true;
}

static void laid_free(Laid *laid)
{
    for (size_t i = 0; i < laid->n; i++)
        qr_free(&laid->lines[i].code);
    free(laid->lines);
}

static double run_height(const Line *lines, size_t n)
{
    double height = 0;
    for (size_t i = 0; i < n; i++)
        height += lines[i].above + lines[i].height;
    return height;
}

static void lay_pages(Laid *laid)
{
    double y = top;
    size_t page = 0, run;
    for (size_t i = 0; i < laid->n; i += run) {
        Line *lines = &laid->lines[i];
        run = 1;
        while (i + run < laid->n && lines[run - 1].with_next)
            run++;
        if (y > top && y + run_height(lines, run) > bottom) {
            /* One that no page holds goes on where it stands, line by line. */
            if (run_height(lines, run) > bottom - top) {
                run = 1;
            }
            if (y + run_height(lines, run) > bottom) {
                page++;
                y = top;
            }
        }
        for (size_t k = 0; k < run; k++) {
            if (y > top && y + lines[k].above + lines[k].height > bottom) {
                page++;
                y = top;
            }
            y += y > top ? lines[k].above : 0;
            lines[k].page = page;
            lines[k].y = y;
            y += lines[k].height;
        }
    }
    laid->pages = page + 1;
}

/* ---- drawing ---- */

typedef enum Side { AT_LEFT, AT_RIGHT, AT_CENTRE } Side;

/* A line of small letters, cut with … at width. */
static void draw_small(Draw *draw, const char *text, double x, double y, double width,
                       Side side)
{
    static const PangoAlignment sides[] = {[AT_LEFT] = PANGO_ALIGN_LEFT,
                                           [AT_RIGHT] = PANGO_ALIGN_RIGHT,
                                           [AT_CENTRE] = PANGO_ALIGN_CENTER};
    PangoLayout *layout = face_layout(draw->face, small, false);
    pango_layout_set_text(layout, text, -1);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_height(layout, -1);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_alignment(layout, sides[side]);
    face_look(draw->face, layout);
    cairo_move_to(draw->cr, x, y - (double)pango_layout_get_baseline(layout) / PANGO_SCALE);
    pango_cairo_show_layout(draw->cr, layout);
    g_object_unref(layout);
}

static void fill_number(Buf *text, const char *place, size_t number)
{
    const char *at = text->data ? strstr(text->data, place) : NULL;
    if (!at)
        return;
    char digits[24];
    size_t from = (size_t)(at - text->data);
    buf_remove(text, from, strlen(place));
    buf_insert(text, from, digits, (size_t)snprintf(digits, sizeof(digits), "%zu", number));
}

static void draw_frame(Draw *draw, const Paper *paper, size_t page, size_t pages)
{
    static const double foot_share =
        0.72; /* of the width; the rest is the number of the page */
    const Document *document = draw->document;
    double width = right - left;
    Buf number = BUF_INIT;
    draw_small(draw, document->letterhead, left, head_at, width * foot_share, AT_LEFT);
    draw_small(draw, document->number, left, head_at, width, AT_RIGHT);
    if (document->stamp[0])
        draw_small(draw, document->stamp, left, head_at - 1.6 * small, width, AT_CENTRE);
    cairo_new_path(draw->cr);
    cairo_set_line_width(draw->cr, 0.5);
    cairo_move_to(draw->cr, left, rule_at);
    cairo_line_to(draw->cr, right, rule_at);
    cairo_stroke(draw->cr);
    draw_small(draw, paper->foot, left, foot_at, width * foot_share, AT_LEFT);
    buf_add(&number, paper->page);
    fill_number(&number, "{pages}", pages);
    fill_number(&number, "{page}", page + 1);
    draw_small(draw, number.data, left, foot_at, width, AT_RIGHT);
    buf_free(&number);
}

/* Broken lines around a place for a seal or a finger, with what it is for below. */
static void draw_boxes(Draw *draw, const Line *line)
{
    static const double dash[] = {3, 3};
    const Block *block = line->block;
    double step = (right - left) / BOXES_MAX;
    for (size_t i = 0; i < block->n; i++) {
        double x = left + step * (double)i;
        cairo_save(draw->cr);
        cairo_new_path(draw->cr);
        cairo_set_line_width(draw->cr, 0.5);
        cairo_set_dash(draw->cr, dash, 2, 0);
        cairo_rectangle(draw->cr, x, line->y, box_side, box_side);
        cairo_stroke(draw->cr);
        cairo_restore(draw->cr);
        draw_small(draw, block->texts[i], x, line->y + box_side + 1.2 * small, box_side,
                   AT_CENTRE);
    }
}

/* What a small one says stands beside it; a large one is for cameras alone. */
static void draw_code(Draw *draw, const Line *line)
{
    double x = left + line->height + 12;
    if (line->height <= code_side)
        draw_small(draw, line->block->texts[0], x, line->y + line->height / 2, right - x,
                   AT_LEFT);
    code_draw(draw->cr, &line->code, left, line->y, line->height);
}

static void draw_line(Draw *draw, const Line *line)
{
    if (line->block->style == STYLE_BOX) {
        draw_boxes(draw, line);
        return;
    }
    if (line->block->style == STYLE_CODE) {
        draw_code(draw, line);
        return;
    }
    cairo_move_to(draw->cr, left + line->x, line->y + line->baseline);
    pango_cairo_show_layout_line(draw->cr, line->text);
}

static void draw_pages(Draw *draw, const Paper *paper, const Laid *laid)
{
    char where[64];
    snprintf(where, sizeof(where), "page=%d pos=[0 0]", draw->pages + 1);
    cairo_pdf_surface_add_outline(draw->surface, CAIRO_PDF_OUTLINE_ROOT, paper->title, where,
                                  0);
    for (size_t page = 0, i = 0; page < laid->pages; page++) {
        draw_frame(draw, paper, page, laid->pages);
        for (; i < laid->n && laid->lines[i].page == page; i++)
            draw_line(draw, &laid->lines[i]);
        cairo_show_page(draw->cr);
        draw->pages++;
    }
    if (draw->pages % 2) {
        cairo_show_page(draw->cr);
        draw->pages++;
    }
}

static bool draw_paper(Draw *draw, const Paper *paper, Err *err)
{
    Laid laid = {0};
    size_t n;
    Block *blocks = blocks_make(draw->face, paper, right - left, &n);
    bool done = lay_lines(blocks, n, &laid, err);
    if (done) {
        lay_pages(&laid);
        draw_pages(draw, paper, &laid);
    }
    laid_free(&laid);
    blocks_free(blocks, n);
    return done;
}

/* ---- the document ---- */

static cairo_status_t keep(void *closure, const unsigned char *data, unsigned length)
{
    buf_add_bytes(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

/* The same document gives the same bytes: nothing of the clock. */
static void tell_about(cairo_surface_t *surface, const Document *document)
{
    char when[32];
    snprintf(when, sizeof(when), "%.10sT00:00:00Z", document->day);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, document->number);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, document->letterhead);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, when);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, when);
}

bool page_draw(Face *face, const Document *document, Buf *pdf, Err *err)
{
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(keep, pdf, page_width, page_height);
    Draw draw = {
        .cr = cairo_create(surface), .surface = surface, .face = face, .document = document};
    bool done = true;
    tell_about(surface, document);
    for (size_t i = 0; done && i < document->n; i++)
        done = draw_paper(&draw, &document->papers[i], err);
    cairo_status_t status = cairo_status(draw.cr);
    cairo_destroy(draw.cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return done && (status == CAIRO_STATUS_SUCCESS ||
                    err_set(err, ERR_IO, "%s", cairo_status_to_string(status)));
}
