/* A list of the two conditions as they stand, then what was picked is typed anew. */
#include "config.h"

#include "ui/screens/second.h"

#include <string.h>

#include "app/second.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/money.h"
#include "base/text/text.h"
#include "ui/ask/ask.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

static const char of_amount[] = "above", of_findings[] = "findings", nothing[] = "none";

static bool read_rule(Stage *stage, Arena *arena, SecondRule *rule)
{
    Err err = {0};

    if (app_second(stage_session(stage), arena, rule, &err))
        return true;
    stage_say_err(stage, &err);
    return false;
}

static void say_amount(const SecondRule *rule, Buf *out)
{
    Buf above = BUF_INIT;

    if (rule->above >= 0)
        money_format_yuan(&above, rule->above);
    if (above.len)
        buf_addf(out, _("Two supervisors approve a case above %s"), above.data);
    else
        buf_add(out, _("No amount takes two approvals"));
    buf_free(&above);
}

static void say_findings(const SecondRule *rule, Buf *out)
{
    if (*rule->findings)
        buf_addf(out, _("Two supervisors approve a case with a finding of %s"), rule->findings);
    else
        buf_add(out, _("No finding takes two approvals"));
}

static void ask_amount(Stage *stage, const char *typed);
static void ask_findings(Stage *stage, const char *typed);

static void say_stored(Stage *stage, const SecondRule *rule, const char *words)
{
    bool can = true, asked = rule->above >= 0 || *rule->findings;

    if (asked && app_second_can(stage_session(stage), &can, NULL) && !can)
        /* TRANSLATORS: "Two supervisors approve a case above 5,000.00 yuan". */
        stage_say(stage, MSG_WARN, _("From now on: %s; no two could today"), words);
    else
        stage_say(stage, MSG_DONE, _("From now on: %s"), words);
}

/* What could not be taken stands there again, to be put right. */
static void store(Stage *stage, const char *above, const char *findings)
{
    Err err = {0};
    SecondRule rule;
    Buf words = BUF_INIT;
    Arena *arena = arena_new();
    const char *typed = above ? above : findings, *word = text_blank(typed) ? nothing : typed;

    if (!app_second_set(stage_session(stage), above ? word : NULL, findings ? word : NULL,
                        &err)) {
        if (above)
            ask_amount(stage, above);
        else
            ask_findings(stage, findings);
        stage_say_err(stage, &err);
    } else if (read_rule(stage, arena, &rule)) {
        if (above)
            say_amount(&rule, &words);
        else
            say_findings(&rule, &words);
        say_stored(stage, &rule, words.data);
    }
    buf_free(&words);
    arena_free(arena);
}

static void amount_typed(Stage *stage, void *ctx UNUSED, const Reply *reply)
{
    if (reply->text)
        store(stage, reply->text, NULL);
}

static void findings_typed(Stage *stage, void *ctx UNUSED, const Reply *reply)
{
    if (reply->text)
        store(stage, NULL, reply->text);
}

static void ask_amount(Stage *stage, const char *typed)
{
    ask(stage, &(Question){.title = _("Two approvals: the amount"),
                           .text = _("Two supervisors approve a case that asks for more than "
                                     "this, in yuan. Empty: no amount takes two"),
                           .initial = typed,
                           .done = amount_typed});
}

static void ask_findings(Stage *stage, const char *typed)
{
    ask(stage, &(Question){.title = _("Two approvals: findings"),
                           .text = _("Two supervisors approve a case with an open finding of "
                                     "these rules, such as R406,R407. Empty: of no rule"),
                           .initial = typed,
                           .typed = TYPED_LETTERS,
                           .done = findings_typed});
}

static void picked(Stage *stage, void *ctx UNUSED, const Reply *reply)
{
    SecondRule rule;
    Buf amount = BUF_INIT;
    Arena *arena = arena_new();

    if (reply->text && read_rule(stage, arena, &rule)) {
        if (rule.above >= 0)
            money_format(&amount, rule.above);
        if (strcmp(reply->text, of_amount) == 0)
            ask_amount(stage, amount.data);
        else
            ask_findings(stage, rule.findings);
    }
    buf_free(&amount);
    arena_free(arena);
}

void second_ask(Stage *stage)
{
    SecondRule rule;
    Buf amount = BUF_INIT, findings = BUF_INIT;
    Arena *arena = arena_new();

    if (read_rule(stage, arena, &rule)) {
        Picklist *rows = picklist_new(NULL);
        say_amount(&rule, &amount);
        say_findings(&rule, &findings);
        picklist_add(rows, &(PickRow){.value = of_amount, .text = amount.data});
        picklist_add(rows, &(PickRow){.value = of_findings, .text = findings.data});
        ask(stage, &(Question){.title = _("Which cases take two approvals?"),
                               .rows = rows,
                               .done = picked});
    }
    buf_free(&amount);
    buf_free(&findings);
    arena_free(arena);
}
