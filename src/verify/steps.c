/* Tables of what leads where; a status and a stage that are told of otherwise are a fault,
 * whoever signed. */
#include "config.h"

#include "verify/steps.h"

#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"

/* Of an amendment "" is none. */
typedef struct Move {
    const char *verb, *from, *to;
} Move;

static const Move moves[] = {
    {"submit", "draft", "submitted"},     {"submit", "returned", "submitted"},
    {"withdraw", "submitted", "draft"},   {"withdraw", "draft", "closed"},
    {"withdraw", "returned", "closed"},   {"close", "draft", "closed"},
    {"close", "returned", "closed"},      {"close", "submitted", "closed"},
    {"return", "submitted", "returned"},  {"reject", "submitted", "rejected"},
    {"approve", "submitted", "approved"}, {"reopen", "submitted", "draft"},
    {"reopen", "rejected", "draft"},      {"reopen", "closed", "draft"},
    {"export", "approved", "exported"},
};
static const Move amends[] = {
    {"amend", "", "draft"},
    {"submit", "draft", "submitted"},
    {"submit", "returned", "submitted"},
    {"withdraw", "submitted", "draft"},
    {"reopen", "submitted", "draft"},
    {"withdraw", "draft", ""},
    {"withdraw", "returned", ""},
    {"return", "submitted", "returned"},
    {"reject", "submitted", ""},
    {"approve", "submitted", ""},
    {"close", "draft", ""},
    {"close", "returned", ""},
    {"close", "submitted", ""},
};
/* These lead somewhere always. */
static const char *const leads[] = {"submit", "withdraw", "return",
                                    "reject", "approve",  "amend"};

static const struct Stage {
    const char *from, *to;
    RightVerb right;
} stages[] = {
    {"prepared", "sent", RIGHT_SET_STAGE},      {"sent", "accepted", RIGHT_STAGE},
    {"sent", "refused", RIGHT_STAGE},           {"sent", "raising", RIGHT_STAGE},
    {"refused", "sent", RIGHT_SET_STAGE},       {"refused", "accepted", RIGHT_SET_STAGE},
    {"accepted", "sent", RIGHT_SET_STAGE},      {"accepted", "refused", RIGHT_SET_STAGE},
    {"accepted", "raising", RIGHT_STAGE},       {"raising", "accepted", RIGHT_SET_STAGE},
    {"raising", "raising_ended", RIGHT_STAGE},  {"raising_ended", "raising", RIGHT_SET_STAGE},
    {"raising_ended", "settling", RIGHT_STAGE}, {"settling", "raising_ended", RIGHT_SET_STAGE},
    {"closed", "archived", RIGHT_SET_STAGE},    {"archived", "closed", RIGHT_SET_STAGE},
};

bool steps_is_over(const char *life)
{
    return strcmp(life, "closed") == 0 || strcmp(life, "archived") == 0;
}

void steps_after(const Group *group, const char *column, const char *before,
                 char out[STEPS_WORD])
{
    snprintf(out, STEPS_WORD, "%s", before);
    for (size_t i = 0; i < group->n; i++) {
        const Row *row = &group->rows[i];
        for (size_t j = 0; strcmp(row->table, "case_file") == 0 && j < row->n; j++) {
            const Bytes *is = &row->columns[j].after.bytes;
            if (strcmp(row->columns[j].name, column) == 0)
                snprintf(out, STEPS_WORD, "%.*s", is->at ? (int)is->n : 0,
                         is->at ? (const char *)is->at : "");
        }
    }
}

RightVerb steps_right(const char *from, const char *to)
{
    for (size_t i = 0; i < COUNT_OF(stages); i++) {
        if (strcmp(stages[i].from, from) == 0 && strcmp(stages[i].to, to) == 0)
            return stages[i].right;
    }
    return RIGHT_STAGE;
}

static bool is_move(const Move *list, size_t n, const Group *group, const char *from,
                    const char *to)
{
    for (size_t i = 0; i < n; i++) {
        if (bytes_are(group->verb, list[i].verb) && strcmp(list[i].from, from) == 0 &&
            strcmp(list[i].to, to) == 0)
            return true;
    }
    return false;
}

static bool must_lead(const Group *group)
{
    for (size_t i = 0; i < COUNT_OF(leads); i++) {
        if (bytes_are(group->kind, "workflow") && bytes_are(group->verb, leads[i]))
            return true;
    }
    return false;
}

/* An amendment beside the approved version leaves its status, until it is approved. */
static bool status_leads(const Group *group, const Standing *before)
{
    char status[STEPS_WORD], amendment[STEPS_WORD];
    bool kept;

    steps_after(group, "status", before->status, status);
    steps_after(group, "amendment", before->amendment, amendment);
    kept = strcmp(status, before->status) == 0;
    if (kept && strcmp(amendment, before->amendment) == 0)
        return !must_lead(group);
    if (!bytes_are(group->kind, "workflow") && !bytes_are(group->kind, "export"))
        return false;
    if (!before->amendment[0] && !amendment[0])
        return is_move(moves, COUNT_OF(moves), group, before->status, status);
    return is_move(amends, COUNT_OF(amends), group, before->amendment, amendment) &&
           (kept || (bytes_are(group->verb, "approve") && strcmp(status, "approved") == 0));
}

static bool is_one_of(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(words[i], word) == 0)
            return true;
    }
    return false;
}

static bool life_leads(const Group *group, const Standing *before)
{
    static const char *const answers[] = {"sent", "accepted", "refused"};
    char life[STEPS_WORD];

    steps_after(group, "life", before->life, life);
    if (strcmp(life, before->life) == 0)
        return true;
    if (bytes_are(group->verb, "reopen"))
        return strcmp(before->life, "archived") == 0
                   ? strcmp(life, "closed") == 0
                   : strcmp(before->life, "closed") == 0 && strcmp(life, "archived") != 0;
    if (strcmp(life, "closed") == 0 && !steps_is_over(before->life))
        return bytes_are(group->verb, "close") || bytes_are(group->verb, "withdraw");
    if (bytes_are(group->verb, "receipt"))
        return is_one_of(before->life, answers, COUNT_OF(answers)) &&
               is_one_of(life, answers, COUNT_OF(answers));
    for (size_t i = 0; i < COUNT_OF(stages); i++) {
        if (strcmp(stages[i].from, before->life) == 0 && strcmp(stages[i].to, life) == 0)
            return true;
    }
    return false;
}

/* Each step that is added leads on from the one before it, to where the case is then. */
static bool steps_lead(const Group *group, const Standing *before)
{
    char at[STEPS_WORD], life[STEPS_WORD];
    bool any = false;

    snprintf(at, sizeof(at), "%s", before->life);
    for (size_t i = 0; i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (strcmp(row->table, "life_step") != 0 || strcmp(row->op, "add") != 0)
            continue;
        const Value *was = row_became(row, "was"), *to = row_became(row, "life");
        if (!was || !to || !to->bytes.at || !bytes_are(was->bytes, at) ||
            bytes_are(to->bytes, at))
            return false;
        snprintf(at, sizeof(at), "%.*s", (int)to->bytes.n, (const char *)to->bytes.at);
        any = true;
    }
    steps_after(group, "life", before->life, life);
    return !any || strcmp(at, life) == 0;
}

const char *steps_refuse(const Group *group, const Standing *before)
{
    if (!before->row || bytes_are(group->kind, "erase"))
        return NULL;
    return status_leads(group, before) && life_leads(group, before) && steps_lead(group, before)
               ? NULL
               : _("such a step does not lead from where the case was to where it says");
}
