/* Entered as any edit is. What the person decides against is entered and undone, so that the
 * history has it. */
#include "config.h"

#include "app/kept.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/history.h"
#include "app/inner.h"
#include "app/undo.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/pen.h"
#include "store/follow.h"
#include "store/sql.h"

static const struct StateWord {
    const char *word, *label;
} states[] = {
    /* TRANSLATORS: what becomes of a value that was written while a case was away */
    [KEPT_AWAY] = {"away", N_("until it is home")},
    [KEPT_READY] = {"ready", N_("to be entered")},
    [KEPT_SAME] = {"same", N_("stands there already")},
    [KEPT_CLASH] = {"clash", N_("changed there as well")},
    [KEPT_GONE] = {"gone", N_("the row was taken out there")},
    /* TRANSLATORS: a value that lies there in somebody's name and is not signed by them */
    [KEPT_FOREIGN] = {"foreign", N_("not written by you")},
};

const char *kept_state_word(KeptState state)
{
    return states[state].word;
}

const char *kept_state_label(KeptState state)
{
    return _(states[state].label);
}

static int64_t me(const Session *session)
{
    return session_user(session)->id;
}

/* ---- what it meets ---- */

/* Of the row it is about; all there are where that is gone. */
static size_t row_of(const CaseFile *file, const Kept *kept)
{
    const FieldDef *field = catalog_field(kept->field);
    size_t n = case_rows(file, field->record);
    if (!(catalog_record(field->record)->flags & RF_MANY))
        return 0;
    for (size_t i = 0; kept->row_id && i < n; i++) {
        if (case_row_id(file, field->record, i) == kept->row_id)
            return i;
    }
    return n;
}

/* Nobody keeps anything of a case that was always here. */
static bool was_away(Store *store, int64_t case_id, const Pen *pen, bool *was, Err *err)
{
    int64_t passed = 0;
    bool done =
        pen->away || sql_get_int(store, err, &passed,
                                 "SELECT count(*) FROM pen WHERE case_id = ?", "i", case_id);
    *was = pen->away || passed;
    return done;
}

static KeptState state_of(const CaseFile *file, const KeptLine *line)
{
    static const KeptState met[] = {
        [FOLLOW_ENTERS] = KEPT_READY, [FOLLOW_SAME] = KEPT_SAME, [FOLLOW_CLASHES] = KEPT_CLASH};
    const Kept *kept = &line->kept;
    RecordId record = catalog_field(kept->field)->record;
    if (kept->fresh) /* an empty field of a new row is nothing to enter */
        return kept->value ? KEPT_READY : KEPT_SAME;
    if (catalog_record(record)->flags & RF_MANY && line->row == case_rows(file, record))
        return KEPT_GONE;
    return met[follow_meets(kept->base, kept->value, line->now)];
}

/* Who wrote what stands there. */
static bool name_others(Session *session, int64_t case_id, Arena *arena, KeptLine *lines,
                        size_t n, Err *err)
{
    CellChange *cells = NULL;
    size_t n_cells = 0;
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any = any || lines[i].state == KEPT_CLASH;
    if (any && !app_changes_since(session, case_id, 0, arena, &cells, &n_cells, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; lines[i].state == KEPT_CLASH && j < n_cells; j++) {
            if (cells[j].field->id != lines[i].kept.field ||
                (lines[i].kept.row_id && cells[j].row_id != lines[i].kept.row_id))
                continue;
            lines[i].by = cells[j].who;
            lines[i].by_at = cells[j].at;
        }
    }
    return true;
}

/* A row that went comes back as a new one. */
static bool may_enter(Session *session, const CaseFile *file, const KeptLine *line, Err *err)
{
    RecordId record = catalog_field(line->kept.field)->record;
    return line->kept.fresh || line->state == KEPT_GONE
               ? app_case_editable(session, file, record, err)
               : app_field_editable(session, file, line->kept.field, line->row, err);
}

