/* Editing one line of text: caret by grapheme cluster and word, insert, kill and yank, undo and
 * redo within the field. Pure state; the caret is a byte offset at a cluster's edge. */
#ifndef ANJUAN_UI_MODEL_LINEEDIT_H
#define ANJUAN_UI_MODEL_LINEEDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "ui/model/event.h"

typedef struct LineEdit {
    Buf text;
    size_t caret;
    int scroll; /* first column shown */
    size_t max; /* most characters; 0: no limit */
    bool lines; /* newlines are part of the text (a text area) */
    bool fresh; /* nothing typed yet: typing replaces the whole (grids) */
    int goal;   /* of a text area: the column that Up and Down keep; -1: the caret's */
    bool tail;  /* of a text area: at a soft break the caret stands behind the line, not
                 * before the next one */
    Buf killed; /* cuts that follow one another are one */
    struct EditUndo *undo; /* private */
} LineEdit;

void lineedit_init(LineEdit *edit, const char *text, size_t max, bool lines);
void lineedit_free(LineEdit *edit);
/* The same editor in another field: what was cut can be put back there, nothing else is left.
 */
void lineedit_begin(LineEdit *edit, const char *text, size_t max, bool lines);
void lineedit_set(LineEdit *edit, const char *text);
/* Empty, and nothing of what stood in it, or was cut, is left in memory: for secrets. */
void lineedit_wipe(LineEdit *edit);
/* A text typed earlier goes on, with its caret; undo takes it back to what was set. */
void lineedit_resume(LineEdit *edit, const char *text, size_t caret);
/* At or after that byte, at a cluster's edge. */
void lineedit_place(LineEdit *edit, size_t caret);
/* Inserts what fits; newlines in a one-line field become a blank. False when some did not fit.
 */
bool lineedit_insert(LineEdit *edit, const char *text, size_t len);
bool lineedit_key(LineEdit *edit, int key); /* false: not an editing key */
bool lineedit_undo(LineEdit *edit);
bool lineedit_redo(LineEdit *edit);
bool lineedit_can_redo(const LineEdit *edit);
bool lineedit_changed(const LineEdit *edit); /* since init or set */

/* For drawing in cols columns: adjusts scroll so that the caret is seen; gives the first byte
 * shown and the caret's column. */
void lineedit_view(LineEdit *edit, int cols, size_t *from, int *caret_col);

#endif
