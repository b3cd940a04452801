/* The face that papers are set in: a Chinese one, by name, since what a system takes for
 * "serif" may be a Japanese face or none. Asked for before anything is drawn. */
#ifndef ANJUAN_PRINT_FACE_H
#define ANJUAN_PRINT_FACE_H

#include <stdbool.h>

#include <pango/pangocairo.h>

#include "base/buf.h"

typedef struct Face Face;

/* NULL: there is none of the families that are known to have both the signs and a bold cut. */
Face *face_open(void);
void face_close(Face *face); /* NULL is allowed */

/* points: the size. The caller gives it back by g_object_unref. */
PangoLayout *face_layout(Face *face, double points, bool bold);

/* Counts what of the layout's text no face of the system has. */
void face_look(Face *face, PangoLayout *layout);

/* The signs that were missing, each once, one after the other; "": none. */
const char *face_missing(const Face *face);

/* The drawing of blanks (U+FF3F) as one line, for contexts of this face. */
void face_blank(PangoAttrList *attrs, unsigned from, unsigned to, double points, double width);

#endif
