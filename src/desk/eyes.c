/* What the view four_eyes says about a person, in words; and the setting for a second approval.
 */
#include "config.h"

#include "desk/eyes.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text_same.h"
#include "store/sql.h"

const char second_above[] = "second_approval.above";
const char second_findings[] = "second_approval.findings";

/* word: of the view. */
static const struct EyesDef {
    const char *word, *own;
} eyes[] = {
    [EYES_ENTERED] = {"entered", N_("You entered this case")},
    [EYES_CHANGED] = {"changed", N_("You changed this case")},
    [EYES_LATER] = {"later", N_("You wrote rows that came later, and approving this change "
                                "takes them in")},
    [EYES_SUBMITTED] = {"submitted", N_("You submitted this case")},
    [EYES_NAMED] = {"named", N_("This case names you as its adviser")},
    [EYES_FIRST] = {"first", N_("You gave the first of two approvals")},
    [EYES_FIRST_SET] = {"first_set", N_("You added whoever gave the first of two approvals, or "
                                        "set their passphrase")},
};

static Eyes eyes_parse(const char *word)
{
    for (size_t i = 0; i < COUNT_OF(eyes); i++) {
        if (strcmp(eyes[i].word, word) == 0)
            return (Eyes)i;
    }
    return EYES_ENTERED; /* a reason that only a newer program knows is one too */
}

