/* Which language is chosen and where its texts come from: option, LANGUAGE, locale; then the
 * words for what the system refuses. */
#include "config.h"

#include "base/i18n.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/catalogue.h"
#include "base/charset.h"
#include "base/mem.h"
#include "base/path.h"

#define DOMAIN "anjuan"

enum { LANG_MAX = 16 };

/* Set by i18n_start, before anything else runs, and only read afterwards. */
static char chosen[LANG_MAX] = "en";
static Catalogue *catalogue; /* NULL: English */

/* Every catalogue that was in use: a text of it may be held when tests choose another language.
 */
typedef struct Used {
    Catalogue *catalogue;
    struct Used *next;
} Used;

static Used *used;

/* Names under which a language is asked for, whole or before a "_"; the first match counts. */
static const struct {
    const char *begins, *lang;
} names[] = {
    {"zh_TW", "zh_TW"}, {"zh_HK", "zh_TW"}, {"zh_MO", "zh_TW"}, {"zh_Hant", "zh_TW"},
    {"zh", "zh_CN"},    {"en", "en"},       {"C", "en"},        {"POSIX", "en"},
};

/* "zh-Hant_HK.UTF-8" as "zh_TW". False for what cannot be a language. */
static bool lang_of(const char *name, size_t len, char out[LANG_MAX])
{
    size_t n = 0;
    for (; n < len && name[n] && name[n] != '.' && name[n] != '@'; n++) {
        char c = name[n] == '-' ? '_' : name[n];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter || n == LANG_MAX - 1)
            return false;
        out[n] = c;
    }
    out[n] = '\0';
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        size_t begins = strlen(names[i].begins);
        if (strncasecmp(out, names[i].begins, begins) == 0 &&
            (out[begins] == '\0' || out[begins] == '_')) {
            memcpy(out, names[i].lang, strlen(names[i].lang) + 1);
            break;
        }
    }
    return n > 0;
}

static char *catalogue_path(const char *locale_dir, const char *lang)
{
    Buf path = BUF_INIT;
    buf_addf(&path, "%s/%s/LC_MESSAGES/" DOMAIN ".mo", locale_dir, lang);
    return buf_take(&path);
}

static bool has_catalogue(const char *locale_dir, const char *lang)
{
    char *path = catalogue_path(locale_dir, lang);
    bool has = path_exists(path);
    free(path);
    return has;
}

static void use_catalogue(const char *locale_dir, const char *lang)
{
    char *path = catalogue_path(locale_dir, lang);
    catalogue = catalogue_load(path);
    free(path);
    if (!catalogue)
        return;
    Used *now = xmalloc(sizeof *now);
    *now = (Used){catalogue, used};
    used = now;
}

/* The first language of a list such as LANGUAGE holds that can be shown. */
static bool choose_from(const char *list, const char *locale_dir)
{
    for (const char *at = list; *at;) {
        size_t len = strcspn(at, ":");
        char lang[LANG_MAX];
        if (lang_of(at, len, lang) &&
            (strcmp(lang, "en") == 0 || has_catalogue(locale_dir, lang))) {
            memcpy(chosen, lang, strlen(lang) + 1);
            return true;
        }
        at += len + (at[len] == ':');
    }
    return false;
}

/* The name of the locale that the environment asks for in one category, also where it is not
 * installed; setlocale() tells only of those that are. */
static const char *wanted_locale(const char *category)
{
    const char *const variables[] = {"LC_ALL", category, "LANG"};
    for (size_t i = 0; i < COUNT_OF(variables); i++) {
        const char *value = getenv(variables[i]);
        if (value && value[0])
            return value;
    }
    return "C";
}

/* The terminal's character set. A locale that is not installed names it only after a point;
 * without one, and where the locale is C, which says nothing about the terminal, it is taken
 * for UTF-8. */
static bool set_charset(void)
{
    const char *wanted = wanted_locale("LC_CTYPE");
    const char *point = strchr(wanted, '.');
    bool known = setlocale(LC_ALL, "") != NULL, plain = false;
    Buf codeset = BUF_INIT;

    if (point)
        buf_add_bytes(&codeset, point + 1, strcspn(point + 1, "@"));
    else if (known)
        buf_add(&codeset, nl_langinfo(CODESET));
    plain = !codeset.len || strcmp(wanted, "C") == 0 || strcmp(wanted, "POSIX") == 0;
    bool may = charset_use(plain ? NULL : codeset.data);
    buf_free(&codeset);
    return may;
}

