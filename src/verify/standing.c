/* The rows of the replay, as they stand before the group. */
#include "config.h"

#include "verify/standing.h"

#include <string.h>

#include "base/attr.h"

/* ---- the case ---- */

const char *standing_text(const Kept *row, const char *column)
{
    const Cell *cell = row ? replay_cell(row, column) : NULL;

    return cell && cell->type != VALUE_EMPTY ? cell->said : "";
}

bool standing_is_uid(const char *hex, const unsigned char *uid)
{
    static const char digits[] = "0123456789abcdef";

    if (!uid || strlen(hex) != 2 * (size_t)UID)
        return false;
    for (size_t i = 0; i < UID; i++) {
        if (hex[2 * i] != digits[uid[i] >> 4] || hex[2 * i + 1] != digits[uid[i] & 15])
            return false;
    }
    return true;
}

bool standing_read_uid(const char *hex, unsigned char *uid)
{
    static const char digits[] = "0123456789abcdef";

    if (strlen(hex) != 2 * (size_t)UID)
        return false;
    for (size_t i = 0; i < UID; i++) {
        const char *high = strchr(digits, hex[2 * i]), *low = strchr(digits, hex[2 * i + 1]);
        if (!high || !low)
            return false;
        uid[i] = (unsigned char)((high - digits) << 4 | (low - digits));
    }
    return true;
}

static bool is_on(const Kept *row, const char *column)
{
    return strcmp(standing_text(row, column), "1") == 0;
}

/* Of what was erased since nothing is held. */
static bool is_decided(const Kept *stop)
{
    const Cell *at = replay_cell(stop, "decided_at");

    return at && at->type != VALUE_EMPTY;
}

static bool is_stop(const Kept *row)
{
    return row->there && strcmp(row->table, "stop") == 0;
}

/* A decision that the case stays held is taken back by a later one about the same. */
static bool holds(const Kept *head, const Kept *stop)
{
    if (!is_decided(stop))
        return true;
    if (!is_on(stop, "ends"))
        return false;
    for (const Kept *row = head->of_case; row; row = row->next) {
        if (is_stop(row) && row->order > stop->order && is_decided(row) &&
            !is_on(row, "ends") &&
            strcmp(standing_text(row, "reason"), standing_text(stop, "reason")) == 0)
            return false;
    }
    return true;
}

Standing standing_of(const Replay *replay, const unsigned char *uid)
{
    Standing out = {.status = "", .amendment = "", .life = "", .at = "", .keeper = ""};
    const Kept *head = uid ? replay_find(replay, "case_file", uid) : NULL;
    const Cell *status = head ? replay_cell(head, "status") : NULL;

    if (!head || !head->there)
        return out;
    out.row = head;
    out.told = status && status->type == VALUE_TEXT;
    out.status = standing_text(head, "status");
    out.amendment = standing_text(head, "amendment");
    out.life = standing_text(head, "life");
    out.at = out.amendment[0] ? out.amendment : out.status;
    out.keeper = standing_text(head, "handed_to");
    if (!out.keeper[0])
        out.keeper = standing_text(head, "created_by");
    for (const Kept *row = head->of_case; row; row = row->next) {
        out.stopped = out.stopped || (is_stop(row) && holds(head, row));
        out.erased = out.erased || (row->there && strcmp(row->table, "erasure") == 0);
        out.in_force = out.in_force || (row->there && strcmp(row->table, "approval") == 0 &&
                                        is_on(row, "active"));
    }
    return out;
}

/* ---- the catalogue ---- */

enum RecordFlags {
    RF_MANY = 1,
    RF_FOLLOW_UP = 2,
    RF_OPTIONAL = 4,
    RF_BOTH = 8,
    RF_ANEW = 16,
    IS_RECORD = 1 << 30,
};
enum FieldFlags {
    FF_FOLLOW_UP = 1,
    FF_BOTH = 2,
    FF_GIVEN = 4,
    /* how it is asked and shown */
    FF_REQUIRED = 0,
    FF_LIST = 0,
    FF_SEARCH = 0,
    FF_PAST = 0,
    FF_AHEAD = 0,
    FF_FROM = 0,
    FF_TO = 0,
    FF_LATER = 0,
    FF_APART = 0,
    FF_SIGNED = 0,
};

