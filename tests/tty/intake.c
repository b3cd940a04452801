/* Plans the keys by asking the screens in process, stop by stop, until nothing that the case
 * has is missing. */
#include "config.h"

#include "tests/tty/intake.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/judge.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "exchange/portable.h"
#include "store/sql.h"
#include "tests/support/made_store.h"
#include "tests/support/temp.h"
#include "tests/tty/intake_forms.h"
#include "ui/case/case.h"
#include "ui/case/entry.h"
#include "ui/case/known.h"
#include "ui/case/screen.h"
#include "ui/case/tab_row.h"
#include "ui/screens/screens.h"
#include "ui/screens/table.h"
#include "ui/stage/keep.h"
#include "ui/stage/stage.h"

static const char passphrase[] = MADE_PASSPHRASE, person[] = "lin";

/* Used by tests and by programs that are none, so it ends the process instead of a test. */
static _Noreturn void give_up(const char *fmt, ...) PRINTF_LIKE(1, 2);
static _Noreturn void give_up(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    fputs("intake: ", stderr);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputc('\n', stderr);
    abort();
}

static void must(bool done, const Err *err)
{
    if (!done)
        give_up("%s", err->text);
}

typedef struct Typist {
    Intake *out;
    Session *session;
    Stage *stage;
    CaseFile *want;
    bool went_on; /* by itself, after what was filled in last */
    int tab;
    FieldId field;
    size_t row;
    const char *store;
    IntakeAfter *after;
    void *ctx;
} Typist;

/* ---- the store ---- */

static Session *open_session(const char *store)
{
    char *data = temp_path(getenv("top_builddir"), "share/anjuan");
    const SessionOptions options = {.store = store, .data = data, .lang = "zh_CN"};
    Session *session = NULL;
    Err err = {0};
    must(session_open(&options, STORE_OPEN, &session, &err), &err);
    free(data);
    return session;
}

void intake_make_store(const char *store, const char *secret)
{
    Err err = {0};
    must(made_store_write(store, &err), &err);
    must(path_write(secret, passphrase, strlen(passphrase), &err), &err);
}

static char *json_of(Store *store)
{
    CaseFile *file;
    int64_t id = 0;
    Buf json = BUF_INIT;
    Err err = {0};
    must(sql_get_int(store, &err, &id, "SELECT coalesce(max(id), 0) FROM case_file", NULL),
         &err);
    if (id) {
        must(case_load(store, id, &file, &err), &err);
        portable_write(file, &json);
        case_free(file);
    }
    return buf_take(&json);
}

static char *text_of(Store *store, const char *select)
{
    char *text = NULL;
    Err err = {0};
    must(sql_get_text(store, &err, &text, select, NULL), &err);
    return text ? text : xstrdup("");
}

/* Of the place without its caret where a text is typed, which has its own; elsewhere it is the
 * cell of a line. */
IntakeState intake_state(Store *store)
{
    return (IntakeState){
        .json = json_of(store),
        .drafts = text_of(
            store, "SELECT group_concat(place || ' ' || row_id || item || ' ' || caret || ' '"
                   " || text, char(10)) FROM (SELECT * FROM draft ORDER BY id)"),
        .place = text_of(store, "SELECT screen || ' ' || tab || ' ' || place || ' ' || row_id"
                                " || item || ' ' || whole_row || typing ||"
                                " CASE WHEN typing THEN '' ELSE caret END FROM last_place")};
}

void intake_state_free(IntakeState *state)
{
    free(state->json);
    free(state->drafts);
    free(state->place);
}

bool intake_same(const IntakeState *a, const IntakeState *b)
{
    return !strcmp(a->json, b->json) && !strcmp(a->drafts, b->drafts);
}

/* ---- the person ---- */

static bool on_case(const Typist *t)
{
    return !strcmp(stage_top(t->stage)->ops->name, "case");
}

static CaseScreen *screen_of(const Typist *t)
{
    if (!on_case(t))
        give_up("not on the case");
    return (CaseScreen *)stage_top(t->stage);
}

static const CaseFile *file_of(const Typist *t)
{
    return work_file(screen_of(t)->work);
}

static const FormStop *stop_of(const Typist *t)
{
    Form *form = case_form(screen_of(t));
    return form ? form_stop(form) : NULL;
}

/* A list that is open, and that a row was just made, is forgotten with the program. */
static bool is_whole(const Typist *t)
{
    const FormStop *stop = on_case(t) ? stop_of(t) : NULL;
    return on_case(t) && !row_shown(screen_of(t)) &&
           (!stop || !row_made_in(screen_of(t), catalog_field(stop->field)->record));
}

