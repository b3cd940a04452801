/* Each setting is the list of its values, in their order. */
#include "config.h"

#include "verify/second.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

typedef struct Turn {
    int64_t event;
    char *value; /* empty: none */
} Turn;

typedef struct Setting {
    unsigned char uid[UID];
    bool there;
    Turn *turns;
    size_t n;
} Setting;

struct Second {
    Setting above, findings; /* an amount in fen; rules */
    Buf asked;               /* the rules that second_since gave last */
};

Second *second_new(void)
{
    return xcalloc(1, sizeof(Second));
}

static void setting_free(Setting *setting)
{
    for (size_t i = 0; i < setting->n; i++)
        free(setting->turns[i].value);
    free(setting->turns);
}

void second_free(Second *second)
{
    setting_free(&second->above);
    setting_free(&second->findings);
    buf_free(&second->asked);
    free(second);
}

static void take_turn(Setting *setting, int64_t event, const Value *value)
{
    if ((setting->n & (setting->n - 1)) == 0)
        setting->turns = xreallocarray(setting->turns, setting->n ? 2 * setting->n : 1,
                                       sizeof *setting->turns);
    setting->turns[setting->n++] =
        (Turn){event, value->type == VALUE_TEXT
                          ? xstrndup((const char *)value->bytes.at, value->bytes.n)
                          : xstrdup("")};
}

static void learn_setting(Setting *setting, const char *name, int64_t event, const Row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        const Column *column = &row->columns[i];
        if (strcmp(column->name, "name") == 0 && bytes_are(column->after.bytes, name)) {
            setting->there = true;
            memcpy(setting->uid, row->uid, UID);
        }
    }
    if (!setting->there || memcmp(setting->uid, row->uid, UID) != 0)
        return;
    for (size_t i = 0; i < row->n; i++) {
        if (strcmp(row->columns[i].name, "value") == 0)
            take_turn(setting, event, &row->columns[i].after);
    }
}

void second_learn(Second *second, const Group *group)
{
    bool people = bytes_are(group->kind, "people") || bytes_are(group->kind, "setup");

    for (size_t i = 0; people && i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (strcmp(row->table, "setting") != 0)
            continue;
        learn_setting(&second->above, "second_approval.above", group->position, row);
        learn_setting(&second->findings, "second_approval.findings", group->position, row);
    }
}

/* Whether the value was so at that event or since: another took its place later, or none. */
static bool counts(const Setting *setting, size_t at, int64_t event)
{
    return setting->turns[at].value[0] &&
           (at + 1 == setting->n || (event && setting->turns[at + 1].event > event));
}

SecondRule second_since(Second *second, int64_t event)
{
    SecondRule rule = {.above = -1};

    buf_clear(&second->asked);
    for (size_t i = 0; i < second->above.n; i++) {
        long long above = atoll(second->above.turns[i].value);
        if (counts(&second->above, i, event) && (rule.above < 0 || above < rule.above))
            rule.above = above;
    }
    for (size_t i = 0; i < second->findings.n; i++) {
        if (counts(&second->findings, i, event))
            buf_addf(&second->asked, "%s%s", second->asked.len ? "," : "",
                     second->findings.turns[i].value);
    }
    rule.findings = second->asked.len ? second->asked.data : "";
    return rule;
}
