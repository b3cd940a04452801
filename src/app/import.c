/* Cases that come in: empty ones, and portable files. */
#include "config.h"

#include "app/import.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/clock.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "desk/stop.h"
#include "exchange/portable.h"
#include "store/attach.h"
#include "store/search.h"
#include "store/sql.h"

static bool judge_new(Session *session, const CaseFile *stored, Err *err)
{
    AlikeCounts counts = {0}; /* no case was alike before */
    return edit_refresh(session, stored, err) &&
           alike_counts_after(session, stored, &counts, err);
}

static bool insert_new(Session *session, Tx *tx, const CaseFile *file, AlikeLater *later,
                       int64_t *id, Err *err)
{
    char *no = NULL;
    CaseFile *stored = NULL;
    const User *user = session_user(session);
    bool done = app_clock_numbers(session, err) &&
                case_next_no(session_store(session), session_today(session).year, &no, err) &&
                case_insert(tx, file, no, user->id, id, err) &&
                stop_follow(tx, user->id, *id, err) &&
                case_load(session_store(session), *id, &stored, err) &&
                (later ? edit_index(session, stored, err) &&
                             alike_counts_later(session, stored, later, err)
                       : judge_new(session, stored, err));
    case_free(stored);
    free(no);
    return done;
}

/* A case names copies that are here, or none: one that nobody has can never be verified. And a
 * file that was written with masks has no values to take in. */
static bool check_value(Session *session, const FieldDef *field, size_t row, const char *value,
                        Err *err)
{
    const RecordDef *record = catalog_record(field->record);
    bool copy = field->type == FT_FILE;
    Buf place = BUF_INIT;
    if (copy ? attach_check(session_store(session), value, NULL)
             : !field_looks_masked(field, value))
        return true;
    buf_add(&place, record->key);
    if (record->flags & RF_MANY)
        buf_addf(&place, "[%zu]", row + 1);
    if (copy)
        err_set(err, ERR_INPUT,
                /* TRANSLATORS: record and field, e.g. document[2].file; the digest of a copy.
                 */
                _("%s.%s: this store has no whole copy %.12s…; leave the key out, and attach "
                  "the paper after the import"),
                place.data, field->key, value);
    else
        err_set(err, ERR_INPUT,
                /* TRANSLATORS: record and field, e.g. patient.phone */
                _("%s.%s: this is masked, and no value; write the file with “anjuan show NO "
                  "--reveal”"),
                place.data, field->key);
    buf_free(&place);
    return false;
}

static bool check_values(Session *session, const CaseFile *file, Err *err)
{
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        for (size_t row = 0; row < case_rows(file, field->record); row++) {
            const char *value = case_get(file, field->id, row);
            if (value && value[0] && !check_value(session, field, row, value, err))
                return false;
        }
    }
    return true;
}

bool import_case(Session *session, const CaseFile *file, GroupKind kind, AlikeLater *later,
                 int64_t *id, Err *err)
{
    Tx *tx = NULL;
    if (!desk_may(session_user(session), VERB_NEW, err) || !check_values(session, file, err))
        return false;
    GroupHead head = {.kind = kind, .user_id = session_user(session)->id, .content = true};
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    if (!session_person_stands(session, err) ||
        !insert_new(session, tx, file, later, id, err)) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, err);
}

bool app_case_new(Session *session, CaseFile **out, Err *err)
{
    int64_t id;
    CaseFile *empty = case_new();
    bool done = import_case(session, empty, GROUP_NEW, NULL, &id, err) &&
                app_case_open_id(session, id, out, err);
    case_free(empty);
    return done;
}

/* ---- portable files ---- */

/* Which file and which of its cases a fault of the contents is in. */
static bool name_faulty_case(const char *path, const PortableCases *cases, size_t i, Err *err)
{
    if (err && err->kind == ERR_INPUT && cases->n > 1)
        err_wrap(err, _("case %zu"), i + 1);
    return !err || err->kind != ERR_INPUT ? false : err_wrap(err, "%s", path);
}

typedef struct Numbers {
    Arena *arena;
    const char **texts; /* freed when they are in the arena */
    size_t n;
    AlikeLater later;
} Numbers;

static bool import_cases(Session *session, const char *path, const PortableCases *cases,
                         Numbers *numbers, Err *err)
{
    numbers->texts =
        xreallocarray(numbers->texts, numbers->n + cases->n, sizeof(*numbers->texts));
    for (size_t i = 0; i < cases->n; i++) {
        int64_t id;
        char *no = NULL;
        if (!import_case(session, cases->files[i], GROUP_IMPORT, &numbers->later, &id, err))
            return name_faulty_case(path, cases, i, err);
        if (!sql_get_text(session_store(session), err, &no,
                          "SELECT no FROM case_file WHERE id = ?", "i", id))
            return false;
        numbers->texts[numbers->n++] = arena_dup(numbers->arena, no);
        free(no);
    }
    return true;
}

/* Nobody meant a case in which nothing stands: "new" makes one to be filled in. */
static bool cases_said(const PortableCases *cases, const char *name, Err *err)
{
    if (!cases->n)
        return err_set(err, ERR_INPUT, _("%s: there is no case in it"), name);
    for (size_t i = 0; i < cases->n; i++)
        if (portable_empty(cases->files[i]))
            return err_set(err, ERR_INPUT,
                           _("%s: case %zu is empty; “anjuan new” makes an empty case"), name,
                           i + 1);
    return true;
}

static bool import_file(Session *session, const char *path, Numbers *numbers, Err *err)
{
    PortableCases cases = {0};
    Buf text = BUF_INIT;
    const char *name = strcmp(path, "-") == 0 ? _("standard input") : path;
    bool done =
        path_read_input(path, PORTABLE_MAX_BYTES, &text, err) &&
        portable_read(session_fields(session), name, text.data, text.len, &cases, err) &&
        cases_said(&cases, name, err) && import_cases(session, path, &cases, numbers, err);
    buf_free(&text);
    portable_free(&cases);
    return done;
}

bool app_import(Session *session, const char *const *paths, size_t n_paths, Arena *arena,
                const char ***numbers, size_t *n, Err *err)
{
    Store *store = session_store(session);
    Numbers all = {.arena = arena};
    *n = 0;
    if (!desk_may(session_user(session), VERB_NEW, err) || !store_begin(store, err))
        return false;
    bool done = true;
    for (size_t i = 0; done && i < n_paths; i++)
        done = import_file(session, paths[i], &all, err);
    done = done && alike_counts_now(session, &all.later, err) && search_settle(store, err);
    if (done)
        done = store_commit(store, err);
    else
        store_rollback(store);
    *numbers = arena_alloc(arena, (all.n + 1) * sizeof(char *));
    if (all.n)
        memcpy(*numbers, all.texts, all.n * sizeof(char *));
    *n = done ? all.n : 0;
    free(all.later.ids);
    free(all.texts);
    return done;
}
