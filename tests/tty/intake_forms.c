/* The shortest text that a person can type for a value: of days, of money, of codes. */
#include "config.h"

#include "tests/tty/intake_forms.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/pinyin/pinyin.h"
#include "ui/model/form.h"

static const Day day_of_figures = {2026, 11, 21};

static bool gives(Session *session, const FieldDef *field, const char *typed, Day today,
                  const char *value)
{
    FieldContext context = *session_fields(session);
    Buf out = BUF_INIT;
    context.today = today;
    bool same = field_parse(&context, field, typed, &out, NULL) && !strcmp(out.data, value);
    buf_free(&out);
    return same;
}

/* The first form, shortest first, that the field takes for the value on that day. */
static char *shortest(Session *session, const FieldDef *field, char *const *forms, size_t n,
                      Day today, const char *value)
{
    const char *best = value;
    for (size_t i = 0; i < n; i++) {
        if (strlen(forms[i]) < strlen(best) && gives(session, field, forms[i], today, value))
            best = forms[i];
    }
    return xstrdup(best);
}

typedef struct Forms {
    char *texts[6];
    size_t n;
} Forms;

static void add_form(Forms *forms, const char *fmt, ...) PRINTF_LIKE(2, 3);
static void add_form(Forms *forms, const char *fmt, ...)
{
    Buf text = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&text, fmt, args);
    va_end(args);
    forms->texts[forms->n++] = buf_take(&text);
}

static void day_forms(Forms *forms, const char *value)
{
    Day day;
    if (!day_parse(value, &day))
        return;
    add_form(forms, "%d", day.day);
    add_form(forms, "%d.%d", day.month, day.day);
    add_form(forms, "%02d%02d", day.month, day.day);
    add_form(forms, "%02d%02d%02d", day.year % 100, day.month, day.day);
    add_form(forms, "%04d%02d%02d", day.year, day.month, day.day);
}

/* Yuan, thousands, ten thousands, without noughts at the end. */
static void money_forms(Forms *forms, const char *value)
{
    static const struct {
        int decimals;
        const char *unit;
    } units[] = {{2, ""}, {5, "k"}, {6, "w"}};
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        Fen fen = strtoll(value, NULL, 10), whole = 1;
        int decimals = units[i].decimals;
        for (; decimals > 0 && fen % 10 == 0; decimals--)
            fen /= 10;
        for (int d = 0; d < decimals; d++)
            whole *= 10;
        if (decimals)
            add_form(forms, "%lld.%0*lld%s", (long long)(fen / whole), decimals,
                     (long long)(fen % whole), units[i].unit);
        else
            add_form(forms, "%lld%s", (long long)fen, units[i].unit);
    }
}

/* A day is as long as on the day of the figures; uncounted says by how much it is longer now.
 */
char *intake_form(Session *session, const FieldDef *field, const char *value, size_t *uncounted)
{
    Forms forms = {.n = 0};
    if (field->type == FT_DATE)
        day_forms(&forms, value);
    else if (field->type == FT_MONEY)
        money_forms(&forms, value);
    char *now = shortest(session, field, forms.texts, forms.n, session_today(session), value);
    char *then = shortest(session, field, forms.texts, forms.n, day_of_figures, value);
    *uncounted = strlen(now) > strlen(then) ? strlen(now) - strlen(then) : 0;
    for (size_t i = 0; i < forms.n; i++)
        free(forms.texts[i]);
    free(then);
    return now;
}

static bool begins(const char *text, const char *with, size_t len)
{
    return strncmp(text, with, len) == 0;
}

static void read_text(Session *session, const char *text, Buf *full, Buf *initials)
{
    buf_clear(full);
    buf_clear(initials);
    pinyin_of(session_pinyin(session), PINYIN_WORDS, text, full, initials);
}

/* How many letters of a reading no other entry's reading begins with; 0: all of them do not do.
 */
static size_t letters(Session *session, const CodeTable *table, const char *value,
                      const Buf *mine)
{
    Buf full = BUF_INIT, initials = BUF_INIT;
    size_t len = 1;
    for (size_t i = 0; i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        if (entry->retired || !strcmp(entry->code, value))
            continue;
        read_text(session, entry->text_zh, &full, &initials);
        while (len <= mine->len &&
               (begins(initials.data, mine->data, len) || begins(full.data, mine->data, len)))
            len++;
    }
    buf_free(&full);
    buf_free(&initials);
    return len <= mine->len ? len : 0;
}

/* A code that is a number is typed; one that is a word of the program by its place in a short
 * list, else by as many initials, or letters of its pinyin, as no other entry has. */
char *intake_code(Session *session, const FieldDef *field, const char *value)
{
    enum { DIGITS = 9 };
    const CodeTable *table = field_code_table(field, session_fields(session)->codes);
    Buf full = BUF_INIT, initials = BUF_INIT;
    if (value[0] < 'a' || value[0] > 'z')
        return xstrdup(value);
    for (size_t i = 0; code_count(table) <= DIGITS && i < code_count(table); i++) {
        if (!strcmp(code_at(table, i)->code, value))
            return xstrdup((char[]){(char)('1' + i), '\0'});
    }
    read_text(session, code_find(table, value)->text_zh, &full, &initials);
    size_t few = letters(session, table, value, &initials),
           many = letters(session, table, value, &full);
    Buf *use = few && (!many || few <= many) ? &initials : &full;
    if (few || many)
        buf_cut(use, use == &initials ? few : many);
    char *typed = xstrdup(use->data);
    buf_free(&full);
    buf_free(&initials);
    return typed;
}