bool app_kept_list(Session *session, const CaseFile *file, Arena *arena, KeptLine **out,
                   size_t *n, Err *err)
{
    Store *store = session_store(session);
    int64_t id = case_head_of(file)->id;
    Kept *all;
    Pen pen;
    bool was;
    *n = 0;
    if (!kept_list(store, me(session), id, arena, &all, n, err) ||
        !pen_read(store, id, arena, &pen, err) || !was_away(store, id, &pen, &was, err))
        return false;
    *out = arena_alloc(arena, (*n + 1) * sizeof **out);
    for (size_t i = 0; i < *n; i++) {
        KeptLine *line = &(*out)[i];
        *line = (KeptLine){.kept = all[i], .row = row_of(file, &all[i]), .by = "", .by_at = ""};
        line->now =
            all[i].fresh ? NULL : arena_dup(arena, case_get(file, all[i].field, line->row));
        line->state = !all[i].own || !was ? KEPT_FOREIGN
                      : pen.away          ? KEPT_AWAY
                                          : state_of(file, line);
        line->frozen = !pen.away && !may_enter(session, file, line, NULL);
    }
    return name_others(session, id, arena, *out, *n, err);
}

size_t app_kept_count(Session *session, int64_t case_id)
{
    int64_t n;
    return sql_get_int(session_store(session), NULL, &n,
                       "SELECT count(*) FROM kept_change WHERE user_id = ? AND case_id = ?",
                       "ii", me(session), case_id)
               ? (size_t)n
               : 0;
}

bool app_kept_cases(Session *session, Arena *arena, int64_t **out, size_t *n, Err *err)
{
    Kept *all;
    size_t count;
    *n = 0;
    if (!desk_may(session_user(session), VERB_READ, err) ||
        !kept_list(session_store(session), me(session), 0, arena, &all, &count, err))
        return false;
    *out = arena_alloc(arena, (count + 1) * sizeof **out);
    for (size_t i = 0; i < count; i++) {
        if (!*n || (*out)[*n - 1] != all[i].case_id)
            (*out)[(*n)++] = all[i].case_id;
    }
    return true;
}

/* ---- keeping ---- */

bool app_kept_wanted(Session *session, const CaseFile *file, bool *wanted, Err *err)
{
    Arena *arena = arena_new();
    Pen pen;
    bool done = pen_read(session_store(session), case_head_of(file)->id, arena, &pen, err);
    *wanted = done && pen.away;
    arena_free(arena);
    return done;
}

/* Who moves a case along may write about it, whatever became of it there. */
static bool may_keep(Session *session, const CaseFile *file, Err *err)
{
    const User *user = session_user(session);
    const CaseHead *head = case_head_of(file);
    return session_person_stands(session, err) && desk_may(user, VERB_EDIT, err) &&
           desk_may_then(session_store(session), user, VERB_STAGE, STATUS_DRAFT, head->id, err);
}

/* Fields of [+] go into one new row until one comes a second time, as where they are entered.
 */
typedef struct Rows {
    int64_t fresh[REC_COUNT], next;
    bool filled[FIELD_COUNT];
} Rows;

static int64_t fresh_of(Rows *rows, const FieldDef *field)
{
    const RecordDef *record = catalog_record(field->record);
    if (!rows->fresh[record->id] || rows->filled[field->id]) {
        rows->fresh[record->id] = rows->next++;
        memset(rows->filled + record->first, 0, (size_t)record->fields * sizeof(bool));
    }
    rows->filled[field->id] = true;
    return rows->fresh[record->id];
}

static bool keep_all(Session *session, const CaseFile *file, const EditTyped *all, size_t n,
                     Err *err)
{
    Store *store = session_store(session);
    Rows rows = {.next = 0};
    bool done = may_keep(session, file, err) &&
                kept_fresh(store, me(session), case_head_of(file)->id, &rows.next, err);
    for (size_t i = 0; done && i < n; i++) {
        const FieldDef *field = all[i].field;
        bool fresh = all[i].row == CATALOG_NEW_ROW;
        const Kept kept = {
            .case_id = case_head_of(file)->id,
            .field = field->id,
            .row_id = !fresh && catalog_record(field->record)->flags & RF_MANY
                          ? case_row_id(file, field->record, (size_t)all[i].row)
                          : 0,
            .fresh = fresh ? fresh_of(&rows, field) : 0,
            .base = fresh ? NULL : case_get(file, field->id, (size_t)all[i].row),
            .value = *all[i].value ? all[i].value : NULL,
        };
        done = kept_put(store, me(session), &kept, err);
    }
    return done;
}