static void press(Typist *t, int key, KeyWorth worth)
{
    enum { MOST_KEYS = 5000 };
    Intake *out = t->out;
    if (out->n >= MOST_KEYS)
        give_up("it does not end");
    out->keys = xreallocarray(out->keys, out->n + 1, sizeof *out->keys);
    IntakeKey *at = &out->keys[out->n++];
    *at = (IntakeKey){.key = key, .worth = worth, .tab = t->tab, .field = t->field};
    const FormStop *stop = on_case(t) ? stop_of(t) : NULL;
    if (on_case(t)) {
        at->begins = !stop || stop->field != t->field || stop->row != t->row;
        at->field = t->field = stop ? stop->field : FIELD_COUNT;
        t->row = stop ? stop->row : 0;
    }
    stage_event(t->stage, &(Event){.kind = EV_KEY, .key = key});
    stage_draw(t->stage);
    stage_keep_now(t->stage);
    at->whole = is_whole(t);
    at->state = intake_state(session_store(t->session));
    if (t->after)
        t->after(t->ctx, out, t->store);
}

static void type(Typist *t, const char *text, size_t uncounted)
{
    for (size_t bytes; *text; text += bytes) {
        int rune = (int)text_rune(text, &bytes);
        press(t, rune == '\n' ? K_ENTER : rune, uncounted ? KEY_UNCOUNTED : KEY_NEEDED);
        uncounted -= uncounted > 0;
    }
}

/* ---- what is wanted ---- */

static bool fixed_lines(RecordId record)
{
    const TabDef *tab = tab_def(tab_of(record));
    for (int i = 0; i < tab->n; i++) {
        if (tab->parts[i].record == record)
            return tab->parts[i].kind == PART_ITEMS;
    }
    return false;
}

/* The value that a field of the case on the screen is to have; NULL: none, or it has it. A row
 * is known by its place, that of a fixed line by its code. */
static const char *wanted(const Typist *t, FieldId field, size_t row, const char *item)
{
    const RecordDef *record = catalog_record(catalog_field(field)->record);
    const char *now = case_get(file_of(t), field, row);
    size_t from = item ? case_item_row(t->want, record->first, item) : row;
    const char *value = case_get(t->want, field, from);
    return value && *value && (!now || strcmp(now, value) != 0) ? value : NULL;
}

static const char *wanted_here(const Typist *t)
{
    const FormStop *stop = stop_of(t);
    return stop ? wanted(t, stop->field, stop->row, form_line(case_form(screen_of(t)))->item)
                : NULL;
}

/* The same for the papers, which are known by their code. */
static const char *wanted_paper(const Typist *t, FieldId field, size_t want_row)
{
    const char *value = case_get(t->want, field, want_row);
    size_t row = case_item_row(file_of(t), F_DOCUMENT_code,
                               case_get(t->want, F_DOCUMENT_code, want_row));
    const char *now = case_get(file_of(t), field, row);
    return value && *value && (!now || strcmp(now, value) != 0) ? value : NULL;
}

static int lacks_paper(const Typist *t, size_t want_row)
{
    const RecordDef *record = catalog_record(REC_DOCUMENT);
    int n = 0;
    for (int i = 0; i < record->fields; i++)
        n += wanted_paper(t, (FieldId)((int)record->first + i), want_row) != NULL;
    return n;
}

/* How many values a row of the wanted case lacks on the screen, from a field on. */
static int lacks_row(const Typist *t, const RecordDef *record, size_t row, int from)
{
    int n = 0;
    const char *item = fixed_lines(record->id) ? case_get(t->want, record->first, row) : NULL;
    size_t at = item ? case_item_row(file_of(t), record->first, item) : row;
    for (int i = item && !from ? 1 : from; i < record->fields; i++)
        n += wanted(t, (FieldId)((int)record->first + i), at, item) != NULL;
    return n;
}

static int lacks_record(const Typist *t, RecordId id, size_t from_row)
{
    int n = 0;
    for (size_t row = from_row; row < case_rows(t->want, id); row++)
        n += lacks_row(t, catalog_record(id), row, 0);
    return n;
}

