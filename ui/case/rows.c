/* The rows of a grid: added, copied, moved, taken out, shown whole. */
#include "config.h"

#include "ui/case/rows.h"

#include "app/edit.h"
#include "base/i18n.h"
#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/case/tab_row.h"
#include "ui/case/undo.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

/* A case that cannot be typed into asks first. */
static bool ready(CaseScreen *self, Stage *stage)
{
    if (!entry_commit(self, stage))
        return false;
    if (!entry_on(self))
        entry_unlock(self, stage);
    return entry_on(self);
}

bool rows_add(CaseScreen *self, Stage *stage)
{
    if (!ready(self, stage))
        return true;
    Form *form = case_form(self);
    while (form_on_grid(form) && !form_on_new_row(form, work_file(self->work)) &&
           form_next_row(form))
        continue;
    form_line_start(form);
    entry_begin(self, stage);
    return true;
}

bool rows_show(CaseScreen *self, Stage *stage)
{
    Form *form = case_form(self);
    if (entry_commit(self, stage) && form_on_grid(form) &&
        !form_on_new_row(form, work_file(self->work)))
        row_show(self, stage, form_record(form), form_stop(form)->row);
    return true;
}

static void say(Stage *stage, CmdId id)
{
    Buf key = BUF_INIT;
    undo_key(stage, &key);
    if (id == CMD_GRID_REMOVE)
        /* TRANSLATORS: %s is a key. */
        stage_say(stage, MSG_DONE, _("Row deleted; %s brings it back"), key.data);
    else if (id == CMD_GRID_COPY)
        /* TRANSLATORS: %s is a key. */
        stage_say(stage, MSG_DONE, _("Row copied; %s takes the copy out"), key.data);
    else
        /* TRANSLATORS: %s is a key. */
        stage_say(stage, MSG_DONE, _("Row moved; %s moves it back"), key.data);
    buf_free(&key);
}

bool rows_change(CaseScreen *self, Stage *stage, CmdId id)
{
    if (!ready(self, stage))
        return true;
    Session *session = stage_session(stage);
    Form *form = case_form(self);
    const FormStop *stop = form_stop(form);
    RecordId record = form_record(form);
    size_t row = stop->row, rows = case_rows(work_file(self->work), record), to = row;
    FieldId field = stop->field;
    Err err = {0};
    bool done;
    if (!form_on_grid(form) || row >= rows)
        return true;
    if (id == CMD_GRID_REMOVE) {
        done = app_case_remove_row(session, work_file(self->work), record, row, &err);
    } else {
        if (id == CMD_GRID_UP ? row == 0 : row + 1 == rows)
            return true;
        to = id == CMD_GRID_UP ? row - 1 : row + 1;
        done = app_case_move_row(session, work_file(self->work), record, row, to, &err);
    }
    if (entry_stored(self, stage, done, &err)) {
        form_seek(form, field, to);
        entry_begin(self, stage);
        say(stage, id);
    }
    return true;
}

bool rows_copy(CaseScreen *self, Stage *stage)
{
    Form *form = case_form(self);
    if (!ready(self, stage) || !form_on_grid(form) || form_line(form)->item)
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
        say(stage, CMD_GRID_COPY);
    }
    return true;
}