bool app_kept_put(Session *session, const CaseFile *file, char *const *assignments, size_t n,
                  Err *err)
{
    Store *store = session_store(session);
    EditTyped *all = xcalloc(n + 1, sizeof *all);
    bool done = true;
    for (size_t i = 0; done && i < n; i++)
        done = edit_read_typed(session, file, assignments[i], &all[i], err);
    if (done && (done = store_begin(store, err))) {
        done = keep_all(session, file, all, n, err);
        if (done)
            done = store_commit(store, err);
        else
            store_rollback(store);
    }
    for (size_t i = 0; i < n; i++)
        free(all[i].value);
    free(all);
    return done;
}

/* ---- entering ---- */

/* New rows stand behind those that are there, each in its turn. */
static size_t place_of(const CaseFile *file, const KeptLine *lines, size_t at)
{
    const Kept *kept = &lines[at].kept;
    RecordId record = catalog_field(kept->field)->record;
    size_t before = 0;
    int64_t last = kept->fresh;
    if (!kept->fresh)
        return lines[at].row;
    for (size_t i = at; i-- > 0;) {
        if (catalog_field(lines[i].kept.field)->record == record &&
            lines[i].state == KEPT_READY && lines[i].kept.fresh &&
            lines[i].kept.fresh != last) {
            before++;
            last = lines[i].kept.fresh;
        }
    }
    return case_rows(file, record) + before;
}

/* A new row is entered as one, and each other value by itself. */
static bool is_with(const KeptLine *line, const KeptLine *one)
{
    return line == one ||
           (one->kept.fresh && line->kept.fresh == one->kept.fresh &&
            catalog_field(line->kept.field)->record == catalog_field(one->kept.field)->record);
}

static bool drop_those(Store *store, const KeptLine *lines, size_t n, const KeptLine *one,
                       Err *err)
{
    bool done = true;
    for (size_t i = 0; done && i < n; i++) {
        if ((lines[i].state == KEPT_READY && (!one || is_with(&lines[i], one))) ||
            lines[i].state == KEPT_SAME)
            done = kept_forget(store, lines[i].kept.id, err);
    }
    return done;
}

/* What is ready, with what stands there already; one: of that only what goes with it. */
static bool in_one(Session *session, CaseFile **file, const KeptLine *lines, size_t n,
                   const KeptLine *one, Err *err)
{
    Store *store = session_store(session);
    Arena *arena = arena_new();
    EditValue *values = arena_alloc(arena, (n + 1) * sizeof *values);
    size_t wanted = 0;
    for (size_t i = 0; i < n; i++) {
        const Kept *kept = &lines[i].kept;
        if (lines[i].state != KEPT_READY || (one && !is_with(&lines[i], one)))
            continue;
        size_t row = one && kept->fresh ? case_rows(*file, catalog_field(kept->field)->record)
                                        : place_of(*file, lines, i);
        values[wanted++] = (EditValue){kept->field, row, kept->value};
    }
    bool done = store_begin(store, err) && session_person_stands(session, err) &&
                (!wanted || edit_values(session, *file, values, wanted, err)) &&
                drop_those(store, lines, n, one, err) && store_commit(store, err);
    if (!done && store_in_transaction(store))
        store_rollback(store);
    arena_free(arena);
    return app_case_reload(session, file, done ? err : NULL) && done;
}

static bool is_refusal(const Err *why)
{
    return why->kind == ERR_INPUT || why->kind == ERR_REFUSED || why->kind == ERR_NOT_FOUND;
}

static void add_name(Buf *names, const KeptLine *line)
{
    const FieldDef *field = catalog_field(line->kept.field);
    if (names->len)
        buf_add(names, _(", "));
    buf_addf(names, _("%s: %s"), _(catalog_record(field->record)->label), _(field->label));
}