/* However the case spells it, which the view cannot tell. */
static bool is_named_in(Store *store, int64_t case_id, int64_t user_id, int64_t *by, Err *err)
{
    Sql q;
    *by = 0;
    if (!sql_open(&q, store,
                  "SELECT u.id, u.name, u.display, c.adviser FROM case_adviser AS c, user AS u"
                  " WHERE c.case_id = ?1 AND (u.id = ?2"
                  " OR u.id IN (SELECT by_user FROM passphrase_set WHERE user_id = ?2))"
                  " ORDER BY u.id <> ?2, u.id",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    sql_bind_int(&q, 2, user_id);
    while (!*by && sql_row(&q)) {
        if (text_is_of_person(sql_said(&q, 3), sql_said(&q, 1)) ||
            text_is_of_person(sql_said(&q, 3), sql_said(&q, 2)))
            *by = sql_int(&q, 0);
    }
    return sql_close(&q, err);
}

/* What a person did themselves is said first. */
static bool eyes_in_view(Store *store, int64_t case_id, int64_t user_id, Eyes *out, int64_t *by,
                         Err *err)
{
    Sql q;
    *out = EYES_FREE;
    *by = user_id;
    if (!sql_open(&q, store,
                  "SELECT why, user_id FROM four_eyes WHERE case_id = ?1 AND (user_id = ?2"
                  " OR user_id IN (SELECT by_user FROM passphrase_set WHERE user_id = ?2))",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    sql_bind_int(&q, 2, user_id);
    while (sql_row(&q)) {
        Eyes why = eyes_parse(sql_said(&q, 0));
        int64_t who = sql_int(&q, 1);
        bool nearer = who == user_id && *by != user_id;
        if (*out == EYES_FREE || nearer || (who == *by && why < *out)) {
            *out = why;
            *by = who;
        }
    }
    return sql_close(&q, err);
}

bool eyes_of(Store *store, int64_t case_id, int64_t user_id, Eyes *out, int64_t *by, Err *err)
{
    int64_t named;
    if (!eyes_in_view(store, case_id, user_id, out, by, err))
        return false;
    if (*out != EYES_FREE && *by == user_id)
        return true;
    if (!is_named_in(store, case_id, user_id, &named, err))
        return false;
    if (named && (*out == EYES_FREE || named == user_id)) {
        *out = EYES_NAMED;
        *by = named;
    }
    return true;
}

/* The supervisors who may approve it. */
static bool add_others(Store *store, int64_t case_id, Buf *out, Err *err)
{
    Sql q;
    int64_t named;
    bool done = true;
    if (!sql_open(
            &q, store,
            "SELECT u.display, u.id FROM free_eyes AS f JOIN user AS u ON u.id = f.user_id"
            " WHERE f.case_id = ?1 ORDER BY u.id",
            err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (done && sql_row(&q)) {
        done = is_named_in(store, case_id, sql_int(&q, 1), &named, err);
        if (done && !named)
            buf_addf(out, "%s%s", out->len ? _(", ") : "", sql_text(&q, 0));
    }
    return sql_close(&q, done ? err : NULL) && done;
}

/* by is whoever could sign in as the person. */
static void say_other(Eyes why, const char *by, Buf *out)
{
    switch (why) {
    case EYES_ENTERED:
        /* TRANSLATORS: %s is a person, here and in the next ones */
        buf_addf(out, _("%s, who added you or set your passphrase, entered this case"), by);
        break;
    case EYES_CHANGED:
        buf_addf(out, _("%s, who added you or set your passphrase, changed this case"), by);
        break;
    case EYES_LATER:
        buf_addf(out,
                 _("%s, who added you or set your passphrase, wrote rows that came later, and "
                   "approving this change takes them in"),
                 by);
        break;
    case EYES_SUBMITTED:
        buf_addf(out, _("%s, who added you or set your passphrase, submitted this case"), by);
        break;
    case EYES_NAMED:
        buf_addf(
            out,
            _("%s, who added you or set your passphrase, is named in this case as its adviser"),
            by);
        break;
    case EYES_FIRST:
        buf_addf(out,
                 _("%s, who added you or set your passphrase, gave the first of two approvals"),
                 by);
        break;
    case EYES_FIRST_SET:
    case EYES_FREE:
        buf_addf(out,
                 _("%s could sign in as you and as whoever gave the first of two approvals"),
                 by);
        break;
    }
}

bool eyes_refuse(Store *store, int64_t case_id, int64_t user_id, Err *err)
{
    Eyes why;
    int64_t by;
    char *name = NULL;
    Buf words = BUF_INIT, others = BUF_INIT;
    bool done =
        eyes_of(store, case_id, user_id, &why, &by, err) && why != EYES_FREE &&
        (by == user_id ||
         sql_get_text(store, err, &name, "SELECT display FROM user WHERE id = ?", "i", by)) &&
        add_others(store, case_id, &others, err);
    if (done && name)
        say_other(why, name, &words);
    else if (done)
        buf_add(&words, _(eyes[why].own));
    if (done && others.len)
        err_set(
            err, ERR_REFUSED,
            /* TRANSLATORS: why somebody may not approve a case; the names of those who may */
            _("%s; it takes another supervisor to approve it: %s"), words.data, others.data);
    else if (done)
        err_set(err, ERR_REFUSED,
                name ? _("%s; it takes another supervisor to approve it, and there is none yet "
                         "who had no hand in it: have an administrator set you another "
                         "passphrase, or add a supervisor")
                     : _("%s; it takes another supervisor to approve it, and there is none yet "
                         "who had no hand in it: have an administrator add a supervisor"),
                words.data);
    free(name);
    buf_free(&words);
    buf_free(&others);
    return false;
}

/* ---- two approvals ---- */

void eyes_second_above(SecondRule *rule, const char *value)
{
    if (!value || !value[0])
        return;
    int64_t above = strtoll(value, NULL, 10);
    rule->above = rule->above < 0 || above < rule->above ? above : rule->above;
}

void eyes_second_findings(Buf *findings, const char *value)
{
    if (value && value[0])
        buf_addf(findings, "%s%s", findings->len ? "," : "", value);
}

/* The values that the settings had since a group. */
typedef struct Since {
    int64_t group, above_id, findings_id;
    SecondRule *rule;
    Buf findings;
} Since;

/* The newest is heard first; what a change ended was so until then. */
static bool hear_since(void *ctx, const JournalRow *row)
{
    Since *since = ctx;
    if (row->group <= since->group)
        return false;
    if (!row->column || strcmp(row->column, "value") != 0)
        return true;
    if (row->row_id == since->above_id)
        eyes_second_above(since->rule, row->before);
    else if (row->row_id == since->findings_id)
        eyes_second_findings(&since->findings, row->before);
    return true;
}

static bool read_since(Store *store, Since *since, Err *err)
{
    static const char of_name[] = "SELECT coalesce(max(id), 0) FROM setting WHERE name = ?";
    return since->group == 0 ||
           (sql_get_int(store, err, &since->above_id, of_name, "t", second_above) &&
            sql_get_int(store, err, &since->findings_id, of_name, "t", second_findings) &&
            journal_read_people(store, "setting", hear_since, since, err));
}

bool eyes_second_since(Store *store, Arena *arena, int64_t group, SecondRule *out, Err *err)
{
    char *above = NULL, *findings = NULL;
    Since since = {.group = group, .rule = out, .findings = BUF_INIT};
    *out = (SecondRule){.above = -1, .findings = ""};
    bool done = store_setting(store, second_above, &above, err) &&
                store_setting(store, second_findings, &findings, err);
    eyes_second_above(out, above);
    eyes_second_findings(&since.findings, findings);
    done = done && read_since(store, &since, err);
    out->findings = arena_dup(arena, since.findings.len ? since.findings.data : "");
    buf_free(&since.findings);
    free(above);
    free(findings);
    return done;
}

bool eyes_second_rule(Store *store, Arena *arena, SecondRule *out, Err *err)
{
    return eyes_second_since(store, arena, 0, out, err);
}

bool eyes_submitted(Store *store, int64_t case_id, bool approved, int64_t *group, Err *err)
{
    return approved ? sql_get_int(store, err, group,
                                  "SELECT coalesce(max(group_id), 0) FROM review"
                                  " WHERE case_id = ?1 AND verb = 'submit' AND id < ("
                                  " SELECT max(id) FROM review"
                                  " WHERE case_id = ?1 AND verb = 'approve')",
                                  "i", case_id)
                    : sql_get_int(store, err, group,
                                  "SELECT coalesce(max(group_id), 0) FROM last_submission"
                                  " WHERE case_id = ?",
                                  "i", case_id);
}

bool eyes_set_second_rule(Tx *tx, const SecondRule *rule, Err *err)
{
    Buf above = BUF_INIT;
    if (rule->above >= 0)
        buf_addf(&above, "%lld", (long long)rule->above);
    bool done = tx_setting(tx, second_above, above.len ? above.data : NULL, err) &&
                tx_setting(tx, second_findings, rule->findings[0] ? rule->findings : NULL, err);
    buf_free(&above);
    return done;
}

bool eyes_names(const char *list, const char *rule, size_t len)
{
    for (const char *at = list; *at;) {
        size_t all = strcspn(at, ",");
        if (all == len && len && strncmp(at, rule, len) == 0)
            return true;
        at += all + (at[all] == ',');
    }
    return false;
}

/* As the view four_eyes has it: nobody could have signed in as both. */
bool eyes_two_can(Store *store, bool *can, Err *err)
{
    int64_t there = 0;
    bool done = sql_get_int(
        store, err, &there,
        "WITH who (user_id, by_user) AS MATERIALIZED ("
        " SELECT id, id FROM user UNION SELECT user_id, by_user FROM passphrase_set)"
        " SELECT EXISTS (SELECT 1 FROM user AS a JOIN user AS b ON b.id > a.id"
        " WHERE a.role = 'supervisor' AND a.disabled = 0"
        " AND b.role = 'supervisor' AND b.disabled = 0"
        " AND NOT EXISTS (SELECT 1 FROM who AS x JOIN who AS y ON y.by_user = x.by_user"
        " WHERE x.user_id = a.id AND y.user_id = b.id))",
        NULL);
    *can = there != 0;
    return done;
}

bool eyes_found_named(const char *findings, const char *found)
{
    for (const char *at = found; *at;) {
        size_t len = strcspn(at, ",");
        if (eyes_names(findings, at, len))
            return true;
        at += len + (at[len] == ',');
    }
    return false;
}

/* Whoever approves cannot leave away what was found before. */
static bool found_at_submission(Store *store, int64_t case_id, const char *findings, bool *two,
                                Err *err)
{
    char *found = NULL;
    bool done =
        sql_get_text(store, err, &found, "SELECT found FROM last_submission WHERE case_id = ?",
                     "i", case_id);
    *two = done && found && eyes_found_named(findings, found);
    free(found);
    return done;
}

bool eyes_take_two(Store *store, int64_t case_id, const char *const *rules, size_t n, bool *two,
                   Err *err)
{
    SecondRule rule;
    int64_t target = 0, submitted = 0;
    Arena *arena = arena_new();
    bool done =
        eyes_submitted(store, case_id, false, &submitted, err) &&
        eyes_second_since(store, arena, submitted, &rule, err) &&
        sql_get_int(store, err, &target,
                    "SELECT coalesce(target_fen, 0) FROM case_file WHERE id = ?", "i", case_id);
    *two = done && rule.above >= 0 && target > rule.above;
    for (size_t i = 0; done && !*two && i < n; i++)
        *two = eyes_names(rule.findings, rules[i], strlen(rules[i]));
    if (done && !*two)
        done = found_at_submission(store, case_id, rule.findings, two, err);
    arena_free(arena);
    return done;
}

bool eyes_first(Store *store, int64_t case_id, Uid *first, bool *found, Err *err)
{
    Sql q;
    size_t n = 0;
    if (!sql_open(&q, store, "SELECT uid FROM first_approval WHERE case_id = ?", err))
        return false;
    sql_bind_int(&q, 1, case_id);
    const void *bytes = sql_row(&q) ? sql_blob(&q, 0, &n) : NULL;
    *found = n == UID_BYTES;
    if (*found)
        memcpy(first->bytes, bytes, UID_BYTES);
    return sql_close(&q, err);
}
