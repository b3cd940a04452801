/* What the case says already: the people it names, its addresses, hospitals and doctors. A
 * field of that kind offers them by one key; a person taken brings what is known of them along.
 */
#include "config.h"

#include "ui/case/known.h"

#include <string.h>

#include "app/edit.h"
#include "base/arena.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "domain/resident.h"
#include "ui/ask/ask.h"
#include "ui/case/drafts.h"
#include "ui/case/entry.h"
#include "ui/case/next.h"
#include "ui/case/screen.h"
#include "ui/case/tab_row.h"
#include "ui/stage/stage.h"

typedef struct Known {
    FieldId field;
    size_t row;
    const char *value;
} Known;

/* The fields that say the same kind of thing, the likeliest first; and those that only ask. */
static const struct Kind {
    FieldId says[6];
    FieldId asks[4];
} kinds[] = {
    {{F_INITIATOR_name, F_GUARDIAN_name, F_PAYEE_name, F_MEMBER_name, F_PATIENT_name,
      FIELD_COUNT},
     {FIELD_COUNT}},
    {{F_PATIENT_address, F_INITIATOR_address, FIELD_COUNT}, {FIELD_COUNT}},
    {{F_ILLNESS_hospital, F_PLAN_hospital, FIELD_COUNT},
     {F_DOCUMENT_hospital, F_DOCUMENT_issuer, FIELD_COUNT}},
    {{F_ILLNESS_doctor, F_PLAN_doctor, FIELD_COUNT}, {FIELD_COUNT}},
};
enum { KIND_PEOPLE, KIND_ADDRESS, KIND_HOSPITAL };

static bool listed(const FieldId *list, FieldId field)
{
    while (*list != FIELD_COUNT && *list != field)
        list++;
    return *list == field;
}

static const struct Kind *kind_of(const CaseFile *file, FieldId id)
{
    const FieldDef *field = catalog_field(id);
    if (id == F_PAYEE_name && case_is(file, F_PAYEE_kind, 0, "hospital"))
        return &kinds[KIND_HOSPITAL];
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (listed(kinds[i].says, id) || listed(kinds[i].asks, id))
            return &kinds[i];
    }
    return field->type == FT_TEXT && field->privacy == PRIV_NAME ? &kinds[KIND_PEOPLE] : NULL;
}

/* Who acts for the patient, or is of the family, is somebody else; who is paid may be the
 * patient, and nobody else then. */
static bool fits(const CaseFile *file, FieldId target, FieldId source)
{
    static const FieldId others[] = {F_INITIATOR_name, F_GUARDIAN_name, F_PAYEE_name,
                                     F_MEMBER_name, FIELD_COUNT};
    if (target == F_PAYEE_name && case_is(file, F_PAYEE_kind, 0, "patient"))
        return source == F_PATIENT_name;
    return source != F_PATIENT_name || !listed(others, target);
}

static size_t known_of(const CaseFile *file, FieldId target, size_t target_row,
                       Known out[KNOWN_MAX])
{
    const struct Kind *kind = kind_of(file, target);
    const char *now = case_get(file, target, target_row);
    size_t n = 0;
    for (const FieldId *id = kind ? kind->says : NULL; id && *id != FIELD_COUNT; id++) {
        size_t rows = case_rows(file, catalog_field(*id)->record);
        for (size_t row = 0; row < rows && n < KNOWN_MAX; row++) {
            const char *value = case_get(file, *id, row);
            bool new = value && (!now || strcmp(now, value) != 0) && fits(file, target, *id);
            for (size_t i = 0; i < n && new; i++)
                new = strcmp(out[i].value, value) != 0;
            if (new)
                out[n++] = (Known){*id, row, value};
        }
    }
    return n;
}

size_t known_values(const CaseScreen *self, FieldId field, size_t row,
                    const char *values[KNOWN_MAX])
{
    Known known[KNOWN_MAX];
    size_t n = known_of(work_file(self->work), field, row, known);
    for (size_t i = 0; i < n && values; i++)
        values[i] = known[i].value;
    return n;
}

/* ---- taking it ---- */