static void tell(KeptTold *told, const KeptLine *lines, size_t n, const KeptLine *one,
                 const Err *why)
{
    for (size_t i = 0; told && i < n; i++) {
        if (lines[i].state == KEPT_READY && (!one || is_with(&lines[i], one)))
            add_name(why ? &told->refused : &told->entered, &lines[i]);
    }
    if (told && why)
        buf_addf(&told->refused, _(" (%s)"), why->text);
}

/* One that is refused stays, and keeps no other back. */
static bool enter_apart(Session *session, CaseFile **file, KeptLine *lines, size_t n,
                        KeptTold *told, size_t *entered, Err *err)
{
    for (size_t i = 0; i < n; i++) {
        Err why = {0};
        size_t some = 0;
        if (lines[i].state != KEPT_READY)
            continue;
        bool done = in_one(session, file, lines, n, &lines[i], &why);
        if (!done && !is_refusal(&why))
            return err_set(err, why.kind, "%s", why.text);
        tell(told, lines, n, &lines[i], done ? NULL : &why);
        const KeptLine one = lines[i];
        for (size_t k = i; k < n; k++) {
            if (lines[k].state != KEPT_READY || (k != i && !is_with(&lines[k], &one)))
                continue;
            lines[k].state = KEPT_AWAY; /* seen to */
            some++;
        }
        *entered += done ? some : 0;
    }
    return true;
}

bool app_kept_enter(Session *session, CaseFile **file, KeptTold *told, size_t *entered,
                    size_t *left, Err *err)
{
    Arena *arena = arena_new();
    KeptLine *lines;
    size_t n, wanted = 0, drops = 0;
    Err why = {0};
    *entered = *left = 0;
    bool done = app_kept_list(session, *file, arena, &lines, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        if (lines[i].state == KEPT_READY && lines[i].frozen)
            lines[i].state = KEPT_AWAY; /* it waits until it may be written */
        wanted += lines[i].state == KEPT_READY;
        drops += lines[i].state == KEPT_SAME;
    }
    if (done && wanted + drops) {
        done = in_one(session, file, lines, n, NULL, &why);
        *entered = done ? wanted : 0;
        if (done)
            tell(told, lines, n, NULL, NULL);
        else if (wanted && is_refusal(&why))
            done = enter_apart(session, file, lines, n, told, entered, err) &&
                   (*entered || err_set(err, why.kind, "%s", why.text));
        else
            err_set(err, why.kind, "%s", why.text);
    }
    if (done)
        *left = app_kept_count(session, case_head_of(*file)->id);
    arena_free(arena);
    return done;
}

void kept_told_free(KeptTold *told)
{
    buf_free(&told->entered);
    buf_free(&told->refused);
}

/* False: the store failed. */
static bool enter_one(Session *session, int64_t id, KeptTold *told, size_t *entered,
                      size_t *left, Err *err)
{
    CaseFile *file = NULL;
    Err fault = {0};
    size_t some = 0, more = 0;
    bool done = app_case_open_id(session, id, &file, &fault) &&
                app_kept_enter(session, &file, told, &some, &more, &fault);
    case_free(file);
    *entered += some;
    *left += more;
    if (!done && fault.kind == ERR_STORE)
        return err_set(err, fault.kind, "%s", fault.text);
    if (!done)
        session_note(session, "%s", fault.text);
    return true;
}

bool app_kept_enter_all(Session *session, KeptTold *told, size_t *entered, size_t *left,
                        Err *err)
{
    Arena *arena = arena_new();
    int64_t *cases;
    size_t n;
    *entered = *left = 0;
    bool done = app_kept_cases(session, arena, &cases, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        Pen pen;
        done = pen_read(session_store(session), cases[i], arena, &pen, err) &&
               (pen.away || enter_one(session, cases[i], told, entered, left, err));
    }
    arena_free(arena);
    return done;
}

/* ---- settling ---- */

/* What was written into one row that is gone is one row still, and comes back or goes as one.
 */
static bool belongs(const KeptLine *line, const KeptLine *settled)
{
    return line == settled || (settled->state == KEPT_GONE && line->state == KEPT_GONE &&
                               line->kept.row_id == settled->kept.row_id &&
                               catalog_field(line->kept.field)->record ==
                                   catalog_field(settled->kept.field)->record);
}

