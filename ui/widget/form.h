/* Draws a form model with the values of a case: labels and stars, values or the editor in
 * place, what is proposed where there is none, what was understood beside them, remarks under
 * them, grids with their totals. Places the cursor on the focus. Keeps nothing; ui/model/form.h
 * says what there is. */
#ifndef ANJUAN_UI_WIDGET_FORM_H
#define ANJUAN_UI_WIDGET_FORM_H

#include "domain/casefile.h"
#include "domain/field.h"
#include "rules/judge/findings.h"
#include "ui/model/form.h"
#include "ui/model/frame.h"
#include "ui/model/lineedit.h"

typedef struct FormView {
    const CaseFile *file;
    const CaseFile *trial; /* as it would be with what is typed now: sums and what is worked out
                            * are of this one; may be file */
    const FieldContext *fields;
    LineEdit *edit;          /* the text of the focus while typing; NULL: beside the fields */
    const char *error;       /* why the focus was refused, or NULL */
    const Finding *findings; /* of the case as it is stored */
    size_t n_findings;
    const Offers *offers; /* what is proposed for fields that are empty, or NULL */
    /* Whose text, half typed, waits in a field of a line: NULL: nobody's, "": the person's own,
     * else the name of another one. NULL: nowhere. */
    const char *(*half_typed)(const void *screen, FieldId field, const FormLine *line,
                              size_t row);
    /* Adds what else is said about a field of a line, by reviewers and of what was typed there,
     * a line each. NULL: nothing. */
    void (*said)(const void *screen, FieldId field, const FormLine *line, size_t row, Buf *out);
    const void *screen;
} FormView;

/* The text of the focus is masked, for nothing is typed there yet. */
bool form_hides(const FormView *view, const FieldDef *field);

/* What is proposed for an empty field, as it is shown there, "=30,000.00": the sign says that
 * it is no value. Empty: nothing is. */
void form_offered(const FormView *view, const FieldDef *field, size_t row, Buf *out);

void form_draw(Form *form, const FormView *view, Frame *frame, Rect rect);

/* The columns in which the prose of a form is wrapped, as form_draw does it: for moving the
 * caret by lines. */
int form_prose_cols(const Form *form, int cols);

#endif