/* Fields of the record that are asked on another tab. */
static int lacks_elsewhere(const Typist *t, const RecordDef *record, int tab)
{
    int n = 0;
    for (int i = 0; i < record->fields; i++) {
        FieldId field = (FieldId)((int)record->first + i);
        n += tab_of_field(field) != tab && wanted(t, field, 0, NULL) != NULL;
    }
    return n;
}

static int lacks_tab(const Typist *t, int tab)
{
    int n = 0;
    for (int i = 0; i < tab_def(tab)->n; i++) {
        RecordId record = tab_def(tab)->parts[i].record;
        n += lacks_record(t, record, 0) - lacks_elsewhere(t, catalog_record(record), tab);
    }
    return n;
}

/* ---- filling in ---- */

static bool moved(const Typist *t, const FormStop *before, int tab)
{
    const FormStop *now = on_case(t) ? stop_of(t) : NULL;
    return !now || screen_of(t)->tab != tab || now->field != before->field ||
           now->row != before->row;
}

/* From what the case says already, when that takes fewer keys than typing. */
static bool take_known(Typist *t, const char *value)
{
    const FormStop stop = *stop_of(t);
    const char *values[KNOWN_MAX];
    size_t n = known_values(screen_of(t), stop.field, stop.row, values), at = 0;
    while (at < n && strcmp(values[at], value) != 0)
        at++;
    if (at == n || (n > 1 ? at + 2 : 1) > text_chars(value))
        return false;
    press(t, K_F(2), KEY_EXTRA);
    for (size_t i = 0; i < at; i++)
        press(t, K_DOWN, KEY_EXTRA);
    if (n > 1)
        press(t, K_ENTER, KEY_EXTRA);
    if (!case_is(file_of(t), stop.field, stop.row, value))
        give_up("%s: not taken: %s", catalog_field(stop.field)->label, value);
    return true;
}

/* What the program proposes, by the one key; not where an Enter by habit would be let go. */
static bool take_offer(Typist *t, const char *value)
{
    const Offer *offer = entry_offer(screen_of(t));
    bool take = offer && !t->went_on && strcmp(offer->value, value) == 0;
    if (take)
        press(t, K_ENTER, KEY_EXTRA);
    t->went_on = false;
    return take;
}

static void fill(Typist *t, const char *value)
{
    CaseScreen *self = screen_of(t);
    const FormStop stop = *stop_of(t);
    const FieldDef *field = catalog_field(stop.field);
    FieldEditor editor = field_editor(field, session_fields(t->session)->codes);
    int tab = self->tab;
    size_t uncounted = 0;
    if (take_offer(t, value) || take_known(t, value))
        return;
    char *text = editor == EDIT_PICK ? intake_code(t->session, field, value)
                                     : intake_form(t->session, field, value, &uncounted);
    if (editor == EDIT_YESNO) {
        press(t, value[0], KEY_NEEDED);
        t->went_on = true;
    } else if (editor == EDIT_PICK) {
        t->went_on = true;
        for (const char *p = text; *p && !moved(t, &stop, tab) + !on_case(t); p++)
            press(t, *p, KEY_NEEDED);
        if (!on_case(t))
            press(t, K_ENTER, KEY_EXTRA);
    } else {
        if (entry_edit(self)->text.len && !entry_edit(self)->fresh)
            press(t, K_CTRL('U'), KEY_EXTRA);
        type(t, text, uncounted);
        press(t, editor == EDIT_PROSE && !form_on_grid(case_form(self)) ? K_TAB : K_ENTER,
              KEY_EXTRA);
    }
    if (!on_case(t))
        give_up("%s: a list is still open", field->label);
    if (!case_is(file_of(t), stop.field, stop.row, value))
        give_up("%s: typed %s, which is not %s", field->label, text, value);
    if (!moved(t, &stop, tab))
        press(t, K_TAB, KEY_EXTRA);
    free(text);
}

/* How many stops of the form lie between the focus and the next one that is to be filled in. */
static size_t stops_to_wanted(const Typist *t, const FormStop **next)
{
    const Form *form = case_form(screen_of(t));
    for (size_t i = form->focus + 1; i < form->n_stops; i++) {
        const FormStop *stop = &form->stops[i];
        if (wanted(t, stop->field, stop->row, form->lines[stop->line].item)) {
            *next = stop;
            return i - form->focus;
        }
    }
    return 0;
}

