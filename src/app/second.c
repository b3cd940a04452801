/* What was typed is looked at before anything is written: an amount, and rules that there are.
 */
#include "config.h"

#include "app/second.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "base/i18n.h"
#include "base/money.h"
#include "base/text/text.h"
#include "rules/judge/findings.h"

static const char nothing[] = "none";

bool app_second(Session *session, Arena *arena, SecondRule *out, Err *err)
{
    return desk_may(session_user(session), VERB_READ, err) &&
           eyes_second_rule(session_store(session), arena, out, err);
}

bool app_second_can(Session *session, bool *can, Err *err)
{
    return desk_may(session_user(session), VERB_READ, err) &&
           eyes_two_can(session_store(session), can, err);
}

const char *second_warning(void)
{
    return _(
        "No two supervisors could give both approvals today: whoever adds another, or sets "
        "their passphrase, could be both. Have an administrator add a supervisor");
}

static bool rule_known(Session *session, const char *id, size_t len)
{
    const Knowledge *knowledge = session_knowledge(session);
    for (size_t i = 0; i < rules_count(knowledge); i++) {
        const char *known = rules_info(knowledge, i, session_lang(session)).id;
        if (strlen(known) == len && strncmp(known, id, len) == 0)
            return true;
    }
    return false;
}

static bool check_rules(Session *session, const char *list, Err *err)
{
    for (const char *at = list; *at;) {
        size_t len = strcspn(at, ",");
        if (!rule_known(session, at, len)) {
            Buf shown = BUF_INIT;
            text_add_safe(&shown, list);
            err_set(err, ERR_INPUT,
                    _("“%s”: each must be a rule, with commas between them (R406,R407); "
                      "“anjuan doc rules” lists them"),
                    shown.data);
            buf_free(&shown);
            return false;
        }
        at += len + (at[len] == ',');
    }
    return true;
}

/* NULL: it stays as it is. */
static bool take_typed(Session *session, const char *above, const char *findings,
                       SecondRule *rule, Err *err)
{
    if (above && strcmp(above, nothing) == 0)
        rule->above = -1;
    else if (above && !money_parse_typed(above, &rule->above, err))
        return false;
    if (findings)
        rule->findings = strcmp(findings, nothing) == 0 ? "" : findings;
    return check_rules(session, rule->findings, err);
}

bool app_second_set(Session *session, const char *above, const char *findings, Err *err)
{
    Tx *tx = NULL;
    SecondRule rule;
    const GroupHead head = {.kind = GROUP_PEOPLE,
                            .user_id = session_user(session)->id,
                            .verb = verb_word(VERB_SECOND)};
    Arena *arena = arena_new();
    bool done = desk_may(session_user(session), VERB_SECOND, err) &&
                tx_begin(session_store(session), &head, &tx, err);
    /* What is not set anew is written as it stands, so it is proven before it is read. */
    if (done && session_person_stands(session, err) && prove_people(session, err) &&
        app_second(session, arena, &rule, err) &&
        take_typed(session, above, findings, &rule, err) &&
        eyes_set_second_rule(tx, &rule, err))
        done = tx_commit(tx, NULL, err);
    else if (done) {
        tx_abort(tx);
        done = false;
    }
    arena_free(arena);
    return done;
}