/* A record by its table, behind it its fields. */
static const struct Line {
    const char *word;
    int flags;
} catalogue[] = {
#define RECORD(id, key, table, label, help, flags)                               {table, IS_RECORD | (flags)},
#define FIELD(record, id, type, label, help, codes, flags, privacy, chars, cols) {#id, flags},
#include "domain/catalog.def"
#undef RECORD
#undef FIELD
};

static const struct Line *record_of(const char *table)
{
    for (size_t i = 0; i < COUNT_OF(catalogue); i++) {
        if ((catalogue[i].flags & IS_RECORD) && strcmp(catalogue[i].word, table) == 0)
            return &catalogue[i];
    }
    return NULL;
}

static const struct Line *field_of(const struct Line *record, const char *column)
{
    const struct Line *end = catalogue + COUNT_OF(catalogue);

    for (const struct Line *line = record + 1; line < end && !(line->flags & IS_RECORD);
         line++) {
        if (strcmp(line->word, column) == 0)
            return line;
    }
    return NULL;
}

bool standing_is_application(const char *table, const char *column)
{
    const struct Line *record = record_of(table),
                      *field = record && column ? field_of(record, column) : NULL;

    if (!record || (record->flags & (RF_FOLLOW_UP | RF_ANEW)))
        return false;
    return !column || (field && !(field->flags & (FF_FOLLOW_UP | FF_BOTH | FF_GIVEN)));
}

bool standing_cuts_anew(const char *table)
{
    const struct Line *record = record_of(table);

    return record && (record->flags & RF_ANEW);
}

const char *standing_may_be_later(const char *table)
{
    const struct Line *record = record_of(table);

    return record && (record->flags & RF_BOTH) ? record->word : NULL;
}

/* Where that was erased since, what was written while an approval was in force. */
bool standing_is_later(const Kept *row)
{
    const Cell *cell = row && row->there ? replay_cell(row, "later") : NULL;

    return cell && (cell->type > VALUE_ROW || is_on(row, "later"));
}

/* ---- what a row touches ---- */

static bool says_later(const Row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        if (strcmp(row->columns[i].name, "later") == 0)
            return row->columns[i].after.type == VALUE_INT && row->columns[i].after.number;
    }
    return false;
}

static void touch(Touches *out, bool follow_up, bool anew)
{
    out->application = out->application || !follow_up;
    out->follow_up = out->follow_up || follow_up;
    out->recut = out->recut || anew;
}

static bool is_empty(const Column *column)
{
    return column->before.type == VALUE_EMPTY && column->after.type == VALUE_EMPTY;
}

void standing_touches(const Standing *standing, const Replay *replay, const Row *row,
                      bool places, Touches *out)
{
    const struct Line *record = record_of(row->table), *field;
    bool anew = record && standing->in_force && (record->flags & RF_ANEW),
         add = strcmp(row->op, "add") == 0, set = strcmp(row->op, "set") == 0,
         later =
             add ? standing->in_force && record && (record->flags & RF_BOTH) && says_later(row)
                 : is_on(replay_find(replay, row->table, row->uid), "later");

    if (!record)
        return;
    out->early = out->early || (add && !standing->in_force && says_later(row));
    if (!set) {
        touch(out, (record->flags & RF_FOLLOW_UP) || later || anew, anew);
        return;
    }
    for (size_t i = 0; i < row->n; i++) {
        const Column *column = &row->columns[i];
        bool place = strcmp(column->name, "place") == 0;
        field = field_of(record, column->name);
        if (is_empty(column) || (!field && !(place && places)))
            continue;
        bool own = field && (field->flags & FF_FOLLOW_UP);
        touch(out,
              own || (record->flags & RF_FOLLOW_UP) || later || anew ||
                  (standing->in_force && field && (field->flags & FF_BOTH)),
              anew && !own);
    }
}