/* Whether the key for the next thing missing leads right to the next field to be filled in. */
static bool missing_leads(const Typist *t, const FormStop *next)
{
    const CaseScreen *self = screen_of(t);
    const Gaps *gaps = work_gaps(self->work);
    size_t row = form_gap_row(case_form(self)), at;
    if (!gaps->n)
        return false;
    at = gap_after(gaps->list, gaps->n, self->tab, stop_of(t)->field, row);
    return gaps->list[at].field == next->field && gaps->list[at].row == next->row;
}

static bool lacks_cells(const Typist *t, const Form *form)
{
    const FormLine *line = form_line(form);
    for (size_t i = form->focus; i < line->stop + (size_t)line->stops; i++) {
        if (wanted(t, form->stops[i].field, form->stops[i].row, line->item))
            return true;
    }
    return false;
}

/* On from a field that asks for nothing this case has. */
static void pass(Typist *t)
{
    CaseScreen *self = screen_of(t);
    const Form *form = case_form(self);
    const FormStop *stop = stop_of(t), *next;
    RecordId record = catalog_field(stop->field)->record;
    if (!form_on_grid(form)) {
        bool leap = !row_shown(self) && stops_to_wanted(t, &next) > 1 && missing_leads(t, next);
        press(t, leap ? K_CTRL('N') : K_TAB, KEY_EXTRA);
        return;
    }
    bool made = row_is_made(self, record, stop->row);
    if (!row_shown(self) && !lacks_record(t, record, 0) && stops_to_wanted(t, &next) > 1 &&
        missing_leads(t, next)) {
        press(t, K_CTRL('N'), KEY_EXTRA);
        return;
    }
    if (fixed_lines(record) || lacks_cells(t, form))
        press(t, K_ENTER, KEY_EXTRA);
    else if (lacks_row(t, catalog_record(record), stop->row, 0) > 0)
        press(t, made ? K_ENTER : K_F(4), KEY_EXTRA);
    else
        press(t, K_DOWN, KEY_EXTRA);
}

/* How many keys it takes to type a value, and to pass over it when it is there already. */
static int keys_for(const Typist *t, const FieldDef *field, const char *value)
{
    size_t uncounted;
    char *text = intake_form(t->session, field, value, &uncounted);
    int keys = (int)(text_chars(text) - uncounted) + 1;
    free(text);
    return field->type == FT_CODE ? 2 : field->type == FT_YESNO ? 1 : keys;
}

/* A new row that is much like the one before is copied from it, where that is worth the
 * trouble: from the empty row, or from that one once it lacks nothing. */
static bool copy_above(Typist *t)
{
    enum { WORTH = 4 };
    Form *form = case_form(screen_of(t));
    const FormStop *stop = stop_of(t);
    if (!form_on_grid(form) || form_line(form)->item)
        return false;
    const RecordDef *record = catalog_record(catalog_field(stop->field)->record);
    size_t rows = case_rows(file_of(t), record->id);
    bool last = stop->row + 1 == rows && !lacks_row(t, record, stop->row, 0);
    if ((!last && stop->row != rows) || !rows)
        return false;
    int saved = -1;
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        const char *above = case_get(file_of(t), field->id, rows - 1);
        const char *value = case_get(t->want, field->id, rows);
        if (above && !value)
            return false;
        if (above && !strcmp(above, value))
            saved += keys_for(t, field, value) - 1;
        else if (above && !(field->flags & FF_LIST))
            saved--; /* has to be deleted first */
    }
    if (saved < WORTH || !lacks_record(t, record->id, rows))
        return false;
    press(t, K_F(5), KEY_EXTRA);
    return true;
}

/* ---- the papers ---- */

static size_t selected_paper(const Typist *t)
{
    Tab *tab = shown_tab(screen_of(t));
    size_t row;
    tab->ops->focus(tab, &(FieldId){0}, &row);
    return row;
}

static const FieldId paper_cells[] = {F_DOCUMENT_state, F_DOCUMENT_seen_original,
                                      F_DOCUMENT_sealed, F_DOCUMENT_issued_on,
                                      F_DOCUMENT_pages};

static size_t paper_cell(const Typist *t)
{
    Tab *tab = shown_tab(screen_of(t));
    FieldId field;
    size_t row, at = 0;
    tab->ops->focus(tab, &field, &row);
    while (paper_cells[at] != field)
        at++;
    return at;
}

