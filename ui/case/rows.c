/* The rows of a grid: added, copied, moved, taken out, shown whole. */
#include "config.h"

#include "ui/case/rows.h"

#include "app/edit.h"
#include "base/i18n.h"
#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/case/tab_row.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

void rows_enter(CaseScreen *self, Stage *stage)
{
    Form *form = case_form(self);
    /* A row is selected whole: nobody sees in which column the cursor came down to the new one.
     */
    if (form_on_new_row(form, work_file(self->work)) && !form_line(form)->item)
        form_line_start(form);
    entry_begin(self, stage, true);
}

bool rows_add(CaseScreen *self, Stage *stage)
{
    Form *form = case_form(self);
    while (form_on_grid(form) && !form_on_new_row(form, work_file(self->work)) &&
           form_next_row(form))
        continue;
    rows_enter(self, stage);
    return true;
}

bool rows_show(CaseScreen *self, Stage *stage)
{
    Form *form = case_form(self);
    if (entry_commit(self, stage) && form_on_grid(form) &&
        !form_on_new_row(form, work_file(self->work)))
        row_show(self, stage, form_record(form), form_stop(form)->row, true);
    return true;
}

bool rows_change(CaseScreen *self, Stage *stage, CmdId id)
{
    Session *session = stage_session(stage);
    Form *form = case_form(self);
    const FormStop *stop = form_stop(form);
    RecordId record = form_record(form);
    size_t row = stop->row, rows = case_rows(work_file(self->work), record);
    FieldId field = stop->field;
    Err err = {0};
    bool done = true;
    if (!form_on_grid(form) || row >= rows)
        return true;
    size_t to = row;
    if (id == CMD_GRID_COPY) {
        done = app_case_copy_row(session, work_file(self->work), record, row, &err);
        to = row + 1;
    } else if (id == CMD_GRID_REMOVE) {
        done = app_case_remove_row(session, work_file(self->work), record, row, &err);
    } else if (id == CMD_GRID_UP ? row > 0 : row + 1 < rows) {
        to = id == CMD_GRID_UP ? row - 1 : row + 1;
        done = app_case_move_row(session, work_file(self->work), record, row, to, &err);
    }
    if (entry_stored(self, stage, done, &err)) {
        form_seek(form, field, to);
        if (id == CMD_GRID_REMOVE) {
            Buf key = BUF_INIT;
            keymap_keys(stage_keymap(stage), CMD_UNDO, false, false, &key);
            /* TRANSLATORS: %s is a key. */
            stage_say(stage, MSG_DONE, _("Row deleted; %s brings it back"), key.data);
            buf_free(&key);
        }
    }
    return true;
}

/* While typing: the row again, under it, or on an empty one the row above; and on in the
 * copy. */
bool rows_copy_on(CaseScreen *self, Stage *stage)
{
    Form *form = case_form(self);
    if (!entry_commit(self, stage) || !form_on_grid(form) || form_line(form)->item)
        return true;
    const FormStop *stop = form_stop(form);
    RecordId record = form_record(form);
    size_t rows = case_rows(work_file(self->work), record), row = stop->row;
    Err err = {0};
    if (rows == 0) {
        stage_say(stage, MSG_NOTE, _("There is no row above to copy"));
        return true;
    }
    row = row < rows ? row : rows - 1;
    bool done =
        app_case_copy_row(stage_session(stage), work_file(self->work), record, row, &err);
    if (entry_stored(self, stage, done, &err)) {
        form_seek(form, form_grid(form)->columns[0].field, row + 1);
        row_made(self, record, row + 1);
        entry_load(self, stage);
    }
    return true;
}
