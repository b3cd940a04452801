/* Lines about what the person wrote while the case was at another station: theirs alone, and no
 * part of it before it is home and they entered it (app/kept.h). */
#include "config.h"

#include "app/kept.h"
#include "app/reveal.h"
#include "base/i18n.h"
#include "domain/field.h"
#include "ui/parts/lines.h"
#include "ui/stage/stage.h"

static const char *when_of(InfoList *list, const char *instant)
{
    Day day;
    int hour, minute;
    return instant_local(instant, &day, &hour, &minute)
               ? arena_printf(list->arena, "%02d-%02d %02d:%02d", day.month, day.day, hour,
                              minute)
               : "";
}

/* Masked as it is wherever the case is shown. */
static const char *shown(InfoList *list, Session *session, const CaseFile *file,
                         const KeptLine *line, const char *value)
{
    Buf text = BUF_INIT;
    const char *out = "";
    if (value) {
        field_show(app_fields(session, file), catalog_field(line->kept.field), value, &text);
        out = arena_dup(list->arena, text.data);
    }
    buf_free(&text);
    return out;
}

static void add_kept(InfoList *list, Session *session, const CaseFile *file,
                     const KeptLine *kept)
{
    const FieldDef *field = catalog_field(kept->kept.field);
    const RecordDef *record = catalog_record(field->record);
    InfoLine *line = info_add(list, INFO_CHANGE);
    line->cells[0] = arena_printf(list->arena, _("%s: %s"), _(record->label), _(field->label));
    line->cells[1] = shown(list, session, file, kept, kept->kept.base);
    line->cells[2] = shown(list, session, file, kept, kept->kept.value);
    line->cells[3] = when_of(list, kept->kept.at);
    if (kept->state != KEPT_AWAY) /* the heading says that */
        line->cells[4] = kept_state_label(kept->state);
    /* A new row has no place in the case yet. */
    if (!kept->kept.fresh && kept->state != KEPT_GONE)
        info_about(line, file, session_fields(session)->codes, field->record, field->id,
                   kept->row);
}

bool info_kept(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    Session *session = stage_session(stage);
    KeptLine *lines;
    size_t n;
    if (!app_kept_count(session, case_head_of(file)->id))
        return true;
    if (!app_kept_list(session, file, list->arena, &lines, &n, err))
        return false;
    if (n)
        info_head(list, _("Written by you, kept until the case is home"));
    for (size_t i = 0; i < n; i++)
        add_kept(list, session, file, &lines[i]);
    return true;
}
