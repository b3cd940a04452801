/* Pango finds a sign that the face lacks in another one that the system has, and shows a box
 * where there is none: so the boxes are counted, and the signs behind them looked for one by
 * one. */
#include "config.h"

#include "print/face.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/text/text.h"

struct Face {
    PangoContext *context;
    const char *family;
    Buf missing;
};

/* The first that is there. */
static const char *const families[] = {"Noto Serif CJK SC",   "Source Han Serif SC",
                                       "Source Han Serif CN", "Noto Sans CJK SC",
                                       "Source Han Sans SC",  "SimSun"};

/* Of a line to write on; pango has placed it where the signs stood. */
static void draw_blank(cairo_t *cr, PangoAttrShape *shape, gboolean path UNUSED,
                       gpointer data UNUSED)
{
    static const double below = 2.0, thickness = 0.6; /* points */
    double x, y;
    cairo_get_current_point(cr, &x, &y);
    cairo_save(cr);
    cairo_new_path(cr);
    cairo_set_line_width(cr, thickness);
    cairo_move_to(cr, x, y + below);
    cairo_rel_line_to(cr, (double)shape->logical_rect.width / PANGO_SCALE, 0);
    cairo_stroke(cr);
    cairo_restore(cr);
}

Face *face_open(void)
{
    PangoFontMap *map = pango_cairo_font_map_get_default();
    Face *face = xcalloc(1, sizeof(*face));
    for (size_t i = 0; i < COUNT_OF(families) && !face->family; i++) {
        PangoFontFamily *family = pango_font_map_get_family(map, families[i]);
        /* What is not there is answered by another one. */
        if (family && strcmp(pango_font_family_get_name(family), families[i]) == 0)
            face->family = families[i];
    }
    if (!face->family) {
        free(face);
        return NULL;
    }
    face->context = pango_font_map_create_context(map);
    pango_context_set_language(face->context, pango_language_from_string("zh-cn"));
    pango_cairo_context_set_shape_renderer(face->context, draw_blank, NULL, NULL);
    buf_init(&face->missing);
    return face;
}

void face_close(Face *face)
{
    if (!face)
        return;
    g_object_unref(face->context);
    buf_free(&face->missing);
    free(face);
    pango_cairo_font_map_set_default(NULL);
}

PangoLayout *face_layout(Face *face, double points, bool bold)
{
    PangoFontDescription *font = pango_font_description_from_string(face->family);
    PangoLayout *layout = pango_layout_new(face->context);
    pango_font_description_set_absolute_size(font, points * PANGO_SCALE);
    if (bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    return layout;
}

static void look_at_sign(Face *face, const char *sign, size_t bytes)
{
    PangoLayout *alone = face_layout(face, 12, false);
    char text[8] = {0};
    memcpy(text, sign, bytes < sizeof(text) ? bytes : sizeof(text) - 1);
    pango_layout_set_text(alone, text, -1);
    if (pango_layout_get_unknown_glyphs_count(alone) && !strstr(face->missing.data, text))
        buf_add(&face->missing, text);
    g_object_unref(alone);
}

void face_look(Face *face, PangoLayout *layout)
{
    if (!pango_layout_get_unknown_glyphs_count(layout))
        return;
    for (const char *at = pango_layout_get_text(layout); *at;) {
        const char *next = g_utf8_next_char(at);
        if ((unsigned char)*at >= 0x80 || *at > ' ')
            look_at_sign(face, at, (size_t)(next - at));
        at = next;
    }
}

const char *face_missing(const Face *face)
{
    return face->missing.data ? face->missing.data : "";
}

void face_blank(PangoAttrList *attrs, unsigned from, unsigned to, double points, double width)
{
    static const double ascent = 0.88; /* of the size: where the line's own rectangle begins */
    unsigned signs = (to - from) / (unsigned)strlen("＿");
    PangoRectangle room = {.y = (int)(-ascent * points * PANGO_SCALE),
                           .width = (int)(width * PANGO_SCALE / signs),
                           .height = (int)(points * PANGO_SCALE)};
    PangoAttribute *shape = pango_attr_shape_new(&room, &room);
    shape->start_index = from;
    shape->end_index = to;
    pango_attr_list_insert(attrs, shape);
}
