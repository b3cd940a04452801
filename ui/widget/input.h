/* A line or a text being typed, drawn into a frame. The LineEdit is the model; these draw it and, where
 * keys depend on how it is wrapped, take them. */
#ifndef ANJUAN_UI_WIDGET_INPUT_H
#define ANJUAN_UI_WIDGET_INPUT_H

#include "ui/model/frame.h"
#include "ui/model/lineedit.h"

/* Fills the first row of rect; what is cut at an end is marked < or >. With focus it places the
 * cursor at the caret. secret: a * for each character. */
void input_draw(LineEdit *edit, Frame *frame, Rect rect, bool focus, bool secret);

/* Wraps the text into rect and scrolls so that the caret is seen. */
void textarea_draw(LineEdit *edit, Frame *frame, Rect rect, bool focus);

/* Up, Down, PgUp, PgDn, Home and End by the lines of a rectangle of rows and cols, and the keys of
 * lineedit_key. False: not a key for it, or Up on the first and Down on the last line. */
bool textarea_key(LineEdit *edit, int rows, int cols, int key);

#endif
