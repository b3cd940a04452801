/* Reads the sources for texts and asks the catalogue of the language in use for each. */
#include "config.h"

#include "tests/support/pending.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "tests/support/temp.h"

/* Reads "one" "two" at *at as one text, with \n and \" undone; leaves *at behind it. */
static bool read_literal(const char **at, Buf *out)
{
    bool any = false;
    for (;;) {
        const char *from = *at + strspn(*at, " \n\t");
        if (*from != '"')
            return any;
        for (from++; *from && *from != '"'; from++) {
            if (*from == '\\' && from[1])
                from++;
            buf_add_char(out, *from == 'n' && from[-1] == '\\' ? '\n' : *from);
        }
        *at = *from ? from + 1 : from;
        any = true;
    }
}

static void add_pending(const char *text, Buf *out)
{
    if (text[0] && i18n_text(text) == text)
        buf_addf(out, "%s\n", text);
}

/* The literals after one macro's bracket: one, or with commas between them two. */
static void read_call(const char *at, Buf *out)
{
    Buf text = BUF_INIT;
    for (int i = 0; i < 2; i++) {
        buf_clear(&text);
        if (!read_literal(&at, &text))
            break;
        add_pending(text.data, out);
        at += strspn(at, " \n\t");
        if (*at++ != ',')
            break;
    }
    buf_free(&text);
}

static void read_source(const char *path, Buf *out)
{
    static const char *const macros[] = {"_(", "ngettext("};
    char *source = temp_read(path, NULL);
    for (size_t i = 0; i < COUNT_OF(macros); i++) {
        for (const char *at = source; (at = strstr(at, macros[i])) != NULL;) {
            at += strlen(macros[i]);
            read_call(at, out);
        }
    }
    free(source);
}

static void read_folder(const char *folder, Buf *out)
{
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
        struct stat what;
        const char *end = strrchr(entry->d_name, '.');
        if (entry->d_name[0] == '.')
            continue;
        char *path = path_join(folder, entry->d_name);
        if (stat(path, &what) == 0 && S_ISDIR(what.st_mode))
            read_folder(path, out);
        else if (end && (strcmp(end, ".c") == 0 || strcmp(end, ".def") == 0))
            read_source(path, out);
        free(path);
    }
    if (dir)
        closedir(dir);
}

void pending_texts(Buf *out)
{
    static const char *const folders[] = {"src", "ui"};
    const char *top = getenv("top_srcdir");
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        char *folder = path_join(top ? top : "..", folders[i]);
        read_folder(folder, out);
        free(folder);
    }
}