/* Inside the program all is UTF-8: the locale that was asked for where it is that and
 * generated, else the C library's own. */
static bool set_locale(void)
{
    if (!set_charset())
        return false;
    if (charset_is_utf8() && setlocale(LC_ALL, "") != NULL &&
        strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return true;
    return setlocale(LC_ALL, "C.UTF-8") != NULL;
}

bool i18n_start(const char *lang, const char *locale_dir)
{
    memcpy(chosen, "en", sizeof("en"));
    catalogue = NULL;
    if (!set_locale()) {
        setlocale(LC_ALL, "C");
        return false;
    }
    setlocale(LC_NUMERIC,
              "C"); /* files are written by libraries that ask for the decimal point */

    const char *list = getenv("LANGUAGE");
    if (lang && lang[0]) {
        if (!lang_of(lang, strlen(lang), chosen))
            memcpy(chosen, "en", sizeof("en"));
    } else if (!list || !choose_from(list, locale_dir)) {
        choose_from(wanted_locale("LC_MESSAGES"), locale_dir);
    }
    setenv("LANGUAGE", chosen, 1); /* for what the C library says */
    use_catalogue(locale_dir, chosen);
    return true;
}

const char *i18n_lang(void)
{
    return chosen;
}

const char *i18n_text(const char *text)
{
    const char *found = catalogue_text(catalogue, text);
    return found ? found : text;
}

const char *i18n_context(const char *key, const char *fallback)
{
    const char *found = catalogue_text(catalogue, key);
    return found ? found : fallback;
}

const char *i18n_data(const char *text, const char *lang)
{
    Buf key = BUF_INIT;

    if (!text || strcmp(lang, "zh_TW") != 0)
        return text;
    buf_addf(&key, "data\004%s", text);
    const char *found = i18n_context(key.data, text);
    buf_free(&key);
    return found;
}

const char *i18n_count(const char *one, const char *many, unsigned long n)
{
    const char *found = catalogue_count(catalogue, one, n);
    return found ? found : n == 1 ? one : many;
}

/* What people meet with files, disks and shares; the words are the C library's. */
static const struct {
    int number;
    const char *text;
} reasons[] = {
    {EPERM, N_("Operation not permitted")},
    {ENOENT, N_("No such file or directory")},
    {EINTR, N_("Interrupted system call")},
    {EIO, N_("Input/output error")},
    {EBADF, N_("Bad file descriptor")},
    {EAGAIN, N_("Resource temporarily unavailable")},
    {ENOMEM, N_("Cannot allocate memory")},
    {EACCES, N_("Permission denied")},
    {EBUSY, N_("Device or resource busy")},
    {EEXIST, N_("File exists")},
    {EXDEV, N_("Invalid cross-device link")},
    {ENODEV, N_("No such device")},
    {ENOTDIR, N_("Not a directory")},
    {EISDIR, N_("Is a directory")},
    {EINVAL, N_("Invalid argument")},
    {ENFILE, N_("Too many open files in system")},
    {EMFILE, N_("Too many open files")},
    {ETXTBSY, N_("Text file busy")},
    {EFBIG, N_("File too large")},
    {ENOSPC, N_("No space left on device")},
    {ESPIPE, N_("Illegal seek")},
    {EROFS, N_("Read-only file system")},
    {EMLINK, N_("Too many links")},
    {EPIPE, N_("Broken pipe")},
    {ENAMETOOLONG, N_("File name too long")},
    {ENOLCK, N_("No locks available")},
    {ENOSYS, N_("Function not implemented")},
    {ENOTEMPTY, N_("Directory not empty")},
    {ELOOP, N_("Too many levels of symbolic links")},
    {EOVERFLOW, N_("Value too large for defined data type")},
    {ENOTSUP, N_("Operation not supported")},
    {ETIMEDOUT, N_("Connection timed out")},
    {EHOSTDOWN, N_("Host is down")},
    {ESTALE, N_("Stale file handle")},
    {EDQUOT, N_("Disk quota exceeded")},
    {ENOMEDIUM, N_("No medium found")},
    {EREMOTEIO, N_("Remote I/O error")},
};

const char *i18n_errno(int number)
{
    for (size_t i = 0; i < COUNT_OF(reasons); i++)
        if (reasons[i].number == number)
            return _(reasons[i].text);
    return strerror(number);
}