static void walk_to(Typist *t, const char *code)
{
    const Judged *judged = work_judged(screen_of(t)->work);
    size_t at = 0;
    while (at < judged->n_documents && strcmp(judged->documents[at].code, code) != 0)
        at++;
    if (at == judged->n_documents) {
        press(t, K_INSERT, KEY_EXTRA);
        type(t, code, 0);
        if (!on_case(t))
            press(t, K_ENTER, KEY_EXTRA);
        return;
    }
    /* Past an empty last cell Enter goes to the next line. */
    if (selected_paper(t) + 1 == at && paper_cell(t) + 1 == COUNT_OF(paper_cells))
        press(t, K_ENTER, KEY_EXTRA);
    while (selected_paper(t) != at)
        press(t, selected_paper(t) < at ? K_DOWN : K_UP, KEY_EXTRA);
}

/* Where Enter opens the list instead of going on. */
static bool is_empty_list(const Typist *t)
{
    const FormStop *stop = stop_of(t);
    FieldEditor editor =
        field_editor(catalog_field(stop->field), session_fields(t->session)->codes);
    return editor == EDIT_PICK && !case_get(file_of(t), stop->field, stop->row);
}

/* The digit by which a state is typed. */
static int state_key(const Typist *t, const char *value)
{
    const CodeTable *table =
        field_code_table(catalog_field(F_DOCUMENT_state), session_fields(t->session)->codes);
    int at = 0;
    while (strcmp(code_at(table, (size_t)at)->code, value) != 0)
        at++;
    return '1' + at;
}

static void do_cell(Typist *t, size_t cell, const char *value)
{
    const FieldDef *field = catalog_field(paper_cells[cell]);
    size_t uncounted = 0;
    if (paper_cell(t) > cell)
        press(t, K_HOME, KEY_EXTRA);
    while (paper_cell(t) < cell)
        press(t, K_TAB, KEY_EXTRA);
    if (field->type == FT_CODE) {
        press(t, state_key(t, value), KEY_NEEDED);
    } else if (field->type == FT_YESNO) {
        press(t, value[0], KEY_NEEDED);
    } else {
        char *text = intake_form(t->session, field, value, &uncounted);
        type(t, text, uncounted);
        press(t, K_ENTER, KEY_EXTRA);
        free(text);
    }
}

/* What a paper has beside its cells. */
static void do_rest(Typist *t, size_t want_row)
{
    press(t, K_F(4), KEY_EXTRA);
    while (lacks_paper(t, want_row)) {
        const char *value = wanted_here(t);
        if (value)
            fill(t, value);
        else
            press(t, is_empty_list(t) ? K_TAB : K_ENTER, KEY_EXTRA);
    }
    press(t, K_ESC, KEY_EXTRA);
    press(t, K_ESC, KEY_EXTRA);
}

static void do_paper(Typist *t, size_t want_row)
{
    const char *code = case_get(t->want, F_DOCUMENT_code, want_row), *value;
    walk_to(t, code);
    for (size_t i = 0; i < COUNT_OF(paper_cells); i++) {
        if ((value = wanted_paper(t, paper_cells[i], want_row))) {
            walk_to(t, code);
            do_cell(t, i, value);
        }
    }
    if (lacks_paper(t, want_row)) {
        walk_to(t, code);
        do_rest(t, want_row);
    }
    if (lacks_paper(t, want_row))
        give_up("%s is not complete", code);
}

/* An answer went on to the next line by itself, and the line before has more to be said. */
static bool passed_by(const Typist *t)
{
    const Form *form = case_form(screen_of(t));
    const FormLine *line = form_line(form);
    if (!line->item || form->focus != line->stop || line->stop == 0)
        return false;
    const FormStop *before = &form->stops[line->stop - 1];
    const FormLine *above = &form->lines[before->line];
    for (int i = 1; above->item && i < above->stops; i++) {
        const FormStop *stop = &form->stops[above->stop + (size_t)i];
        if (wanted(t, stop->field, stop->row, above->item))
            return true;
    }
    return false;
}

static void do_tab(Typist *t, int tab)
{
    t->tab = tab;
    if (screen_of(t)->tab + 1 == tab) {
        press(t, K_PGDN, KEY_EXTRA);
    } else if (screen_of(t)->tab != tab) {
        press(t, K_ESC, KEY_EXTRA);
        press(t, tab_sign(tab), KEY_EXTRA);
    }
    if (tab == tab_of(REC_DOCUMENT)) {
        for (size_t row = 0; row < case_rows(t->want, REC_DOCUMENT); row++)
            do_paper(t, row);
        return;
    }
    while (screen_of(t)->tab == tab && lacks_tab(t, tab)) {
        const char *value = wanted_here(t);
        if (passed_by(t)) {
            press(t, K_UP, KEY_EXTRA);
            press(t, K_TAB, KEY_EXTRA);
            continue;
        }
        if (copy_above(t))
            continue;
        if (value)
            fill(t, value);
        else
            pass(t);
    }
}

