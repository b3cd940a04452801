/* Languages. Text is written in English in the code and translated where it is shown:
 *   _("text")              a string to show
 *   N_("text")             a string in a table, to be shown later through _()
 *   C_("context", "text")  a short word that needs a context
 *   ngettext(one, many, n) a count
 * The names are those that gettext's tools look for; the reading is our own (base/catalogue.h),
 * so that a language needs no locale of that language. It is chosen once, by main, before
 * anything is shown; texts live as long as the program and may be asked for by any thread. */
#ifndef ANJUAN_BASE_I18N_H
#define ANJUAN_BASE_I18N_H

#include <stdbool.h>

#include "base/attr.h"

#define _(text)                i18n_text(text)
#define N_(text)               text
#define C_(context, text)      i18n_context(context "\004" text, text)
#define ngettext(one, many, n) i18n_count(one, many, n)

/* Sets the locale from the environment (C.UTF-8 when that one is missing or not UTF-8), the
 * terminal's character set (base/charset.h) and the catalogue of the language: lang ("zh_CN",
 * "en",
 * ...) when given, else LANGUAGE, else the locale's. locale_dir holds LL/LC_MESSAGES/anjuan.mo.
 * False when the terminal's character set cannot hold Chinese; English ASCII text is shown
 * then. */
bool i18n_start(const char *lang, const char *locale_dir);

/* The language in use, "en" or such as "zh_CN"; picks text[LL] keys out of knowledge files. */
const char *i18n_lang(void);

/* A zh_CN text of a knowledge file in a language that such files have none of their own of
 * (zh_TW); others, and what has no translation, as it stands. */
const char *i18n_data(const char *text, const char *lang);

/* What the system's error number means, as strerror() has it, which knows only those languages
 * whose locales are generated. */
const char *i18n_errno(int number);

/* For the macros above. What has no translation is shown as it stands. */
const char *i18n_text(const char *text) FORMAT_ARG(1);
const char *i18n_context(const char *key, const char *fallback) FORMAT_ARG(2);
const char *i18n_count(const char *one, const char *many, unsigned long n) FORMAT_ARG(1)
    FORMAT_ARG(2);

#endif
