/* Pages of A4: which lines stand on which, and the drawing of them. */
#ifndef ANJUAN_PRINT_PAGE_H
#define ANJUAN_PRINT_PAGE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "print/document.h"
#include "print/face.h"

/* All papers as one PDF, each from a page of its own and on an even number of them, so that
 * none begins on the back of another. Into memory: the library forgets errors of writing. Signs
 * that no face has are face_missing's to tell afterwards, and the PDF is then not to be used.
 */
bool page_draw(Face *face, const Document *document, Buf *pdf, Err *err);

#endif