/* ---- the whole ---- */

static CaseFile *read_wanted(Session *session, const char *name)
{
    Buf path = BUF_INIT;
    PortableCases cases = {0};
    Err err = {0};
    size_t len;
    buf_addf(&path, "%s/data/practice/%s.json", getenv("top_srcdir"), name);
    char *text = temp_read(path.data, &len);
    must(portable_read(session_fields(session), name, text, len, &cases, &err), &err);
    CaseFile *file = cases.files[0];
    cases.files[0] = NULL;
    portable_free(&cases);
    buf_free(&path);
    free(text);
    return file;
}

/* The home region that the ID number says is filled in, whether or not the file has one. */
static void take_region(const Typist *t)
{
    const char *region = case_get(file_of(t), F_PATIENT_region, 0);
    const char *number = case_get(t->want, F_PATIENT_id_number, 0);
    if (region && !case_get(t->want, F_PATIENT_region, 0) &&
        strncmp(region, number, strlen(region)) == 0)
        case_put(t->want, F_PATIENT_region, 0, region);
}

void intake_plan(Intake *intake, const char *folder, const char *name, IntakeAfter *after,
                 void *ctx)
{
    char *store = temp_path(folder, "plan.db"), *secret = temp_path(folder, "plan.secret");
    Typist t = {
        .out = intake, .field = FIELD_COUNT, .store = store, .after = after, .ctx = ctx};
    Buf json = BUF_INIT, made = BUF_INIT;
    Err err = {0};
    *intake = (Intake){0};
    intake_make_store(store, secret);
    t.session = open_session(store);
    must(session_sign_in(t.session, person, passphrase, &err), &err);
    t.want = read_wanted(t.session, name);
    t.stage = stage_new(t.session, ui_screens, 24, 80, SIGNS_UNICODE);
    stage_push(t.stage, queue_screen_new(t.stage));
    stage_draw(t.stage);
    press(&t, 'n', KEY_EXTRA);
    for (int tab = 0; tab < TABS; tab++) {
        if (lacks_tab(&t, tab))
            do_tab(&t, tab);
    }
    take_region(&t);
    portable_write(t.want, &json);
    portable_write(file_of(&t), &made);
    if (strcmp(json.data, made.data) != 0)
        give_up("the case is another: %s", made.data);
    intake->want = buf_take(&json);
    buf_free(&made);
    stage_free(t.stage);
    case_free(t.want);
    session_close(t.session);
    free(store);
    free(secret);
}

void intake_free(Intake *intake)
{
    for (size_t i = 0; i < intake->n; i++)
        intake_state_free(&intake->keys[i].state);
    free(intake->keys);
    free(intake->want);
}

/* ---- the terminal ---- */

void intake_send(Term *term, int key)
{
    static const struct {
        int key;
        VTermKey sent;
        VTermModifier mods;
    } keys[] = {{K_ENTER, VTERM_KEY_ENTER, 0},
                {K_TAB, VTERM_KEY_TAB, 0},
                {K_UP, VTERM_KEY_UP, 0},
                {K_DOWN, VTERM_KEY_DOWN, 0},
                {K_LEFT, VTERM_KEY_LEFT, 0},
                {K_RIGHT, VTERM_KEY_RIGHT, 0},
                {K_ESC, VTERM_KEY_ESCAPE, 0},
                {K_BACKTAB, VTERM_KEY_TAB, VTERM_MOD_SHIFT},
                {K_F(2), VTERM_KEY_FUNCTION(2), 0},
                {K_F(4), VTERM_KEY_FUNCTION(4), 0},
                {K_F(5), VTERM_KEY_FUNCTION(5), 0},
                {K_INSERT, VTERM_KEY_INS, 0},
                {K_HOME, VTERM_KEY_HOME, 0},
                {K_PGDN, VTERM_KEY_PAGEDOWN, 0}};
    Buf text = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        if (keys[i].key == key) {
            term_key(term, keys[i].sent, keys[i].mods);
            return;
        }
    }
    if (key & K_ALT) {
        term_char(term, (uint32_t)(key & ~K_ALT), VTERM_MOD_ALT);
        return;
    }
    buf_add_rune(&text, (unsigned)key);
    term_type(term, text.data);
    buf_free(&text);
}