/* What is said of a person under this name of a field; NULL: nothing. */
static const char *said_of(const CaseFile *file, const Known *person, const char *key,
                           char day[DAY_TEXT])
{
    static const char *const keys[] = {"certificate", "id_number", "relation", "phone",
                                       "born_on"};
    RecordId record = catalog_field(person->field)->record;
    const FieldDef *field = catalog_find_field(record, key);
    bool carried = false;
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        carried = carried || !strcmp(keys[i], key);
    const char *value = carried && field ? case_get(file, field->id, person->row) : NULL;
    const FieldDef *number = catalog_find_field(record, "id_number");
    const char *id = number ? case_get(file, number->id, person->row) : NULL;
    Day born;
    if (value || strcmp(key, "born_on") != 0 || !id || resident_check(id) != RESIDENT_OK ||
        !resident_born(id, &born))
        return value;
    day_format(born, day);
    return day;
}

static char *path_of(Arena *arena, const CaseFile *file, const FieldDef *field, size_t row,
                     const char *value)
{
    const RecordDef *record = catalog_record(field->record);
    if (!(record->flags & RF_MANY))
        return arena_printf(arena, "%s.%s=%s", record->key, field->key, value);
    if (row >= case_rows(file, record->id))
        return arena_printf(arena, "%s[+].%s=%s", record->key, field->key, value);
    return arena_printf(arena, "%s[%zu].%s=%s", record->key, row + 1, field->key, value);
}

static void take(CaseScreen *self, Stage *stage, const Known *known)
{
    const FormStop *stop = form_stop(case_form(self));
    const FieldDef *target = catalog_field(stop->field);
    const RecordDef *record = catalog_record(target->record);
    size_t rows = case_rows(work_file(self->work), record->id), row = stop->row, n = 0;
    bool empty = !case_get(work_file(self->work), target->id, row);
    Arena *arena = arena_new();
    char **paths = arena_alloc(arena, (size_t)record->fields * sizeof *paths);
    char day[DAY_TEXT];
    Err err = {0};
    paths[n++] = path_of(arena, work_file(self->work), target, row, known->value);
    for (int i = 0; i < record->fields && kind_of(work_file(self->work), target->id) == kinds;
         i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        const char *value = said_of(work_file(self->work), known, field->key, day);
        if (value && field != target && !case_get(work_file(self->work), field->id, row))
            paths[n++] = path_of(arena, work_file(self->work), field, row, value);
    }
    drafts_forget(self);
    bool done = app_case_set_paths(stage_session(stage), work_file(self->work), paths, n, &err);
    if (done && case_rows(work_file(self->work), record->id) > rows)
        row_made(self, record->id, row);
    if (entry_stored(self, stage, done, &err))
        next_go_on(self, stage, empty);
    arena_free(arena);
}

bool known_take_value(CaseScreen *self, Stage *stage, const char *value)
{
    const FormStop *stop = form_stop(case_form(self));
    Known known[KNOWN_MAX];
    size_t n = known_of(work_file(self->work), stop->field, stop->row, known), at = 0;
    while (at < n && strcmp(known[at].value, value) != 0)
        at++;
    if (at < n)
        take(self, stage, &known[at]);
    return at < n;
}

static void chosen(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    const FormStop *stop = case_form(self) ? form_stop(case_form(self)) : NULL;
    if (reply->text && stop)
        known_take_value(self, stage, reply->text);
}

bool known_take(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = form_stop(case_form(self));
    Known known[KNOWN_MAX];
    size_t n = known_of(work_file(self->work), stop->field, stop->row, known);
    if (n == 1) {
        take(self, stage, &known[0]);
    } else if (n > 1) {
        Picklist *rows = picklist_new(session_pinyin(stage_session(stage)));
        for (size_t i = 0; i < n; i++)
            picklist_add(rows, &(PickRow){.value = known[i].value, .text = known[i].value});
        ask(stage, &(Question){.title = _(catalog_field(stop->field)->label),
                               .rows = rows,
                               .done = chosen,
                               .ctx = self});
    }
    return n > 0;
}
