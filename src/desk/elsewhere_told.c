/* What a step of elsewhere writes, held against what it says that it is: by the tables of the
 * workflow and the flags of the catalogue, as the records stand before it. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "desk/elsewhere_inner.h"
#include "desk/eyes.h"
#include "desk/pen.h"
#include "domain/layer.h"
#include "store/sql.h"

static bool is_of(const TravelGroup *group, GroupKind kind)
{
    return strcmp(group->kind, group_kind_word(kind)) == 0;
}

static bool lies(const TravelGroup *group, Err *err)
{
    return err_set(err, ERR_REFUSED,
                   /* TRANSLATORS: the verb of a step, as "approve". */
                   _("A step “%s” of its history does something else than it says; nothing of "
                     "it was taken in; tell them on the telephone"),
                   group->verb);
}

/* ---- where it leaves the case ---- */

/* The case is that text afterwards; from: before. */
static bool becomes(const TravelGroup *group, const char *column, const char *from,
                    const char *to)
{
    const BodyColumn *told = travel_tells(group, "case_file", column);
    return told ? travel_is_text(&told->after, to) : strcmp(from, to) == 0;
}

static const char *amendment_word(const Standing *standing)
{
    return standing->amended ? status_word(standing->amendment) : "";
}

bool told_begins(const TravelGroup *group, Err *err)
{
    const BodyColumn *life = travel_tells(group, "case_file", "life");
    return (becomes(group, "status", status_word(STATUS_DRAFT), status_word(STATUS_DRAFT)) &&
            becomes(group, "amendment", "", "") && becomes(group, "handed_to", "", "") &&
            (!life || travel_is_text(&life->after, "") ||
             travel_is_text(&life->after, life_word(LIFE_PREPARED)))) ||
           lies(group, err);
}

static size_t added(const TravelGroup *group, const char *table)
{
    size_t n = 0;
    for (size_t i = 0; i < group->n; i++)
        n += strcmp(group->rows[i].shape->op, "add") == 0 &&
             strcmp(group->rows[i].shape->table, table) == 0;
    return n;
}

/* Of the head of a case what somebody enters is a record too; its standing is not. */
static bool enters(const BodyShape *shape)
{
    for (size_t i = 0; i < shape->n; i++) {
        const FieldDef *field = catalog_find_column(shape->table, shape->columns[i]);
        if (field && !(field->flags & FF_GIVEN))
            return true;
    }
    return false;
}

/* What an amendment given up brings back. */
static bool writes_records(const TravelGroup *group)
{
    for (size_t i = 0; i < group->n; i++) {
        const BodyShape *shape = group->rows[i].shape;
        const RecordDef *record = layer_record(shape->table);
        if (record && (record->id != REC_CASE || enters(shape)))
            return true;
    }
    return false;
}

/* The pen goes from hand to hand. */
static bool passes(Store *store, const TravelGroup *group, Err *err)
{
    int64_t term;
    const BodyColumn *holder = travel_tells(group, "pen", "holder"),
                     *next = travel_tells(group, "pen", "term");
    return sql_get_int(store, err, &term, "SELECT term FROM pen WHERE case_id = ?", "i",
                       group->case_id) &&
           ((group->n == 1 && next &&
             (holder ? !travel_is_text(&holder->after, "")
                     : strcmp(group->verb, pen_lost_verb) == 0) &&
             next->after.value.type == SQL_INT && next->after.value.number == term + 1) ||
            lies(group, err));
}

/* An amendment that ends brings records back, or takes in what came later. Of an export the
 * columns are few (store/kinds.h); what a platform answers is asked for its layer. */
static bool may_write(const TravelGroup *group, Verb verb, const Standing *from,
                      const Standing *to)
{
    switch ((int)verb) {
    case VERB_APPROVE:
    case VERB_CLOSE:
    case VERB_REJECT:
    case VERB_REOPEN:
    case VERB_RETURN:
    case VERB_WITHDRAW:
        return (from->amended && !to->amended) || !writes_records(group);
    case VERB_EDIT:
    case VERB_FOLLOW_UP:
    case VERB_EXPORT:
    case VERB_RECEIPT:
        return true;
    default:
        return !writes_records(group);
    }
}

bool told_moves(Store *store, const TravelGroup *group, Verb verb, const Standing *from,
                Err *err)
{
    Standing to;
    bool stays = !is_of(group, GROUP_WORKFLOW);
    if (!stays &&
        (strcmp(group->verb, pen_verb) == 0 || strcmp(group->verb, pen_lost_verb) == 0))
        return passes(store, group, err);
    if (stays || !standing_leads(verb, from, &to))
        to = *from;
    if (is_of(group, GROUP_EXPORT) && from->status == STATUS_APPROVED &&
        travel_tells(group, "case_file", "status"))
        to.status = STATUS_EXPORTED;
    return (becomes(group, "status", status_word(from->status), status_word(to.status)) &&
            becomes(group, "amendment", amendment_word(from), amendment_word(&to)) &&
            added(group, "approval") == (verb == VERB_APPROVE) &&
            may_write(group, verb, from, &to)) ||
           lies(group, err);
}

bool told_first(Store *store, const TravelGroup *group, Err *err)
{
    const BodyColumn *told = travel_tells(group, "approval", "first");
    const SqlValue *value = told ? &told->after.value : NULL;
    Uid first;
    bool found;
    if (!told || told->after.state != CHAIN_KEPT)
        return true;
    return eyes_first(store, group->case_id, &first, &found, err) &&
           ((found && value->type == SQL_BLOB && value->len == UID_BYTES &&
             memcmp(value->bytes, first.bytes, UID_BYTES) == 0) ||
            lies(group, err));
}

