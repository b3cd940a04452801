/* Lines about what went out of a case: a line a batch, and under the one that is open every
 * value as it stood in its file. */
#include "config.h"

#include <string.h>

#include "app/move.h"
#include "app/sent.h"
#include "base/i18n.h"
#include "ui/parts/lines.h"
#include "ui/stage/stage.h"

/* "2026-11-25"; an instant as the local day. */
static const char *day_of(InfoList *list, const char *instant)
{
    Day day;
    int hour, minute;
    char text[DAY_TEXT];
    if (!instant || !instant_local(instant, &day, &hour, &minute))
        return instant ? instant : "";
    day_format(day, text);
    return arena_dup(list->arena, text);
}

/* What the platform answered and when, or for how long it has not. */
static const char *answer_of(InfoList *list, const Sending *row)
{
    if (row->outcome != OUTCOME_NONE)
        return arena_printf(list->arena, "%s %s", app_outcome_label(row->outcome),
                            day_of(list, row->answered_at));
    if (row->silent < 0)
        return "";
    return arena_printf(
        list->arena,
        ngettext("silent for %d day", "silent for %d days", (unsigned long)row->silent),
        row->silent);
}

static void add_sending(InfoList *list, Session *session, const Sending *row)
{
    InfoLine *line = info_add(list, INFO_SENT);
    const BatchRow *batch = &row->batch;
    line->batch = batch->no;
    line->cells[0] = arena_printf(
        list->arena, "%s  %s", batch->no,
        batch->platform[0] ? app_platform_text(session, batch->platform) : batch->title);
    line->cells[1] = day_of(list, batch->uploaded_on ? batch->uploaded_on : batch->at);
    line->cells[2] = batch->by;
    line->cells[3] = answer_of(list, row);
    line->cells[4] =
        arena_printf(list->arena, "%s%s%s", row->platform_no ? row->platform_no : "",
                     row->platform_no && row->reason ? "  " : "",
                     row->reason ? app_reason_words(session, row->reason) : "");
}

static void add_values(InfoList *list, const char *batch, const SentValue *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const InfoLine about = {.kind = INFO_FIELD, .field = FIELD_COUNT, .batch = batch};
        const SentValue *value = &values[i];
        if (i == 0 || value->row != values[i - 1].row ||
            strcmp(value->sheet, values[i - 1].sheet) != 0)
            info_add(list, INFO_HEAD)->cells[0] =
                value->row > 1 ? arena_printf(list->arena, "%s %zu", value->sheet, value->row)
                               : value->sheet;
        info_text(list, &about, value->column, value->text, NULL, 0);
    }
}

bool info_sent(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    Session *session = stage_session(stage);
    int64_t id = case_head_of(file)->id;
    Sending *rows;
    size_t n;
    if (!app_sendings(session, id, list->arena, &rows, &n, err))
        return false;
    if (n)
        info_head(list, _("What went out"));
    for (size_t i = 0; i < n; i++) {
        SentValue *values;
        size_t n_values;
        add_sending(list, session, &rows[i]);
        if (strcmp(list->open.data, rows[i].batch.no) != 0)
            continue;
        if (!app_sent_values(session, rows[i].batch.no, id, list->arena, &values, &n_values,
                             err))
            return false;
        add_values(list, rows[i].batch.no, values, n_values);
    }
    return true;
}

bool info_open_batch(InfoList *list)
{
    const InfoLine *line = info_selected(list);
    if (!line || !line->batch)
        return false;
    bool open = strcmp(list->open.data, line->batch) == 0;
    Buf batch = BUF_INIT;
    buf_add(&batch, open ? "" : line->batch);
    buf_clear(&list->open);
    buf_add(&list->open, batch.data);
    buf_free(&batch);
    return true;
}
