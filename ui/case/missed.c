/* Kept as long as the screen is: the last of them is brought first. */
#include "config.h"

#include "ui/case/missed.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/case/edit.h"
#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

/* A row that is not stored yet is known by its place, one of a fixed list by its item. */
typedef struct Miss {
    FieldId field;
    size_t row, gap_row;
    char *item; /* NULL: none */
    char *text;
    bool told; /* under the field: nobody took it back */
} Miss;

struct Missed {
    Miss *list;
    size_t n;
    bool last;    /* it was the last key */
    bool brought; /* the list stands open with it again, by undo */
};

Missed *missed_new(void)
{
    return xcalloc(1, sizeof(Missed));
}

static void drop(Missed *missed, size_t at)
{
    free(missed->list[at].item);
    free(missed->list[at].text);
    missed->n--;
    memmove(&missed->list[at], &missed->list[at + 1],
            (missed->n - at) * sizeof missed->list[0]);
}

void missed_free(Missed *missed)
{
    while (missed->n)
        drop(missed, missed->n - 1);
    free(missed->list);
    free(missed);
}

static bool stands_at(const Miss *miss, FieldId field, const FormLine *line, size_t row)
{
    const char *item = line ? line->item : NULL;
    return miss->field == field &&
           (item && miss->item ? strcmp(item, miss->item) == 0
                               : !item && !miss->item && miss->row == row);
}

void missed_note(CaseScreen *self, const char *text, bool told)
{
    Missed *missed = self->missed;
    const Form *form = case_form(self);
    const FormStop *stop = form_stop(form);
    const FormLine *line = form_line(form);
    for (size_t i = missed->n; i > 0; i--) {
        if (stands_at(&missed->list[i - 1], stop->field, line, stop->row))
            drop(missed, i - 1);
    }
    missed->list = xreallocarray(missed->list, missed->n + 1, sizeof missed->list[0]);
    missed->list[missed->n++] = (Miss){.field = stop->field,
                                       .row = stop->row,
                                       .gap_row = form_gap_row(form),
                                       .item = line->item ? xstrdup(line->item) : NULL,
                                       .text = xstrdup(text),
                                       .told = told};
    missed->last = !missed->brought;
    missed->brought = false;
}

void missed_stored(CaseScreen *self)
{
    self->missed->last = false;
    self->missed->brought = false;
}

bool missed_last(const CaseScreen *self)
{
    return self->missed->n && self->missed->last && entry_on(self);
}

bool missed_bring(CaseScreen *self, Stage *stage)
{
    Missed *missed = self->missed;
    if (!missed_last(self))
        return false;
    Miss *miss = &missed->list[missed->n - 1];
    char *text = miss->text;
    miss->text = NULL;
    case_go(self, stage, miss->field, miss->gap_row);
    drop(missed, missed->n - 1);
    edit_text(self, stage, text, strlen(text), false);
    missed->brought = true;
    stage_say(stage, MSG_NOTE,
              _("What was typed here and taken back stands here again; it is not stored yet"));
    free(text);
    return true;
}

void missed_at(const CaseScreen *self, FieldId field, const FormLine *line, size_t row,
               Buf *out)
{
    for (size_t i = 0; i < self->missed->n; i++) {
        const Miss *miss = &self->missed->list[i];
        if (!miss->told || !stands_at(miss, field, line, row) ||
            case_get(work_file(self->work), field, row))
            continue;
        buf_add(out, out->len ? "\n" : "");
        /* TRANSLATORS: under an empty field; %s is what was typed there. */
        buf_addf(out, _("“%s” is not in the list and was not taken"), miss->text);
    }
}