bool told_life(const TravelGroup *group, Life *out)
{
    const BodyColumn *told = travel_tells(group, "case_file", "life");
    for (int life = 0; told && life < LIFE_COUNT; life++) {
        *out = (Life)life;
        if (travel_is_text(&told->after, life_word(*out)))
            return true;
    }
    return false;
}

bool told_lives(const TravelGroup *group, Verb verb, Life from, Err *err)
{
    bool answers = from == LIFE_SENT || from == LIFE_ACCEPTED || from == LIFE_REFUSED;
    bool leads = false;
    Life to;
    if (!told_life(group, &to))
        return !travel_tells(group, "case_file", "life") || lies(group, err);
    switch ((int)verb) {
    case VERB_STAGE: /* by the table of steps, and who may go them */
        leads = true;
        break;
    case VERB_CLOSE:
    case VERB_WITHDRAW:
        leads = to == LIFE_CLOSED;
        break;
    case VERB_REOPEN: /* who closed it archives it by a step of its own */
        leads = from == LIFE_ARCHIVED ? to == LIFE_CLOSED
                                      : from == LIFE_CLOSED && to != LIFE_ARCHIVED;
        break;
    case VERB_RECEIPT:
        leads = answers && (to == LIFE_ACCEPTED || to == LIFE_REFUSED);
        break;
    case VERB_EXPORT:
        leads = to == LIFE_SENT && (from == LIFE_PREPARED || from == LIFE_REFUSED);
        break;
    }
    return leads || lies(group, err);
}

static bool is_set(const ChainValue *value)
{
    return value->state != CHAIN_EMPTY &&
           !(value->state == CHAIN_KEPT && value->value.type == SQL_INT &&
             value->value.number == 0);
}

static bool is_one_of(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(words[i], word) == 0)
            return true;
    }
    return false;
}

bool told_stops(const TravelGroup *group, Verb verb, bool *takes_back, Err *err)
{
    static const char *const decided[] = {"decided_at", "decided_by", "decision", "ends"};
    *takes_back = false;
    for (size_t i = 0; i < group->n; i++) {
        const TravelTold *row = &group->rows[i];
        if (strcmp(row->shape->table, "stop") != 0 || strcmp(row->shape->op, "remove") == 0)
            continue;
        for (size_t j = 0; j < row->shape->n; j++) {
            bool set = is_set(&row->columns[j].after);
            if (set && verb != VERB_DECIDE &&
                is_one_of(row->shape->columns[j], decided, COUNT_OF(decided)))
                return lies(group, err);
            *takes_back =
                *takes_back || (set && strcmp(row->shape->columns[j], "taken_back") == 0);
        }
    }
    return true;
}

/* ---- which layer it writes ---- */

static bool read_later(Store *store, const TravelTold *row, bool *later, Err *err)
{
    Buf text = BUF_INIT;
    Sql q;
    buf_addf(&text, "SELECT later FROM \"%s\" WHERE uid = ?", row->shape->table);
    bool done = sql_open(&q, store, text.data, err);
    buf_free(&text);
    if (!done)
        return false;
    sql_bind_blob(&q, 1, row->uid, UID_BYTES);
    *later = sql_row(&q) && sql_int(&q, 0) != 0;
    return sql_close(&q, err);
}

static bool says_later(const TravelTold *row)
{
    for (size_t i = 0; i < row->shape->n; i++) {
        const ChainValue *after = &row->columns[i].after;
        if (strcmp(row->shape->columns[i], "later") == 0)
            return after->state == CHAIN_KEPT && after->value.type == SQL_INT &&
                   after->value.number != 0;
    }
    return false;
}

static bool look_at_row(Store *store, const TravelTold *told, bool in_force, LayerTouch *out,
                        Err *err)
{
    const RecordDef *record = layer_record(told->shape->table);
    bool adds = strcmp(told->shape->op, "add") == 0, sets = strcmp(told->shape->op, "set") == 0;
    LayerRow row = {.record = record,
                    .op = adds   ? LAYER_ADDS
                          : sets ? LAYER_SETS
                                 : LAYER_REMOVES,
                    .columns = told->shape->columns,
                    .n = told->shape->n,
                    .in_force = in_force,
                    .later = adds && says_later(told)};
    if (!record)
        return true;
    if ((record->flags & RF_BOTH) && !adds && !read_later(store, told, &row.later, err))
        return false;
    layer_touch(&row, out);
    return true;
}

bool told_layers(Store *store, const TravelGroup *group, ToldLayers *out, Err *err)
{
    LayerTouch touch = {.at = NULL};
    bool edits =
        is_of(group, GROUP_EDIT) || is_of(group, GROUP_UNDO) || is_of(group, GROUP_REDO);
    int64_t in_force;
    *out = (ToldLayers){.anew = false};
    if (!edits && strcmp(group->verb, verb_word(VERB_RECEIPT)) != 0)
        return true;
    if (!sql_get_int(store, err, &in_force,
                     "SELECT EXISTS (SELECT 1 FROM approval WHERE case_id = ? AND active = 1)",
                     "i", group->case_id))
        return false;
    for (size_t i = 0; i < group->n; i++) {
        if (!look_at_row(store, &group->rows[i], in_force != 0, &touch, err))
            return false;
    }
    out->anew = touch.recut;
    return (!touch.early &&
            (!layer_touches(&touch, LAYER_APPLICATION) || (edits && group->content))) ||
           lies(group, err);
}
