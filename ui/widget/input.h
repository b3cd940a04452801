/* A line or a text being typed, drawn into a frame. The LineEdit is the model; these draw it
 * and, where keys depend on how it is wrapped, take them. */
#ifndef ANJUAN_UI_WIDGET_INPUT_H
#define ANJUAN_UI_WIDGET_INPUT_H

#include "ui/model/frame.h"
#include "ui/model/lineedit.h"

/* Fills the first row of rect; what is cut at an end is marked < or >. With focus it places the
 * cursor at the caret. secret: a * for each character. */
void input_draw(LineEdit *edit, Frame *frame, Rect rect, bool focus, bool secret);

/* The line of a wrapped text with the caret, and the caret's column in it: at a soft break in
 * front of the next line, or behind this one when the caret was moved to its end. */
size_t textarea_line(const LineEdit *edit, const TextLine *lines, size_t n, int *col);

/* Wraps the text into rect and scrolls so that the caret is seen. */
void textarea_draw(LineEdit *edit, Frame *frame, Rect rect, bool focus);

/* Up, Down, PgUp, PgDn, Home and End by the lines of a rectangle of rows and cols, and the keys
 * of lineedit_key. Up and Down keep the column over shorter lines. False: not a key for it, or
 * Up on the first and Down on the last line. */
bool textarea_key(LineEdit *edit, int rows, int cols, int key);

#endif
