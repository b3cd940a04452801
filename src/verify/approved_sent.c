/* The text that a batch has of a case, held against that of the approval which it names: each
 * value of the application, in the order of the rows; those that came later stand behind. */
#include "config.h"

#include <jansson.h>
#include <string.h>

#include "base/i18n.h"
#include "verify/approved.h"
#include "verify/json.h"
#include "verify/standing.h"
#include "verify/then.h"

static const char *table_called(const char *record)
{
    return strcmp(record, "case") == 0 ? "case_file" : record;
}

/* Each field of the one that is frozen stands in the other. */
static bool has_fields(const char *table, json_t *one, json_t *other)
{
    const char *field;
    json_t *value;

    json_object_foreach(one, field, value)
    {
        if (standing_is_application(table, field) &&
            !json_equal(value, json_object_get(other, field)))
            return false;
    }
    return true;
}

static bool same_row(const char *table, json_t *approved, json_t *sent)
{
    return has_fields(table, approved, sent) && has_fields(table, sent, approved);
}

static bool same_record(const char *record, json_t *approved, json_t *sent)
{
    const char *table = table_called(record);
    size_t n = json_array_size(approved), all = json_array_size(sent);

    if (!standing_is_application(table, NULL))
        return true;
    if (!json_is_array(approved) && !json_is_array(sent))
        return same_row(table, approved, sent);
    if (n != all && !(n < all && standing_may_be_later(table)))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!same_row(table, json_array_get(approved, i), json_array_get(sent, i)))
            return false;
    }
    return true;
}

static bool has_records(json_t *one, json_t *other, bool sent)
{
    const char *record;
    json_t *content;

    json_object_foreach(one, record, content)
    {
        json_t *beside = json_object_get(other, record);
        if (!same_record(record, sent ? beside : content, sent ? content : beside))
            return false;
    }
    return true;
}

static json_t *read_text(Bytes text)
{
    return text.at ? json_loadb((const char *)text.at, text.n,
                                JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL)
                   : NULL;
}

static bool is_of(Bytes approved, Bytes sent)
{
    json_t *one = read_text(approved), *other = read_text(sent);
    bool same = json_is_object(one) && json_is_object(other) &&
                has_records(one, other, false) && has_records(other, one, true);

    json_decref(one);
    json_decref(other);
    return same;
}

/* The money that is asked for: no more and no other parts than the case had then. */
static bool has_parts(const Replay *replay, const unsigned char *of_case, Bytes sent)
{
    json_t *root = read_text(sent), *content;
    const char *record;
    bool has = true;

    json_object_foreach(root, record, content)
    {
        if (standing_cuts_anew(table_called(record)))
            has = has && approved_are_rows(replay, of_case, table_called(record), content);
    }
    json_decref(root);
    return has;
}

void approved_sent(const ApprovedTexts *texts, const Replay *replay, const Group *group,
                   Report *report)
{
    for (size_t i = 0; i < group->n; i++) {
        const Row *row = &group->rows[i];
        bool sent = strcmp(row->table, "batch_case") == 0 && strcmp(row->op, "add") == 0;
        const Value *content = sent ? row_became(row, "content") : NULL,
                    *approval = sent ? row_became(row, "approval_id") : NULL,
                    *of = sent ? row_became(row, "case_id") : NULL;
        if (!content || content->type != VALUE_TEXT || !approval || approval->type != VALUE_ROW)
            continue;
        if (!is_of(texts->text(texts->ctx, approval->bytes.at), content->bytes))
            then_tell(report, group, _("what it has of the case is not what was approved"));
        else if (of && of->type == VALUE_ROW &&
                 !has_parts(replay, of->bytes.at, content->bytes))
            then_tell(report, group, _("the parts of the money are not those of the case"));
    }
}
