/* Words a fault with the place where it stands. */
#include "config.h"

#include "rules/files/lint.h"

#include <stdarg.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/text/text.h"

void lint_fault(Lint *lint, const char *where, const char *fmt, ...)
{
    lint->count++;
    if (!lint->fault)
        return;
    Buf what = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&what, fmt, args);
    va_end(args);
    lint->fault(lint->ctx, where, what.data);
    buf_free(&what);
}

void lint_at(Lint *lint, const Ini *ini, const char *section, const char *key, const char *fmt,
             ...)
{
    Buf what = BUF_INIT, where = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&what, fmt, args);
    va_end(args);
    ini_place(ini, section, key, &where);
    lint_fault(lint, where.data, "%s", what.data);
    buf_free(&where);
    buf_free(&what);
}

void lint_fault_of(Lint *lint, const Ini *ini, const char *section, const char *key,
                   const char *text)
{
    Buf where = BUF_INIT;
    ini_place(ini, section, key, &where);
    if (strncmp(text, where.data, where.len) == 0) {
        text += where.len;
        text += strncmp(text, "：", strlen("：")) == 0 ? strlen("：") : strspn(text, ": ");
    }
    lint_fault(lint, where.data, "%s", text);
    buf_free(&where);
}

/* The key without ".2" and "[zh_CN]" at its end. */
static size_t stem_len(const char *key)
{
    size_t len = strcspn(key, "[");
    size_t digits = len;
    while (digits > 0 && key[digits - 1] >= '0' && key[digits - 1] <= '9')
        digits--;
    return digits > 0 && digits < len && key[digits - 1] == '.' ? digits - 1 : len;
}

static bool known_key(const char *const *names, const char *key)
{
    size_t len = stem_len(key);
    for (; *names; names++) {
        if (strlen(*names) == len && strncmp(*names, key, len) == 0)
            return true;
    }
    return false;
}

void lint_only(Lint *lint, const Ini *ini, const char *section, const char *const *names)
{
    for (size_t i = 0; i < ini_keys(ini, section); i++) {
        const char *key = ini_key(ini, section, i);
        if (!known_key(names, key))
            lint_at(lint, ini, section, key, _("this key is not known here"));
    }
}

void lint_needs(Lint *lint, const Ini *ini, const char *section, const char *key)
{
    if (text_blank(ini_get(ini, section, key)))
        lint_at(lint, ini, section, key, _("this key is missing or empty"));
}

void lint_both(Lint *lint, const Ini *ini, const char *section, const char *key)
{
    Buf chinese = BUF_INIT;
    buf_addf(&chinese, "%s[zh_CN]", key);
    lint_needs(lint, ini, section, key);
    lint_needs(lint, ini, section, chinese.data);
    buf_free(&chinese);
}

void lint_grade(Lint *lint, const Ini *ini, const char *section)
{
    const char *grade = ini_get(ini, section, "grade");
    if (grade && (strlen(grade) != 1 || !strchr("ABCDMR", grade[0])))
        lint_at(lint, ini, section, "grade", _("a grade is one of A B C D M R"));
}

static void keep_first(void *ctx, const char *where, const char *what)
{
    LintFirst *first = ctx;
    if (first->lint.count != 1)
        return;
    err_set(first->err, ERR_INPUT, "%s", what);
    err_wrap(first->err, "%s", where);
}

void lint_first(LintFirst *first, Err *err)
{
    *first = (LintFirst){.lint = {.fault = keep_first, .ctx = first}, .err = err};
}