static bool say_frozen(const Err *why, Err *err)
{
    /* TRANSLATORS: why nothing may be written into the case now */
    return err_set(err, why->kind,
                   _("%s. What was written here waits: once the case is returned, or a change "
                     "of it is begun, it can count; what was entered there can count now"),
                   why->text);
}

static bool write(Session *session, CaseFile **file, const KeptLine *lines, size_t n,
                  const KeptLine *settled, KeptFate fate, Arena *arena, Err *err)
{
    EditValue *values = arena_alloc(arena, (n + 1) * sizeof *values);
    size_t wanted = 0;
    for (size_t i = 0; i < n; i++) {
        /* What was emptied makes no row again. */
        if (belongs(&lines[i], settled) && (settled->state != KEPT_GONE || lines[i].kept.value))
            values[wanted++] =
                (EditValue){lines[i].kept.field, lines[i].row, lines[i].kept.value};
    }
    return !wanted || (edit_values(session, *file, values, wanted, err) &&
                       (fate == KEPT_OURS || app_case_undo(session, file, NULL, NULL, err)));
}

/* Nothing goes into a case that is frozen, so what gives way there is a draft thrown away; so
 * is what the person never wrote, of which the history would say that they did. */
static bool settle(Session *session, CaseFile **file, const KeptLine *lines, size_t n,
                   const KeptLine *settled, KeptFate fate, bool plain, Arena *arena, Err *err)
{
    Err why = {0};
    bool foreign = settled->state == KEPT_FOREIGN;
    bool frozen = !may_enter(session, *file, settled, &why);
    if (foreign && fate == KEPT_OURS)
        return err_set(err, ERR_REFUSED,
                       _("That was not written by you; it can only be thrown away"));
    if (frozen && fate == KEPT_OURS)
        return say_frozen(&why, err);
    bool done =
        frozen || foreign || plain || write(session, file, lines, n, settled, fate, arena, err);
    for (size_t i = 0; done && i < n; i++) {
        if (belongs(&lines[i], settled))
            done = kept_forget(session_store(session), lines[i].kept.id, err);
    }
    return done;
}

/* What waits may be given up as well. */
static bool is_to_settle(const KeptLine *line, KeptFate fate)
{
    return line->state == KEPT_CLASH || line->state == KEPT_GONE ||
           line->state == KEPT_FOREIGN || (line->state == KEPT_READY && fate == KEPT_THEIRS);
}

/* plain: nothing is written, so the history has nothing of what is given up. */
static bool settle_in_one(Session *session, CaseFile **file, const KeptLine *lines, size_t n,
                          const KeptLine *line, KeptFate fate, bool plain, Err *err)
{
    Store *store = session_store(session);
    Arena *arena = arena_new();
    bool done = store_begin(store, err) && session_person_stands(session, err) &&
                settle(session, file, lines, n, line, fate, plain, arena, err) &&
                store_commit(store, err);
    if (!done && store_in_transaction(store))
        store_rollback(store);
    arena_free(arena);
    return app_case_reload(session, file, done ? err : NULL) && done;
}

/* What is no value any more is given up without being entered first. */
bool app_kept_settle(Session *session, CaseFile **file, int64_t id, KeptFate fate, Err *err)
{
    Arena *arena = arena_new();
    KeptLine *lines;
    const KeptLine *line = NULL;
    size_t n;
    Err why = {0};
    bool done = app_kept_list(session, *file, arena, &lines, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        if (lines[i].kept.id == id && is_to_settle(&lines[i], fate))
            line = &lines[i];
    }
    done = done && (line || err_set(err, ERR_NOT_FOUND, _("There is nothing to settle")));
    if (done) {
        bool plain = line->state == KEPT_READY;
        done = settle_in_one(session, file, lines, n, line, fate, plain, &why) ||
               (fate == KEPT_THEIRS && is_refusal(&why) &&
                settle_in_one(session, file, lines, n, line, fate, true, &why)) ||
               err_set(err, why.kind, "%s", why.text);
    }
    arena_free(arena);
    return done;
}
