/* Whether a group from elsewhere does what it says: the lists that the groups of this store are
 * held against (kinds.h, station.h) are asked of its rows before the first of them lands. Whose
 * right it is, is for the caller. */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "store/kinds.h"
#include "store/station.h"
#include "store/travel_inner.h"

/* ---- for the caller ---- */

const BodyColumn *travel_tells(const TravelGroup *group, const char *table, const char *column)
{
    for (size_t i = 0; i < group->n; i++) {
        const BodyShape *shape = group->rows[i].shape;
        for (size_t j = 0; strcmp(shape->table, table) == 0 && j < shape->n; j++) {
            if (strcmp(shape->columns[j], column) == 0)
                return &group->rows[i].columns[j];
        }
    }
    return NULL;
}

bool travel_is_text(const ChainValue *value, const char *text)
{
    size_t n = strlen(text);

    if (value->state == CHAIN_EMPTY)
        return n == 0;
    return value->state == CHAIN_KEPT && value->value.type == SQL_TEXT &&
           value->value.len == n && memcmp(value->value.bytes, text, n) == 0;
}

/* ---- what it is ---- */

/* The group as the lists read it. */
static ReaderGroup as_read(const Taking *t, const Tx *tx, const TravelStep *step)
{
    const TravelWho *who = step->who ? &t->form.who[step->who - 1] : NULL;
    ReaderGroup group = {.user_id = tx->user_id,
                         .case_id = t->out->case_id ? t->out->case_id : -1,
                         .content = step->content,
                         .kind = sql_value_text(step->kind),
                         .verb = sql_value_text(step->verb),
                         .undoes = sql_value_null()};

    group.names.user_uid = who ? who->uid : NULL;
    if (step->undoes)
        group.undoes = sql_value_blob(step->undoes, UID_BYTES);
    return group;
}

static bool by_station(Taking *t, const TravelStep *step, bool *by, Err *err)
{
    Sql q;

    if (!sql_open(&q, t->store, "SELECT 1 FROM known_key WHERE uid = ? AND user_id IS NULL",
                  err))
        return false;
    sql_bind_blob(&q, 1, t->form.keys[step->key - 1], UID_BYTES);
    *by = sql_row(&q);
    return sql_close(&q, err);
}

/* column NULL: the row. */
static bool other(Taking *t, const TravelStep *step, const char *table, const char *column,
                  Err *err)
{
    Buf name = BUF_INIT;

    change_name(t->store, table, column, &name);
    /* TRANSLATORS: the verb of a step, as "approve"; what of the case it changes. */
    err_set(err, ERR_REFUSED,
            _("A step “%s” of its history changes what no such step does (%s); nothing of it "
              "was taken in; tell them on the telephone"),
            step->verb, name.data);
    buf_free(&name);
    return false;
}

/* ---- who did it ---- */

/* Rows that are put back are as they were; a case is handed to others. */
static bool names_who_did(const TravelStep *step, const TableShape *shape, const char *column)
{
    const char *points = change_points(shape, column);

    return points && (strcmp(points, "user") == 0 || strcmp(points, "journal_group") == 0) &&
           strcmp(step->kind, group_kind_word(GROUP_UNDO)) != 0 &&
           strcmp(step->kind, group_kind_word(GROUP_REDO)) != 0 &&
           !(strcmp(shape->table, "case_file") == 0 && strcmp(column, "handed_to") == 0);
}

static bool is_this(const unsigned char *uid, const ChainValue *value)
{
    return value->state == CHAIN_EMPTY || (uid && value->state == CHAIN_KEPT && value->points &&
                                           memcmp(value->value.bytes, uid, UID_BYTES) == 0);
}

static bool hold_names(Taking *t, const TravelStep *step, const TravelTold *told, Err *err)
{
    const TableShape *shape = change_shape(t->store, told->shape->table);
    const TravelWho *who = step->who ? &t->form.who[step->who - 1] : NULL;
    bool adds = strcmp(told->shape->op, "remove") != 0;

    if (!shape || travel_stays_there(told->shape->table))
        return true;
    for (size_t i = 0; adds && i < told->shape->n; i++) {
        const char *column = told->shape->columns[i];
        const unsigned char *uid = who ? who->uid : NULL;
        if (!names_who_did(step, shape, column))
            continue;
        if (strcmp(change_points(shape, column), "journal_group") == 0)
            uid = step->uid;
        if (!is_this(uid, &told->columns[i].after))
            return err_set(
                err, ERR_REFUSED,
                _("A step of its history names somebody else, or another step, as "
                  "what did it; nothing of it was taken in; tell them on the telephone"));
    }
    return true;
}

/* ---- the lists ---- */

static bool hold_row(Taking *t, const TravelStep *step, Kinds *kinds, const ReaderGroup *group,
                     bool station, const TravelTold *told, Err *err)
{
    const ReaderRow row = {.uid = told->uid, .shape = told->shape, .columns = told->columns};
    const char *column;

    if (!kinds_tell(kinds, &row, &column) ||
        (station && !station_signs_row(group, &row, NULL, &column)))
        return other(t, step, told->shape->table, column, err);
    return hold_names(t, step, told, err);
}

static const char *const *texts_of(Taking *t, const TravelRow *row, size_t n)
{
    const char **texts = arena_alloc(t->arena, (n + 1) * sizeof(*texts));

    memset(texts, 0, (n + 1) * sizeof(*texts));
    for (size_t i = 0; i < row->n_secrets; i++)
        texts[row->secrets[i].column] = row->secrets[i].text;
    return texts;
}

static bool read_rows(Taking *t, const TravelStep *step, TravelTold *told, Err *err)
{
    for (size_t i = 0; i < step->n; i++) {
        const TravelRow *row = &step->rows[i];
        const BodyShape *shape = &t->form.shapes[row->shape];
        told[i] = (TravelTold){.shape = shape,
                               .uid = t->form.rows[row->row],
                               .columns = travel_body(t, step, row),
                               .texts = texts_of(t, row, shape->n)};
        if (!told[i].columns)
            return err_set(err, ERR_INPUT,
                           _("What came of this case does not hold together; nothing of it was "
                             "taken; tell them on the telephone"));
    }
    return true;
}

bool travel_told(Taking *t, const Tx *tx, const TravelStep *step, TravelTold **out, Err *err)
{
    const ReaderGroup group = as_read(t, tx, step);
    Kinds kinds = {.has = false};
    bool station = false, empty, done;

    *out = arena_alloc(t->arena, (step->n + 1) * sizeof(**out));
    done = read_rows(t, step, *out, err) && by_station(t, step, &station, err);
    kinds_begin(&kinds, &group);
    if (done && (!kinds_has(&kinds) || (station && !station_signs(&group, &empty))))
        return err_set(
            err, ERR_REFUSED,
            /* TRANSLATORS: the verb of a step, as "approve". */
            _("A step “%s” of its history is none of this program, or of nobody who "
              "could take it; nothing of it was taken in; tell them on the telephone"),
            step->verb);
    for (size_t i = 0; done && i < step->n; i++)
        done = hold_row(t, step, &kinds, &group, station, &(*out)[i], err);
    return done;
}
